package mg.ir;

import java.util.List;

/// The operations without lists and calls: a result from operands.
final class Primitives {
    private Primitives() {}

    /// The result of an instruction for these operands.
    static Tensor apply(Instruction instruction, List<Tensor> x) {
        Span span = instruction.span();
        return switch (instruction.operation()) {
            case Operation.Element(ElementOp op) -> Elementwise.apply(op, x, span);
            case Operation.Cast(ElementType to) -> x.getFirst().cast(to);
            case Operation.StopGradient _ -> x.getFirst();
            case Operation.Const(Tensor value) -> value;
            case Operation.Iota(int n) -> Tensor.wholes(Type.of(ElementType.I64, n), k -> k);
            case Operation.Broadcast b -> Layouts.broadcast(b, x.getFirst());
            case Operation.Reshape _ -> x.getFirst().reshaped(instruction.result().type());
            case Operation.Transpose(List<Integer> axes) -> Layouts.transpose(axes, x.getFirst());
            case Operation.Slice slice -> Layouts.slice(slice, instruction.result().type(), x.getFirst());
            case Operation.Pad pad -> Layouts.pad(pad, x.getFirst());
            case Operation.Concat(int axis) -> Layouts.concat(axis, instruction.result().type(), x);
            case Operation.Index _ -> Positions.index(x, span);
            case Operation.Place _ -> Positions.place(instruction.result().type(), x, span);
            case Operation.Gather _ -> Positions.gather(x.get(0), x.get(1), span);
            case Operation.ScatterAdd(int n) -> Positions.scatterAdd(n, x.get(0), x.get(1), span);
            case Operation.Reduce(Kind kind, List<Integer> axes) ->
                Contractions.reduce(kind, axes, instruction.result().type(), x.getFirst());
            case Operation.Dot dot -> Contractions.dot(dot, instruction.result().type(), x.get(0), x.get(1));
            case Operation.Cholesky _ -> Solvers.cholesky(x.getFirst());
            case Operation.TriangularSolve(boolean lower) -> Solvers.triangular(lower, x.get(0), x.get(1));
            case Operation.Solve _ -> Solvers.solve(x.get(0), x.get(1));
            case Operation.Jvp(String function, _) -> throw notExpanded("jvp", function);
            case Operation.Vjp(String function, _) -> throw notExpanded("vjp", function);
            case Operation.For _, Operation.While _, Operation.If _, Operation.Call _ ->
                throw new AssertionError(instruction.operation());
        };
    }

    private static IllegalArgumentException notExpanded(String derivative, String function) {
        return new IllegalArgumentException(derivative + " of @" + function + " must be expanded before it runs");
    }
}
