package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Builder;
import mg.ir.DiagnosticException;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

/// Functions that state their own derivative. The stated ones are three times too large, so that it shows who was
/// asked.
class CustomDerivativeTest {
    private static final String FUNCTIONS = """
            func @square(%x: f64, %n: i64) -> f64 {
              %y = mul %x, %x : f64
              return %y
            }
            func @f(%x: f64) -> f64 {
              %n = const 2 : i64
              %s = for %i in 0..4 carry(%c = %x) {
                %y = call @square(%c, %n) : f64
                %h = const 0x1p-1 : f64
                %z = mul %y, %h : f64
                yield carry %z
              } : f64
              return %s
            }
            """;
    private static final String TANGENT = """
            func @square.tangent(%x: f64, %n: i64, %d: f64) -> f64 {
              %six = const 0x1.8p2 : f64
              %y = mul %x, %d : f64
              %z = mul %six, %y : f64
              return %z
            }
            """;
    private static final String PULLBACK = """
            func @square.pullback(%x: f64, %n: i64, %ct: f64) -> f64 {
              %t = const 0x1.8p1 : f64
              %y = call @square(%x, %n) : f64
              %q = div %y, %x : f64
              %p = mul %q, %ct : f64
              %u = add %p, %p : f64
              %z = mul %t, %u : f64
              return %z
            }
            """;

    private static double exact(double x) {
        double derivative = 1;
        for (int k = 0; k < 4; k++) {
            derivative *= 3 * x;
            x = x * x / 2;
        }
        return derivative;
    }

    private static double reverse(String text, double x) {
        Program p = Gradient.of(Parser.parse("custom", text), "f", List.of(0), "grad");
        Verifier.check(p);
        return run(p, "grad", x).get(1).real(0);
    }

    private static double forward(String text, double x) {
        Program p = Parser.parse("custom", text);
        Function f = p.function("f");
        var b = new Builder();
        var operands = new ArrayList<>(b.argumentsOf(f));
        operands.add(b.constant(1.0));
        var results = b.emit(new Operation.Jvp("f", List.of(0)), operands, List.of(),
                Lists.concat(f.resultTypes(), f.resultTypes()));
        return run(p.plus(b.finish("jvp", List.of("y", "dy"), results)), "jvp", x).get(1).real(0);
    }

    private static List<Tensor> run(Program p, String function, double x) {
        Program optimized = Program.of(Pipelines.optimized(p, function));
        Verifier.check(optimized);
        return Interpreter.call(optimized, function, List.of(Tensor.of(x)));
    }

    @Test
    void withoutOneTheFunctionItselfIsDifferentiated() {
        assertEquals(exact(1.3) / 81, reverse(FUNCTIONS, 1.3), 1e-12);
        assertEquals(exact(1.3) / 81, forward(FUNCTIONS, 1.3), 1e-12);
    }

    @Test
    void aTangentServesBothModes() {
        assertEquals(exact(1.3), forward(FUNCTIONS + TANGENT, 1.3), 1e-10);
        assertEquals(exact(1.3), reverse(FUNCTIONS + TANGENT, 1.3), 1e-10);
    }

    @Test
    void aPullbackServesBothModes() {
        assertEquals(exact(1.3), reverse(FUNCTIONS + PULLBACK, 1.3), 1e-10);
        assertEquals(exact(1.3), forward(FUNCTIONS + PULLBACK, 1.3), 1e-10);
    }

    @Test
    void bothTogether() {
        assertEquals(exact(1.3), reverse(FUNCTIONS + PULLBACK + TANGENT, 1.3), 1e-10);
        assertEquals(exact(1.3), forward(FUNCTIONS + TANGENT + PULLBACK, 1.3), 1e-10);
    }

    @Test
    void theValueIsTheFunctions() {
        Program p = Gradient.of(Parser.parse("custom", FUNCTIONS + PULLBACK), "f", List.of(0), "grad");
        double x = 1.3;
        for (int k = 0; k < 4; k++) {
            x = x * x / 2;
        }
        assertEquals(x, run(p, "grad", 1.3).getFirst().real(0), 1e-15);
    }

    @Test
    void secondDerivativesDifferentiateTheStatedOne() {
        Program p = Gradient.of(Parser.parse("custom", FUNCTIONS + PULLBACK), "f", List.of(0), "grad");
        Program q = Gradient.of(p, "grad", List.of(0), "second");
        // The gradient's first result is the value; its derivative is the gradient again.
        assertEquals(exact(1.3), run(q, "second", 1.3).get(1).real(0), 1e-10);
    }

    @Test
    void aFunctionThatIsDifferentiatedItselfIsAskedToo() {
        Program p = Gradient.of(Parser.parse("custom", FUNCTIONS + PULLBACK), "square", List.of(0), "grad");
        assertEquals(6 * 1.3,
                Interpreter.call(Program.of(Pipelines.optimized(p, "grad")), "grad",
                List.of(Tensor.of(1.3), Tensor.of(2L)))
                        .get(1).real(0), 1e-14);
    }

    @Test
    void whatAPullbackCallsMayCallTheFunction() {
        String through = """
                func @square(%x: f64) -> f64 {
                  %y = mul %x, %x : f64
                  return %y
                }
                func @half(%x: f64) -> f64 {
                  %y = call @square(%x) : f64
                  %q = div %y, %x : f64
                  return %q
                }
                func @square.pullback(%x: f64, %ct: f64) -> f64 {
                  %q = call @half(%x) : f64
                  %t = const 0x1.8p2 : f64
                  %p = mul %q, %t : f64
                  %z = mul %p, %ct : f64
                  return %z
                }
                func @f(%x: f64) -> f64 {
                  %y = call @half(%x) : f64
                  return %y
                }
                """;
        // (x²)' is said to be 6 x, so (x² / x)' is 6 x / x - x² / x² = 5.
        assertEquals(5, reverse(through, 1.3), 1e-14);
        assertEquals(5, forward(through, 1.3), 1e-14);
    }

    @Test
    void inItsPullbackTheListOfAFunctionMayBeDifferentiated() {
        String twice = FUNCTIONS + """
                func @square.pullback(%x: f64, %n: i64, %ct: f64) -> f64 {
                  %y, %a = vjp @square [0](%x, %n, %ct) : f64, f64
                  %t = const 0x1.8p1 : f64
                  %z = mul %t, %a : f64
                  return %z
                }
                """;
        assertEquals(exact(1.3), reverse(twice, 1.3), 1e-10);
    }

    @Test
    void aDerivativeThatNeedsItselfIsAnError() {
        String circular = FUNCTIONS + """
                func @also(%x: f64, %n: i64) -> f64 {
                  %y = call @square(%x, %n) : f64
                  return %y
                }
                func @square.pullback(%x: f64, %n: i64, %ct: f64) -> f64 {
                  %y, %a = vjp @also [0](%x, %n, %ct) : f64, f64
                  return %a
                }
                """;
        var e = assertThrows(DiagnosticException.class, () -> reverse(circular, 1.3));
        assertEquals("'square.pullback' differentiates something whose derivative it is itself a part of",
                e.diagnostics().getFirst().message());
    }
}
