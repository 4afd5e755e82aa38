package mg.backend.jvm;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Choices between wide values by what is not so: their sides are swapped. HotSpot takes an operation of its own for
/// `not`, and has no comparison that holds for NaN.
///
/// ```
/// let b1x8 = le d1x8, d2x8                  let b1x8 = le d1x8, d2x8
/// let b2x8 = not b1x8                       let b3x8 = ne d1x8, d1x8
/// let b3x8 = eq d1x8, d1x8            -->   let b4x8 = or b1x8, b3x8
/// let b4x8 = and b2x8, b3x8                 let d3x8 = select b4x8, d1x8, d2x8
/// let d3x8 = select b4x8, d2x8, d1x8
/// ```
final class Opposites {
    /// What defines each wide truth value that never changes.
    private final Map<Scalar, Value.Apply> values = new LinkedHashMap<>();
    private final Map<Scalar, Integer> reads = new HashMap<>();
    /// How many of them choose by it.
    private final Map<Scalar, Integer> choices = new HashMap<>();
    /// What choices are made by instead.
    private final Map<Scalar, Scalar> swapped = new HashMap<>();
    /// What defines truth values now; empty if nobody reads them any more.
    private final Map<Scalar, Optional<Value.Apply>> others = new HashMap<>();

    private Opposites() {}

    /// The kernel with fewer operations on truth values.
    static Kernel chosen(Kernel kernel) {
        if (!hasNot(kernel.body())) {
            return kernel;
        }
        var opposites = new Opposites();
        opposites.count(kernel.body());
        opposites.values.forEach(opposites::turn);
        return opposites.swapped.isEmpty()
                ? kernel
                : kernel.with(kernel.locals(), kernel.scalars(), opposites.body(kernel.body()));
    }

    private static boolean hasNot(List<Statement> body) {
        for (Statement statement : body) {
            if (statement instanceof Statement.Define(Scalar target, Value.Apply(ElementOp op, _))
                    ? op == ElementOp.NOT && target.isWide()
                    : statement.bodies().stream().anyMatch(Opposites::hasNot)) {
                return true;
            }
        }
        return false;
    }

    private void count(List<Statement> body) {
        for (Statement statement : body) {
            Access access = Access.of(statement);
            access.reads().stream().filter(Opposites::isMask).forEach(s -> reads.merge(s, 1, Integer::sum));
            if (statement instanceof Statement.Define(Scalar target, Value.Apply apply)) {
                if (isMask(target)) {
                    values.put(target, apply);
                }
                if (chooses(apply)) {
                    choices.merge(apply.operands().getFirst(), 1, Integer::sum);
                }
            }
            statement.bodies().forEach(this::count);
            access.changes().ifPresent(values::remove);
        }
    }

    private static boolean isMask(Scalar scalar) {
        return scalar.isWide() && scalar.element() == ElementType.BOOL;
    }

    private static boolean chooses(Value.Apply apply) {
        return apply.op() == ElementOp.SELECT && isMask(apply.operands().getFirst());
    }

    /// Makes what is chosen by, and is read by nothing else, its opposite if that takes less.
    private void turn(Scalar mask, Value.Apply value) {
        if (choices.containsKey(mask) && choices.get(mask).equals(reads.get(mask))) {
            switch (value.op()) {
                case NOT -> {
                    if (values.containsKey(value.operands().getFirst())) {
                        swapped.put(mask, value.operands().getFirst());
                        others.put(mask, Optional.empty());
                    }
                }
                case AND -> turn(mask, value.operands(), ElementOp.OR);
                case OR -> turn(mask, value.operands(), ElementOp.AND);
                default -> {}
            }
        }
    }

    /// `!(!a && b == c) = a || b != c`, or with the other operation.
    private void turn(Scalar mask, List<Scalar> operands, ElementOp dual) {
        if (operands.stream().anyMatch(x -> is(ElementOp.NOT, x))
                && operands.stream().allMatch(x -> is(ElementOp.NOT, x) || is(ElementOp.EQ, x))) {
            others.put(mask, Optional.of(new Value.Apply(dual, operands.stream().map(this::opposite).toList())));
            swapped.put(mask, mask);
        }
    }

    /// Whether a truth value comes from an operation and is read once.
    private boolean is(ElementOp op, Scalar x) {
        return values.containsKey(x) && values.get(x).op() == op && reads.get(x) == 1
                && (op != ElementOp.NOT || values.containsKey(values.get(x).operands().getFirst()));
    }

    private Scalar opposite(Scalar x) {
        List<Scalar> operands = values.get(x).operands();
        boolean not = values.get(x).op() == ElementOp.NOT;
        others.put(x, not ? Optional.empty() : Optional.of(new Value.Apply(ElementOp.NE, operands)));
        return not ? operands.getFirst() : x;
    }

    private List<Statement> body(List<Statement> body) {
        return body.stream().flatMap(this::statement).toList();
    }

    private Stream<Statement> statement(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, _) when others.containsKey(target) ->
                others.get(target).map(v -> (Statement) new Statement.Define(target, v)).stream();
            case Statement.Define(Scalar target, Value.Apply apply)
                    when chooses(apply) && swapped.containsKey(apply.operands().getFirst()) ->
                Stream.of(new Statement.Define(target, new Value.Apply(ElementOp.SELECT, List.of(
                        swapped.get(apply.operands().get(0)), apply.operands().get(2), apply.operands().get(1)))));
            default -> Stream.of(statement.map(this::body));
        };
    }
}
