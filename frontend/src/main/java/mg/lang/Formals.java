package mg.lang;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mg.ir.ElementType;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// Fits arguments to the declared types of a function, and finds its sizes from them.
final class Formals {
    /// Arguments brought to the declared types, and the sizes in order of declaration.
    record Fitted(List<Meaning> arguments, List<Long> sizes) {}

    private final Evaluator evaluator;
    private final String function;
    private final Span call;
    private final TypeNames types;
    private final Sizes sizes;

    /// @param evaluator of the caller: what is converted is converted there
    /// @param call      where it is called, if it is
    Formals(Evaluator evaluator, Unit unit, String function, List<Declaration.Size> sizes, Span call) {
        this.evaluator = evaluator;
        this.function = function;
        this.call = call;
        this.types = new TypeNames(unit, evaluator.program().real());
        this.sizes = new Sizes(evaluator, unit, function, sizes, call);
    }

    static Fitted fit(Evaluator evaluator, Meaning.Named f, List<Operand> arguments, Span call) {
        var formals = new Formals(evaluator, f.unit(), f.fn().name(), f.fn().sizes(), call);
        var fitted = new ArrayList<Meaning>();
        for (int k = 0; k < arguments.size(); k++) {
            Declaration.Formal formal = f.fn().formals().get(k);
            Operand argument = arguments.get(k);
            fitted.add(formal.type().isEmpty()
                    ? argument.meaning()
                    : formals.fit(formal.type().get(), argument, formal.name()));
        }
        formals.sizes.solve();
        return new Fitted(fitted, formals.sizes.all("hint: it does not follow from the arguments; "
                + "make it an argument: " + "fn " + f.fn().name() + "(…, "));
    }

    private Meaning fit(TypeSyntax type, Operand argument, String name) {
        TypeSyntax resolved = types.resolve(type);
        return switch (resolved) {
            case TypeSyntax.Array array -> array(array, argument, name);
            case TypeSyntax.Tuple(_, _, List<TypeSyntax> types)
                    when argument.meaning() instanceof Meaning.Tuple(List<Meaning> items)
                    && items.size() == types.size() -> {
                var all = new ArrayList<Meaning>();
                for (int k = 0; k < types.size(); k++) {
                    all.add(fit(types.get(k), part(argument, items.get(k)), name + "[" + k + "]"));
                }
                yield new Meaning.Tuple(all);
            }
            case TypeSyntax.Record(_, _, List<String> fields, List<TypeSyntax> types)
                    when argument.meaning() instanceof Meaning.Record(List<String> given, List<Meaning> values)
                            && given.size() == fields.size() && given.containsAll(fields) -> {
                var all = new ArrayList<Meaning>();
                for (int k = 0; k < types.size(); k++) {
                    Meaning value = values.get(given.indexOf(fields.get(k)));
                    all.add(fit(types.get(k), part(argument, value), name + "." + fields.get(k)));
                }
                yield new Meaning.Record(fields, all);
            }
            case TypeSyntax.Tuple _, TypeSyntax.Record _ -> throw mismatch(resolved, argument, name);
        };
    }

    private static Operand part(Operand whole, Meaning part) {
        return new Operand(part, whole.text(), whole.origin());
    }

    private Rejection mismatch(TypeSyntax type, Operand argument, String name, String... notes) {
        var all = new ArrayList<String>();
        all.add(evaluator.note(argument));
        all.add("'" + name + "' is declared " + type.text() + " at " + type.span());
        all.addAll(List.of(notes));
        return new Rejection(call, "argument '" + name + "' of '" + function + "' is " + type.text() + ", not "
                + evaluator.type(argument.meaning()), all);
    }

    private Meaning array(TypeSyntax.Array type, Operand argument, String name) {
        ElementType element = element(type);
        List<Integer> shape = Elementwise.shape(argument.meaning());
        boolean value = Elementwise.isKnown(argument.meaning()) || argument.meaning() instanceof Meaning.Computed;
        if (!value || shape.size() != type.sizes().size() || !converts(argument.meaning(), element)) {
            String hint = !value || !shape.isEmpty() || element != ElementType.I64 ? ""
                    : "hint: int(…) truncates toward zero";
            throw hint.isEmpty() ? mismatch(type, argument, name) : mismatch(type, argument, name, hint);
        }
        sizes.unify(type, shape, mismatch(type, argument, name));
        boolean known = argument.meaning() instanceof Meaning.Whole && element == ElementType.I64
                || argument.meaning() instanceof Meaning.Truth;
        return known
                ? argument.meaning()
                : new Meaning.Computed(evaluator.elementwise().as(argument, element));
    }

    /// Integers become reals and reals wider ones; nothing else changes by itself.
    private boolean converts(Meaning meaning, ElementType to) {
        if (meaning instanceof Meaning.Number) {
            return to.isReal();
        }
        ElementType from = evaluator.elementwise().element(meaning);
        return from == to || from == ElementType.I64 && to.isReal() || from == ElementType.F32 && to == ElementType.F64;
    }

    private static Rejection at(Span span, Rejection r) {
        return new Rejection(span, r.getMessage(), r.notes());
    }

    // Types

    private ElementType element(TypeSyntax.Array type) {
        return types.element(type.name()).orElseThrow();
    }

