package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

/// Lists of a million instructions, each depending on the one before, go through every pass without recursion on depth.
class LargeProgramsTest {
    /// `x ← (x + y)·c`, many times.
    private static Program chain(int steps) {
        var b = new Builder();
        Var x = b.argument("x", Type.F64);
        Var y = b.argument("y", Type.F64);
        Var c = b.constant(0.5);
        Var z = x;
        for (int k = 0; k < steps; k++) {
            z = b.mul(b.add(z, y), c);
        }
        return Program.of(b.finish("f", List.of("result"), List.of(z)));
    }

    @Test
    void aMillionInstructionsDeepGradientIsRight() {
        Program program = Gradient.of(chain(500_000), "f", List.of(0, 1), "grad");
        for (Pass pass : Pipelines.EXPANDED) {
            program = pass.run(program);
        }
        check(program);
    }

    @Test
    void everyPassTakesALongListAndKeepsItAboutAsLong() {
        Program program = Gradient.of(chain(50_000), "f", List.of(0, 1), "grad");
        Function f = Pipelines.optimized(program, "grad");
        assertTrue(f.body().instructions().size() <= 200_010, "grew to " + f.body().instructions().size());
        check(Program.of(f));
    }

    private static void check(Program program) {
        Verifier.check(program);
        List<Tensor> results = Interpreter.call(program, "grad", List.of(Tensor.of(3.0), Tensor.of(2.0)));
        // x_n → y + 2^-n (x - y), so the value is y, and its derivatives are 0 and 1 up to rounding.
        assertEquals(2.0, results.get(0).real(0), 1e-12);
        assertEquals(0.0, results.get(1).real(0), 1e-12);
        assertEquals(1.0, results.get(2).real(0), 1e-12);
    }
}
