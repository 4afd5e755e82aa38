package mg.ir;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/// A value: a type and its elements, row-major. Equal when every bit is (so `-0.0` is not `0.0`, and NaN equals NaN).
public final class Tensor {
    private final Type type;
    private final Object data;

    private Tensor(Type type, Object data) {
        this.type = type;
        this.data = data;
    }

    /// A view of an array: `double[]`, `float[]`, `long[]` or `boolean[]` as the element type says. Not copied.
    ///
    /// @throws IllegalArgumentException if the array is of another class or length than the type
    public static Tensor view(Type type, Object array) {
        if (array.getClass() != arrayClass(type.element())) {
            throw new IllegalArgumentException(type + " is held in " + arrayClass(type.element()).getSimpleName()
                    + ", not in " + array.getClass().getSimpleName());
        }
        if (Array.getLength(array) != type.size()) {
            throw new IllegalArgumentException(
                    type + " has " + type.size() + " elements, the array " + Array.getLength(array));
        }
        return new Tensor(type, array);
    }

    /// All zeros, or all false.
    public static Tensor zeros(Type type) {
        return new Tensor(type, Array.newInstance(arrayClass(type.element()).componentType(), type.size()));
    }

    /// One `f64`.
    public static Tensor of(double value) {
        return new Tensor(Type.F64, new double[] {value});
    }

    /// One `i64`.
    public static Tensor of(long value) {
        return new Tensor(Type.I64, new long[] {value});
    }

    /// One `bool`.
    public static Tensor of(boolean value) {
        return new Tensor(Type.BOOL, new boolean[] {value});
    }

    /// An `f64` vector; not copied.
    public static Tensor of(double... values) {
        return new Tensor(Type.of(ElementType.F64, values.length), values);
    }

    /// A scalar of the given type nearest to `value`; for `bool`, whether it is not 0.
    public static Tensor scalar(ElementType element, double value) {
        return reals(Type.scalar(element), _ -> value);
    }

    /// A value of the given type, each element the nearest to what `f` gives for its row-major position.
    public static Tensor reals(Type type, IntToDoubleFunction f) {
        Tensor result = zeros(type);
        for (int k = 0; k < type.size(); k++) {
            result.set(k, f.applyAsDouble(k));
        }
        return result;
    }

    /// An `i64` value of this shape.
    public static Tensor wholes(Type type, IntToLongFunction f) {
        var data = new long[type.size()];
        Arrays.setAll(data, f);
        return view(type, data);
    }

    /// The class of array that holds such elements.
    public static Class<?> arrayClass(ElementType element) {
        return switch (element) {
            case F64 -> double[].class;
            case F32 -> float[].class;
            case I64 -> long[].class;
            case BOOL -> boolean[].class;
        };
    }

    public Type type() {
        return type;
    }

    /// The array itself.
    public Object data() {
        return data;
    }

    /// The elements of an `f64` value: the array itself.
    public double[] doubles() {
        return (double[]) data;
    }

    /// The elements of an `f32` value: the array itself.
    public float[] floats() {
        return (float[]) data;
    }

    /// The elements of an `i64` value: the array itself.
    public long[] longs() {
        return (long[]) data;
    }

    /// The elements of a `bool` value: the array itself.
    public boolean[] booleans() {
        return (boolean[]) data;
    }

    /// Element `k` as a real: an integer rounded, true as 1.
    public double real(int k) {
        return switch (data) {
            case double[] a -> a[k];
            case float[] a -> a[k];
            case long[] a -> a[k];
            case boolean[] a -> a[k] ? 1 : 0;
            default -> throw new AssertionError(data.getClass());
        };
    }

    /// Element `k` as an integer: a real truncated toward zero, true as 1.
    public long whole(int k) {
        return data instanceof long[] a ? a[k] : (long) real(k);
    }

    /// Changes element `k` to the nearest value of its type.
    public void set(int k, double value) {
        switch (data) {
            case double[] a -> a[k] = value;
            case float[] a -> a[k] = (float) value;
            case long[] a -> a[k] = (long) value;
            case boolean[] a -> a[k] = value != 0;
            default -> throw new AssertionError(data.getClass());
        }
    }

    /// The same elements in another shape; not copied.
    public Tensor reshaped(Type other) {
        return view(other, data);
    }

    /// A copy of elements `from` to `from + type.size()`.
    public Tensor part(Type type, int from) {
        Tensor result = zeros(type);
        System.arraycopy(data, from, result.data, 0, type.size());
        return result;
    }

    /// Every element, converted as `cast` does.
    public Tensor cast(ElementType to) {
        if (to == type.element()) {
            return this;
        }
        if (data instanceof long[] wholes && to == ElementType.F32) {
            return rounded(wholes);
        }
        return to == ElementType.I64 ? wholes(type.as(to), this::whole) : reals(type.as(to), this::real);
    }

    /// Rounds once: by way of `f64` an integer could be rounded twice.
    private Tensor rounded(long[] wholes) {
        var result = new float[wholes.length];
        for (int k = 0; k < result.length; k++) {
            result[k] = wholes[k];
        }
        return view(type.as(ElementType.F32), result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor t
                && t.type.equals(type)
                && switch (data) {
                    case double[] a -> Arrays.equals(a, t.doubles());
                    case float[] a -> Arrays.equals(a, t.floats());
                    case long[] a -> Arrays.equals(a, t.longs());
                    case boolean[] a -> Arrays.equals(a, t.booleans());
                    default -> throw new AssertionError(data.getClass());
                };
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode()
                + switch (data) {
                    case double[] a -> Arrays.hashCode(a);
                    case float[] a -> Arrays.hashCode(a);
                    case long[] a -> Arrays.hashCode(a);
                    case boolean[] a -> Arrays.hashCode(a);
                    default -> throw new AssertionError(data.getClass());
                };
    }

    /// The type and the first elements.
    @Override
    public String toString() {
        var out = new StringBuilder(type.toString()).append(" {");
        for (int k = 0; k < Math.min(type.size(), 8); k++) {
            out.append(k == 0 ? "" : ", ").append(Array.get(data, k));
        }
        return out.append(type.size() > 8 ? ", …}" : "}").toString();
    }
}
