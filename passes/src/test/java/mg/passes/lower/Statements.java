package mg.passes.lower;

import java.util.List;
import java.util.stream.Stream;
import mg.loops.Kernel;
import mg.loops.Statement;

/// The statements of kernels, nested ones included.
final class Statements {
    private Statements() {}

    static long count(Kernel kernel, Class<? extends Statement> kind) {
        return all(kernel.body()).filter(kind::isInstance).count();
    }

    static long count(Kernel kernel) {
        return all(kernel.body()).count();
    }

    static Stream<Statement> all(List<Statement> body) {
        return body.stream().flatMap(s -> Stream.concat(Stream.of(s), switch (s) {
            case Statement.Loop loop -> all(loop.body());
            case Statement.If branch -> Stream.concat(all(branch.then()), all(branch.otherwise()));
            case Statement.While loop -> Stream.concat(all(loop.test()), all(loop.body()));
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Store _, Statement.Fill _,
                    Statement.Copy _, Statement.Check _, Statement.NonZero _ -> Stream.of();
        }));
    }
}