    private Type type(TypeSyntax.Array array) {
        List<Integer> shape = array.sizes().stream().map(s -> (int) sizes.size(s)).toList();
        try {
            return new Type(element(array), shape);
        } catch (IllegalArgumentException e) {
            throw new Rejection(array.span(), e.getMessage());
        }
    }

    /// The type of a parameter of the program.
    static Type parameter(Evaluator evaluator, Unit unit, Declaration.Param param) {
        var formals = new Formals(evaluator, unit, param.name(), List.of(), Span.NONE);
        if (formals.types.resolve(param.type()) instanceof TypeSyntax.Array array) {
            Type type = formals.type(array);
            if (!type.isReal()) {
                throw new Rejection(param.type().span(), "a parameter is learnable, so it is real, not "
                        + param.type().text());
            }
            return type;
        }
        throw new Rejection(param.type().span(), "a parameter is a number or an array");
    }

    /// Checks a named type, if it has no sizes that are open.
    static void alias(Evaluator evaluator, Unit unit, Declaration.TypeAlias alias) {
        if (alias.sizes().isEmpty()) {
            new Formals(evaluator, unit, alias.name(), List.of(), Span.NONE).structure(alias.type());
        }
    }

    /// The structures of a function's arguments for given types; leaves only keep their types. An int that `sizes` has
    /// is known.
    ///
    /// @param given types by argument name; fields as `name.field`. What is not given follows from the declaration
    static Fitted entry(Evaluator evaluator, Meaning.Named f, Map<String, Type> given, Map<String, Long> sizes) {
        var formals = new Formals(evaluator, f.unit(), f.fn().name(), f.fn().sizes(), f.fn().span());
        formals.sizes.set(sizes);
        for (Declaration.Formal formal : f.fn().formals()) {
            formal.type().ifPresent(t -> formals.given(t, formal.name(), given));
        }
        formals.sizes.solve();
        List<Long> all = formals.sizes.all("hint: give the type of an argument that has it, or --size ");
        var arguments = new ArrayList<Meaning>();
        for (Declaration.Formal formal : f.fn().formals()) {
            arguments.add(sizes.containsKey(formal.name())
                    ? new Meaning.Whole(sizes.get(formal.name()))
                    : formal.type().isPresent()
                    ? formals.structure(formal.type().get())
                    : open(formal.name(), given, evaluator.program().real()));
        }
        return new Fitted(arguments, all);
    }

    /// The structure of an argument without a declared type: that of the types given. Parts that are numbered make a
    /// tuple, others a record with its fields in alphabetical order.
    private static Meaning open(String name, Map<String, Type> given, ElementType real) {
        List<String> parts = given.keySet().stream()
                .filter(n -> n.startsWith(name + "."))
                .map(n -> n.substring(name.length() + 1).split("\\.")[0])
                .distinct().sorted(Comparator.comparing(String::length).thenComparing(n -> n)).toList();
        if (parts.isEmpty()) {
            return computed(given.getOrDefault(name, Type.scalar(real)));
        }
        boolean numbered = IntStream.range(0, parts.size()).allMatch(k -> parts.get(k).equals(String.valueOf(k)));
        List<String> names = numbered ? parts : parts.stream().sorted().toList();
        List<Meaning> values = names.stream().map(n -> open(name + "." + n, given, real)).toList();
        return numbered ? new Meaning.Tuple(values) : new Meaning.Record(names, values);
    }

    private static Meaning computed(Type type) {
        return new Meaning.Computed(new Var(0, type));
    }

    private void given(TypeSyntax type, String name, Map<String, Type> given) {
        switch (types.resolve(type)) {
            case TypeSyntax.Array array -> {
                Type actual = given.get(name);
                if (actual == null && given.keySet().stream().anyMatch(n -> n.startsWith(name + "."))) {
                    var operand = new Operand(open(name, given, evaluator.program().real()), "the " + name + " given",
                            Span.NONE);
                    throw at(type.span(), mismatch(array, operand, name));
                }
                if (actual != null) {
                    var operand = new Operand(computed(actual), "the " + name + " given", Span.NONE);
                    Rejection mismatch = at(type.span(), mismatch(array, operand, name));
                    if (actual.rank() != array.sizes().size()) {
                        throw mismatch;
                    }
                    sizes.unify(array, actual.shape(), mismatch);
                }
            }
            case TypeSyntax.Tuple(_, _, var items) -> {
                for (int k = 0; k < items.size(); k++) {
                    given(items.get(k), name + "." + k, given);
                }
            }
            case TypeSyntax.Record(_, _, var names, var types) -> {
                for (int k = 0; k < names.size(); k++) {
                    given(types.get(k), name + "." + names.get(k), given);
                }
            }
        }
    }

    private Meaning structure(TypeSyntax type) {
        return switch (types.resolve(type)) {
            case TypeSyntax.Array array -> computed(type(array));
            case TypeSyntax.Tuple(_, _, var items) -> new Meaning.Tuple(items.stream().map(this::structure).toList());
            case TypeSyntax.Record(_, _, var names, var types) ->
                new Meaning.Record(names, types.stream().map(this::structure).toList());
        };
    }
}
