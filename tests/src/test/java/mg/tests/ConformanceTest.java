package mg.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import mg.Backends;
import mg.ir.Artifact;
import mg.ir.Backend;
import mg.ir.Builder;
import mg.ir.DiagnosticException;
import mg.ir.Executable;
import mg.ir.Interpreter;
import mg.ir.Kind;
import mg.ir.Options;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every backend must do besides computing the right values. A backend that is on the class path runs through
/// this, and through [FileTest], [ElementOperationsTest], [ElementDerivativesTest], [RandomProgramsTest]
/// and [CallConformanceTest]; its author has only to add its name below.
class ConformanceTest {
    private static final String BACKENDS = "mg.tests.Working#backends";

    /// An array in between that has to live somewhere, a result of several elements, and a position to check.
    static final Program WORK = parse("""
            func @work(%x: f64[64], %i: i64) -> (y: f64[64], z: f64) {
              %2 = exp %x : f64[64]
              %3 = reduce sum [0] %2 : f64
              %4 = broadcast [] %3 : f64[64]
              %5 = div %2, %4 : f64[64]
              %6 = transpose [0] %5 : f64[64]
              %7 = index %6, %i : f64 at "work.mg":3:5+4
              return %6, %7
            }
            """);
    static final Program KINDS = parse("""
            func @kinds(%a: f64, %b: f32, %c: i64, %d: bool, %e: f64[2], %f: bool[2]) -> f64 {
              %6 = cast f64 %b : f64
              %7 = cast f64 %c : f64
              %8 = cast f64 %d : f64
              %9 = add %a, %6 : f64
              %10 = add %9, %7 : f64
              %11 = add %10, %8 : f64
              %12 = reduce sum [0] %e : f64
              %13 = add %11, %12 : f64
              %14 = reduce all [0] %f : bool
              %15 = cast f64 %14 : f64
              %16 = add %13, %15 : f64
              return %16
            }
            func @next(%i: i64) -> i64 {
              %1 = const 1 : i64
              %2 = add %i, %1 : i64
              return %2
            }
            func @twice(%x: f32) -> f32 {
              %1 = add %x, %x : f32
              return %1
            }
            func @not(%x: bool) -> bool {
              %1 = not %x : bool
              return %1
            }
            """);

    private static Program parse(String text) {
        Program program = Parser.parse("conformance.ir", text);
        Verifier.check(program);
        return program;
    }

    @Test
    void theseBackendsAreFound() throws IOException {
        assertEquals(List.of("c", "interpreter", "jvm"), Backends.all().stream().map(Backend::name).toList());
        List<String> working = Working.backends().stream().map(Backend::name).toList();
        assertEquals(hasGcc() ? List.of("c", "interpreter", "jvm") : List.of("interpreter", "jvm"), working);
    }

