package mg.passes;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Var;

/// Computes what is known now: scalar operations on constants, branches on a known condition, loops that do not run.
/// What would fault is left to fault at run time.
public final class Fold {
    private Fold() {}

    public static Function run(Function function) {
        return Rewriter.run(function, Fold::fold);
    }

    private static List<Var> fold(Builder b, Instruction i) {
        return switch (i.operation()) {
            case Operation.Element(ElementOp op) when i.result().type().isScalar() -> {
                List<Tensor> values = constants(b, i.operands());
                boolean faults = Numbering.mayFault(i) && values.size() == 2 && values.get(1).whole(0) == 0;
                yield values.size() < i.operands().size() || faults
                        ? List.of()
                        : List.of(b.constant(Interpreter.element(op, values, i.span())));
            }
            case Operation.Cast(var to) when i.result().type().isScalar() -> {
                List<Tensor> values = constants(b, i.operands());
                yield values.isEmpty() ? List.of() : List.of(b.constant(values.getFirst().cast(to)));
            }
            case Operation.Index _ -> index(b, i);
            case Operation.If _ -> {
                List<Tensor> condition = constants(b, i.operands());
                if (condition.isEmpty()) {
                    yield List.of();
                }
                Block taken = i.blocks().get(condition.getFirst().booleans()[0] ? 0 : 1);
                b.splice(taken.instructions());
                yield taken.results();
            }
            case Operation.For loop when loop.n() == 0 && !loop.bounded() -> EmptyLoop.results(b, i, loop);
            default -> List.of();
        };
    }

    /// One element of a constant array at constant positions.
    private static List<Var> index(Builder b, Instruction i) {
        List<Tensor> values = constants(b, i.operands());
        if (values.size() < i.operands().size() || !i.result().type().isScalar()) {
            return List.of();
        }
        Tensor array = values.getFirst();
        long at = 0;
        for (int axis = 0; axis < array.type().rank(); axis++) {
            long position = values.get(axis + 1).whole(0);
            if (position < 0 || position >= array.type().size(axis)) {
                return List.of();
            }
            at = at * array.type().size(axis) + position;
        }
        return List.of(b.constant(array.part(i.result().type(), (int) at)));
    }

    /// The values of the operands, if all are constants; otherwise none.
    private static List<Tensor> constants(Builder b, List<Var> operands) {
        var values = new ArrayList<Tensor>(operands.size());
        for (Var x : operands) {
            if (!(b.operation(x).orElse(null) instanceof Operation.Const(Tensor value))) {
                return List.of();
            }
            values.add(value);
        }
        return values;
    }
}
