package mg.passes.loops;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// What is known of integers and truth values: which are affine in loop indices, and what comparisons of these say.
final class IntegerForms {
    /// Forms with more terms are not followed, so that a long sum does not take quadratic time.
    private static final int MOST_TERMS = 4;
    /// Numbers beyond this are not followed: sums of several of them would overflow.
    private static final long LARGEST = 1L << 40;
    /// Truth values made of more than so many levels of others are not followed.
    private static final int DEEPEST = 8;
    /// Remainders that begin again more often are not followed.
    private static final long FEW = 2;

    private final Map<Scalar, Index> forms = new HashMap<>();
    private final Map<Scalar, Value.Apply> tests = new HashMap<>();
    private final Map<Scalar, Long> counts = new HashMap<>();
    private final Set<Scalar> changed = new HashSet<>();

    /// Remembers what a list defines, and the loops in it; again for what is made of it.
    void remember(List<Statement> body) {
        Parts.changes(body, changed::add);
        define(body);
    }

    private void define(List<Statement> body) {
        for (Statement statement : body) {
            if (statement instanceof Statement.Define(Scalar target, Value value) && !changed.contains(target)) {
                define(target, value);
            } else if (statement instanceof Statement.Loop loop) {
                counts.put(loop.index(), loop.count());
            }
            statement.bodies().forEach(this::define);
        }
    }

    private void define(Scalar target, Value value) {
        if (target.isWide()) {
            return;
        }
        if (target.element() == ElementType.I64) {
            form(value).filter(IntegerForms::isSmall).ifPresent(form -> forms.put(target, form));
        } else if (target.element() == ElementType.BOOL && value instanceof Value.Apply test) {
            tests.put(target, test);
        }
    }

    private Optional<Index> form(Value value) {
        return switch (value) {
            case Value.Literal(var number) -> Optional.of(Index.ZERO.plus(number.whole(0)));
            case Value.Affine(Index index, _) -> Optional.of(expanded(index));
            case Value.Apply(ElementOp op, List<Scalar> operands) ->
                Index.of(op, form(operands.getFirst()), form(operands.getLast())).or(() -> decided(op, operands));
            case Value.Convert _, Value.Load _ -> Optional.empty();
        };
    }

    /// What an operation that chooses gives, where it always chooses the same.
    private Optional<Index> decided(ElementOp op, List<Scalar> operands) {
        return switch (op) {
            case MIN, MAX -> {
                Index x = form(operands.getFirst());
                Index y = form(operands.getLast());
                yield span(x.plus(y.times(-1)))
                        .flatMap(d -> known(d.high() <= 0, d.low() >= 0))
                        .map(less -> less == (op == ElementOp.MIN) ? x : y);
            }
            case SELECT -> truth(operands.getFirst()).map(first -> form(operands.get(first ? 1 : 2)));
            case REM -> {
                Index x = form(operands.getFirst());
                long divisor = divisor(operands);
                Optional<Span> span = divisor == 0 ? Optional.empty() : span(x);
                yield span.filter(d -> d.low() / divisor == d.high() / divisor)
                        .map(d -> x.plus(-(d.low() / divisor) * divisor));
            }
            default -> Optional.empty();
        };
    }

    /// A positive constant by which is divided, or 0.
    private long divisor(List<Scalar> operands) {
        Index form = form(operands.getLast());
        return form.terms().isEmpty() ? Math.max(0, form.constant()) : 0;
    }

    private static boolean isSmall(Index form) {
        return form.terms().size() <= MOST_TERMS
                && Math.abs(form.constant()) <= LARGEST
                && form.terms().stream().allMatch(t -> Math.abs(t.stride()) <= LARGEST);
    }

    /// The integer as an affine form: of itself if nothing better is known.
    private Index form(Scalar scalar) {
        return forms.getOrDefault(scalar, Index.of(scalar));
    }

    private Index expanded(Index index) {
        return index.substituted(this::form);
    }

    /// The integer as an affine form of others, if it chooses between them and that is decided.
    Optional<Index> choice(Scalar target, Value value) {
        return value instanceof Value.Apply(ElementOp op, _) && isChoice(op) && forms.containsKey(target)
                ? Optional.of(forms.get(target))
                : Optional.empty();
    }

    private static boolean isChoice(ElementOp op) {
        return op == ElementOp.MIN || op == ElementOp.MAX || op == ElementOp.SELECT || op == ElementOp.REM;
    }

    /// Between what an integer is, if it depends on indices of loops alone.
    Optional<Span> span(Scalar scalar) {
        return span(form(scalar));
    }

    private Optional<Span> span(Index form) {
        Span sum = Span.of(form.constant());
        for (Index.Term term : form.terms()) {
            Long count = counts.get(term.scalar());
            if (count == null || count > LARGEST / Math.max(1, Math.abs(term.stride()))) {
                return Optional.empty();
            }
            sum = sum.plus(Span.below(count).times(term.stride()));
        }
        return isSmall(form) ? Optional.of(sum) : Optional.empty();
    }

    /// What a truth value always is, if that is known.
    Optional<Boolean> truth(Scalar condition) {
        return truth(condition, 0);
    }

