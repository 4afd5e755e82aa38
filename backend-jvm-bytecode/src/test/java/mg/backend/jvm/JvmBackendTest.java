package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.ServiceLoader;
import mg.ir.Backend;
import mg.ir.Executable;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Options;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.passes.Pipelines;
import mg.testing.LoopInterpreter;
import mg.testing.RandomPrograms;
import mg.testing.RandomValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmBackendTest {
    private static final Options EXACT = new Options(true);

    @Test
    void isFoundByItsName() {
        assertTrue(ServiceLoader.load(Backend.class).stream()
                .anyMatch(p -> p.get() instanceof JvmBackend b && b.name().equals("jvm") && b.unavailable().isEmpty()));
    }

    /// The loops of random programs; that those mean what the programs mean is not asked here.
    @ParameterizedTest
    @ValueSource(longs = {0, 1000, 2000, 3000})
    void kernelsOfRandomProgramsDoWhatTheirStatementsSay(long first) {
        for (long seed = first; seed < first + 150; seed++) {
            Program program = RandomPrograms.of(RandomPrograms.Style.ANY, seed);
            Function function = program.functions().getLast();
            Object[] in = RandomValues.arguments(function, seed, false).stream().map(Tensor::data).toArray();
            Kernel kernel = Pipelines.kernel(program, function.name(), EXACT);
            Object[] expected = LoopInterpreter.arrays(function.resultTypes());
            LoopInterpreter.run(kernel, in, expected);
            Object[] actual = LoopInterpreter.arrays(function.resultTypes());
            JvmBackend.compile(kernel, VectorModule.bits(), true).run(in, actual);
            assertEquals(LoopInterpreter.bits(expected), LoopInterpreter.bits(actual), "seed " + seed);
        }
    }

    /// A sum of `n` by `n` terms.
    private static Function square(int n) {
        Program program = Parser.parse("t.ir", """
                func @f(%x: f64[N]) -> f64 {
                  %1 = for %i in 0..N {
                    %2 = index %x, %i : f64
                    %3 = for %j in 0..N {
                      %4 = index %x, %j : f64
                      %5 = mul %2, %4 : f64
                      yield sum %5
                    } : f64
                    yield sum %3
                  } : f64
                  return %1
                }
                """.replace("N", Integer.toString(n)));
        return Pipelines.optimized(program, "f");
    }

    @Test
    void oneCallUsesVectorsOnlyIfItIsLong() {
        Options once = Options.DEFAULT.forOneCall();
        assertTrue(VectorModule.bits() > 0, "the tests run with vectors");
        assertEquals(0, JvmBackend.vectorBits(square(1000), once));
        assertEquals(VectorModule.bits(), JvmBackend.vectorBits(square(1_000_000), once));
        assertEquals(VectorModule.bits(), JvmBackend.vectorBits(square(10), Options.DEFAULT));
    }

    @Test
    void aProgramRunsFromItsText() {
        Program program = Parser.parse("t.ir", """
                func @norm(%x: f64[2]) -> f64 {
                  %1 = dot [0=0] %x, %x : f64
                  %2 = sqrt %1 : f64
                  return %2
                }
                """);
        List<Tensor> arguments = List.of(Tensor.of(3, 4.0));
        assertEquals(List.of(Tensor.of(5.0)), Interpreter.call(program, "norm", arguments));
        Executable norm = new JvmBackend().compile(program, "norm", Options.DEFAULT);
        assertEquals(List.of(Tensor.of(5.0)), norm.call(arguments));
    }

    /// 32768 rows of 16 columns, 4 MiB.
    @Test
    void largeResultsAreNotMadeInBlocksThatNothingStreams() {
        Program program = Parser.parse("t.ir", """
                func @f(%x: f64[32768]) -> (z: f64[32768,4,4]) {
                  %z = for %i in 0..32768 {
                    %xi = index %x, %i : f64
                    %e = exp %xi : f64
                    %rows = for %k in 0..4 {
                      %row = for %j in 0..4 {
                        %c = cast f64 %j : f64
                        %a = mul %e, %c : f64
                        yield collect %a
                      } : f64[4]
                      yield collect %row
                    } : f64[4,4]
                    yield collect %rows
                  } : f64[32768,4,4]
                  return %z
                }
                """);
        Function f = Pipelines.optimized(program, "f", Options.DEFAULT);
        assertTrue(LoopsPrinter.print(Pipelines.kernel(f, Options.DEFAULT.withVectorBytes(64))).contains("copy"));
        String found = LoopsPrinter.print(JvmBackend.kernel(f, Options.DEFAULT, 512));
        assertTrue(found.contains("z[128*i0 + 15 + 16*lane] = "), found);
        assertFalse(found.contains("copy"), found);
    }

    @Test
    void faultsSayTheSameAsInTheInterpreter() {
        Program program = Parser.parse("t.ir", """
                func @f(%a: f64[3], %i: i64, %j: i64) -> (y: f64, q: i64) {
                  %3 = index %a, %i : f64 at "u.mg":7:5+4
                  %4 = div %i, %j : i64 at "u.mg":8:6+1
                  return %3, %4
                }
                """);
        Executable f = new JvmBackend().compile(program, "f", EXACT);
        for (long[] wrong : new long[][] {{3, 1}, {-1, 1}, {Long.MIN_VALUE, 1}, {1L << 32, 1}, {2, 0}}) {
            List<Tensor> arguments = List.of(Tensor.of(1, 2, 3.0), Tensor.of(wrong[0]), Tensor.of(wrong[1]));
            Trap expected = assertThrows(Trap.class, () -> Interpreter.call(program, "f", arguments));
            Trap actual = assertThrows(Trap.class, () -> f.call(arguments));
            assertEquals(expected.getMessage(), actual.getMessage());
        }
    }
}
