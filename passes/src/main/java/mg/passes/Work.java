package mg.passes;

import java.util.List;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Var;
import mg.passes.loops.Cost;

/// About how many simple operations instructions take. What only says where values are takes none.
final class Work {
    private static final double FUNCTION = 20;
    private static final double DIVISION = 5;
    /// How often a `while` is taken to run.
    private static final double WHILE = 10;

    private Work() {}

    static double of(List<Instruction> instructions) {
        return instructions.stream().mapToDouble(Work::of).sum();
    }

    static double of(Instruction i) {
        return switch (i.operation()) {
            case Operation.Element(ElementOp op) -> size(i.result()) * of(op);
            case Operation.Dot dot ->
                2 * size(i.result()) * dot.leftSum().stream().mapToDouble(axis -> i.operand(0).type().size(axis))
                        .reduce(1, (a, c) -> a * c);
            case Operation.Cholesky _, Operation.TriangularSolve _, Operation.Solve _ ->
                size(i.operand(0)) * Math.sqrt(size(i.operand(0)));
            case Operation.Reduce _ -> size(i.operand(0));
            case Operation.Cast _, Operation.Index _, Operation.Place _, Operation.Pad _, Operation.Concat _,
                    Operation.Gather _ -> i.result().type().isScalar() ? 1 : 0;
            case Operation.ScatterAdd _ -> size(i.operand(0));
            case Operation.StopGradient _, Operation.Const _, Operation.Iota _, Operation.Broadcast _,
                    Operation.Reshape _, Operation.Transpose _, Operation.Slice _ -> 0;
            case Operation.For loop -> loop.n() * (body(i.block()) + 1);
            case Operation.While _ -> WHILE * i.blocks().stream().mapToDouble(Work::body).sum();
            case Operation.If _ -> 1 + i.blocks().stream().mapToDouble(Work::body).max().orElse(0);
            case Operation.Call _, Operation.Jvp _, Operation.Vjp _ -> Double.POSITIVE_INFINITY;
        };
    }

    private static double body(Block block) {
        return of(block.instructions());
    }

    private static double of(ElementOp op) {
        return Cost.isFunction(op) ? FUNCTION : switch (op) {
            case DIV, REM, SQRT -> DIVISION;
            default -> 1;
        };
    }

    private static double size(Var value) {
        return value.type().size();
    }
}
