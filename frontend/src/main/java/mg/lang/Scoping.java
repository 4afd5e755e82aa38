package mg.lang;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Walks an expression and knows at each place which names are bound inside it.
final class Scoping {
    /// Told of what is met, with the names that are bound there.
    interface Visitor {
        void name(Expression.Name name, Set<String> bound);

        default void at(Expression.At at, Set<String> bound) {}
    }

    private final Visitor visitor;

    private Scoping(Visitor visitor) {
        this.visitor = visitor;
    }

    /// Walks an expression in which these names are bound.
    static void walk(Expression expression, Set<String> bound, Visitor visitor) {
        new Scoping(visitor).walk(expression, bound);
    }

    /// The names an expression takes from outside, in order of first use.
    static Set<String> free(Expression expression) {
        var free = new LinkedHashSet<String>();
        walk(expression, Set.of(), (name, bound) -> {
            if (!bound.contains(name.text())) {
                free.add(name.text());
            }
        });
        return free;
    }

    /// @throws Rejection if a name is bound twice
    static void distinct(List<Pattern> patterns) {
        var seen = new HashSet<String>();
        patterns.stream().flatMap(Pattern::binds).forEach(b -> {
            if (!b.name().equals("_") && !seen.add(b.name())) {
                throw new Rejection(b.span(), "'" + b.name() + "' is named twice");
            }
        });
    }

    private void walk(Expression expression, Set<String> bound) {
        switch (expression) {
            case Expression.Name name -> visitor.name(name, bound);
            case Expression.Whole _, Expression.Real _, Expression.Truth _ -> {}
            case Expression.Tuple(_, var items) -> all(items, bound);
            case Expression.Record(_, _, var values) -> all(values, bound);
            case Expression.Array(_, var items) -> all(items, bound);
            case Expression.Logic(_, _, var items) -> all(items, bound);
            case Expression.Comprehension(_, var body, var binders) -> walk(body, binders(binders, bound));
            case Expression.Fold(_, var function, var body, var binders) -> {
                walk(function, bound);
                walk(body, binders(binders, bound));
            }
            case Expression.Block(_, var lets, var result) -> {
                Set<String> inner = bound;
                for (Expression.Let let : lets) {
                    walk(let.value(), inner);
                    inner = plus(inner, let.pattern().binds().map(Pattern.Bind::name));
                }
                walk(result, inner);
            }
            case Expression.If(_, var condition, var then, var otherwise) ->
                all(List.of(condition, then, otherwise), bound);
            case Expression.For(_, _, var carries, var binder, var body) -> {
                Set<String> inner = plus(carries(carries, bound), Stream.of(binder.name()));
                binders(List.of(binder), bound);
                walk(body, inner);
            }
            case Expression.While(_, var carries, var condition, var body) ->
                all(List.of(condition, body), carries(carries, bound));
            case Expression.Chain(_, var first, var links) -> {
                walk(first, bound);
                links.forEach(l -> walk(l.operand(), bound));
            }
            case Expression.Comparison(_, var link, var left) -> all(List.of(left, link.operand()), bound);
            case Expression.Negative(_, var operand) -> walk(operand, bound);
            case Expression.Not(_, var operand) -> walk(operand, bound);
            case Expression.Power(_, var base, var exponent) -> all(List.of(base, exponent), bound);
            case Expression.Lambda(_, var formals, var body, _) ->
                walk(body, plus(bound, formals.stream().flatMap(Pattern::binds).map(Pattern.Bind::name)));
            case Expression.Apply(_, var function, var actuals) -> {
                walk(function, bound);
                actuals.forEach(a -> walk(a.value(), bound));
            }
            case Expression.At at -> {
                visitor.at(at, bound);
                walk(at.array(), bound);
                at.positions().forEach(p -> all(parts(p), bound));
            }
            case Expression.Field(_, var record, _) -> walk(record, bound);
        }
    }

    private void all(List<Expression> expressions, Set<String> bound) {
        expressions.forEach(e -> walk(e, bound));
    }

    private static List<Expression> parts(Expression.Position position) {
        return switch (position) {
            case Expression.Index(_, var value) -> List.of(value);
            case Expression.Slice(_, var start, var stop, var stride) ->
                Stream.of(start, stop, stride).flatMap(java.util.Optional::stream).toList();
        };
    }

    /// Walks the ranges, in which the variables before are known.
    private Set<String> binders(List<Expression.Binder> binders, Set<String> bound) {
        Set<String> inner = bound;
        for (Expression.Binder binder : binders) {
            Set<String> before = inner;
            binder.range().ifPresent(r -> all(List.of(r.from(), r.to()), before));
            inner = plus(inner, Stream.of(binder.name()));
        }
        return inner;
    }

    private Set<String> carries(List<Expression.Carry> carries, Set<String> bound) {
        carries.forEach(c -> walk(c.value(), bound));
        return plus(bound, carries.stream().map(Expression.Carry::name));
    }

    private static Set<String> plus(Set<String> names, Stream<String> more) {
        var all = new HashSet<>(names);
        more.forEach(all::add);
        return all;
    }
}
