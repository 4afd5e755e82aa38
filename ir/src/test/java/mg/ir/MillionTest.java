package mg.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A list of a million instructions, each of which needs the one before.
class MillionTest {
    private static final int MILLION = 1_000_000;

    @Test
    void aMillionInstructionsAreBuiltPrintedParsedVerifiedAndRun() {
        assertTimeout(Duration.ofSeconds(60), () -> {
            Program program = chain(MILLION);
            Program parsed = Parser.parse("chain.ir", Printer.print(program));
            assertEquals(program, parsed);
            Verifier.check(parsed);
            assertEquals(program.functions().getFirst(), Renumber.run(parsed.functions().getFirst()));
            assertEquals(List.of(Tensor.of(MILLION + 0.5)), Interpreter.call(parsed, "chain", List.of(Tensor.of(0.5))));
        });
    }

    /// Ten times the length takes less than thirty times as long; quadratic would be a hundred.
    @Test
    void timeIsLinearInTheLength() {
        all(MILLION / 100);
        all(MILLION / 100);
        long few = all(MILLION / 100);
        long many = all(MILLION / 10);
        assertTrue(many < 30 * few + 1_000_000_000L, many + " ns, and " + few + " ns for a tenth");
    }

    private static long all(int length) {
        long start = System.nanoTime();
        Program parsed = Parser.parse("chain.ir", Printer.print(chain(length)));
        Verifier.check(parsed);
        Interpreter.call(parsed, "chain", List.of(Tensor.of(0.5)));
        return System.nanoTime() - start;
    }

    private static Program chain(int length) {
        var b = new Builder();
        Var x = b.argument("x", Type.F64);
        Var one = b.constant(1.0);
        for (int k = 0; k < length; k++) {
            x = b.add(x, one);
        }
        return Program.of(b.finish("chain", List.of("result"), List.of(x)));
    }
}