    private Optional<Boolean> truth(Scalar condition, int depth) {
        Value.Apply test = tests.get(condition);
        if (test == null || depth == DEEPEST) {
            return Optional.empty();
        }
        return switch (test.op()) {
            case NOT -> truth(test.operands().getFirst(), depth + 1).map(x -> !x);
            case AND -> decided(test, depth, false);
            case OR -> decided(test, depth, true);
            case LT -> difference(test).flatMap(this::span).flatMap(d -> known(d.high() < 0, d.low() >= 0));
            case LE -> difference(test).flatMap(this::span).flatMap(d -> known(d.high() <= 0, d.low() > 0));
            case EQ -> difference(test).flatMap(this::span).flatMap(IntegerForms::isZero);
            case NE -> difference(test).flatMap(this::span).flatMap(IntegerForms::isZero).map(x -> !x);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> isZero(Span d) {
        return known(d.low() == 0 && d.high() == 0, d.low() > 0 || d.high() < 0);
    }

    private static Optional<Boolean> known(boolean yes, boolean no) {
        return yes ? Optional.of(true) : no ? Optional.of(false) : Optional.empty();
    }

    /// `x and y`, `x or y`: one of the two decides, or both are known.
    private Optional<Boolean> decided(Value.Apply test, int depth, boolean by) {
        Optional<Boolean> x = truth(test.operands().getFirst(), depth + 1);
        Optional<Boolean> y = truth(test.operands().getLast(), depth + 1);
        if (x.equals(Optional.of(by)) || y.equals(Optional.of(by))) {
            return Optional.of(by);
        }
        return x.isPresent() && y.isPresent() ? Optional.of(!by) : Optional.empty();
    }

    /// The first operand less the second, of a comparison of integers.
    private Optional<Index> difference(Value.Apply test) {
        Scalar x = test.operands().getFirst();
        Scalar y = test.operands().getLast();
        return x.element() == ElementType.I64
                ? Optional.of(form(x).plus(form(y).times(-1))).filter(IntegerForms::isSmall)
                : Optional.empty();
    }

    /// Adds the values of an index at which comparisons that a truth value is made of change, those that depend on this
    /// index alone.
    void changes(Scalar condition, Scalar index, Set<Long> at) {
        changes(condition, index, at, 0);
    }

    private void changes(Scalar condition, Scalar index, Set<Long> at, int depth) {
        Value.Apply test = tests.get(condition);
        if (test == null || depth == DEEPEST) {
            return;
        }
        switch (test.op()) {
            case NOT, AND, OR -> test.operands().forEach(x -> changes(x, index, at, depth + 1));
            case LT, LE, EQ, NE -> difference(test)
                    .filter(d -> isOf(d, index))
                    .ifPresent(d -> changes(test.op(), d, at));
            default -> {}
        }
    }

    /// Adds the values of an index at which another operand is chosen, if that depends on this index alone.
    void choices(Value.Apply choice, Scalar index, Set<Long> at) {
        List<Scalar> operands = choice.operands();
        if (operands.getLast().isWide() || operands.getLast().element() != ElementType.I64) {
            return;
        }
        switch (choice.op()) {
            case MIN, MAX -> difference(choice).filter(d -> isOf(d, index)).ifPresent(d -> meeting(d, at));
            case SELECT -> changes(operands.getFirst(), index, at);
            case REM -> multiples(form(operands.getFirst()), divisor(operands), index, at);
            default -> {}
        }
    }

    /// Adds where `s·i + c` begins or ends to be less than 0; where it is 0 both operands will do, so that it goes with
    /// more iterations.
    private void meeting(Index form, Set<Long> at) {
        var ends = new TreeSet<Long>();
        changes(ElementOp.LT, form, ends);
        changes(ElementOp.LE, form, ends);
        long count = counts.getOrDefault(form.terms().getFirst().scalar(), 0L);
        at.add(ends.first() + ends.last() <= count ? ends.first() : ends.last());
    }

    /// Adds where the quotient of `s·i + c`, which is rounded toward zero, changes, if that is seldom.
    private void multiples(Index form, long divisor, Scalar index, Set<Long> at) {
        Optional<Span> span = divisor > 0 && isOf(form, index) ? span(form) : Optional.empty();
        if (span.isEmpty() || span.get().high() / divisor - span.get().low() / divisor > FEW) {
            return;
        }
        for (long k = span.get().low() / divisor; k <= span.get().high() / divisor; k++) {
            if (k != 0) {
                changes(k > 0 ? ElementOp.LT : ElementOp.LE, form.plus(-k * divisor), at);
            }
        }
    }

    private static boolean isOf(Index form, Scalar index) {
        return isSmall(form) && form.terms().size() == 1 && form.terms().getFirst().scalar().equals(index);
    }

    /// Where `s·i + c < 0`, `≤ 0`, `= 0` begins or ends to be true.
    private static void changes(ElementOp op, Index form, Set<Long> at) {
        long s = form.terms().getFirst().stride();
        long zero = s > 0 ? -form.constant() : form.constant();
        long before = Math.floorDiv(zero, Math.abs(s));
        long from = Math.ceilDiv(zero, Math.abs(s));
        if (op == ElementOp.LT) {
            at.add(s > 0 ? from : before + 1);
        } else if (op == ElementOp.LE) {
            at.add(s > 0 ? before + 1 : from);
        } else if (before == from) {
            at.add(from);
            at.add(from + 1);
        }
    }
}
