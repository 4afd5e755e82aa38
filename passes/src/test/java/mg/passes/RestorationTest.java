package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

/// What reverse mode makes again of a loop's iteration: what was kept is loaded, what was not is computed.
class RestorationTest {
    /// Layers inside of time steps, as a recurrent network has them: `h` is cheap, but what it is made of is not.
    private static final String LAYERS = """
            func @f(%w: f64[4], %x: f64[3]) -> f64 {
              %one = const 1 : i64
              %last = for %t in 0..STEPS carry(%c = %x) {
                %top, %states, %h = for %l in 0..4 carry(%v = %c) {
                  %wl = index %w, %l : f64
                  %ys, %gs = for %k in 0..3 {
                    %vk = index %v, %k : f64
                    %p = mul %vk, %wl : f64
                    %e = tanh %p : f64
                    %g = mul %e, %vk : f64
                    yield collect %e, collect %g
                  } : f64[3], f64[3]
                  yield carry %ys, collect %ys, collect %gs
                } : f64[3], f64[4,3], f64[4,3]
                %next = for %k in 0..3 {
                  %hk = index %h, %one, %k : f64
                  %tk = index %top, %k : f64
                  %z = mul %hk, %tk : f64
                  yield collect %z
                } : f64[3]
                yield carry %next
              } : f64[3]
              %r = reduce sum [0] %last : f64
              return %r
            }
            """;

    private static Program program(String text) {
        Program program = Parser.parse("layers", text);
        Verifier.check(program);
        return program;
    }

    private static Function gradient(Program program) {
        Function f = Pipelines.optimized(
                Gradient.of(program, "f", Gradient.reals(program.function("f")), "grad"), "grad");
        Verifier.check(Program.of(f));
        return f;
    }

    private static long count(Block block, ElementOp op) {
        return block.instructions().stream()
                .mapToLong(i -> (i.operation().equals(new Operation.Element(op)) ? 1 : 0)
                        + i.blocks().stream().mapToLong(b -> count(b, op)).sum())
                .sum();
    }

    @Test
    void aLoopWhoseStatesWereKeptDoesNotRunAgain() {
        assertEquals(1, count(gradient(program(LAYERS.replace("STEPS", "6"))).body(), ElementOp.TANH));
    }

    @Test
    void aLoopOfWhichNothingWasKeptRunsAgain() {
        // The states of the steps take more than the bound, so that those of a stretch of steps are made again.
        Function f = gradient(program(LAYERS.replace("STEPS", "100000000")));
        assertEquals(2, count(f.body(), ElementOp.TANH));
    }

    /// `y' = x * (1, y₀, y₁, …)`: what a step reads of the state depends on a condition.
    private static final String SHIFTED = """
            func @f(%x: f64[5]) -> f64 {
              %zero = const 0 : i64
              %one = const 1 : i64
              %z = const 0x1p0 : f64
              %y = for %t in 0..7 carry(%c = %x) {
                %next = for %i in 0..5 {
                  %first = eq %i, %zero : bool
                  %before = if %first {
                    yield %z
                  } else {
                    %k = sub %i, %one : i64
                    %v = index %c, %k : f64
                    yield %v
                  } : f64
                  %xi = index %x, %i : f64
                  %p = mul %xi, %before : f64
                  yield collect %p
                } : f64[5]
                yield carry %next
              } : f64[5]
              %r = reduce sum [0] %y : f64
              return %r
            }
            """;

    @Test
    void aBranchIsKeptOnlyIfWhatItComputesIsWorthIt() {
        // The states alone.
        assertEquals(List.of(7), kept(gradient(program(SHIFTED))));
        // The states and what the branches give.
        String costly = SHIFTED.replace("yield %v", "%e = exp %v : f64\n yield %e");
        assertEquals(List.of(7, 7), kept(gradient(program(costly))));
    }

    /// The numbers of rows that loops collect which are not in other loops, in order.
    private static List<Integer> kept(Function f) {
        return f.body().instructions().stream()
                .filter(i -> i.operation() instanceof Operation.For)
                .flatMap(i -> i.results().stream())
                .filter(v -> v.type().rank() == 2)
                .map(v -> v.type().size(0))
                .toList();
    }

    @Test
    void whatIsRestoredIsRight() {
        Program program = program(LAYERS.replace("STEPS", "2"));
        List<Tensor> x = List.of(Tensor.of(0.9, -1.1, 0.7, 1.2), Tensor.of(0.8, -0.6, 1.1));
        Tensor gradient = Interpreter.call(Program.of(gradient(program)), "grad", x).get(1);
        for (int k = 0; k < 4; k++) {
            double h = 1e-6;
            double difference = (value(program, x, k, h) - value(program, x, k, -h)) / (2 * h);
            assertEquals(difference, gradient.real(k), 1e-8);
        }
    }

    private static double value(Program program, List<Tensor> x, int k, double h) {
        Tensor w = Tensor.reals(x.get(0).type(), e -> x.get(0).real(e) + (e == k ? h : 0));
        return Interpreter.call(program, "f", List.of(w, x.get(1))).getFirst().real(0);
    }
}
