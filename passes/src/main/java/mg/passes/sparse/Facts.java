package mg.passes.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.ElementOp;
import mg.ir.Instruction;
import mg.ir.Interpreter;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Rule;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;

/// What is known of the results of instructions without lists.
///
/// The same instruction mostly runs many times, in a loop. What it does with positions is found once, and operands that
/// are the same objects as the last time have the same result.
final class Facts {
    private record Last(List<Fact> operands, Fact result) {
        boolean isFor(List<Fact> x) {
            for (int k = 0; k < x.size(); k++) {
                if (x.get(k) != operands.get(k)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final VarMap<Last> last = new VarMap<>();
    private final VarMap<int[]> moves = new VarMap<>();
    private final VarMap<Products> products = new VarMap<>();

    /// What is known of the result of an instruction, given what is known of its operands.
    Fact result(Instruction i, List<Fact> x) {
        Last before = last.find(i.result());
        if (before != null && before.isFor(x)) {
            return before.result();
        }
        Fact result = find(i, x);
        last.put(i.result(), new Last(x, result));
        return result;
    }

    private Fact find(Instruction i, List<Fact> x) {
        var known = new ArrayList<Tensor>(x.size());
        boolean depends = false;
        for (Fact operand : x) {
            if (operand.isKnown()) {
                known.add(operand.known());
            }
            depends |= !operand.dependence().isNone();
        }
        if (known.size() == x.size()) {
            try {
                return Fact.known(Interpreter.apply(i, known));
            } catch (Trap _) {
                return Fact.CONSTANT;
            }
        }
        return depends && i.result().type().isReal() ? Fact.of(dependence(i, x)) : Fact.CONSTANT;
    }

    private Dependence dependence(Instruction i, List<Fact> x) {
        Dependence first = x.getFirst().dependence();
        Type type = i.operands().getFirst().type();
        List<Fact> rest = x.subList(1, x.size());
        return switch (i.operation()) {
            case Operation.Element(ElementOp op) -> element(op, x);
            case Operation.Cast _, Operation.Reshape _ -> first;
            case Operation.StopGradient _ -> Dependence.NONE;
            case Operation.Broadcast _, Operation.Transpose _, Operation.Slice _ ->
                first.from(moves(i, () -> Movement.origins(i.operation(), type)));
            case Operation.Pad _ -> first.to(moves(i, () -> Movement.targets(i.operation(), List.of(type), 0)));
            case Operation.Concat _ -> concat(i, x);
            case Operation.Index _ -> Places.index(type, first, rest);
            case Operation.Place _ -> Places.place(i.result().type(), first, rest);
            case Operation.Gather _ -> Places.gather(type, first, x.get(1), i.operand(1).type().size());
            case Operation.ScatterAdd _ ->
                Places.scatter(i.result().type(), first, x.get(1), i.operand(1).type().size());
            case Operation.Reduce(Kind _, List<Integer> axes) ->
                first.to(moves(i, () -> Movement.reduced(type, axes)));
            case Operation.Dot dot -> {
                if (!products.has(i.result())) {
                    products.put(i.result(), new Products(dot, type, i.operand(1).type()));
                }
                yield products.get(i.result()).of(x.get(0), x.get(1));
            }
            case Operation.Cholesky _ -> Systems.cholesky(type, first);
            case Operation.TriangularSolve(boolean lower) ->
                Systems.triangular(lower, type, x.get(0), i.operand(1).type(), x.get(1).dependence());
            case Operation.Solve _ -> Systems.general(first, i.operand(1).type(), x.get(1).dependence());
            case Operation.Const _, Operation.Iota _ -> throw new AssertionError("known: " + i);
            case Operation.For _, Operation.While _, Operation.If _, Operation.Call _, Operation.Jvp _,
                    Operation.Vjp _ ->
                throw new AssertionError(i.operation());
        };
    }

    private int[] moves(Instruction i, java.util.function.Supplier<int[]> moves) {
        if (!this.moves.has(i.result())) {
            this.moves.put(i.result(), moves.get());
        }
        return this.moves.get(i.result());
    }

    /// Of every operand by which there is a derivative; of a select whose condition is known, of the side taken alone.
    private static Dependence element(ElementOp op, List<Fact> x) {
        Dependence result = Dependence.NONE;
        for (int k = 0; k < op.arity(); k++) {
            if (op.derivative(k) == Rule.ZERO) {
                continue;
            }
            Dependence operand = x.get(k).dependence();
            if (op == ElementOp.SELECT && x.getFirst().isKnown()) {
                Tensor condition = x.getFirst().known();
                boolean taken = k == 1;
                operand = operand.where(p -> condition.booleans()[p] == taken);
            }
            if (op == ElementOp.MUL && x.get(1 - k).isKnown()) {
                Tensor factor = x.get(1 - k).known();
                operand = operand.where(p -> factor.real(p) != 0);
            }
            result = result.or(operand);
        }
        return result;
    }

    private Dependence concat(Instruction i, List<Fact> x) {
        List<Type> types = i.operands().stream().map(Var::type).toList();
        var sum = new DependenceSum();
        int[] all = moves(i, () -> IntStream.range(0, types.size())
                .flatMap(k -> IntStream.of(Movement.targets(i.operation(), types, k)))
                .toArray());
        int start = 0;
        for (int k = 0; k < types.size(); k++) {
            Dependence operand = x.get(k).dependence();
            for (int j = 0; j < operand.count(); j++) {
                sum.add(all[start + operand.position(j)], operand.support(j));
            }
            start += types.get(k).size();
        }
        return sum.result();
    }
}
