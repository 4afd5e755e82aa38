package mg.passes.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.ElementOp;
import mg.ir.Tensor;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The iterations of a loop whose end is known only when it runs, in blocks as those of [Segments]: as many of each
/// size as there turn out to be.
///
/// ```
/// for i in 0..91 until b {       let n = max b, 0
///   …                       -->  let d1 = div n, 32       for j in 0..2 until d1 { 4 copies of 8 lanes from 32*j }
/// }                              let d2 = n - 32*d1
///                                let d3 = div d2, 8       for j in 0..3 until d3 { 8 lanes from 32*d1 + 8*j }
///                                let d4 = d2 - 8*d3       for j in 0..7 until d4 { from 32*d1 + 8*d3 + j }
/// ```
final class BoundedSegments {
    private final Segments loop;
    private final Fresh fresh;
    private final List<Statement> out = new ArrayList<>();
    /// The iteration with which the next block begins.
    private Index first = Index.ZERO;
    /// How many iterations are left, and how many there are at most.
    private Scalar left;
    private long most;

    private BoundedSegments(Segments loop) {
        this.loop = loop;
        this.fresh = loop.fresh();
        this.most = loop.loop().count();
        // A bound may be negative.
        this.left = define(new Value.Apply(ElementOp.MAX, List.of(loop.loop().bound().orElseThrow(), literal(0))));
    }

    /// @param halved whether what is left over is done by half the lanes, by half of these, …, instead of one by one
    static List<Statement> run(Segments loop, int copies, int lanes, boolean halved) {
        var all = new BoundedSegments(loop);
        all.segment(copies, lanes);
        if (copies > 1) {
            all.segment(1, lanes);
        }
        for (int fewer = lanes / 2; halved && fewer >= 2; fewer /= 2) {
            all.segment(1, fewer);
        }
        all.segment(1, 1);
        return all.out;
    }

    /// As many whole blocks as are left.
    private void segment(int copies, int lanes) {
        long size = (long) copies * lanes;
        long blocks = most / size;
        if (blocks == 0) {
            return;
        }
        Scalar number = size == 1 ? left : define(new Value.Apply(ElementOp.DIV, List.of(left, literal(size))));
        Scalar index = fresh.index();
        var code = new LaneCode(loop.loop(), loop.variability(), loop.rows(), fresh, Optional.of(index), blocks, first,
                copies, lanes);
        out.addAll(code.before());
        List<Statement> block = code.block();
        out.add(new Statement.Loop(index, blocks, Optional.of(number), false, block));
        out.addAll(code.after());
        if (size > 1) {
            first = Index.ZERO.plus(define(new Value.Affine(first.plus(number, size))), 1);
            left = define(new Value.Affine(Index.of(left).plus(number, -size)));
            most = Math.min(most, size - 1);
        }
    }

    private Scalar literal(long value) {
        return define(new Value.Literal(Tensor.of(value)));
    }

    private Scalar define(Value value) {
        Scalar target = fresh.index();
        out.add(new Statement.Define(target, value));
        return target;
    }
}
