package mg.passes.loops;

import java.util.List;
import mg.ir.Options;
import mg.loops.Kernel;

/// The passes from loops to loops, in the order in which they run.
public final class LoopPasses {
    /// From what lowering gives to what a backend takes.
    public static final List<LoopPass> ALL = List.of(
            LoopPass.plain("dead-scalars", DeadScalars::run),
            LoopPass.plain("split-loops", SplitLoops::run),
            LoopPass.plain("single-assignments", SingleAssignments::run),
            LoopPass.plain("own-rows", OwnRows::run),
            LoopPass.plain("unroll-loops", UnrollLoops::run),
            LoopPass.plain("fold-scalars", FoldScalars::run),
            LoopPass.plain("single-choices", SingleAssignments::run),
            LoopPass.plain("fold-positions", FoldScalars::run),
            LoopPass.plain("small-arrays", SmallArrays::run),
            LoopPass.plain("fold-small-scalars", FoldScalars::run),
            LoopPass.plain("share-values", ShareValues::run),
            LoopPass.plain("dead-small-scalars", DeadScalars::run),
            new LoopPass("threads", Threads::run),
            new LoopPass("lanes", Lanes::run),
            LoopPass.plain("remainders", Remainders::run),
            LoopPass.plain("dead-wide-scalars", DeadScalars::run),
            new LoopPass("thread-buffers", (k, options) -> options.threads() == 1 ? k : ThreadBuffers.run(k)),
            LoopPass.plain("number-scalars", NumberScalars::run),
            LoopPass.plain("place-buffers", PlaceBuffers::run));

    private LoopPasses() {}

    /// The kernel after every pass.
    public static Kernel run(Kernel lowered, Options options) {
        Kernel result = lowered;
        for (LoopPass pass : ALL) {
            result = pass.run(result, options);
        }
        return result;
    }
}
