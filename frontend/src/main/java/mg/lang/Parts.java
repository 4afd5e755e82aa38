package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Span;
import mg.ir.Var;

/// `f(x, axis = k)`: a function of one array, of each part of `x` along an axis or several, as reductions take them.
/// `mean(A, axis = 0)` is `[mean(A[:, j]) for j]`.
final class Parts {
    private Parts() {}

    /// Whether a call means that. What the compiler offers takes an axis by rules of its own or not at all, and so does
    /// what declares an argument of that name.
    static boolean takes(Meaning.Callable f, List<Operand> arguments) {
        boolean own = f instanceof Meaning.Native
                || f instanceof Meaning.Named named
                        && named.fn().formals().stream().anyMatch(formal -> formal.name().equals("axis"));
        return !own && arguments.size() == 1 && Calls.arity(f) == 1;
    }

    static Meaning apply(Evaluator evaluator, Meaning.Callable f, Operand array, Operand axis, Span span) {
        Builder builder = evaluator.builder();
        Var x = evaluator.elementwise().computed(array, span);
        List<Integer> shape = x.type().shape();
        var call = new NativeCall(evaluator, "axis", List.of(array), Map.of(), span);
        List<Integer> axes = Reductions.axes(call, axis, shape.size(), array);
        List<Integer> rest = IntStream.range(0, shape.size()).filter(k -> !axes.contains(k)).boxed().toList();

        builder.at(span);
        Var parts = moved(builder, x, joined(rest, axes));
        List<Integer> sizes = rest.stream().map(shape::get).toList();
        Meaning results = evaluator.comprehensions().each(sizes, List.of(), span, position -> {
            Var part = position.isEmpty() ? parts : builder.index(parts, position);
            var operand = new Operand(new Meaning.Computed(part),
                    array.text().isEmpty() ? "" : "a part of " + array.text(), array.origin());
            return evaluator.calls().apply(f, List.of(operand), Map.of(), span);
        });
        builder.at(span);
        List<Var> placed = Meaning.leaves(results).stream()
                .map(v -> moved(builder, v, places(rest, axes, v.type().rank())))
                .toList();
        return Meaning.with(results, placed);
    }

    /// Where the axes of a result come from, of which `rest` come first. Those after them stand where `axes` stood; if
    /// they are more or fewer than these, all of them where the first stood.
    private static List<Integer> places(List<Integer> rest, List<Integer> axes, int rank) {
        List<Integer> own = IntStream.range(rest.size(), rank).boxed().toList();
        var places = new ArrayList<>(IntStream.range(0, rest.size()).boxed().toList());
        for (int k = 0; k < own.size(); k++) {
            int place = own.size() == axes.size() ? axes.get(k) : axes.getFirst() + k;
            places.add(place, own.get(k));
        }
        return places;
    }

    private static Var moved(Builder builder, Var x, List<Integer> axes) {
        return axes.equals(axes.stream().sorted().toList()) ? x : builder.transpose(x, axes);
    }

    private static List<Integer> joined(List<Integer> first, List<Integer> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
