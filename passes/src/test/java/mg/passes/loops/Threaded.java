package mg.passes.loops;

import mg.ir.Options;
import mg.loops.Kernel;

/// Kernels in which every loop runs on several threads that may, whether that is faster or not.
public final class Threaded {
    private Threaded() {}

    /// The kernel after every pass from loops to loops.
    public static Kernel run(Kernel lowered, Options options, int threads) {
        Options several = options.onThreads(threads);
        Kernel result = lowered;
        for (LoopPass pass : LoopPasses.ALL) {
            result = pass.name().equals("threads") ? Threads.run(result, several, 0) : pass.run(result, several);
        }
        return result;
    }
}
