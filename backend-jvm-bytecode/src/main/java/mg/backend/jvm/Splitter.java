package mg.backend.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Cuts the body of a kernel into parts that are each short enough for a method.
///
/// From the inside out: the statements of a body that is too long are gathered, in order, into parts as long as may be,
/// and calls of those take their place; again, if the calls are too many. An inner loop that fits is never cut.
final class Splitter {
    /// HotSpot compiles no method with more bytes than this.
    static final int LONGEST = 8000;

    /// The return, and taking the result from where it is, or leaving the index to other methods; and the throw where a
    /// vector is of another class than it is.
    private static final int EPILOGUE = 22;

    private final Lifetimes lifetimes;
    private final Sizes sizes;
    private final int callBytes;
    private final int parallelBytes;
    private final int budget;
    /// The last run of steps that had a scalar, by its number, and the last after which it is still needed.
    private final int[] met;
    private final int[] needed;
    private int run;

    /// @param longest    the most bytes of a method
    /// @param parameters the number of array parameters of every part
    Splitter(Lifetimes lifetimes, Sizes sizes, int longest, int parameters) {
        this.lifetimes = lifetimes;
        this.sizes = sizes;
        this.callBytes = Sizes.call(parameters);
        this.parallelBytes = IterationCode.size(parameters);
        this.budget = longest - EPILOGUE;
        this.met = new int[lifetimes.count()];
        this.needed = new int[lifetimes.count()];
        if (budget < 10 * callBytes + 400) {
            throw new IllegalArgumentException("methods of " + longest + " bytes are too short");
        }
    }

    /// The root, which runs the whole body.
    ///
    /// @param arguments the scalar arguments, each at its position of the inputs, that are to be taken from arrays
    /// @param held      how many scalars the root has as parameters
    Part split(Kernel kernel, List<Step.Argument> arguments, int held) {
        List<Step> steps = new ArrayList<>(arguments);
        steps.addAll(steps(kernel.body(), false));
        while (bytes(steps) + (calls(steps) ? remote(steps.stream()) : 0) + held * Sizes.MOVE > budget) {
            steps = gathered(steps);
        }
        return new Part(steps);
    }

    /// The step that takes a scalar argument from its array.
    static Step.Argument argument(Scalar scalar, int position) {
        return new Step.Argument(
                scalar, position, new Step.Extent(Sizes.argument(), 0, -1, new int[0], scalar.id(), false));
    }

    /// @param compiled whether this stands in a body that HotSpot compiles as a method of its own
    private List<Step> steps(List<Statement> body, boolean compiled) {
        var steps = new ArrayList<Step>(body.size());
        for (int position = 0; position < body.size(); position++) {
            steps.add(step(body.get(position), position, compiled));
        }
        Products products = Products.of(steps, lifetimes, sizes.fuses());
        if (!products.isEmpty()) {
            steps.replaceAll(step -> step instanceof Step.Plain plain ? fused(plain, products) : step);
        }
        return steps;
    }

    /// A product that is fused into a sum takes nothing, the sum a little more.
    private Step fused(Step.Plain step, Products products) {
        Step.Extent extent = step.extent();
        if (products.factors().containsKey(step.statement())) {
            int more = sizes.fused(products.factors().get(step.statement()));
            return new Step.Plain(step.statement(), extent.saving(-more));
        }
        return extent.defines() >= 0 && products.products().contains(lifetimes.scalar(extent.defines()))
                ? new Step.Plain(step.statement(), extent.saving(extent.bytes()))
                : step;
    }

    private Step step(Statement statement, int position, boolean compiled) {
        Access access = Access.of(statement);
        if (access.defines().isPresent() && lifetimes.isConstant(access.defines().get().id())) {
            return new Step.Plain(statement, new Step.Extent(0, 0, position, new int[0], -1, false));
        }
        List<List<Statement>> inner = statement.bodies();
        int bytes = sizes.of(statement);
        if (statement instanceof Statement.Loop loop && loop.parallel()) {
            return parallel(loop, position);
        }
        if (!inner.isEmpty()) {
            boolean apart = !compiled && isNestOfLanes(statement);
            var bodies = new ArrayList<>(inner.stream().map(body -> steps(body, compiled || apart)).toList());
            if (apart) {
                bodies.replaceAll(this::gathered);
            }
            return nest(statement, position, access, bytes, bodies);
        }
        int defines = access.defines().map(Scalar::id).orElse(-1);
        return new Step.Plain(
                statement, new Step.Extent(bytes, sizes.remote(statement), position, touched(access), defines, false));
    }

    /// The body is one method, which takes the index. Parallel loops inside run one iteration after another.
    private Step parallel(Statement.Loop loop, int position) {
        List<Step> steps = steps(serial(loop.body()), false);
        do {
            steps = gathered(steps);
        } while (steps.size() > 1);
        Part body = steps.isEmpty() ? new Part(steps) : ((Step.Call) steps.getFirst()).part();
        return new Step.Parallel(loop, body.iteration(loop.index()),
                new Step.Extent(parallelBytes, 0, position, new int[0], -1, true));
    }

    private static List<Statement> serial(List<Statement> body) {
        return body.stream()
                .map(s -> s instanceof Statement.Loop(var index, long count, var bound, boolean down, var inner, _)
                        ? new Statement.Loop(index, count, bound, down, inner)
                        : s)
                .map(s -> s.map(Splitter::serial))
                .toList();
    }