    private static boolean hasGcc() throws IOException {
        String gcc = System.getenv().getOrDefault("MG_GCC", "gcc");
        try {
            return new ProcessBuilder(gcc, "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void threadsShareAnExecutable(Backend backend) throws Exception {
        Executable work = compile(backend, WORK, "work");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int t = 0; t < 8; t++) {
                Tensor x = Tensor.of(new Random(t).doubles(64).toArray());
                Tensor i = Tensor.of((long) t);
                List<Tensor> expected = work.call(List.of(x, i));
                tasks.add(() -> {
                    for (int k = 0; k < 300; k++) {
                        assertEquals(expected, work.call(List.of(x, i)));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void compilingTheSameInSeveralThreadsGivesTheSame(Backend backend) throws Exception {
        Program program = parse("func @f(%x: f64) -> f64 {\n  %1 = const " + System.nanoTime() + " : f64\n"
                + "  %2 = add %x, %1 : f64\n  return %2\n}\n");
        List<Tensor> expected = Interpreter.call(program, "f", List.of(Tensor.of(1.5)));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<List<Tensor>>> tasks =
                    Collections.nCopies(4, () -> Working.run(backend, program, "f", List.of(Tensor.of(1.5))));
            for (Future<List<Tensor>> done : threads.invokeAll(tasks)) {
                assertEquals(expected, done.get());
            }
        }
    }

    static String refused(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void argumentsAndConstantsStayWhatTheyAre(Backend backend) {
        Program program = parse("""
                func @f(%x: f64[3]) -> (a: f64[3], b: f64[3], c: f64[3]) {
                  %1 = const {1, 2, 3} : f64[3]
                  %2 = for %3 in 0..2 carry(%4 = %x) {
                    %5 = add %4, %1 : f64[3]
                    yield carry %5
                  } : f64[3]
                  return %x, %1, %2
                }
                """);
        Executable f = compile(backend, program, "f");
        double[] x = {10, 20, 30};
        List<Tensor> first = f.call(List.of(Tensor.of(x)));
        assertNotSame(x, first.get(0).data());
        for (Tensor result : first) {
            Arrays.fill(result.doubles(), -1);
        }
        assertArrayEquals(new double[] {10, 20, 30}, x);
        List<Tensor> second = f.call(List.of(Tensor.of(x)));
        assertEquals(List.of(Tensor.of(10, 20, 30), Tensor.of(1.0, 2, 3), Tensor.of(12, 24, 36)), second);
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void functionsMayHaveManyArgumentsAndResults(Backend backend) {
        int n = 300;
        var b = new Builder();
        List<Var> x = IntStream.range(0, n)
                .mapToObj(k -> b.argument("x" + k, k % 2 == 0 ? Type.F64 : Type.F64.stacked(2)))
                .toList();
        List<Var> y = x.stream().map(b::neg).toList();
        List<String> names = IntStream.range(0, n).mapToObj(k -> "y" + k).toList();
        Program program = Program.of(b.finish("f", names, y.reversed()));
        List<Tensor> arguments = x.stream().map(v -> Tensor.reals(v.type(), k -> v.id() + k + 1)).toList();
        assertEquals(Interpreter.call(program, "f", arguments), Working.run(backend, program, "f", arguments));
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void loopsNestAsDeepAsTheVerifierAllows(Backend backend) {
        var b = new Builder();
        Var x = b.argument("x", Type.F64);
        Program program = Program.of(b.finish("f", List.of("y"), List.of(nest(b, x, 150))));
        Verifier.check(program);
        assertEquals(List.of(Tensor.of(5.0)), Working.run(backend, program, "f", List.of(Tensor.of(5.0))));
    }

    private static Var nest(Builder b, Var x, int depth) {
        return depth == 0 ? x : b.forLoop(1, Kind.SUM, _ -> nest(b, x, depth - 1));
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void loopsMayBeLongerThanAnIntCounts(Backend backend) {
        Program program = parse("""
                func @f(%n: i64) -> (i: i64, s: i64) {
                  %1 = const 0 : i64
                  %2, %3 = for %4 in 0..1099511627776 down until %n carry(%5 = %1) {
                    yield carry %4, sum %4
                  } : i64, i64
                  return %2, %3
                }
                """);
        assertEquals(List.of(Tensor.of(0L), Tensor.of(3L)), Working.run(backend, program, "f", List.of(Tensor.of(3L))));
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void reproducibleSumsAreFormedInOrder(Backend backend) {
        Program program = parse("""
                func @f(%x: f64[1000], %y: f64[1000], %z: f32[1000]) -> (a: f64, b: f64, c: f32) {
                  %3 = reduce sum [0] %x : f64
                  %4 = dot [0=0] %x, %y : f64
                  %5 = reduce sum [0] %z : f32
                  return %3, %4, %5
                }
                """);
        var random = new Random(1);
        List<Tensor> x = program.function("f").argumentTypes().stream()
                .map(t -> Tensor.reals(t, _ -> random.nextGaussian() * Math.exp(10 * random.nextGaussian())))
                .toList();
        List<Tensor> actual = Working.compile(backend, program, "f", Working.EXACT).call(x);
        assertEquals(Interpreter.call(program, "f", x), actual);
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void whatIsEmittedHasTheNameThatIsAskedFor(Backend backend) {
        for (List<String> functions : List.of(List.of("kinds"), List.of("next", "kinds", "not"))) {
            List<Artifact> files = backend.emit(KINDS, functions, "some_name", Options.DEFAULT);
            assertFalse(files.isEmpty());
            for (Artifact file : files) {
                assertTrue(file.name().startsWith("some_name"), file.name());
                assertTrue(file.content().length > 0, file.name());
            }
            List<Artifact> again = backend.emit(KINDS, functions, "some_name", Options.DEFAULT);
            for (int k = 0; k < files.size(); k++) {
                assertEquals(files.get(k).name(), again.get(k).name());
                assertArrayEquals(files.get(k).content(), again.get(k).content());
            }
        }
        refused(() -> backend.emit(KINDS, List.of("play"), "some_name", Options.DEFAULT));
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void whatHasNoDerivativeIsAnErrorByName(Backend backend) {
        Program program = parse("""
                func @f(%x: f64) -> f64 {
                  %1 = polygamma %x, %x : f64 at "f.mg":1:2+3
                  return %1
                }
                func @g(%x: f64, %d: f64) -> (y: f64, dx: f64) {
                  %2, %3 = vjp @f [0](%x, %d) : f64, f64
                  return %2, %3
                }
                """);
        DiagnosticException e = assertThrows(DiagnosticException.class, () -> compile(backend, program, "g"));
        assertTrue(e.getMessage().startsWith("f.mg:1:2: error: 'polygamma' has no derivative"), e.getMessage());
    }

    static Executable compile(Backend backend, Program program, String function) {
        return Working.compile(backend, program, function, Options.DEFAULT);
    }
}
