package mg.passes.loops;

import java.util.List;
import mg.ir.Options;
import mg.loops.Kernel;

/// The passes from loops to loops, in the order in which they run.
public final class LoopPasses {
    private static final LoopPass DEAD = LoopPass.plain("dead-scalars", DeadScalars::run);
    private static final LoopPass DEAD_SMALL = LoopPass.plain("dead-small-scalars", DeadScalars::run);
    private static final LoopPass DEAD_WIDE = LoopPass.plain("dead-wide-scalars", DeadScalars::run);

    /// From what lowering gives to what a backend takes.
    public static final List<LoopPass> ALL = List.of(
            DEAD,
            LoopPass.ofLoops("split-loops", SplitLoops::run),
            LoopPass.ofLoops("single-assignments", SingleAssignments::run),
            LoopPass.ofLoops("own-rows", OwnRows::run),
            LoopPass.ofLoops("unroll-loops", UnrollLoops::run),
            LoopPass.ofLoops("fold-scalars", FoldScalars::run),
            LoopPass.ofLoops("single-choices", SingleAssignments::run),
            LoopPass.ofLoops("fold-positions", FoldScalars::run),
            LoopPass.ofLoops("row-sums", RowSums::run),
            LoopPass.ofLoops("small-arrays", SmallArrays::run),
            LoopPass.ofLoops("fold-small-scalars", FoldScalars::run),
            LoopPass.ofLoops("zero-additions", ZeroAdditions::run),
            LoopPass.ofLoops("share-values", ShareValues::run),
            DEAD_SMALL,
            LoopPass.ofLoops("threads", Threads::run),
            LoopPass.ofLoops("lanes", Lanes::run),
            LoopPass.ofLoops("staged-rows", (k, options) -> options.streams() ? StagedRows.run(k) : k),
            LoopPass.ofLoops("remainders", Remainders::run),
            LoopPass.ofLoops("zero-terms", ZeroTerms::run),
            DEAD_WIDE,
            LoopPass.ofLoops("row-blocks", (k, options) -> options.streams() ? RowBlocks.run(k) : k),
            LoopPass.ofLoops("thread-buffers", (k, options) -> options.threads() == 1 ? k : ThreadBuffers.run(k)),
            LoopPass.plain("number-scalars", NumberScalars::run),
            LoopPass.ofLoops("place-buffers", PlaceBuffers::run));

    private LoopPasses() {}

    /// The kernel after every pass.
    public static Kernel run(Kernel lowered, Options options) {
        Kernel result = lowered;
        // What dead scalars were dropped from has none; what was straight still is.
        Kernel live = null;
        Kernel straight = null;
        for (LoopPass pass : ALL) {
            boolean drops = pass == DEAD || pass == DEAD_SMALL || pass == DEAD_WIDE;
            if (pass.ofLoops() && result != straight && LoopPass.isStraight(result)) {
                straight = result;
            }
            if (drops && result == live || pass.ofLoops() && result == straight) {
                continue;
            }
            result = pass.run(result, options);
            live = drops ? result : live;
        }
        return result;
    }
}
