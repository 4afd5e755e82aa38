package mg.ir;

import java.util.List;

/// What an instruction does, with its attributes. Operands, results and nested blocks are the instruction's.
public sealed interface Operation {
    /// An operation of the element table, on scalars or element by element on equal shapes.
    record Element(ElementOp op) implements Operation {}

    /// Conversion of every element. Reals become integers by truncation toward zero, out of range to the nearest
    /// `i64`, NaN to 0; true becomes 1. Nothing converts to `bool`.
    record Cast(ElementType to) implements Operation {}

    /// The identity, but no derivative passes through it.
    record StopGradient() implements Operation {}

    /// A value known now.
    record Const(Tensor value) implements Operation {}

    /// `0, 1, …, n-1` as `i64[n]`.
    record Iota(int n) implements Operation {}

    /// Repeats the operand: its axis `k` becomes axis `axes[k]` of the result (strictly ascending, of the same size),
    /// the other axes are new.
    record Broadcast(List<Integer> shape, List<Integer> axes) implements Operation {
        public Broadcast {
            shape = List.copyOf(shape);
            axes = List.copyOf(axes);
        }
    }

    /// The same elements in row-major order in another shape.
    record Reshape(List<Integer> shape) implements Operation {
        public Reshape {
            shape = List.copyOf(shape);
        }
    }

    /// Axis `k` of the result is axis `axes[k]` of the operand.
    record Transpose(List<Integer> axes) implements Operation {
        public Transpose {
            axes = List.copyOf(axes);
        }
    }

    /// Elements `start, start + stride, …` below `stop` along each axis; strides are positive.
    record Slice(List<Integer> start, List<Integer> stop, List<Integer> stride) implements Operation {
        public Slice {
            start = List.copyOf(start);
            stop = List.copyOf(stop);
            stride = List.copyOf(stride);
        }
    }

    /// The dual of [Slice]: zeros of the given shape (false for `bool`), with the operand's elements at
    /// `start, start + stride, …` along each axis.
    record Pad(List<Integer> shape, List<Integer> start, List<Integer> stride) implements Operation {
        public Pad {
            shape = List.copyOf(shape);
            start = List.copyOf(start);
            stride = List.copyOf(stride);
        }
    }

    /// The operands one after the other along `axis`.
    record Concat(int axis) implements Operation {}

    /// `A[i, …]`: operands are the array and one or more `i64` positions; the result is the sub-array there.
    record Index() implements Operation {}

    /// The dual of [Index]: zeros of the given shape with the first operand at the positions that follow.
    record Place(List<Integer> shape) implements Operation {
        public Place {
            shape = List.copyOf(shape);
        }
    }

    /// Rows of the first operand at the positions in the second, an `i64` array: `[n, r…]`, `[s…]` to `[s…, r…]`.
    record Gather() implements Operation {}

    /// The dual of [Gather]: zeros of `n` rows, to which the rows of the first operand are added at the positions in
    /// the second, in order.
    record ScatterAdd(int n) implements Operation {}

    /// Combines the elements along `axes` (ascending), the last axis first. `ARGMAX` and `ARGMIN` take one axis. Not
    /// `CARRY`, `COLLECT`.
    record Reduce(Kind kind, List<Integer> axes) implements Operation {
        public Reduce {
            axes = List.copyOf(axes);
        }
    }

    /// Sum of products over pairs of axes. Axes `leftBatch[k]` and `rightBatch[k]` run together and come first in the
    /// result; `leftSum[k]` and `rightSum[k]` are summed over (where there are none, the products themselves are
    /// meant); then follow the left's other axes, then the right's.
    record Dot(List<Integer> leftBatch, List<Integer> rightBatch, List<Integer> leftSum, List<Integer> rightSum)
            implements Operation {
        public Dot {
            leftBatch = List.copyOf(leftBatch);
            rightBatch = List.copyOf(rightBatch);
            leftSum = List.copyOf(leftSum);
            rightSum = List.copyOf(rightSum);
        }
    }

    /// The lower triangular `L` with `L Lᵀ = A`, zeros above the diagonal, for a symmetric positive definite `A` of
    /// which only the lower triangle is read. If a pivot is not positive, NaN is in its column and in all later ones,
    /// on and below the diagonal; the columns before are as they should be.
    record Cholesky() implements Operation {}

    /// `X` with `T X = B`: `T` is `[n,n]`, of which only the lower (or the upper) triangle is read, `B` is `[n]` or
    /// `[n,m]`. A zero on the diagonal divides, as division by zero does.
    record TriangularSolve(boolean lower) implements Operation {}

    /// `X` with `A X = B`: `A` is `[n,n]`, `B` is `[n]` or `[n,m]`. Gaussian elimination with row exchanges: the pivot
    /// is the first of the largest magnitudes left in its column. If one is exactly zero, all of `X` is NaN.
    record Solve() implements Operation {}

    /// A loop over `i` in `0..n`, downwards if `down`. Operands are the initial carries and, if `bounded`, an `i64` at
    /// most `n` that ends the loop earlier (below 0 it does not run at all). The block's arguments are `i` and the
    /// carries; it yields one value for each kind, carries first. Not `COLLECT` when `bounded`.
    record For(long n, List<Kind> kinds, boolean bounded, boolean down) implements Operation {
        public For {
            kinds = List.copyOf(kinds);
        }

        /// The number of carries: the leading kinds.
        public int carries() {
            int count = 0;
            while (count < kinds.size() && kinds.get(count) == Kind.CARRY) {
                count++;
            }
            return count;
        }
    }

    /// Operands are the initial state. The first block maps the state to one `bool`; while that is true the second maps
    /// the state to the next. The results are the last state.
    record While() implements Operation {}

    /// The operand is a `bool`; the first block runs when it is true, otherwise the second. Neither has arguments.
    record If() implements Operation {}

    /// Applies a function of the program.
    record Call(String function) implements Operation {}

    /// Forward derivative of a function. Operands: its arguments, then a tangent for each argument in `wrt`.
    /// Results: its results, then the tangents of its real results.
    record Jvp(String function, List<Integer> wrt) implements Operation {
        public Jvp {
            wrt = List.copyOf(wrt);
        }
    }

    /// Reverse derivative of a function. Operands: its arguments, then a cotangent for each of its real results.
    /// Results: its results, then the adjoints of the arguments in `wrt`.
    record Vjp(String function, List<Integer> wrt) implements Operation {
        public Vjp {
            wrt = List.copyOf(wrt);
        }
    }
}
