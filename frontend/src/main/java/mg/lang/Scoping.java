package mg.lang;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    /// How often each name is bound here.
    private final Map<String, Integer> bound = new HashMap<>();

    private Scoping(Visitor visitor) {
        this.visitor = visitor;
    }

    /// Walks an expression in which these names are bound.
    static void walk(Expression expression, Set<String> bound, Visitor visitor) {
        var scoping = new Scoping(visitor);
        bound.forEach(scoping::bind);
        scoping.walk(expression);
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

    private void bind(String name) {
        bound.merge(name, 1, Integer::sum);
    }

    private void unbind(String name) {
        bound.computeIfPresent(name, (_, count) -> count == 1 ? null : count - 1);
    }

    private void walk(Expression expression) {
        switch (expression) {
            case Expression.Name name -> visitor.name(name, bound.keySet());
            case Expression.Whole _, Expression.Real _, Expression.Truth _ -> {}
            case Expression.Tuple(_, var items) -> all(items);
            case Expression.Record(_, _, var values) -> all(values);
            case Expression.Array(_, var items) -> all(items);
            case Expression.Logic(_, _, var items) -> all(items);
            case Expression.Comprehension(_, var body, var binders) -> binders(binders, body);
            case Expression.Fold(_, var function, var body, var binders) -> {
                walk(function);
                binders(binders, body);
            }
            case Expression.Block(_, var lets, var result) -> {
                for (Expression.Let let : lets) {
                    walk(let.value());
                    let.pattern().binds().forEach(b -> bind(b.name()));
                }
                walk(result);
                lets.forEach(let -> let.pattern().binds().forEach(b -> unbind(b.name())));
            }
            case Expression.If(_, var condition, var then, var otherwise) -> all(List.of(condition, then, otherwise));
            case Expression.For(_, _, var carries, var binder, var body) -> {
                binder.range().ifPresent(r -> all(List.of(r.from(), r.to())));
                carries.forEach(c -> walk(c.value()));
                bind(binder.name());
                carries(carries, List.of(body));
                unbind(binder.name());
            }
            case Expression.While(_, var carries, var condition, var body) -> {
                carries.forEach(c -> walk(c.value()));
                carries(carries, List.of(condition, body));
            }
            case Expression.Chain(_, var first, var links) -> {
                walk(first);
                links.forEach(l -> walk(l.operand()));
            }
            case Expression.Comparison(_, var link, var left) -> all(List.of(left, link.operand()));
            case Expression.Negative(_, var operand) -> walk(operand);
            case Expression.Not(_, var operand) -> walk(operand);
            case Expression.Power(_, var base, var exponent) -> all(List.of(base, exponent));
            case Expression.Lambda(_, var formals, var body, _) -> {
                formals.forEach(f -> f.binds().forEach(b -> bind(b.name())));
                walk(body);
                formals.forEach(f -> f.binds().forEach(b -> unbind(b.name())));
            }
            case Expression.Apply(_, var function, var actuals) -> {
                walk(function);
                actuals.forEach(a -> walk(a.value()));
            }
            case Expression.At at -> {
                visitor.at(at, bound.keySet());
                walk(at.array());
                at.positions().forEach(p -> all(parts(p)));
            }
            case Expression.Field field when field.ofLibrary() && !bound.containsKey(Unit.LIBRARY) ->
                visitor.name(field.qualified(), bound.keySet());
            case Expression.Field(_, var record, _) -> walk(record);
        }
    }

    private void all(List<Expression> expressions) {
        expressions.forEach(this::walk);
    }

    private static List<Expression> parts(Expression.Position position) {
        return switch (position) {
            case Expression.Index(_, var value) -> List.of(value);
            case Expression.Slice(_, var start, var stop, var stride) ->
                Stream.of(start, stop, stride).flatMap(java.util.Optional::stream).toList();
        };
    }

    /// A range may use the variables before.
    private void binders(List<Expression.Binder> binders, Expression body) {
        for (Expression.Binder binder : binders) {
            binder.range().ifPresent(r -> all(List.of(r.from(), r.to())));
            bind(binder.name());
        }
        walk(body);
        binders.forEach(b -> unbind(b.name()));
    }

    private void carries(List<Expression.Carry> carries, List<Expression> inside) {
        carries.forEach(c -> bind(c.name()));
        all(inside);
        carries.forEach(c -> unbind(c.name()));
    }
}
