package mg.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// An element type and a shape: `f64`, `f64[50]`, `i64[3,4]`. Arrays are dense and row-major.
public record Type(ElementType element, List<Integer> shape) {
    /// The type of one `f64`.
    public static final Type F64 = new Type(ElementType.F64, List.of());
    /// The type of one `f32`.
    public static final Type F32 = new Type(ElementType.F32, List.of());
    /// The type of one `i64`.
    public static final Type I64 = new Type(ElementType.I64, List.of());
    /// The type of one `bool`.
    public static final Type BOOL = new Type(ElementType.BOOL, List.of());

    /// @throws IllegalArgumentException if a size is negative or there are more elements than a Java array holds
    public Type {
        shape = List.copyOf(shape);
        boolean empty = shape.contains(0);
        long size = 1;
        for (int n : shape) {
            if (n < 0) {
                throw new IllegalArgumentException("negative size " + n + " in shape " + shape);
            }
            size = empty ? 0 : size * n;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        element + shape.toString() + " has more than " + Integer.MAX_VALUE + " elements");
            }
        }
    }

    /// The type of an array with these sizes; without sizes, of a scalar.
    public static Type of(ElementType element, int... sizes) {
        return new Type(element, Arrays.stream(sizes).boxed().toList());
    }

    /// The type of a scalar.
    public static Type scalar(ElementType element) {
        return switch (element) {
            case F64 -> F64;
            case F32 -> F32;
            case I64 -> I64;
            case BOOL -> BOOL;
        };
    }

    /// The number of dimensions; 0 for a scalar.
    public int rank() {
        return shape.size();
    }

    /// Whether this is a scalar: no dimensions.
    public boolean isScalar() {
        return shape.isEmpty();
    }

    /// Whether the elements are floating-point numbers.
    public boolean isReal() {
        return element.isReal();
    }

    /// The length of dimension `axis`.
    public int size(int axis) {
        return shape.get(axis);
    }

    /// The number of elements; 1 for a scalar.
    public int size() {
        int size = 1;
        for (int n : shape) {
            size *= n;
        }
        return size;
    }

    /// The distance in elements between neighbours along each axis.
    public long[] strides() {
        long[] strides = new long[rank()];
        long stride = 1;
        for (int axis = rank() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.get(axis);
        }
        return strides;
    }

    /// The type of `A[i, …]` with `leading` integer positions.
    public Type row(int leading) {
        return leading == 0 ? this : new Type(element, shape.subList(leading, rank()));
    }

    /// The type of `n` of these stacked along a new first axis.
    public Type stacked(int n) {
        var sizes = new ArrayList<Integer>(rank() + 1);
        sizes.add(n);
        sizes.addAll(shape);
        return new Type(element, sizes);
    }

    /// The same shape with other elements.
    public Type as(ElementType other) {
        return other == element ? this : new Type(other, shape);
    }

    /// The same elements in another shape.
    public Type shaped(List<Integer> other) {
        return new Type(element, other);
    }

    @Override
    public String toString() {
        return shape.isEmpty()
                ? element.toString()
                : element + shape.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
