package mg.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mg.ir.Span;

/// The size parameters of a function, found from the shapes of its arguments.
final class Sizes {
    /// A size that is computed from others and what it has to be.
    private record Pending(Expression size, int actual, String what, Rejection mismatch) {}

    private final Evaluator evaluator;
    private final Unit unit;
    private final String function;
    private final List<String> names;
    private final Span call;
    private final Map<String, Long> sizes = new LinkedHashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private boolean isCalled = true;

    /// @param call where the function is called, if it is
    Sizes(Evaluator evaluator, Unit unit, String function, List<Declaration.Size> sizes, Span call) {
        this.evaluator = evaluator;
        this.unit = unit;
        this.function = function;
        this.names = sizes.stream().map(Declaration.Size::name).toList();
        this.call = call;
    }

    /// Sets those sizes that are given from outside: no function calls this one.
    void set(Map<String, Long> given) {
        isCalled = false;
        names.stream().filter(given::containsKey).forEach(name -> sizes.put(name, given.get(name)));
    }

    /// The sizes in order of declaration.
    List<Long> all(String hint) {
        for (String name : names) {
            if (!sizes.containsKey(name)) {
                throw new Rejection(call, "size '" + name + "' of '" + function + "' is not known",
                        hint + name + (hint.endsWith("(…, ") ? ": int)" : "=…"));
            }
        }
        return names.stream().map(sizes::get).toList();
    }

    /// Notes what sizes have to be for a type to have this shape.
    void unify(TypeSyntax.Array type, List<Integer> shape, Rejection mismatch) {
        for (int k = 0; k < shape.size(); k++) {
            Expression size = type.sizes().get(k);
            int actual = shape.get(k);
            if (size instanceof Expression.Name(_, String name) && names.contains(name)) {
                Long before = sizes.putIfAbsent(name, (long) actual);
                if (before != null && before != actual) {
                    throw with(mismatch, "size " + name + " is " + before + " by what is before, and " + actual
                            + " here");
                }
            } else {
                pending.add(new Pending(size, actual, "axis " + k + " is " + actual, mismatch));
            }
        }
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
                    check(p);
                    open.remove(k);
                    progress = true;
                }
            }
        }
    }

    private void check(Pending p) {
        long size = size(p.size());
        if (size != p.actual()) {
            throw with(p.mismatch(), p.what() + ", it has to be " + size);
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
    long size(Expression size) {
        return switch (evaluator.eval(size, scope())) {
            case Meaning.Whole(long value) when value >= 0 && value <= Integer.MAX_VALUE -> value;
            case Meaning.Whole(long value) ->
                throw new Rejection(size.span(), "a size is between 0 and " + Integer.MAX_VALUE + ", not " + value);
            case Meaning.Number(double value) ->
                throw new Rejection(size.span(), "a size is an int, and this is " + value, sizeNotes());
            case Meaning other ->
                throw Rejection.notKnown(size.span(), "a size is an int known at compile time, not "
                        + evaluator.open(other));
        };
    }

    private List<String> sizeNotes() {
        var notes = new ArrayList<String>();
        if (!sizes.isEmpty()) {
            notes.add("with " + sizes.entrySet().stream()
                    .map(e -> e.getKey() + " = " + e.getValue())
                    .collect(Collectors.joining(", ")));
        }
        if (call.isKnown() && isCalled) {
            notes.add("in '" + function + "', called at " + call);
        }
        return notes;
    }
}
