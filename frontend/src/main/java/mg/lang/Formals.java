package mg.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mg.ir.ElementType;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// Fits arguments to the declared types of a function, and finds its sizes from them.
final class Formals {
    /// Arguments brought to the declared types, and the sizes in order of declaration.
    record Fitted(List<Meaning> arguments, List<Long> sizes) {}

    /// A size that is computed from others and what it has to be.
    private record Pending(Expression size, int actual, String what) {}

    private final Evaluator evaluator;
    private final Unit unit;
    private final String function;
    private final List<String> names;
    private final Span call;
    private final Map<String, Long> sizes = new LinkedHashMap<>();
    private final List<Pending> pending = new ArrayList<>();

    /// @param evaluator of the caller: what is converted is converted there
    /// @param call  where it is called, if it is
    Formals(Evaluator evaluator, Unit unit, String function, List<Declaration.Size> sizes, Span call) {
        this.evaluator = evaluator;
        this.unit = unit;
        this.function = function;
        this.names = sizes.stream().map(Declaration.Size::name).toList();
        this.call = call;
    }

    /// Sets a size that the caller gives.
    void set(String size, long value) {
        sizes.put(size, value);
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
        formals.solve();
        return new Fitted(fitted, formals.sizes("hint: it does not follow from the arguments; "
                + "make it an argument: " + "fn " + f.fn().name() + "(…, "));
    }

    /// The sizes in order of declaration.
    List<Long> sizes(String hint) {
        for (String name : names) {
            if (!sizes.containsKey(name)) {
                throw new Rejection(call, "size '" + name + "' of '" + function + "' is not known",
                        hint + name + (hint.endsWith("(…, ") ? ": int)" : "=…"));
            }
        }
        return names.stream().map(sizes::get).toList();
    }

