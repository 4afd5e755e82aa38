package mg.passes.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.ElementOp;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The iterations of a loop, first those that run in blocks of several wide copies, then, of what is left, in blocks of
/// one copy, of half the lanes, of half of these, …, down to two, or four where something is compared, and the rest one
/// by one.
///
/// ```
/// 91 iterations, 4 copies of 8 lanes: 2 blocks of 32 | 3 blocks of 8 | 1 of 2 | 1
/// ```
///
/// Where iterations may run twice, the rest may also be one block of all lanes, whose first iterations have run
/// already.
record Segments(Statement.Loop loop, Variability variability, Rows rows, Fresh fresh) {
    /// Rests of larger bodies run one by one, so that there are not too many copies of the text.
    private static final long HALVED = 150;
    /// HotSpot has no truth values of two lanes: it would compare two lanes by objects.
    private static final int FEWEST_COMPARED = 4;

    /// Whether iterations may run twice, since what they set is never read or added to by any of them; and take so long
    /// that it does not matter that loads which follow wait for stores that overlap.
    private boolean mayRepeat() {
        return (Parts.count(loop.body()) > HALVED || callsFunctions(loop.body()))
                && variability.totals().isEmpty()
                && Access.of(loop, variability).values().stream().allMatch(all ->
                        all.stream().allMatch(a -> a.use() == Access.Use.LOAD)
                                || all.stream().allMatch(a -> a.use() == Access.Use.SET));
    }

    private static boolean callsFunctions(List<Statement> body) {
        return body.stream().anyMatch(s ->
                s instanceof Statement.Define(_, Value.Apply(ElementOp op, _)) && Cost.isFunction(op)
                        || s.bodies().stream().anyMatch(Segments::callsFunctions));
    }

    /// Whether anything that varies is compared.
    private boolean compares(List<Statement> body) {
        return body.stream().anyMatch(s -> switch (s) {
            case Statement.Define(Scalar target, Value.Apply(ElementOp op, _)) -> variability.varies(target)
                    && compares(op);
            case Statement.Accumulate(Scalar target, Kind kind, _) ->
                kind != Kind.SUM && kind != Kind.PROD
                        && (variability.varies(target) || variability.totals().containsKey(target));
            case Statement.Check(Scalar index, _, _) -> variability.varies(index);
            case Statement.Define _, Statement.Assign _, Statement.Store _, Statement.Fill _, Statement.Copy _,
                    Statement.Loop _, Statement.If _, Statement.While _, Statement.NonZero _ ->
                s.bodies().stream().anyMatch(this::compares);
        });
    }

    private static boolean compares(ElementOp op) {
        return switch (op) {
            case LT, LE, EQ, NE, AND, OR, NOT, SELECT, MIN, MAX, RELU, SIGN -> true;
            case ADD, SUB, MUL, DIV, REM, POW, ATAN2, HYPOT, NEG, ABS, SQRT, CBRT, EXP, EXPM1, LOG, LOG1P, SIN, COS,
                    TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, SIGMOID, ERF, LGAMMA, DIGAMMA, POLYGAMMA, FLOOR, CEIL,
                    ROUND -> false;
        };
    }

    /// The ways of running the loop that are worth being compared.
    List<List<Statement>> ways(int copies, int lanes) {
        var ways = new ArrayList<List<Statement>>();
        if (loop.bound().isPresent()) {
            ways.add(BoundedSegments.run(this, copies, lanes, false));
            if (Parts.count(loop.body()) <= HALVED) {
                ways.add(BoundedSegments.run(this, copies, lanes, true));
            }
            return ways;
        }
        ways.add(run(copies, lanes));
        if (hasRest(lanes) && mayRepeat()) {
            ways.add(overlapped(copies, lanes));
        }
        return ways;
    }

    /// Whether whole vectors leave a rest.
    private boolean hasRest(int lanes) {
        return loop.count() % lanes > 0;
    }

    /// The rest is in a last vector that ends with the loop and begins among iterations that have run already. Of a
    /// long body there is one text for all vectors: the last one only begins earlier than it would.
    private List<Statement> overlapped(int copies, int lanes) {
        var all = new ArrayList<Statement>();
        if (copies == 1 && loop.count() > lanes && Parts.count(loop.body()) > HALVED) {
            long blocks = (loop.count() + lanes - 1) / lanes;
            Scalar index = fresh.index();
            Scalar start = fresh.index();
            Scalar last = fresh.index();
            Scalar first = fresh.index();
            var code = new LaneCode(
                    loop, variability, rows, fresh, Optional.empty(), blocks, Index.of(first), copies, lanes);
            var block = new ArrayList<Statement>(List.of(
                    new Statement.Define(start, new Value.Affine(Index.ZERO.plus(index, lanes))),
                    new Statement.Define(last, new Value.Literal(Tensor.of(loop.count() - lanes))),
                    new Statement.Define(first, new Value.Apply(ElementOp.MIN, List.of(start, last)))));
            all.addAll(code.before());
            block.addAll(code.block());
            all.add(new Statement.Loop(index, blocks, Optional.empty(), false, block));
            all.addAll(code.after());
            return all;
        }
        long done = segment(all, 0, copies, lanes);
        if (copies > 1) {
            segment(all, done, 1, lanes);
        }
        segment(all, loop.count() - lanes, 1, lanes);
        return all;
    }

    private List<Statement> run(int copies, int lanes) {
        var all = new ArrayList<Statement>();
        long done = segment(all, 0, copies, lanes);
        if (copies > 1) {
            done = segment(all, done, 1, lanes);
        }
        if (Parts.count(loop.body()) <= HALVED) {
            int fewest = compares(loop.body()) ? FEWEST_COMPARED : 2;
            for (int fewer = lanes / 2; fewer >= fewest; fewer /= 2) {
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
            var code = new LaneCode(loop, variability, rows, fresh, index, blocks, Index.ZERO.plus(done), copies,
                    lanes);
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
