package mg.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Renumber;
import mg.ir.Var;
import mg.ir.VarMap;

/// `select(c, f(x), y)` = `if c { f(x) } else { y }`, where `f(x)` is used for nothing else and has a derivative that
/// may be infinite. The derivative of the `select` would multiply that infinity by 0 where `c` is false; that of the
/// `if` leaves it alone. So `where(x > 0, sqrt(x), 0)` has derivative 0 at 0, not NaN.
final class LazySelects {
    private final VarMap<Integer> uses;

    private LazySelects(VarMap<Integer> uses) {
        this.uses = uses;
    }

    static Function run(Function f) {
        if (!Values.any(f.body(), LazySelects::isSelect)) {
            return f;
        }
        var pass = new LazySelects(Values.uses(f));
        return Renumber.run(new Function(f.name(), f.arguments(), f.resultNames(), pass.rewrite(f.body())));
    }

    /// Walks a list backwards, so that a `select` inside another's operand moves with it and is rewritten there.
    private Block rewrite(Block block) {
        Map<Var, Instruction> here = new HashMap<>();
        block.instructions().forEach(i -> i.results().forEach(v -> here.put(v, i)));
        Set<Instruction> moved = new HashSet<>();
        var list = new ArrayList<Instruction>();
        for (Instruction i : block.instructions().reversed()) {
            if (!moved.contains(i)) {
                list.add(isSelect(i) ? lazy(i, here, moved) : nested(i));
            }
        }
        return new Block(block.arguments(), list.reversed(), block.results());
    }

    private Instruction nested(Instruction i) {
        return i.blocks().isEmpty()
                ? i
                : new Instruction(
                        i.operation(), i.operands(), i.blocks().stream().map(this::rewrite).toList(), i.results(),
                        i.span());
    }

    private static boolean isSelect(Instruction i) {
        return i.operation().equals(new Operation.Element(ElementOp.SELECT))
                && i.result().type().isScalar()
                && i.result().type().isReal();
    }

    private Instruction lazy(Instruction select, Map<Var, Instruction> here, Set<Instruction> moved) {
        List<Instruction> then = owned(select.operand(1), here);
        List<Instruction> otherwise = owned(select.operand(2), here);
        if (then.stream().noneMatch(LazySelects::isSteep) && otherwise.stream().noneMatch(LazySelects::isSteep)) {
            return select;
        }
        moved.addAll(then);
        moved.addAll(otherwise);
        List<Block> blocks = List.of(
                rewrite(new Block(List.of(), then, List.of(select.operand(1)))),
                rewrite(new Block(List.of(), otherwise, List.of(select.operand(2)))));
        return new Instruction(
                new Operation.If(), List.of(select.operand(0)), blocks, select.results(), select.span());
    }

    /// The instructions of this list that are there for one use of a value alone, in their order.
    private List<Instruction> owned(Var value, Map<Var, Instruction> here) {
        var owned = new ArrayList<Instruction>();
        Map<Var, Integer> seen = new HashMap<>();
        var open = new ArrayList<Var>(List.of(value));
        while (!open.isEmpty()) {
            Var v = open.removeLast();
            Instruction i = here.get(v);
            boolean last = seen.merge(v, 1, Integer::sum).equals(uses.get(v));
            if (i != null && last && i.results().size() == 1) {
                owned.add(i);
                open.addAll(i.operands());
                // Lists read values at unknown times: what they read stays.
            }
        }
        return owned.reversed();
    }

    /// Whether the derivative of an instruction may be infinite at some finite operand.
    private static boolean isSteep(Instruction i) {
        return switch (i.operation()) {
            case Operation.Element(ElementOp op) ->
                switch (op) {
                    case DIV, REM, POW, ATAN2, HYPOT, SQRT, CBRT, EXP, EXPM1, LOG, LOG1P, TAN, ASIN, ACOS -> true;
                    case SINH, COSH, LGAMMA, DIGAMMA, POLYGAMMA -> true;
                    case ADD, SUB, MUL, MIN, MAX, NEG, ABS, SIGN, SIN, COS, ATAN, TANH, SIGMOID, ERF, RELU -> false;
                    case FLOOR, CEIL, ROUND, LT, LE, EQ, NE, AND, OR, NOT, SELECT -> false;
                };
            case Operation.For _, Operation.While _, Operation.If _ ->
                i.blocks().stream().flatMap(b -> b.instructions().stream()).anyMatch(LazySelects::isSteep);
            case Operation.Cholesky _, Operation.TriangularSolve _, Operation.Solve _ -> true;
            default -> false;
        };
    }
}
