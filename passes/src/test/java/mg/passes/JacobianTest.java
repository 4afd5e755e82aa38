package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Interpreter;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

class JacobianTest {
    /// `y[i] = x[i]² w`, `s = Σ x[i]`, and a position.
    private static final String TEXT = """
            func @f(%x: T[3], %w: T[2], %k: i64) -> (y: T[3,2], s: T, k: i64) {
              %y = for %i in 0..3 {
                %a = index %x, %i : T
                %q = mul %a, %a : T
                %r = for %j in 0..2 {
                  %b = index %w, %j : T
                  %c = mul %q, %b : T
                  yield collect %c
                } : T[2]
                yield collect %r
              } : T[3,2]
              %s = reduce sum [0] %x : T
              return %y, %s, %k
            }
            """;

    private static Tensor jacobian(ElementType real, int argument, int result, String mode) {
        Program functions = Parser.parse("test", TEXT.replace("T", real.toString()));
        Program program = Jacobian.of(functions, "f", argument, result, "J");
        Verifier.check(program);
        assertTrue(Printer.print(program).contains(mode));
        Program run = Program.of(Pipelines.optimized(program, "J"));
        Type x = Type.of(real, 3);
        Type w = Type.of(real, 2);
        return Interpreter.call(run, "J",
                        List.of(Tensor.reals(x, k -> k + 1), Tensor.reals(w, k -> 5 + k), Tensor.of(0L)))
                .getFirst();
    }

    @Test
    void hasTheShapeOfTheResultThenThatOfTheArgument() {
        for (ElementType real : List.of(ElementType.F64, ElementType.F32)) {
            assertEquals(
                    Tensor.reals(Type.of(real, 3, 2, 3), k -> k / 6 == k % 3 ? 2 * (k / 6 + 1) * (5 + k / 3 % 2) : 0),
                    jacobian(real, 0, 0, "jvp"));
            assertEquals(Tensor.reals(Type.of(real, 3, 2, 2), k -> k / 2 % 2 == k % 2 ? (k / 4 + 1) * (k / 4 + 1) : 0),
                    jacobian(real, 1, 0, "jvp"));
            assertEquals(Tensor.reals(Type.of(real, 3), _ -> 1), jacobian(real, 0, 1, "vjp"));
            assertEquals(Tensor.zeros(Type.of(real, 2)), jacobian(real, 1, 1, "jvp"));
        }
    }

    @Test
    void isOneLoopWhateverTheSizes() {
        String text = "func @f(%x: f64[N]) -> f64[N] {\n%y = exp %x : f64[N]\nreturn %y\n}\n";
        String small = Printer.print(Jacobian.of(Parser.parse("test", text.replace("N", "2")), "f", 0, 0, "J"));
        String large = Printer.print(Jacobian.of(Parser.parse("test", text.replace("N", "4000")), "f", 0, 0, "J"));
        assertEquals(small.lines().count(), large.lines().count());
    }

    @Test
    void emptyArgumentsAndResultsHaveEmptyJacobians() {
        String text = "func @f(%x: f64[N]) -> f64[M] {\n%y = slice [0:M:1] %x : f64[M]\nreturn %y\n}\n";
        for (int n = 0; n < 3; n++) {
            for (int m = 0; m <= n; m++) {
                Program program = Parser.parse("test", text.replace("N", "" + n).replace("M", "" + m));
                Program run = Program.of(Pipelines.optimized(Jacobian.of(program, "f", 0, 0, "J"), "J"));
                Tensor x = Tensor.zeros(Type.of(ElementType.F64, n));
                int columns = n;
                assertEquals(Tensor.reals(Type.of(ElementType.F64, m, n), k -> k / columns == k % columns ? 1 : 0),
                        Interpreter.call(run, "J", List.of(x)).getFirst());
            }
        }
    }

    @Test
    void onlyRealsHaveDerivatives() {
        Program program = Parser.parse("test", TEXT.replace("T", "f64"));
        assertEquals("there is no derivative with respect to 'k', which is i64", message(program, 2, 0));
        assertEquals("there is no derivative of 'k', which is i64", message(program, 0, 2));
    }

    private static String message(Program program, int argument, int result) {
        return assertThrows(DiagnosticException.class, () -> Jacobian.of(program, "f", argument, result, "J"))
                .diagnostics()
                .getFirst()
                .message();
    }
}
