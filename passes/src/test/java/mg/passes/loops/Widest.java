package mg.passes.loops;

import java.util.List;
import java.util.stream.Stream;
import mg.ir.Options;
import mg.loops.Kernel;
import mg.loops.Statement;

/// Kernels in which every loop is wide that can be, whether that is faster or not.
public final class Widest {
    private Widest() {}

    /// The kernel with as many wide statements as are legal, ready to run.
    public static Kernel run(Kernel lowered, Options options) {
        Kernel wide = Lanes.run(DeadScalars.run(lowered), options, body -> -count(body));
        return PlaceBuffers.run(DeadScalars.run(Remainders.run(StagedRows.run(wide))));
    }

    /// How many wide definitions and stores there are.
    public static long count(List<Statement> body) {
        return all(body)
                .filter(s -> s instanceof Statement.Define(var target, _) && target.isWide()
                        || s instanceof Statement.Store(_, var value, _) && value.isWide())
                .count();
    }

    private static Stream<Statement> all(List<Statement> body) {
        return body.stream().flatMap(s -> Stream.concat(Stream.of(s), s.bodies().stream().flatMap(Widest::all)));
    }
}
