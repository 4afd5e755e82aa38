package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;

/// How often loops run: from the range in the text, or from the axes that the variable indexes.
final class Ranges {
    /// @param n     the most iterations there can be
    /// @param bound how many there are, when that is computed at run time
    /// @param from  the first value of the variable
    record Trip(long n, Optional<Var> bound, Meaning from) {
        /// Whether nothing is known about how often it runs.
        boolean isOpen() {
            return n == Long.MAX_VALUE;
        }
    }

    private record Use(String variable, Expression base, int axis, Span span) {}

    private record Fixed(int size, String by) {}

    private final Evaluator evaluator;
    private final Builder builder;
    private final VarMap<Interval> known = new VarMap<>();

    Ranges(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.builder = evaluator.builder();
    }

    /// Notes what a sum, a difference or a product of integers can be.
    void note(ElementOp op, List<Operand> operands, Meaning result) {
        if (result instanceof Meaning.Computed(Var var) && var.type().equals(Type.I64) && operands.size() == 2) {
            interval(operands.getFirst().meaning())
                    .flatMap(a -> interval(operands.getLast().meaning()).flatMap(b -> Interval.of(op, a, b)))
                    .ifPresent(i -> known.put(var, i));
        }
    }

    /// What an integer can be, as far as that is known.
    Optional<Interval> interval(Meaning meaning) {
        return meaning instanceof Meaning.Whole(long value) ? Optional.of(new Interval(value, value))
                : meaning instanceof Meaning.Computed(Var var) ? Optional.ofNullable(known.find(var))
                : Optional.empty();
    }

    /// The loop variable for an iteration.
    Meaning variable(Trip trip, Var iteration, Span span) {
        known.put(iteration, new Interval(0, Math.max(0, trip.n() - 1)));
        if (trip.from() instanceof Meaning.Whole(long from) && from == 0) {
            return new Meaning.Computed(iteration);
        }
        Meaning i = evaluator.operators().element(ElementOp.ADD, "..", span,
                new Operand(trip.from(), "", span), new Operand(new Meaning.Computed(iteration), "", span));
        if (trip.bound().isPresent() && i instanceof Meaning.Computed(Var var)) {
            interval(trip.from()).ifPresent(from -> tighten(var, from.low(), trip));
        }
        return i;
    }

    /// However late a loop starts, it ends where its range does at the latest.
    private void tighten(Var variable, long first, Trip trip) {
        if (!trip.isOpen()) {
            known.put(variable, new Interval(first, first + Math.max(0, trip.n() - 1)));
        }
    }

    /// How often a loop runs whose range is in the text, or was inferred.
    Trip trip(Expression.Binder binder, Map<String, Integer> inferred, Scope scope) {
        if (binder.range().isEmpty()) {
            return new Trip(inferred.get(binder.name()), Optional.empty(), new Meaning.Whole(0));
        }
        Operand from = evaluator.operand(binder.range().get().from(), scope);
        Operand to = evaluator.operand(binder.range().get().to(), scope);
        integer(from, binder.range().get().from().span());
        integer(to, binder.range().get().to().span());
        if (from.meaning() instanceof Meaning.Whole(long low) && to.meaning() instanceof Meaning.Whole(long high)) {
            return new Trip(Math.max(0, Math.subtractExact(high, low)), Optional.empty(), from.meaning());
        }
        Meaning count = from.meaning().equals(new Meaning.Whole(0))
                ? to.meaning()
                : evaluator.operators().element(ElementOp.SUB, "..", binder.span(), to, from);
        long most = interval(from.meaning())
                .flatMap(low -> interval(to.meaning()).map(high -> Math.subtractExact(high.high(), low.low())))
                .orElse(Long.MAX_VALUE);
        return new Trip(Math.max(0, most), Optional.of(((Meaning.Computed) count).var()), from.meaning());
    }

