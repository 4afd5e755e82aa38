package mg.passes.raise;

import mg.ir.Instruction;
import mg.ir.Var;

/// How much would be carried from iteration to iteration, for each step of a run that these could begin with.
///
/// @param run    the run
/// @param rest   how many steps after the run repeat too
/// @param widths for each step of the body, how many elements of what is made before are read at it or after it
record Cuts(Run run, int rest, long[] widths) {
    static Cuts of(Skeleton list, Run run) {
        int period = run.period();
        int last = run.end() - period;
        // How far from each step of the body its values are read.
        var reach = new int[period];
        for (int step = last; step < run.end(); step++) {
            for (Var read : list.reads(step)) {
                reach(list, run, step, read, reach);
            }
        }
        // Where what is made in one period begins and ceases to be needed, in this period and the next.
        var changes = new long[2 * period];
        for (int step = 0; step < period; step++) {
            long size = size(list.steps().get(last + step));
            int rest = reach[step] % period;
            changes[0] += reach[step] / period * size;
            changes[period] -= reach[step] / period * size;
            changes[step + 1] += rest > 0 ? size : 0;
            changes[step + rest + 1] -= rest > 0 ? size : 0;
        }
        var widths = new long[period];
        long needed = 0;
        for (int step = 0; step < 2 * period; step++) {
            needed += changes[step];
            widths[step % period] += needed;
        }
        return new Cuts(run, run.rest(list.shapes()), widths);
    }

    private static long size(Instruction step) {
        return step.results().stream().mapToLong(v -> v.type().size()).sum();
    }

    private static void reach(Skeleton list, Run run, int step, Var read, int[] reach) {
        Skeleton.Made made = list.made(read);
        if (made != null && made.step() >= run.from()) {
            int maker = (made.step() - run.from()) % run.period();
            reach[maker] = Math.max(reach[maker], step - made.step());
        }
        Instruction name = made == null ? list.name(read) : null;
        if (name != null) {
            name.operands().forEach(operand -> reach(list, run, step, operand, reach));
        }
    }

    /// The step of the body at which iterations should begin: an iteration less is better than a value more.
    int narrowest() {
        int best = 0;
        for (int at = 1; at < widths.length; at++) {
            boolean possible = at <= rest || run.count() > Run.FEWEST;
            if (possible && widths[at] < widths[best]) {
                best = at;
            }
        }
        return best;
    }
}
