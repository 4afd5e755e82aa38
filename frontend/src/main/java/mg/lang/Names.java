package mg.lang;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mg.ir.Span;

/// Checks that names are declared once, and that every name that is used is declared.
final class Names {
    private final Unit unit;
    private final Diagnostics diagnostics;
    private final Set<Declaration> wrong = new HashSet<>();

    private Names(Unit unit, Diagnostics diagnostics) {
        this.unit = unit;
        this.diagnostics = diagnostics;
    }

    /// The declarations that are declared twice or name something twice; all errors in names are reported.
    static Set<Declaration> check(Unit unit, Diagnostics diagnostics) {
        var names = new Names(unit, diagnostics);
        names.duplicates();
        unit.declarations().forEach(names::check);
        return names.wrong;
    }

    private void duplicates() {
        Map<String, Declaration> seen = new HashMap<>();
        for (Declaration d : unit.declarations()) {
            if (!(d instanceof Declaration.Import)) {
                Declaration before = seen.putIfAbsent(d.name(), d);
                if (before != null) {
                    diagnostics.report(d.span(), "'" + d.name() + "' is declared already",
                            "it is declared at " + before.span());
                    wrong.add(d);
                }
            }
        }
    }

    private void check(Declaration declaration) {
        switch (declaration) {
            case Declaration.Const c -> check(c.value(), Set.of());
            case Declaration.Param p -> {
                sizes(p.type(), Set.of(), name ->
                        List.of("hint: the sizes of a parameter are constants: const " + name + " = …"));
                boolean random = p.initial() instanceof Expression.Apply(_, Expression.Name(_, String name), _)
                        && Initials.DISTRIBUTIONS.contains(name);
                if (random) {
                    ((Expression.Apply) p.initial()).actuals().forEach(a -> check(a.value(), Set.of()));
                } else {
                    check(p.initial(), Set.of());
                }
            }
            case Declaration.TypeAlias t -> {
                var local = new HashSet<String>();
                t.sizes().forEach(size -> bind(t, size.name(), size.span(), local));
                sizes(t.type(), local, name -> List.of(
                        "hint: a size is named after the type: " + sized("type " + t.name(), t.sizes(), name)
                        + " = …"));
            }
            case Declaration.Fn fn -> function(fn);
            case Declaration.Stated stated -> stated(stated);
            case Declaration.Import _, Declaration.Unreadable _ -> {}
        }
    }

    private void function(Declaration.Fn fn) {
        var local = new HashSet<String>();
        for (Declaration.Size size : fn.sizes()) {
            bind(fn, size.name(), size.span(), local);
        }
        Set<String> sizes = Set.copyOf(local);
        for (Declaration.Formal formal : fn.formals()) {
            formal.type().ifPresent(t -> sizes(t, sizes, name -> List.of(
                    "hint: a size is named after the function: " + sized("fn " + fn.name(), fn.sizes(), name)
                    + "(…)")));
            bind(fn, formal.name(), formal.span(), local);
        }
        check(fn.body(), local);
    }

    /// It stands beside its function, takes what that takes, and one cotangent or at most as many tangents more.
    private void stated(Declaration.Stated stated) {
        function(stated.fn());
        switch (unit.own(stated.of()).orElse(null)) {
            case Declaration.Fn fn -> {
                int more = stated.fn().formals().size() - fn.formals().size();
                int most = stated.mode() == Declaration.Mode.PULLBACK ? 1 : fn.formals().size();
                if (more < 1 || more > most) {
                    diagnostics.report(stated.span(), StatedDerivatives.arity(stated, fn, most),
                            "'" + fn.name() + "' is declared at " + fn.span());
                    wrong.add(stated);
                }
            }
            case Declaration.Unreadable _ -> {}
            case null, default -> {
                diagnostics.report(stated.span(), "there is no function '" + stated.of() + "' in this file"
                        + Suggestion.among(unit.functions(), stated.of()));
                wrong.add(stated);
            }
        }
    }

    private void bind(Declaration owner, String name, Span span, Set<String> local) {
        if (!local.add(name) && !name.equals("_")) {
            diagnostics.report(span, "'" + name + "' is named twice");
            wrong.add(owner);
        }
    }

    /// What a declaration with one more size starts with.
    private static String sized(String start, List<Declaration.Size> sizes, String more) {
        return Stream.concat(sizes.stream().map(Declaration.Size::name), Stream.of(more))
                .collect(Collectors.joining(", ", start + "[", "]"));
    }

    /// @param hint what to do about an unknown size of that name
    private void sizes(TypeSyntax type, Set<String> local, Function<String, List<String>> hint) {
        switch (type) {
            case TypeSyntax.Array(_, _, _, List<Expression> sizes) -> sizes.forEach(s -> check(s, local, hint));
            case TypeSyntax.Tuple(_, _, List<TypeSyntax> items) -> items.forEach(t -> sizes(t, local, hint));
            case TypeSyntax.Record(_, _, _, List<TypeSyntax> types) -> types.forEach(t -> sizes(t, local, hint));
        }
    }

    private void check(Expression expression, Set<String> local) {
        check(expression, local, _ -> List.of());
    }

    private void check(Expression expression, Set<String> local, Function<String, List<String>> hint) {
        Scoping.walk(expression, local, (name, bound) -> {
            String text = name.text();
            String plain = Unit.plain(text);
            boolean field = !plain.equals(text) && unit.find(Unit.LIBRARY).isPresent();
            if (!field && !bound.contains(text) && unit.find(text).isEmpty() && !Natives.has(plain)) {
                var known = new TreeSet<>(unit.names());
                known.addAll(bound);
                known.addAll(Natives.names());
                diagnostics.report(
                        name.span(), "unknown name '" + text + "'" + Suggestion.among(known, plain), hint.apply(text));
            }
        });
    }
}
