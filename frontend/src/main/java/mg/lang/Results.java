package mg.lang;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Names for the values in a structure.
final class Results {
    private Results() {}

    /// Names for the results of a function: `result` if there is one; those of a record; of a tuple the names that
    /// stand in it, otherwise `result0`, `result1`, …
    static List<String> names(Meaning result, Meaning.Callable function) {
        List<String> names = switch (result) {
            case Meaning.Tuple(List<Meaning> items) -> tuple(items, function);
            case Meaning.Record _ -> leafNames("", result);
            case Meaning.Computed _, Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Callable _,
                    Meaning.Broken _ ->
                leafNames("result", result);
        };
        return new HashSet<>(names).size() == names.size()
                ? names
                : java.util.stream.IntStream.range(0, names.size()).mapToObj(k -> "result" + k).toList();
    }

    private static List<String> tuple(List<Meaning> items, Meaning.Callable function) {
        List<String> written = function instanceof Meaning.Named(_, Declaration.Fn fn) ? written(fn.body()) : List.of();
        var names = new ArrayList<String>();
        for (int k = 0; k < items.size(); k++) {
            names.addAll(leafNames(written.size() == items.size() ? written.get(k) : "result" + k, items.get(k)));
        }
        return names;
    }

    /// The names in a tuple or a loop that is written as a function's value.
    private static List<String> written(Expression body) {
        return switch (body) {
            case Expression.Block(_, _, Expression result) -> written(result);
            case Expression.For loop -> loop.carries().stream().map(Expression.Carry::name).toList();
            case Expression.While loop -> loop.carries().stream().map(Expression.Carry::name).toList();
            case Expression.Tuple(_, List<Expression> items)
                    when items.stream().allMatch(i -> i instanceof Expression.Name) ->
                items.stream().map(i -> ((Expression.Name) i).text()).toList();
            default -> List.of();
        };
    }

    /// A name for each leaf of something called `name`: `name`, `name.field`, `name.0`.
    static List<String> leafNames(String name, Meaning meaning) {
        String prefix = name.isEmpty() ? "" : name + ".";
        return switch (meaning) {
            case Meaning.Computed _ -> List.of(name);
            case Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Named _, Meaning.Native _,
                    Meaning.Broken _ ->
                List.of();
            case Meaning.Tuple(List<Meaning> items) -> {
                var names = new ArrayList<String>();
                for (int k = 0; k < items.size(); k++) {
                    names.addAll(leafNames(prefix + k, items.get(k)));
                }
                yield names;
            }
            case Meaning.Record(List<String> fields, List<Meaning> values) -> {
                var names = new ArrayList<String>();
                for (int k = 0; k < fields.size(); k++) {
                    names.addAll(leafNames(prefix + fields.get(k), values.get(k)));
                }
                yield names;
            }
            case Meaning.Closure closure -> {
                var names = new ArrayList<String>();
                closure.captured().forEach((n, b) -> names.addAll(leafNames(prefix + n, b.meaning())));
                yield names;
            }
            case Meaning.Derived(_, Meaning.Callable of) -> leafNames(name, of);
        };
    }
}
