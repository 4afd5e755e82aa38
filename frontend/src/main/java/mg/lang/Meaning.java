package mg.lang;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import mg.ir.Var;

/// What an expression stands for while a function is being built: a value known now, a value computed at run time, or
/// a structure of these. Functions are always known now; what they capture may not be.
sealed interface Meaning {
    /// A known integer. It takes on whatever number type is needed.
    record Whole(long value) implements Meaning {}

    /// A known real. It takes on the real type of what it is combined with.
    record Number(double value) implements Meaning {}

    record Truth(boolean value) implements Meaning {}

    /// A scalar or an array computed at run time.
    record Computed(Var var) implements Meaning {}

    record Tuple(List<Meaning> items) implements Meaning {}

    record Record(List<String> names, List<Meaning> values) implements Meaning {}

    /// Something whose definition is wrong, which has been reported.
    record Broken() implements Meaning {}

    /// What can be called.
    sealed interface Callable extends Meaning {}

    /// A function declared in a file.
    record Named(Unit unit, Declaration.Fn fn) implements Callable {}

    /// A function of the compiler.
    record Native(String name) implements Callable {}

    /// A lambda with the values of its free names.
    record Closure(Unit unit, Expression.Lambda lambda, Map<String, Scope.Binding> captured) implements Callable {}

    /// A function made of another by differentiation.
    record Derived(Derivative kind, Callable of) implements Callable {}

    /// Which function [Derived] is.
    enum Derivative {
        GRAD,
        VALUE_AND_GRAD,
        JACOBIAN,
        SPARSE_JACOBIAN,
        HESSIAN
    }

    /// The values computed at run time in it, in order.
    static List<Var> leaves(Meaning meaning) {
        var leaves = new ArrayList<Var>();
        map(meaning, v -> {
            leaves.add(v);
            return v;
        });
        return leaves;
    }

    /// For each of the leaves whether a function captures it.
    static List<Boolean> captured(Meaning meaning) {
        return switch (meaning) {
            case Whole _, Number _, Truth _, Broken _ -> List.of();
            case Computed _ -> List.of(false);
            case Callable _ -> Collections.nCopies(leaves(meaning).size(), true);
            case Tuple(List<Meaning> items) -> items.stream().flatMap(m -> captured(m).stream()).toList();
            case Record(_, List<Meaning> values) -> values.stream().flatMap(m -> captured(m).stream()).toList();
        };
    }

    /// What can be differentiated by: the positions among the leaves of those that are real and no function captures.
    static List<Integer> real(List<? extends Meaning> meanings) {
        List<Var> leaves = leaves(meanings);
        List<Boolean> captured = captured(new Tuple(List.copyOf(meanings)));
        return IntStream.range(0, leaves.size())
                .filter(k -> leaves.get(k).type().isReal() && !captured.get(k))
                .boxed()
                .toList();
    }

    /// All the leaves of some, in order.
    static List<Var> leaves(List<? extends Meaning> meanings) {
        return leaves(new Tuple(List.copyOf(meanings)));
    }

    /// The number of parts of a structure, counted up to `most`.
    static int parts(Meaning meaning, int most) {
        List<Meaning> parts = switch (meaning) {
            case Tuple(List<Meaning> items) -> items;
            case Record(_, List<Meaning> values) -> values;
            case Whole _, Number _, Truth _, Computed _, Broken _, Callable _ -> List.of();
        };
        int count = 1;
        for (int k = 0; k < parts.size() && count < most; k++) {
            count += parts(parts.get(k), most - count);
        }
        return count;
    }

    /// The same structure with other leaves.
    static Meaning map(Meaning meaning, UnaryOperator<Var> change) {
        return switch (meaning) {
            case Whole _, Number _, Truth _, Broken _, Named _, Native _ -> meaning;
            case Computed(Var var) -> new Computed(change.apply(var));
            case Tuple(List<Meaning> items) -> new Tuple(items.stream().map(m -> map(m, change)).toList());
            case Record(List<String> names, List<Meaning> values) ->
                new Record(names, values.stream().map(m -> map(m, change)).toList());
            case Closure(Unit unit, Expression.Lambda lambda, Map<String, Scope.Binding> captured) -> {
                var changed = new TreeMap<String, Scope.Binding>();
                captured.forEach((name, b) -> changed.put(name,
                        new Scope.Binding(map(b.meaning(), change), b.origin())));
                yield new Closure(unit, lambda, changed);
            }
            case Derived(Derivative kind, Callable of) -> new Derived(kind, (Callable) map(of, change));
        };
    }

    /// The same structure with these leaves.
    static Meaning with(Meaning meaning, List<Var> leaves) {
        var next = leaves.iterator();
        return map(meaning, _ -> next.next());
    }

    /// The structure alone: leaves numbered 0, 1, …, which only keep their types.
    static Meaning template(Meaning meaning) {
        var next = new int[1];
        return map(meaning, v -> new Var(next[0]++, v.type()));
    }
}
