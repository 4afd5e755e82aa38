package mg.passes;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Builder;
import mg.ir.Kind;
import mg.ir.Var;

/// Nests of independent loops over all positions of a shape.
public final class Nest {
    /// What is computed at one position.
    public interface Body {
        Var at(List<Var> position);
    }

    private Nest() {}

    /// The array of this shape (and the shape of what `body` gives) with `body`'s value at every position.
    public static Var collect(Builder b, List<Integer> shape, Body body) {
        return loops(b, Kind.COLLECT, shape, List.of(), body);
    }

    /// The combination of `body`'s values over every position of a shape.
    public static Var reduce(Builder b, Kind kind, List<Integer> shape, Body body) {
        return loops(b, kind, shape, List.of(), body);
    }

    private static Var loops(Builder b, Kind kind, List<Integer> shape, List<Var> position, Body body) {
        if (position.size() == shape.size()) {
            return body.at(position);
        }
        return b.forLoop(shape.get(position.size()), kind, i -> {
            var next = new ArrayList<>(position);
            next.add(i);
            return loops(b, kind, shape, next, body);
        });
    }
}