    private void integer(Operand bound, Span span) {
        boolean whole = bound.meaning() instanceof Meaning.Whole
                || bound.meaning() instanceof Meaning.Computed(Var var) && var.type().equals(Type.I64);
        if (!whole) {
            throw new Rejection(span, "the bounds of a range are ints, not " + evaluator.type(bound.meaning()),
                    evaluator.note(bound));
        }
    }

    /// The sizes of the axes that variables without a range index in `body`.
    ///
    /// @param inside names that are bound before the body is evaluated, besides the variables
    Map<String, Integer> infer(List<Expression.Binder> binders, Set<String> inside, Expression body, Scope scope) {
        Set<String> open = binders.stream()
                .filter(b -> b.range().isEmpty())
                .map(Expression.Binder::name)
                .collect(Collectors.toSet());
        var sizes = new TreeMap<String, Integer>();
        if (open.isEmpty()) {
            return sizes;
        }
        List<Use> uses = uses(open, inside, body);
        for (Expression.Binder binder : binders) {
            if (binder.range().isEmpty()) {
                List<Use> own = uses.stream().filter(u -> u.variable().equals(binder.name())).toList();
                sizes.put(binder.name(), size(binder, own, binders, scope));
            }
        }
        return sizes;
    }

    private static List<Use> uses(Set<String> open, Set<String> inside, Expression body) {
        var uses = new ArrayList<Use>();
        Scoping.walk(body, inside, new Scoping.Visitor() {
            @Override
            public void name(Expression.Name name, Set<String> bound) {}

            @Override
            public void at(Expression.At at, Set<String> bound) {
                for (int k = 0; k < at.positions().size(); k++) {
                    if (at.positions().get(k) instanceof Expression.Index(_, Expression.Name(Span span, String i))
                            && open.contains(i)
                            && !bound.contains(i)
                            && Scoping.free(at.array()).stream().noneMatch(bound::contains)) {
                        uses.add(new Use(i, at.array(), k, span));
                    }
                }
            }
        });
        return uses;
    }

    private int size(Expression.Binder binder, List<Use> uses, List<Expression.Binder> all, Scope scope) {
        Fixed fixed = null;
        Rejection wrong = null;
        for (Use use : uses) {
            try {
                Operand base = trial(use.base(), all, scope);
                if (base.meaning() instanceof Meaning.Computed(Var array) && use.axis() < array.type().rank()) {
                    int size = array.type().size(use.axis());
                    var next = new Fixed(size, "axis " + use.axis() + " of " + evaluator.note(base));
                    if (fixed != null && fixed.size() != size) {
                        throw new Rejection(use.span(), "'" + binder.name() + "' indexes axes of sizes " + fixed.size()
                                + " and " + size, fixed.by(), next.by(), "hint: give its range: for " + binder.name()
                                + " in 0.." + Math.min(size, fixed.size()));
                    }
                    fixed = fixed == null ? next : fixed;
                }
            } catch (Rejection e) {
                wrong = e;
                if (fixed != null) {
                    throw e;
                }
            }
        }
        if (fixed == null) {
            throw wrong != null && !wrong.reported() ? wrong : new Rejection(binder.span(), "the range of '"
                    + binder.name() + "' is not known",
                    "hint: write for " + binder.name() + " in 0..n, or index an array with " + binder.name()
                    + " alone");
        }
        return fixed.size();
    }

    /// What an expression means in the loop, evaluated into a list that is thrown away.
    private Operand trial(Expression expression, List<Expression.Binder> all, Scope scope) {
        Scope inner = scope.inner();
        all.forEach(b -> inner.define(b.name(), new Meaning.Computed(builder.fresh(Type.I64)), b.span()));
        Span before = builder.span();
        Evaluator.Mark mark = evaluator.mark();
        try {
            var result = new Operand[1];
            builder.record(() -> result[0] = evaluator.operand(expression, inner));
            return result[0];
        } finally {
            evaluator.undo(mark);
            builder.at(before);
        }
    }
}
