package mg.value;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Builder;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.ElementOp;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Rule;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;

/// `dy · ∂y/∂x_k` of an operation of the element table, as a function of numbers.
///
/// Made once of what the table's rule emits, one closure for each instruction; `bool` is 1 or 0.
interface Partial {
    /// At operands `a` and `b` (0 when there is one), with result `y`.
    double at(double a, double b, double y, double dy);

    /// Contributes nothing.
    Partial ZERO = (_, _, _, _) -> 0;

    /// The derivatives by each operand.
    static List<Partial> of(ElementOp op) {
        var partials = new ArrayList<Partial>();
        for (int k = 0; k < op.arity(); k++) {
            partials.add(of(op, op.derivative(k)));
        }
        return partials;
    }

    private static Partial of(ElementOp op, Rule rule) {
        if (rule == Rule.ZERO) {
            return ZERO;
        }
        if (rule == Rule.NONE) {
            return (_, _, _, _) -> {
                throw new DiagnosticException(Diagnostic.of("'" + op + "' has no derivative"));
            };
        }
        var b = new Builder();
        var x = new ArrayList<Var>();
        for (int k = 0; k < op.arity(); k++) {
            x.add(b.argument("x" + k, Type.F64));
        }
        Var y = b.argument("y", Type.F64);
        Var dy = b.argument("dy", Type.F64);
        var made = new VarMap<Partial>();
        made.put(x.getFirst(), (p, _, _, _) -> p);
        if (op.arity() == 2) {
            made.put(x.getLast(), (_, q, _, _) -> q);
        }
        made.put(y, (_, _, r, _) -> r);
        made.put(dy, (_, _, _, d) -> d);
        Var result = rule.emit(b, x, y, dy);
        for (Instruction instruction : b.emitted()) {
            made.put(instruction.result(), of(instruction.operation(), made.all(instruction.operands())));
        }
        return made.get(result);
    }

    private static Partial of(Operation operation, List<Partial> operands) {
        return switch (operation) {
            case Operation.Const(Tensor value) -> {
                double number = value.real(0);
                yield (_, _, _, _) -> number;
            }
            case Operation.Element(ElementOp op) -> element(op.evaluation(), operands);
            case Operation.Cast _, Operation.StopGradient _, Operation.Iota _, Operation.Broadcast _,
                    Operation.Reshape _, Operation.Transpose _, Operation.Slice _, Operation.Pad _, Operation.Concat _,
                    Operation.Index _, Operation.Place _, Operation.Gather _, Operation.ScatterAdd _,
                    Operation.Reduce _, Operation.Dot _, Operation.Cholesky _, Operation.TriangularSolve _,
                    Operation.Solve _, Operation.For _, Operation.While _, Operation.If _,
                    Operation.Call _, Operation.Jvp _, Operation.Vjp _ ->
                throw new AssertionError("a rule of the element table emits " + operation);
        };
    }

    private static Partial element(ElementOp.Evaluation evaluation, List<Partial> operands) {
        Partial first = operands.getFirst();
        Partial second = operands.size() > 1 ? operands.get(1) : ZERO;
        return switch (evaluation) {
            case ElementOp.Arithmetic(ElementOp.Real real, _) -> {
                var f = real.at();
                yield (a, b, y, dy) -> f.applyAsDouble(first.at(a, b, y, dy), second.at(a, b, y, dy));
            }
            case ElementOp.Compare(ElementOp.RealTest test, _) ->
                (a, b, y, dy) -> test.test(first.at(a, b, y, dy), second.at(a, b, y, dy)) ? 1 : 0;
            case ElementOp.Logic(_, ElementOp.BoolTest test) ->
                (a, b, y, dy) -> test.test(first.at(a, b, y, dy) != 0, second.at(a, b, y, dy) != 0) ? 1 : 0;
            case ElementOp.Select _ -> {
                Partial third = operands.get(2);
                yield (a, b, y, dy) -> first.at(a, b, y, dy) != 0 ? second.at(a, b, y, dy) : third.at(a, b, y, dy);
            }
        };
    }
}
