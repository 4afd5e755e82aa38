package mg.draw;

import mg.ir.Operation;

/// What an operation is called in a picture, with its attributes as far as they fit.
final class OperationText {
    private OperationText() {}

    static String of(Operation operation) {
        return switch (operation) {
            case Operation.Element(var op) -> op.toString();
            case Operation.Cast(var to) -> "cast " + to;
            case Operation.StopGradient _ -> "stop_gradient";
            case Operation.Const _ -> "const";
            case Operation.Iota(int n) -> "iota " + n;
            case Operation.Broadcast(_, var axes) -> "broadcast " + axes;
            case Operation.Reshape _ -> "reshape";
            case Operation.Transpose(var axes) -> "transpose " + axes;
            case Operation.Slice(var start, var stop, _) -> "slice " + start + ".." + stop;
            case Operation.Pad(_, var start, _) -> "pad at " + start;
            case Operation.Concat(int axis) -> "concat " + axis;
            case Operation.Index _ -> "index";
            case Operation.Place _ -> "place";
            case Operation.Gather _ -> "gather";
            case Operation.ScatterAdd _ -> "scatter_add";
            case Operation.Reduce(var kind, var axes) -> "reduce " + kind + " " + axes;
            case Operation.Dot(var leftBatch, _, var leftSum, var rightSum) ->
                "dot " + leftSum + "·" + rightSum + (leftBatch.isEmpty() ? "" : " batch " + leftBatch);
            case Operation.Cholesky _ -> "cholesky";
            case Operation.TriangularSolve(boolean lower) -> "triangular_solve " + (lower ? "lower" : "upper");
            case Operation.Solve _ -> "solve";
            case Operation.For _ -> "for";
            case Operation.While _ -> "while";
            case Operation.If _ -> "if";
            case Operation.Call(String function) -> "call @" + function;
            case Operation.Jvp(String function, var wrt) -> "jvp @" + function + " " + wrt;
            case Operation.Vjp(String function, var wrt) -> "vjp @" + function + " " + wrt;
        };
    }
}
