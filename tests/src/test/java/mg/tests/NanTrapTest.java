package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import mg.Mg;
import mg.ir.Diagnostic;
import mg.ir.Tensor;
import org.junit.jupiter.api.Test;

/// The first operation that makes a NaN or an infinity is found, with its place and its operands.
class NanTrapTest {
    private static String trapped(String text, double... x) {
        Optional<Diagnostic> found = Mg.parse(text).function("f").valueAndGradient()
                .trapNan(Map.of("x", x.length == 1 ? Tensor.of(x[0]) : Tensor.of(x)));
        return found.map(Diagnostic::render).orElse("");
    }

    @Test
    void inTheForwardPart() {
        assertEquals("""
                <text>:2:9: error: 'log' of 0.0 gives -Infinity
                      2 * log(x - 1) }
                          ^^^^^^^^^^
                  this happened in the forward part""", trapped("fn f(x: real) = {\n    2 * log(x - 1) }\n"
                        .replace("= {", "{"), 1));
    }

    @Test
    void inTheBackwardPart() {
        assertEquals("""
                <text>:1:21: error: 'div' of 1.0 and 0.0 gives Infinity
                  fn f(x: real) = 3 + sqrt(x)
                                      ^^^^^^^
                  this happened in the backward part""", trapped("fn f(x: real) = 3 + sqrt(x)\n", 0));
    }

    @Test
    void inASum() {
        assertEquals("""
                <text>:1:20: error: the sum over 2 iterations gives Infinity
                  fn f(x: real[2]) = sum(x[i] * 1e308 for i)
                                     ^^^^^^^^^^^^^^^^^^^^^^^
                  this happened in the forward part""", trapped("fn f(x: real[2]) = sum(x[i] * 1e308 for i)\n", 1, 1));
    }

    @Test
    void inTheLibraryItIsTheCallThatIsNamed() {
        assertEquals("""
                <text>:2:5: error: 'div' of 0.0 and 0.0 gives NaN
                      correlation(x, 2 * x)
                      ^^^^^^^^^^^^^^^^^^^^^
                  this happened in the forward part""", trapped("fn f(x: real[2]) {\n    correlation(x, 2 * x)\n}\n", 1, 1));
    }

    @Test
    void nothingWhereAllIsFiniteOrWasNotBefore() {
        assertEquals("", trapped("fn f(x: real) = exp(x)\n", 1));
        assertEquals("", trapped("fn f(x: real) = exp(x)\n", Double.POSITIVE_INFINITY));
    }
}
