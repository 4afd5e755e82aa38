package mg.passes.loops;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import mg.ir.Options;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Statement;

/// A named step from loops to loops.
///
/// @param ofLoops whether it has nothing to do for a kernel that is straight
public record LoopPass(String name, BiFunction<Kernel, Options, Kernel> step, boolean ofLoops) {
    /// A pass that does the same whatever the options are.
    static LoopPass plain(String name, UnaryOperator<Kernel> step) {
        return new LoopPass(name, (kernel, _) -> step.apply(kernel), false);
    }

    /// A pass that has nothing to do for a kernel that is straight.
    static LoopPass ofLoops(String name, UnaryOperator<Kernel> step) {
        return ofLoops(name, (kernel, _) -> step.apply(kernel));
    }

    /// A pass that has nothing to do for a kernel that is straight.
    static LoopPass ofLoops(String name, BiFunction<Kernel, Options, Kernel> step) {
        return new LoopPass(name, step, true);
    }

    /// Whether a kernel has neither loops nor branches, checks nor buffers of its own. What its list computes once, it
    /// does.
    static boolean isStraight(Kernel kernel) {
        for (Buffer buffer : kernel.locals()) {
            if (buffer.place() instanceof Buffer.Place.Arena) {
                return false;
            }
        }
        for (Statement statement : kernel.body()) {
            if (!isStraight(statement)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStraight(Statement statement) {
        return !(statement instanceof Statement.Check) && statement.bodies().isEmpty();
    }

    /// The kernel after the pass.
    public Kernel run(Kernel kernel, Options options) {
        return ofLoops && isStraight(kernel) ? kernel : step.apply(kernel, options);
    }
}
