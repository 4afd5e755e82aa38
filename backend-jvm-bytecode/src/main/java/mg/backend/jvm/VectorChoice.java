package mg.backend.jvm;

import java.util.List;
import mg.loops.Kernel;
import mg.loops.Statement;

/// Decides which loops use vectors: none where there are none; otherwise those that are short enough for one method with
/// all their copies, and have an `int` for an index.
final class VectorChoice {
    private final Sizes sizes;
    private final int longest;

    private VectorChoice(Sizes sizes, int longest) {
        this.sizes = sizes;
        this.longest = longest;
    }

    /// The kernel with no marks but those of loops that are to use vectors.
    ///
    /// @param longest the most bytes that such a loop may take; 0 if there are no vectors
    static Kernel of(Kernel kernel, Sizes sizes, int longest) {
        return kernel.with(new VectorChoice(sizes, longest).body(kernel.body()));
    }

    private List<Statement> body(List<Statement> body) {
        return body.stream().map(this::statement).toList();
    }

    private Statement statement(Statement statement) {
        return switch (statement) {
            case Statement.Loop loop when loop.vector() -> isChosen(loop) ? loop : loop.asScalar();
            case Statement.Loop loop -> loop.with(body(loop.body()));
            case Statement.If(var condition, List<Statement> then, List<Statement> otherwise) ->
                new Statement.If(condition, body(then), body(otherwise));
            case Statement.While(List<Statement> test, var condition, List<Statement> body) ->
                new Statement.While(body(test), condition, body(body));
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Store _, Statement.Fill _,
                    Statement.Copy _, Statement.Check _, Statement.NonZero _ -> statement;
        };
    }

    private boolean isChosen(Statement.Loop loop) {
        return loop.count() <= Integer.MAX_VALUE - 64 && sizes.vector(loop) <= longest;
    }
}
