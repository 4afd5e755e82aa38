package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.Mg;
import mg.ModelFunction;
import mg.Settings;
import mg.ir.Argument;
import mg.ir.Backend;
import mg.ir.Executable;
import mg.ir.Options;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.testing.Agreement;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Functions long enough to be divided among threads give what they give on one.
class ThreadsTest {
    private static final String TEXT = """
            fn cost[n, k, d](points: real[n, d], centers: real[k, d]) =
                sum(min(sum((points[i, a] - centers[j, a])^2 for a) for j) for i)
            fn step(points: real[40001, 4], centers: real[9, 4]) = value_and_grad(c -> cost(points, c))(centers)
            fn product(a: real[301, 203], b: real[203, 150]) = a @ b
            fn several(x: f32[200003], k: int[200003]) =
                (sum(k[i] % 7 for i), max(x[i] / (1 + x[i]^2) for i), any(k[i] == 77 for i), [x[i] > 0.5 for i])
            fn waves(x: real[100003]) = [exp(sin(x[i])) * log1p(x[i]^2) for i]
            fn chosen(x: real[200003], k: int[200003]) = sum(exp(sin(x[k[i]])) for i)
            fn table(x: real[40001]) = [[[x[i] / (1 + x[i]^2) * (j + 4 * k) for j in 0..4] for k in 0..4] for i]
            fn epochs(x: real[50000]) = loop (s = 1.0) for e in 0..5 { s / 2 + sum(exp(-s * x[i]^2) for i) / 50000 }
            """;

    private static final List<String> FUNCTIONS =
            List.of("step", "product", "several", "waves", "chosen", "table", "epochs");
    private static final Set<String> LIBRARY = Set.of("waves", "chosen", "epochs");

    /// The backends that use threads.
    static Stream<Backend> backends() {
        return Working.backends().stream().filter(b -> !b.name().equals("interpreter"));
    }

    static Stream<Arguments> functions() {
        return backends().flatMap(b -> FUNCTIONS.stream().map(f -> Arguments.of(Named.of(b.name(), b), f)));
    }

    private record Run(Executable executable, List<Tensor> arguments) {
        List<Tensor> results() {
            return executable.call(arguments);
        }
    }

    private static Run run(Backend backend, String function, Options options) {
        ModelFunction f = Mg.parse(TEXT).with(Settings.DEFAULT.with(options)).function(function);
        ModelFunction.Instance instance = f.instance(Map.of());
        var random = new Random(5);
        var arguments = new ArrayList<Tensor>();
        for (Argument a : instance.function().arguments()) {
            arguments.add(a.type().isReal()
                    ? Tensor.reals(a.type(), _ -> random.nextGaussian())
                    : Tensor.wholes(a.type(), _ -> random.nextInt(200003)));
        }
        return new Run(Working.compile(backend, instance.program(), instance.name(), options), arguments);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void resultsAreThoseOfOneThread(Backend backend, String function) {
        // Once HotSpot has compiled them the library functions of vectors may round otherwise.
        Agreement again = backend.name().equals("jvm") && LIBRARY.contains(function)
                ? Agreement.within(1e-13, 1)
                : Agreement.EXACT;
        List<Tensor> one = run(backend, function, Options.DEFAULT).results();
        for (int threads : new int[] {2, 3, 4, 7}) {
            Run several = run(backend, function, Options.DEFAULT.onThreads(threads));
            List<Tensor> results = several.results();
            Agreement.within(1e-12, 1).check(one, results, () -> function + " on " + threads + " threads");
            for (int k = 0; k < 20; k++) {
                again.check(results, several.results(), () -> function + " again on " + threads + " threads");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void reproducibleResultsAreTheSameOnAnyNumber(Backend backend, String function) {
        List<Tensor> one = run(backend, function, Working.EXACT).results();
        for (int threads : new int[] {2, 5}) {
            assertEquals(one, run(backend, function, Working.EXACT.onThreads(threads)).results(), threads + " threads");
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void theFirstFaultIsTheOneThatIsToldOf(Backend backend) {
        Run one = run(backend, "chosen", Options.DEFAULT);
        Run several = run(backend, "chosen", Options.DEFAULT.onThreads(3));
        for (Run run : List.of(one, several)) {
            long[] positions = run.arguments().get(1).longs();
            positions[70_000] = 1_000_007;
            positions[150_000] = -8;
        }
        assertEquals(assertThrows(Trap.class, one::results).getMessage(),
                assertThrows(Trap.class, several::results).getMessage());
        several.arguments().get(1).longs()[70_000] = 0;
        assertTrue(assertThrows(Trap.class, several::results).getMessage().contains("-8"));
        several.arguments().get(1).longs()[150_000] = 0;
        assertEquals(several.results(), several.results());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void severalThreadsOfTheProgramMayCallAtOnce(Backend backend) throws Exception {
        Run run = run(backend, "step", Options.DEFAULT.onThreads(2));
        List<Tensor> expected = run.results();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            var tasks = new ArrayList<Callable<List<Tensor>>>();
            for (int k = 0; k < 40; k++) {
                tasks.add(run::results);
            }
            for (Future<List<Tensor>> result : pool.invokeAll(tasks)) {
                assertEquals(expected, result.get());
            }
        }
    }

    /// In the pool that runs the iterations, too.
    @ParameterizedTest
    @MethodSource("backends")
    void callsMayBeInsideParallelStreams(Backend backend) {
        Run run = run(backend, "step", Working.EXACT.onThreads(3));
        List<Tensor> expected = run.results();
        assertEquals(
                Collections.nCopies(20, expected),
                IntStream.range(0, 20).parallel().mapToObj(_ -> run.results()).toList());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void anInterruptStaysAndDisturbsNothing(Backend backend) {
        Run run = run(backend, "chosen", Options.DEFAULT.onThreads(3));
        List<Tensor> expected = run.results();
        for (int k = 0; k < 20; k++) {
            Thread.currentThread().interrupt();
            List<Tensor> results = run.results();
            assertTrue(Thread.interrupted(), "call " + k);
            assertEquals(expected, results);
        }
    }

    @Test
    void filesHaveThreadsOnlyWhereTheyAreWanted() {
        Backend c = Working.backends().stream().filter(b -> b.name().equals("c")).findFirst().orElse(null);
        assumeTrue(c != null, "no gcc");
        ModelFunction.Instance step = Mg.parse(TEXT).function("step").instance(Map.of());
        assertTrue(source(c, step, Options.DEFAULT.onThreads(2)).contains("pthread_create"));
        assertFalse(source(c, step, Options.DEFAULT).contains("pthread"));
    }

    private static String source(Backend c, ModelFunction.Instance f, Options options) {
        return new String(
                c.emit(f.program(), List.of(f.name()), "f", options).getLast().content(), StandardCharsets.UTF_8);
    }
}
