package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.Tensor;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Copies of a loop's body for some of its iterations, each with scalars of its own.
record Iterations(Statement.Loop loop, Fresh fresh) {
    /// One iteration, written out.
    List<Statement> at(long i) {
        Scalar index = fresh.index();
        return body(index, Index.ZERO.plus(i), new Value.Literal(Tensor.of(i)));
    }

    /// The iterations `from..to` as a loop over `0..to - from`; a single one written out.
    List<Statement> range(long from, long to) {
        if (to - from == 1) {
            return at(from);
        }
        Scalar counter = fresh.index();
        Index index = Index.ZERO.plus(from).plus(counter, 1);
        List<Statement> body = body(fresh.index(), index, new Value.Affine(index));
        return List.of(new Statement.Loop(counter, to - from, Optional.empty(), loop.down(), body));
    }

    /// The body where the index is `form`, which `scalar` is defined as if it is read other than in positions.
    private List<Statement> body(Scalar scalar, Index form, Value value) {
        Map<Scalar, Scalar> own = new HashMap<>();
        own.put(loop.index(), scalar);
        rename(loop.body(), own);
        var renaming = new Renaming(s -> own.getOrDefault(s, s), at -> substituted(at, form));
        List<Statement> body = renaming.body(loop.body());
        if (!reads(body, scalar)) {
            return body;
        }
        var all = new ArrayList<Statement>();
        all.add(new Statement.Define(scalar, value));
        all.addAll(body);
        return all;
    }

    private void rename(List<Statement> body, Map<Scalar, Scalar> own) {
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Define(Scalar target, _) -> own.put(target, fresh.like(target, target.lanes()));
                case Statement.Loop inner -> own.put(inner.index(), fresh.index());
                case Statement.Assign _, Statement.Accumulate _, Statement.Store _, Statement.Fill _, Statement.Copy _,
                        Statement.If _, Statement.While _, Statement.Check _, Statement.NonZero _ -> {}
            }
            statement.bodies().forEach(b -> rename(b, own));
        }
    }

    private static boolean reads(List<Statement> body, Scalar scalar) {
        var found = new boolean[1];
        for (Statement statement : body) {
            Parts.reads(statement, s -> found[0] |= s.equals(scalar));
            found[0] |= statement.bodies().stream().anyMatch(b -> reads(b, scalar));
        }
        return found[0];
    }

    /// The position where the index is `form`.
    private Index substituted(Index position, Index form) {
        return position.substituted(s -> s.equals(loop.index()) ? form : Index.of(s));
    }
}
