package mg.passes.loops;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import mg.ir.Options;
import mg.loops.Kernel;

/// A named step from loops to loops.
public record LoopPass(String name, BiFunction<Kernel, Options, Kernel> step) {
    /// A pass that does the same whatever the options are.
    static LoopPass plain(String name, UnaryOperator<Kernel> step) {
        return new LoopPass(name, (kernel, _) -> step.apply(kernel));
    }

    /// The kernel after the pass.
    public Kernel run(Kernel kernel, Options options) {
        return step.apply(kernel, options);
    }
}