    /// Whether a loop runs several iterations at once, and loops in them. Its body gets a method of its own: HotSpot
    /// compiles that one after some hundred calls. Of a loop that it compiles while it runs it cannot keep the vectors
    /// in registers, since it found them as objects.
    private static boolean isNestOfLanes(Statement statement) {
        return statement instanceof Statement.Loop loop
                && loop.body().stream().anyMatch(WideCode::handles)
                && loop.body().stream().anyMatch(Statement.Loop.class::isInstance);
    }

    private Step nest(Statement statement, int position, Access access, int header, List<List<Step>> bodies) {
        boolean repeats = !(statement instanceof Statement.If);
        while (true) {
            int[] free = free(access, bodies);
            boolean calls = bodies.stream().anyMatch(Splitter::calls);
            int bytes = header + bodies.stream().mapToInt(this::bytes).sum();
            int remote = remote(bodies.stream().flatMap(List::stream));
            int crossing = 0;
            for (int scalar : free) {
                crossing += sizes.crossing(scalar);
                bytes += repeats ? sizes.comparing(scalar) : 0;
            }
            int saved = calls || bodies.stream().flatMap(List::stream).anyMatch(Step.Nest.class::isInstance)
                    ? 0
                    : bodies.stream().flatMap(List::stream).mapToInt(s -> s.extent().saved()).sum();
            if (bytes - saved + (calls ? remote : 0) + crossing <= budget) {
                return new Step.Nest(statement, bodies, new Step.Extent(bytes, remote, position, free, -1, calls));
            }
            int longest = 0;
            for (int k = 1; k < bodies.size(); k++) {
                if (bytes(bodies.get(k)) > bytes(bodies.get(longest))) {
                    longest = k;
                }
            }
            bodies.set(longest, gathered(bodies.get(longest)));
        }
    }

    /// The scalars that a statement itself reads or changes, but for constants: those are where they are read.
    private int[] touched(Access access) {
        int[] touched = access.touched();
        int count = 0;
        for (int scalar : touched) {
            if (!lifetimes.isConstant(scalar)) {
                touched[count++] = scalar;
            }
        }
        return count == touched.length ? touched : Arrays.copyOf(touched, count);
    }

    private int[] free(Access access, List<List<Step>> bodies) {
        var free = new HashSet<Integer>();
        var defined = new HashSet<Integer>();
        Arrays.stream(touched(access)).forEach(free::add);
        access.defines().ifPresent(s -> defined.add(s.id()));
        for (List<Step> body : bodies) {
            for (Step step : body) {
                for (int scalar : step.extent().free()) {
                    free.add(scalar);
                }
                defined.add(step.extent().defines());
            }
        }
        free.removeAll(defined);
        return free.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int remote(Stream<Step> steps) {
        return (int) Math.min(Integer.MAX_VALUE / 4, steps.mapToLong(s -> s.extent().remote()).sum());
    }

    private static boolean calls(List<Step> steps) {
        for (Step step : steps) {
            if (step.extent().calls()) {
                return true;
            }
        }
        return false;
    }

    /// Where other methods are called, each definition may have to go to the workspace for them.
    private int bytes(List<Step> steps) {
        boolean calls = calls(steps);
        long bytes = 0;
        for (Step step : steps) {
            int defines = step.extent().defines();
            bytes += step.extent().bytes() + (calls && defines >= 0 ? sizes.leaving(defines) : 0);
        }
        return (int) Math.min(Integer.MAX_VALUE / 4, bytes);
    }

    /// Calls of as few parts as hold these steps.
    private List<Step> gathered(List<Step> steps) {
        var calls = new ArrayList<Step>();
        for (int from = 0; from < steps.size();) {
            int to = end(steps, from);
            List<Step> group = steps.subList(from, to);
            Step last = group.getLast();
            calls.add(group.size() == 1 && last instanceof Step.Call
                    ? last
                    : new Step.Call(new Part(group), new Step.Extent(
                            callBytes, 0, last.extent().last(), new int[0], -1, true)));
            from = to;
        }
        return calls;
    }

    /// The end of the longest run of steps from `from` on that fits into a method.
    private int end(List<Step> steps, int from) {
        int bytes = 0;
        boolean calls = false;
        run++;
        int moving = 0;
        int leaving = 0;
        int remote = 0;
        for (int at = from; at < steps.size(); at++) {
            Step.Extent step = steps.get(at).extent();
            bytes += step.bytes();
            remote += step.remote();
            calls |= step.calls();
            for (int scalar : step.free()) {
                if (met[scalar] != run) {
                    met[scalar] = run;
                    bytes += sizes.crossing(scalar);
                }
                if (needed[scalar] == run && lifetimes.lastUse(scalar) <= step.last()) {
                    needed[scalar] = 0;
                    leaving -= sizes.leaving(scalar);
                }
            }
            if (step.defines() >= 0) {
                met[step.defines()] = run;
                moving += sizes.leaving(step.defines());
                if (lifetimes.lastUse(step.defines()) > step.last()) {
                    needed[step.defines()] = run;
                    leaving += sizes.leaving(step.defines());
                }
            }
            if (bytes + (calls ? moving + remote : leaving) > budget && at > from) {
                return at;
            }
        }
        return steps.size();
    }
}
