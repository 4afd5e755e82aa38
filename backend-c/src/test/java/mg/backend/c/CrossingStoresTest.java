package mg.backend.c;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mg.ir.Options;
import mg.ir.Tensor;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.testing.Choices;
import mg.testing.KernelParser;
import mg.testing.LoopInterpreter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Loops whose iterations meet, as gcc makes wrong vectors of them.
class CrossingStoresTest {
    /// The text of a kernel whose outermost loop, over `i2`, does this.
    private static String text(String body) {
        return text(KernelParser.parse("""
                kernel f(x: f64[400], i0: i64, i1: i64) -> (t: f64[400]) {
                  buffer n: i64[4] at 0
                  fill n[0] for 4 = i0
                  let d90 = 0.0
                  fill t[0] for 400 = d90
                  for i2 in 0..20 {
                %s
                  }
                }
                """.formatted(body.replace(';', '\n'))));
    }

    private static String text(Kernel kernel) {
        return new String(CBackend.emit(List.of(kernel), "k", Options.DEFAULT).getLast().content(), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "t[3*i2] += d90; t[3*i2 + 3] += d90",
        "t[3*i2] += d90; t[3*i2 + 1] = d90; t[3*i2 + 4] += d90",
        "let d3 = t[2*i2 + 2]; t[2*i2] = d3",
        "t[-2*i2 + 50] += d90; t[-2*i2 + 52] += d90",
        // an inner loop, whose iterations may be written out
        "for i3 in 0..6 {; t[4*i2 + i3] += d90; }",
        "for i3 in 0..3 down {; t[2*i2 + -1*i3 + 2] += d90; }",
        "for i3 in 0..2 {; for i4 in 0..2 {; t[2*i2 + i3 + i4] += d90; }; }",
        "for i3 in 0..6 until i0 {; t[4*i2 + i3] += d90; }",
        // integers that were defined before
        "let i3 = 3*i2 + 4; t[i3] += d90; t[3*i2 + 1] += d90",
        "let i3 = 3; let i4 = mul i2, i3; t[i4] += d90; t[i4 + 3] += d90",
        "let i3 = 3*i2 + 4; let i4 = i3 + -4; t[i4] += d90; t[i3] += d90",
        // whole rows
        "fill t[3*i2] for 4 = d90",
        "copy t[3*i2] for 4 += x[3*i2]",
        "copy t[3*i2] for 2 = t[3*i2 + 3]",
        // in a branch
        "let b3 = lt i2, i0; if b3 {; t[3*i2] += d90; }; t[3*i2 + 3] += d90",
        // what is not known may be anything
        "t[3*i2 + i0] += d90; t[3*i2 + i1] += d90",
        "t[3*i2] += d90; t[2*i2 + 1] += d90",
        "let i3 = n[0]; t[i3] += d90; t[i3 + 3] += d90",
    })
    void staysAsItIsWritten(String body) {
        assertTrue(text(body).contains("MG_BRANCH;"), () -> text(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "t[3*i2] += d90; t[3*i2 + 2] += d90; t[3*i2 + 1] = d90",
        "t[i2] += d90; t[i2 + 1] += d90",
        "let d3 = x[3*i2 + 3]; t[3*i2] += d3; let d4 = x[3*i2]; t[3*i2 + 1] += d4",
        "for i3 in 0..20 {; t[20*i2 + i3] += d90; }",
        "let i3 = 3*i2 + 4; t[i3] += d90; t[3*i2 + 5] += d90",
        "t[3*i2 + i0] += d90; t[3*i2 + i0 + 2] += d90",
        "let i3 = n[0]; t[i3] += d90",
        "fill t[3*i2] for 3 = d90",
        "copy t[3*i2] for 3 = x[3*i2]",
        "for i3 in 0..3 {; t[20*i3 + i2] += d90; }",
    })
    void isLeftToGcc(String body) {
        assertFalse(text(body).contains("MG_BRANCH"), () -> text(body));
    }

    /// An integer that a `while` carries.
    @ParameterizedTest
    @ValueSource(longs = {0, 3})
    void aWhileMeetsAsWell(long apart) {
        String text = text(KernelParser.parse("""
                kernel f(d0: f64, i9: i64) -> (t: f64[400]) {
                  fill t[0] for 400 = d0
                  let i1 = 0
                  while {
                    let b2 = lt i1, i9
                  } b2 {
                    t[i1] += d0
                    t[i1 + %d] += d0
                    let i3 = i1 + 3
                    i1 = i3
                  }
                }
                """.formatted(apart)));
        assertEquals(apart > 0, text.contains("MG_BRANCH;"), text);
    }

    @Property(tries = 40)
    void gccMakesWhatIsWritten(@ForAll @Size(min = 300, max = 1200) int[] choices) {
        Strict.needsGcc();
        Kernel kernel = StridedKernels.of(new Choices(choices));
        List<Tensor> arguments = StridedKernels.arguments(kernel);
        Object[] expected = LoopInterpreter.arrays(kernel.function().resultTypes());
        LoopInterpreter.run(kernel, arguments.stream().map(Tensor::data).toArray(), expected);
        List<Tensor> found = new CBackend().compile(kernel, Options.DEFAULT).call(arguments);
        for (int k = 0; k < expected.length; k++) {
            assertEquals(Tensor.view(found.get(k).type(), expected[k]), found.get(k), () -> LoopsPrinter.print(kernel));
        }
    }
}
