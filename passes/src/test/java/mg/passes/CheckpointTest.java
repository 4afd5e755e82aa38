package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

/// Long sequential loops are differentiated within a bound on memory, and stay right.
class CheckpointTest {
    /// A loop whose states alone take 16 GB, with every kind of result beside.
    private static final String LONG = """
            func @f(%x: f64[2], %w: f64) -> (v: f64, s: f64, at: i64, last: f64) {
              %v, %s, %m, %at = for %i in 0..STEPS carry(%c = %x) {
                %b = broadcast [] %w : f64[2]
                %p = mul %c, %b : f64[2]
                %q = sin %p : f64[2]
                %o = const 0 : i64
                %e = index %q, %o : f64
                %g = mul %e, %e : f64
                yield carry %q, sum %g, max %g, argmax %g
              } : f64[2], f64, f64, i64
              %r = reduce sum [0] %v : f64
              %t = add %r, %s : f64
              %u = add %t, %m : f64
              return %u, %s, %at, %r
            }
            """;

    private static Function gradient(String steps) {
        Program program = Parser.parse("long", LONG.replace("STEPS", steps));
        Verifier.check(program);
        Function f = Pipelines.optimized(
                Gradient.of(program, "f", Gradient.reals(program.function("f")), "grad"), "grad");
        Verifier.check(Program.of(f));
        return f;
    }

    @Test
    void noValueIsLargerThanTheBound() {
        assertTrue(largest(gradient("1_000_000_000".replace("_", "")).body()) <= Memory.LOOP);
    }

    private static long largest(Block block) {
        long largest = 0;
        for (Instruction i : block.instructions()) {
            for (var r : i.results()) {
                largest = Math.max(largest, Memory.bytes(r.type()));
            }
            for (Block inner : i.blocks()) {
                largest = Math.max(largest, largest(inner));
            }
        }
        return largest;
    }

    @Test
    void aSplitLoopGivesWhatTheWholeGives() {
        Program program = Parser.parse("long", LONG.replace("STEPS", "23"));
        Function f = program.functions().getFirst();
        var x = List.of(Tensor.of(0.4, -0.7), Tensor.of(1.3));
        Function split = LongLoops.run(Expand.run(f), loop -> loop.carries() > 0);
        assertEquals(List.of(5L, 2L), split.body().instructions().stream()
                .filter(i -> i.operation() instanceof Operation.For)
                .map(i -> ((Operation.For) i.operation()).n())
                .toList());
        List<Tensor> expected = Interpreter.call(Program.of(f), "f", x);
        List<Tensor> actual = Interpreter.call(Program.of(split), "f", x);
        assertEquals(expected.get(2), actual.get(2));
        for (int k : List.of(0, 1, 3)) {
            assertEquals(expected.get(k).real(0), actual.get(k).real(0), 1e-12);
        }
        assertEquals(Type.I64, actual.get(2).type());
    }
}
