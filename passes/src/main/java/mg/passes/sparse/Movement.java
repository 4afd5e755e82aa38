package mg.passes.sparse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;

/// Where operations that only move elements move them: learnt by moving the positions themselves.
final class Movement {
    private Movement() {}

    /// For each element of the result the position of the operand's element that it is.
    static int[] origins(Operation operation, Type operand) {
        return ints(move(operation, List.of(numbers(operand, 0))));
    }

    /// For each element of operand `k` its position in the result.
    static int[] targets(Operation operation, List<Type> operands, int k) {
        var numbered = new ArrayList<Tensor>();
        int first = 1;
        int start = 0;
        for (int j = 0; j < operands.size(); j++) {
            start = j == k ? first : start;
            numbered.add(numbers(operands.get(j), first));
            first += operands.get(j).size();
        }
        int[] origins = ints(move(operation, numbered));
        var targets = new int[operands.get(k).size()];
        for (int position = 0; position < origins.length; position++) {
            int origin = origins[position] - start;
            if (origin >= 0 && origin < targets.length) {
                targets[origin] = position;
            }
        }
        return targets;
    }

    /// For each element of an operand the position in the result of a reduction along some axes that it is part of.
    static int[] reduced(Type operand, List<Integer> axes) {
        List<Integer> kept = others(operand, axes);
        Type result = new Type(operand.element(), kept.stream().map(operand::size).toList());
        return origins(new Operation.Broadcast(operand.shape(), kept), result);
    }

    /// The other axes, ascending.
    static List<Integer> others(Type type, List<Integer> taken) {
        return IntStream.range(0, type.rank()).filter(axis -> !taken.contains(axis)).boxed().toList();
    }

    private static Tensor numbers(Type type, int first) {
        return Tensor.wholes(type.as(ElementType.I64), k -> first + k);
    }

    private static Tensor move(Operation operation, List<Tensor> x) {
        var operands = new ArrayList<Var>();
        x.forEach(t -> operands.add(new Var(operands.size(), t.type())));
        Type type = mg.ir.Typing.results(operation, operands, List.of()).getFirst();
        var result = new Var(operands.size(), type);
        return Interpreter.apply(new Instruction(operation, operands, List.of(), List.of(result), Span.NONE), x);
    }

    private static int[] ints(Tensor positions) {
        return Arrays.stream(positions.longs()).mapToInt(Math::toIntExact).toArray();
    }
}
