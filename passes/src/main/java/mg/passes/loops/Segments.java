package mg.passes.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.loops.Scalar;
import mg.loops.Statement;

/// The iterations of a loop, first those that run in blocks of several wide copies, then, of what is left, in blocks of
/// one copy, of half the lanes, of half of these, …, and the rest one by one.
///
/// ```
/// 91 iterations, 4 copies of 8 lanes: 2 blocks of 32 | 3 blocks of 8 | 1 of 2 | 1
/// ```
record Segments(Statement.Loop loop, Variability variability, Rows rows, Fresh fresh) {
    /// Rests of larger bodies run one by one, so that there are not too many copies of the text.
    private static final long HALVED = 150;

    List<Statement> run(int copies, int lanes) {
        var all = new ArrayList<Statement>();
        long done = segment(all, 0, copies, lanes);
        if (copies > 1) {
            done = segment(all, done, 1, lanes);
        }
        if (Parts.count(loop.body()) <= HALVED) {
            for (int fewer = lanes / 2; fewer >= 2; fewer /= 2) {
                done = segment(all, done, 1, fewer);
            }
        }
        segment(all, done, 1, 1);
        return all;
    }

    /// As many whole blocks as are left; the iterations that are done then.
    private long segment(List<Statement> all, long done, int copies, int lanes) {
        long size = (long) copies * lanes;
        long blocks = (loop.count() - done) / size;
        if (blocks > 0) {
            Optional<Scalar> index = blocks > 1 ? Optional.of(fresh.index()) : Optional.empty();
            var code = new LaneCode(loop, variability, rows, fresh, index, blocks, done, copies, lanes);
            all.addAll(code.before());
            List<Statement> block = code.block();
            if (index.isPresent()) {
                all.add(new Statement.Loop(index.get(), blocks, Optional.empty(), false, block));
            } else {
                all.addAll(block);
            }
            all.addAll(code.after());
        }
        return done + blocks * size;
    }
}
