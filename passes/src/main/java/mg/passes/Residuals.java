package mg.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// Gives every loop that will be reversed the extra results its reversal reads: the states of its carries, the
/// positions of its extremes, and the values of its body that cost more to compute again than to keep, unless they need
/// more than [Memory#LOOP]. They are ordinary results; each is in turn a candidate for the loop around. What nobody
/// reads in the end is dead code.
final class Residuals {
    /// What a loop keeps: body values (carries included) and the `collect` results that hold them; extremes and the
    /// results that hold their positions.
    record Kept(Map<Var, Var> values, Map<Var, Var> positions) {}

    private final Activity activity;
    private final Map<Var, Kept> kept = new HashMap<>();
    private int next;

    /// @param next the first number that no value of the function has
    Residuals(Activity activity, int next) {
        this.activity = activity;
        this.next = next;
    }

    /// What the loop with this loop variable keeps.
    Kept kept(Var loopVariable) {
        return kept.get(loopVariable);
    }

    /// The block with its loops augmented; values keep their numbers.
    Block augment(Block block) {
        return augment(block, new ArrayList<>());
    }

    /// @param worth receives the block's values that a loop around it should keep
    private Block augment(Block block, List<Var> worth) {
        var instructions = new ArrayList<Instruction>(block.instructions().size());
        for (Instruction i : block.instructions()) {
            instructions.add(switch (i.operation()) {
                case Operation.For loop when i.results().stream().anyMatch(activity::isActive) -> loop(i, loop, worth);
                case Operation.If _ -> {
                    if (isExpensive(i)) {
                        worth.addAll(i.results());
                    }
                    List<Block> blocks = i.blocks().stream().map(b -> augment(b, new ArrayList<>())).toList();
                    yield new Instruction(i.operation(), i.operands(), blocks, i.results(), i.span());
                }
                default -> {
                    if (isExpensive(i)) {
                        worth.addAll(i.results());
                    }
                    yield i;
                }
            });
        }
        return new Block(block.arguments(), instructions, block.results());
    }

    private Instruction loop(Instruction i, Operation.For loop, List<Var> worth) {
        var inner = new ArrayList<Var>();
        Block body = augment(i.block(), inner);
        var kinds = new ArrayList<>(loop.kinds());
        var yields = new ArrayList<>(body.results());
        var results = new ArrayList<>(i.results());
        var values = new LinkedHashMap<Var, Var>();
        var positions = new LinkedHashMap<Var, Var>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            Kind kind = loop.kinds().get(k);
            if (kind == Kind.COLLECT) {
                values.putIfAbsent(yields.get(k), results.get(k));
            } else {
                worth.add(results.get(k));
            }
            if ((kind == Kind.MAX || kind == Kind.MIN) && activity.isActive(results.get(k))) {
                kinds.add(kind == Kind.MAX ? Kind.ARGMAX : Kind.ARGMIN);
                yields.add(yields.get(k));
                Var position = new Var(next++, Type.I64);
                results.add(position);
                positions.put(results.get(k), position);
                worth.add(position);
            }
        }
        if (!loop.bounded()) {
            if (bytes(inner) > Memory.LOOP / Math.max(1, loop.n())) {
                inner.clear();
            }
            inner.addAll(0, body.arguments().subList(1, body.arguments().size()));
            for (Var value : inner) {
                if (!values.containsKey(value)) {
                    kinds.add(Kind.COLLECT);
                    yields.add(value);
                    results.add(new Var(next++, value.type().stacked(Math.toIntExact(loop.n()))));
                    values.put(value, results.getLast());
                }
                worth.add(values.get(value));
            }
        }
        kept.put(body.arguments().getFirst(), new Kept(values, positions));
        var augmented = new Operation.For(loop.n(), kinds, loop.bounded(), loop.down());
        Block block = new Block(body.arguments(), body.instructions(), yields);
        return new Instruction(augmented, i.operands(), List.of(block), results, i.span());
    }

    private static long bytes(List<Var> values) {
        return values.stream().mapToLong(v -> Memory.bytes(v.type())).sum();
    }

    /// Whether a value is rather kept than computed again.
    private static boolean isExpensive(Instruction i) {
        return switch (i.operation()) {
            case Operation.Element(ElementOp op) ->
                switch (op) {
                    case ADD, SUB, MUL, NEG, ABS, SIGN, MIN, MAX, RELU, FLOOR, CEIL, ROUND -> false;
                    case LT, LE, EQ, NE, AND, OR, NOT, SELECT -> false;
                    // Of integers they say where something is: what is kept would not tell loops that it is nearby.
                    case DIV, REM -> i.result().type().element().isReal();
                    case POW, ATAN2, HYPOT, SQRT, CBRT, EXP, EXPM1, LOG, LOG1P -> true;
                    case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, SIGMOID, ERF -> true;
                    case LGAMMA, DIGAMMA, POLYGAMMA -> true;
                };
            case Operation.Dot _, Operation.For _, Operation.While _, Operation.ScatterAdd _ -> true;
            case Operation.Cholesky _, Operation.TriangularSolve _, Operation.Solve _ -> true;
            // To write and read a number takes longer than to choose one that is at hand.
            case Operation.If _ -> i.blocks().stream()
                    .anyMatch(b -> b.instructions().stream().anyMatch(Residuals::isExpensive));
            default -> false;
        };
    }
}
