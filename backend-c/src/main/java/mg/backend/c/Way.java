package mg.backend.c;

import mg.loops.Kernel;
import mg.loops.Statement;
import mg.passes.loops.Cost;

/// How a function is called, by how long a call may take.
///
/// In a limited call each iteration of a `while` takes what [Cost] says of it off what the function may do; when that
/// is used up the function returns [#USED_UP], and is called again, on copies and as good as without limit. That is
/// right because it leaves its arguments as they are, and writes all of its results.
enum Way {
    /// On the caller's arrays themselves.
    DIRECT,
    /// As long as it does little on the caller's arrays, and otherwise again on copies: [Repetition].
    LIMITED,
    /// On copies outside the heap.
    PACKED;

    /// The longest run of a call, in half cycles, that may keep the collector waiting: about ten milliseconds.
    static final long LONG = 70_000_000;
    /// The status of a function that did all it may do, and is not done.
    static final int USED_UP = -1;

    /// A method handle takes 255 slots; the segment of an array counts for three.
    private static final int MOST_PARAMETERS = 80;
    private static final Cost COST = new Cost(Processor.vectorBytes(), false);

    /// How a kernel is called. Threads do not share a limit: it would be one for each time that they are started.
    static Way of(Kernel kernel) {
        Work work = Work.of(kernel);
        if (work.inThreads() || kernel.inputs().size() + kernel.outputs().size() > MOST_PARAMETERS
                || COST.of(kernel) > LONG) {
            return PACKED;
        }
        return work.endless() ? LIMITED : DIRECT;
    }

    /// What an iteration takes off.
    static long cost(Statement.While loop) {
        return Math.max(1, Math.round(COST.iteration(loop)));
    }
}
