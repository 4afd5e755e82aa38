package mg.value;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;

/// The list that a graph is written to, one instruction after the other. Values get their numbers at once, in the order
/// of the text: for a million of them, to build the list and then number it anew takes twice the memory.
final class Listing {
    private final List<Var> arguments = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private int next;

    /// An argument; before all instructions.
    Var argument(Type type) {
        Var argument = new Var(next++, type);
        arguments.add(argument);
        return argument;
    }

    /// A constant.
    Var constant(double value) {
        return emit(new Operation.Const(Tensor.of(value)), List.of(), Type.F64);
    }

    /// Element `position` of an `f64` vector.
    Var element(Var array, int position) {
        Var at = emit(new Operation.Const(Tensor.of((long) position)), List.of(), Type.I64);
        return emit(new Operation.Index(), List.of(array, at), Type.F64);
    }

    Var stopGradient(Var x) {
        return emit(new Operation.StopGradient(), List.of(x), Type.F64);
    }

    Var add(Var x, Var y) {
        return emit(new Operation.Element(ElementOp.ADD), List.of(x, y), Type.F64);
    }

    Var mul(Var x, Var y) {
        return emit(new Operation.Element(ElementOp.MUL), List.of(x, y), Type.F64);
    }

    /// An operation on `f64` scalars.
    Var apply(ElementOp op, List<Var> operands) {
        return emit(new Operation.Element(op), operands, Type.F64);
    }

    private Var emit(Operation operation, List<Var> operands, Type type) {
        var result = new Var(next++, type);
        instructions.add(new Instruction(operation, operands, List.of(), List.of(result), Span.NONE));
        return result;
    }

    /// The list, with these results.
    Block finish(List<Var> results) {
        return new Block(arguments, instructions, results);
    }
}
