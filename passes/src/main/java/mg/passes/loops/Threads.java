package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.Options;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Divides the iterations of loops among threads: of the outermost loops whose iterations are independent, but for what
/// they add up, and long enough. With one thread nothing changes.
///
/// ```
/// for i in 0..n {                     parallel for t in 0..2 {
///   let x = a[i]                        let p = -0.0
///   s sum= x                            for j in 0..n/2 { let i = j + n/2*t; let x = a[i]; p sum= x }
/// }                           -->       parts[t] = p
///                                     }
///                                     for t in 0..2 { let p = parts[t]; s sum= p }
///                                     and the rest of n/2, if there is one, as before
/// ```
///
/// A loop that runs down is divided from above. One whose end is known only when it runs is divided then, as if it ran
/// half as often as it may: its threads run equally many iterations each, rounded up, but for those that are left with
/// fewer.
///
/// What is added up, scalars or whole buffers, is added up for each thread apart and then in the order of the threads:
/// so the result depends on their number alone. Where results are to be reproducible reals that are added up are not
/// independent, and the result is that of one thread.
public final class Threads {
    /// The least work of a thread, as [Cost] counts without vectors: from 0.1 ms to 0.5 ms, while it takes up to 0.05
    /// ms to start a thread.
    private static final double LEAST = 4e6;
    /// The most bytes that the threads have for themselves.
    private static final long MOST_BYTES = 256L << 20;
    /// How much of the work may be joining what was added up.
    private static final double MOST_JOINING = 0.25;

    private final Options options;
    private final Homes homes;
    private final Fresh fresh;
    private final Set<Scalar> inputs = new HashSet<>();
    private final Map<Scalar, Value.Literal> literals = new HashMap<>();
    private final double least;

    private Threads(Kernel kernel, Options options, double least) {
        this.options = options;
        this.homes = Homes.of(kernel);
        this.fresh = new Fresh(kernel);
        this.least = least;
        literals(kernel.body());
        kernel.inputs().forEach(slot -> {
            if (slot instanceof Scalar scalar) {
                inputs.add(scalar);
            }
        });
    }

    /// The kernel on as many threads as the options allow.
    public static Kernel run(Kernel kernel, Options options) {
        return run(kernel, options, LEAST);
    }

    /// The kernel on as many threads as the options allow.
    ///
    /// @param least the least work of a thread, in the units of [Cost]; with 0 all loops are divided that may be
    public static Kernel run(Kernel kernel, Options options, double least) {
        if (options.threads() == 1) {
            return kernel;
        }
        var threads = new Threads(kernel, options, least);
        return threads.fresh.kernel(threads.body(kernel.body()));
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>();
        for (Statement statement : body) {
            Optional<List<Statement>> divided =
                    statement instanceof Statement.Loop loop ? divided(loop) : Optional.empty();
            made.addAll(divided.orElseGet(() -> List.of(statement.map(this::body))));
        }
        return made;
    }

    /// Finds the scalars that are always the same number.
    private void literals(List<Statement> body) {
        Parts.each(body, statement -> {
            if (statement instanceof Statement.Define(Scalar target, Value.Literal literal)) {
                literals.put(target, literal);
            }
        });
        Parts.changes(body, literals::remove);
    }

    private Optional<List<Statement>> divided(Statement.Loop loop) {
        double runs = loop.bound().isPresent() ? loop.count() / 2.0 : loop.count();
        double work = new Cost(Double.BYTES, options.reproducible()).of(loop.body()) * runs;
        int threads = (int) Math.min(Math.min(options.threads(), loop.count()), work / least);
        if (threads < 2) {
            return Optional.empty();
        }
        var scalars = new OutsideScalars(loop);
        if (!scalars.areLegal()) {
            return Optional.empty();
        }
        Variability variability = Variability.regardless(loop, homes);
        Map<Buffer, List<Access>> accesses = Access.of(loop, variability);
        var summed = new ArrayList<Division.Summed>();
        for (var entry : accesses.entrySet()) {
            if (!Footprints.areOwned(loop, variability, entry.getValue())) {
                Optional<Division.Summed> sum = summed(entry.getKey(), entry.getValue(), loop, variability);
                if (sum.isEmpty()) {
                    return Optional.empty();
                }
                summed.add(sum.get());
            }
        }
        long own = ThreadBuffers.mentioned(loop.body()).stream()
                .filter(b -> homes.isPrivate(b, loop.body()))
                .mapToLong(Buffer::size)
                .sum();
        long joined = summed.stream().mapToLong(Division.Summed::count).sum();
        long bytes = threads * (joined + own) * Double.BYTES;
        double joining = 4.0 * joined * threads;
        if (bytes > MOST_BYTES || joining > MOST_JOINING * work / threads && least > 0) {
            return Optional.empty();
        }
        return Optional.of(new Division(loop, threads, scalars, inputs, literals, summed, fresh).statements());
    }

    /// The elements that change, if all that becomes of the buffer is that something is added to it, in any order.
    private Optional<Division.Summed> summed(
            Buffer buffer, List<Access> all, Statement.Loop loop, Variability variability) {
        if (all.stream().anyMatch(a -> a.use() != Access.Use.ADD) || options.reproducible()
                && buffer.element().isReal()) {
            return Optional.empty();
        }
        Optional<Division.Summed> rows = Row.reached(buffer, all, loop, variability).flatMap(row -> {
            Span moved = Span.below(loop.count()).times(row.stride());
            long width = row.width() + moved.high() - moved.low();
            return width > buffer.size()
                    ? Optional.empty()
                    : Optional.of(new Division.Summed(buffer, row.start().plus(moved.low()), width));
        });
        // At positions that are not known all elements are in reach, but for those of a part that a loop around chose.
        return rows.isPresent() || all.stream().anyMatch(a -> !Row.start(a, loop, variability).isEmpty())
                ? rows
                : Optional.of(new Division.Summed(buffer, Index.ZERO, buffer.size()));
    }
}