    private Meaning fit(TypeSyntax type, Operand argument, String name) {
        TypeSyntax resolved = resolve(type);
        return switch (resolved) {
            case TypeSyntax.Array array -> array(array, argument, name);
            case TypeSyntax.Tuple(_, _, List<TypeSyntax> types)
                    when argument.meaning() instanceof Meaning.Tuple(List<Meaning> items) && items.size() == types.size() -> {
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
        all.add(evaluator.shown().note(argument));
        all.add("'" + name + "' is declared " + type.text() + " at " + type.span());
        all.addAll(List.of(notes));
        return new Rejection(call, "argument '" + name + "' of '" + function + "' is " + type.text() + ", not "
                + evaluator.shown().meaning(argument.meaning()), all);
    }

    private Meaning array(TypeSyntax.Array type, Operand argument, String name) {
        ElementType element = element(type);
        List<Integer> shape = Elementwise.shape(argument.meaning());
        boolean value = Elementwise.isKnown(argument.meaning()) || argument.meaning() instanceof Meaning.Computed;
        if (!value || shape.size() != type.sizes().size() || !converts(argument.meaning(), element)) {
            String hint = !value || !shape.isEmpty() || element != ElementType.I64 ? "" : "hint: int(…) truncates toward zero";
            throw hint.isEmpty() ? mismatch(type, argument, name) : mismatch(type, argument, name, hint);
        }
        unify(type, shape, mismatch(type, argument, name));
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

    // Sizes

    /// Notes what sizes have to be for a type to have this shape.
    private void unify(TypeSyntax.Array type, List<Integer> shape, Rejection mismatch) {
        for (int k = 0; k < shape.size(); k++) {
            Expression size = type.sizes().get(k);
            int actual = shape.get(k);
            if (size instanceof Expression.Name(_, String name) && names.contains(name)) {
                Long before = sizes.putIfAbsent(name, (long) actual);
                if (before != null && before != actual) {
                    throw with(mismatch, "size " + name + " is " + before + " by what is before, and " + actual + " here");
                }
            } else {
                pending.add(new Pending(size, actual, "axis " + k + " is " + actual));
                rejections.add(mismatch);
            }
        }
    }

    private final List<Rejection> rejections = new ArrayList<>();

    private static Rejection at(Span span, Rejection r) {
        return new Rejection(span, r.getMessage(), r.notes());
    }

    private static Rejection with(Rejection r, String note) {
        var notes = new ArrayList<>(r.notes());
        notes.add(note);
        return new Rejection(r.span(), r.getMessage(), notes);
    }

    /// Checks sizes that are computed, and finds from them what is still open.
    void solve() {
        boolean progress = true;
        var open = new ArrayList<>(pending);
        var why = new ArrayList<>(rejections);
        while (progress) {
            progress = false;
            for (int k = open.size() - 1; k >= 0; k--) {
                Pending p = open.get(k);
                List<String> unknown = Scoping.free(p.size()).stream()
                        .filter(n -> names.contains(n) && !sizes.containsKey(n))
                        .toList();
                if (unknown.size() == 1) {
                    search(unknown.getFirst(), p);
                }
                if (unknown.size() <= 1) {
                    check(p, why.get(k));
                    open.remove(k);
                    why.remove(k);
                    progress = true;
                }
            }
        }
    }

    private void check(Pending p, Rejection mismatch) {
        long size = size(p.size());
        if (size != p.actual()) {
            throw with(mismatch, p.what() + ", it has to be " + size);
        }
    }

    /// Finds the one unknown of a size that grows with it.
    private void search(String name, Pending p) {
        long low = 0;
        long high = Integer.MAX_VALUE;
        while (low < high) {
            long middle = (low + high) / 2;
            sizes.put(name, middle);
            if (value(p.size()) >= p.actual()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        sizes.put(name, low);
    }

    private double value(Expression size) {
        Meaning meaning = evaluator.eval(size, scope());
        return Elementwise.value(meaning);
    }

    private Scope scope() {
        Scope scope = Scope.of(unit);
        sizes.forEach((n, v) -> scope.define(n, new Meaning.Whole(v), Span.NONE));
        return scope;
    }

    /// The value of a size in a type.
    private long size(Expression size) {
        return switch (evaluator.eval(size, scope())) {
            case Meaning.Whole(long value) when value >= 0 && value <= Integer.MAX_VALUE -> value;
            case Meaning.Whole(long value) ->
                throw new Rejection(size.span(), "a size is between 0 and " + Integer.MAX_VALUE + ", not " + value);
            case Meaning.Number(double value) ->
                throw new Rejection(size.span(), "a size is an int, and this is " + value, sizeNotes());
            case Meaning other ->
                throw Rejection.notKnown(size.span(), "a size is an int known at compile time, not "
                        + evaluator.shown().meaning(other));
        };
    }

    private List<String> sizeNotes() {
        var notes = new ArrayList<String>();
        if (!sizes.isEmpty()) {
            notes.add("with " + sizes.entrySet().stream()
                    .map(e -> e.getKey() + " = " + e.getValue())
                    .collect(Collectors.joining(", ")));
        }
        if (call.isKnown()) {
            notes.add("in '" + function + "', called at " + call);
        }
        return notes;
    }

    // Types

    /// Looks through the names of types.
    private TypeSyntax resolve(TypeSyntax type) {
        TypeSyntax result = type;
        for (int k = 0; k < 100; k++) {
            if (!(result instanceof TypeSyntax.Array array) || builtin(array.name()).isPresent()) {
                return result;
            }
            Optional<Unit.Found> found = unit.find(array.name());
            if (found.isEmpty() || !(found.get().declaration() instanceof Declaration.TypeAlias alias)) {
                if (found.isPresent() && found.get().declaration() instanceof Declaration.Unreadable) {
                    throw Rejection.already();
                }
                throw new Rejection(array.span(), "unknown type '" + array.name() + "'"
                        + Suggestion.among(typeNames(), array.name()));
            }
            if (!array.sizes().isEmpty()) {
                throw new Rejection(array.span(), "'" + array.name() + "' takes no sizes");
            }
            result = alias.type();
        }
        throw new Rejection(type.span(), "type '" + type.text() + "' is defined by itself");
    }

    private List<String> typeNames() {
        var all = new ArrayList<>(List.of("real", "f64", "f32", "int", "bool"));
        unit.names().stream()
                .filter(n -> unit.find(n).get().declaration() instanceof Declaration.TypeAlias)
                .forEach(all::add);
        return all;
    }

    private Optional<ElementType> builtin(String name) {
        return Optional.ofNullable(switch (name) {
            case "real" -> evaluator.program().real();
            case "f64" -> ElementType.F64;
            case "f32" -> ElementType.F32;
            case "int" -> ElementType.I64;
            case "bool" -> ElementType.BOOL;
            default -> null;
        });
    }

    private ElementType element(TypeSyntax.Array type) {
        return builtin(type.name()).orElseThrow();
    }

    private Type type(TypeSyntax.Array array) {
        return new Type(element(array), array.sizes().stream().map(s -> (int) size(s)).toList());
    }

    /// The type of a parameter of the program.
    static Type parameter(Evaluator evaluator, Unit unit, Declaration.Param param) {
        var formals = new Formals(evaluator, unit, param.name(), List.of(), Span.NONE);
        if (formals.resolve(param.type()) instanceof TypeSyntax.Array array) {
            Type type = formals.type(array);
            if (!type.isReal()) {
                throw new Rejection(param.type().span(), "a parameter is learnable, so it is real, not " + param.type().text());
            }
            return type;
        }
        throw new Rejection(param.type().span(), "a parameter is a number or an array");
    }

    /// Checks a named type.
    static void alias(Evaluator evaluator, Unit unit, Declaration.TypeAlias alias) {
        new Formals(evaluator, unit, alias.name(), List.of(), Span.NONE).structure(alias.type());
    }

    /// The structures of a function's arguments for given types; leaves only keep their types. An int that `sizes` has
    /// is known.
    ///
    /// @param given types by argument name; fields as `name.field`. What is not given follows from the declaration
    static Fitted entry(Evaluator evaluator, Meaning.Named f, Map<String, Type> given, Map<String, Long> sizes) {
        var formals = new Formals(evaluator, f.unit(), f.fn().name(), f.fn().sizes(), f.fn().span());
        formals.names.stream().filter(sizes::containsKey).forEach(name -> formals.set(name, sizes.get(name)));
        for (Declaration.Formal formal : f.fn().formals()) {
            formal.type().ifPresent(t -> formals.given(t, formal.name(), given));
        }
        formals.solve();
        List<Long> all = formals.sizes("hint: give the type of an argument that has it, or --size ");
        var arguments = new ArrayList<Meaning>();
        for (Declaration.Formal formal : f.fn().formals()) {
            arguments.add(sizes.containsKey(formal.name())
                    ? new Meaning.Whole(sizes.get(formal.name()))
                    : formal.type().isPresent()
                    ? formals.structure(formal.type().get())
                    : computed(given.getOrDefault(formal.name(), Type.scalar(evaluator.program().real()))));
        }
        return new Fitted(arguments, all);
    }

    private static Meaning computed(Type type) {
        return new Meaning.Computed(new Var(0, type));
    }

    private void given(TypeSyntax type, String name, Map<String, Type> given) {
        switch (resolve(type)) {
            case TypeSyntax.Array array -> {
                Type actual = given.get(name);
                if (actual != null) {
                    var operand = new Operand(computed(actual), "the " + name + " given", Span.NONE);
                    Rejection mismatch = at(type.span(), mismatch(array, operand, name));
                    if (actual.rank() != array.sizes().size()) {
                        throw mismatch;
                    }
                    unify(array, actual.shape(), mismatch);
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
        return switch (resolve(type)) {
            case TypeSyntax.Array array -> computed(type(array));
            case TypeSyntax.Tuple(_, _, var items) -> new Meaning.Tuple(items.stream().map(this::structure).toList());
            case TypeSyntax.Record(_, _, var names, var types) ->
                new Meaning.Record(names, types.stream().map(this::structure).toList());
        };
    }
}
