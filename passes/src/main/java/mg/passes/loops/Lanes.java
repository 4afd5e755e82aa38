package mg.passes.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import mg.ir.Options;
import mg.loops.Kernel;
import mg.loops.Statement;

/// Runs several iterations of a loop at once, the outermost for which this is legal and pays; the package page says when.
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
        return run(kernel, options, new Cost(options.vectorBytes())::of);
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

    /// The loop as it is, with wide loops inside if that is better.
    private List<Statement> loop(Statement.Loop loop) {
        List<Statement> best = List.of(loop.with(body(loop.body())));
        Optional<Variability> variability = legal(loop);
        if (variability.isEmpty()) {
            return best;
        }
        int lanes = options.vectorBytes() / variability.get().widest().bytes();
        long size = Parts.count(loop.body());
        if (lanes < 2 || loop.count() < lanes || size > WIDENED) {
            return best;
        }
        double least = cost.applyAsDouble(best);
        for (int copies = 1; copies <= (size > COPIED ? 1 : MOST_COPIES); copies++) {
            if (loop.count() >= (long) copies * lanes) {
                List<Statement> wide = new Segments(loop, variability.get(), fresh).run(copies, lanes);
                double estimate = cost.applyAsDouble(wide);
                if (estimate < ENOUGH * least) {
                    least = estimate;
                    best = wide;
                }
            }
        }
        return best;
    }

    private Optional<Variability> legal(Statement.Loop loop) {
        return loop.bound().isPresent()
                ? Optional.empty()
                : Variability.of(loop, homes).filter(v -> Footprints.areApart(loop, v, options.reproducible()));
    }
}
