package mg.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A list of a million instructions, each of which needs the one before.
class MillionTest {
    private static final int MILLION = 1_000_000;

    @Test
    void aMillionInstructionsAreBuiltPrintedParsedVerifiedAndRun() {
        Program program = chain(MILLION);
        Program parsed = Parser.parse("chain.ir", Printer.print(program));
        assertEquals(program, parsed);
        Verifier.check(parsed);
        assertEquals(program.functions().getFirst(), Renumber.run(parsed.functions().getFirst()));
        assertEquals(List.of(Tensor.of(MILLION + 0.5)), Interpreter.call(parsed, "chain", List.of(Tensor.of(0.5))));
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
