package mg.passes.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import mg.ir.Options;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Runs several iterations of a loop at once, the outermost for which this is legal and pays; the package page says
/// when.
public final class Lanes {
    /// More copies of a statement than this are never made: no machine has the registers.
    private static final int MOST_COPIES = 5;
    /// Bodies of more statements are not copied; of even more, left alone.
    private static final long COPIED = 400;
    private static final long WIDENED = 4000;

    /// What saves less than the rest of this is not worth more statements.
    private static final double ENOUGH = 0.98;

    private final Homes homes;
    private final Fresh fresh;
    private final Options options;
    private final ToDoubleFunction<List<Statement>> cost;

    private Lanes(Kernel kernel, Options options, ToDoubleFunction<List<Statement>> cost) {
        this.homes = Homes.of(kernel);
        this.fresh = new Fresh(kernel);
        this.options = options;
        this.cost = cost;
    }

    /// The kernel with wide scalars, as wide as [Options#vectorBytes] says.
    public static Kernel run(Kernel kernel, Options options) {
        return run(kernel, options, Cost.of(options)::of);
    }

    /// The kernel with what costs least.
    static Kernel run(Kernel kernel, Options options, ToDoubleFunction<List<Statement>> cost) {
        if (options.vectorBytes() == 0) {
            return kernel;
        }
        var lanes = new Lanes(kernel, options, cost);
        return lanes.fresh.kernel(lanes.body(kernel.body()));
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>();
        for (Statement statement : body) {
            if (statement instanceof Statement.Loop loop) {
                made.addAll(loop(loop));
            } else {
                made.add(statement.map(this::body));
            }
        }
        return made;
    }

    /// The loop as it is, with wide loops inside, or wide itself if that is better.
    private List<Statement> loop(Statement.Loop loop) {
        List<Statement> narrow = List.of(loop.with(body(loop.body())));
        if (loop.count() < 2 || hasThreads(loop) || Parts.count(loop.body()) > WIDENED || hasWide(loop.body())) {
            return narrow;
        }
        Optional<List<Statement>> wide = wide(loop, loop.body(), narrow);
        if (wide.isEmpty() && Parts.count(loop.body(), Statement.If.class) > 0) {
            wide = IfToSelect.run(loop.body(), fresh)
                    .map(ShareValues::run)
                    .flatMap(b -> wide(loop.with(b), loop.body(), narrow));
        }
        return wide.orElse(narrow);
    }

    /// The best of the loop with 1, 2, … copies and of `narrow`; none if the loop has to stay narrow.
    private Optional<List<Statement>> wide(Statement.Loop loop, List<Statement> home, List<Statement> narrow) {
        Optional<Variability> legal = Variability.of(loop, home, homes)
                .filter(v -> Footprints.areApart(loop, v, options.reproducible()));
        if (legal.isEmpty()) {
            return Optional.empty();
        }
        int lanes = options.vectorBytes() / legal.get().widest().bytes();
        var segments = new Segments(loop, legal.get(), Rows.of(loop, legal.get()), fresh);
        List<Statement> best = narrow;
        double least = cost.applyAsDouble(narrow);
        int most = Parts.count(loop.body()) > COPIED ? 1 : MOST_COPIES;
        for (int copies = 1; copies <= most && loop.count() >= (long) copies * lanes && lanes > 1; copies++) {
            for (List<Statement> one : segments.ways(copies, lanes)) {
                double estimate = cost.applyAsDouble(one);
                if (estimate < ENOUGH * least) {
                    least = estimate;
                    best = one;
                }
            }
        }
        return Optional.of(best);
    }

    private static boolean hasThreads(Statement statement) {
        return statement instanceof Statement.Loop loop && loop.parallel()
                || statement.bodies().stream().anyMatch(b -> b.stream().anyMatch(Lanes::hasThreads));
    }

    /// Whether vectors were chosen before: for matrix products.
    private static boolean hasWide(List<Statement> body) {
        return body.stream().anyMatch(s -> s instanceof Statement.Define(Scalar target, _) && target.isWide()
                || s.bodies().stream().anyMatch(Lanes::hasWide));
    }
}
