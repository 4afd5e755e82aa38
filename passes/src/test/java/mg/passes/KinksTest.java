package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

/// What derivatives are where functions have none, in both modes.
class KinksTest {
    /// Checks the derivative of a function `@f(%x: f64[n])` of one result at `x`, in both modes.
    private static void derivative(String list, double[] x, double... expected) {
        String text = "func @f(%x: f64[" + x.length + "]) -> f64 {\n" + list + "}\n";
        Program program = Parser.parse("kink", text);
        Verifier.check(program);
        Program gradient = Gradient.of(program, "f", List.of(0), "grad");
        Tensor at = Tensor.of(x);
        Tensor reverse = run(gradient, "grad", List.of(at)).get(1);
        for (int k = 0; k < x.length; k++) {
            assertEquals(expected[k], reverse.real(k), 1e-12, "reverse, by x[" + k + "]");
            double[] direction = new double[x.length];
            direction[k] = 1;
            Function f = program.function("f");
            var b = new Builder();
            var operands = new ArrayList<>(b.argumentsOf(f));
            operands.add(b.argument("d", f.argumentTypes().getFirst()));
            var results = b.emit(new Operation.Jvp("f", List.of(0)), operands, List.of(),
                    Lists.concat(f.resultTypes(), f.resultTypes()));
            Program forward = program.plus(b.finish("jvp", List.of("y", "dy"), results));
            double tangent = run(forward, "jvp", List.of(at, Tensor.of(direction))).get(1).real(0);
            assertEquals(expected[k], tangent, 1e-12, "forward, by x[" + k + "]");
        }
    }

    private static List<Tensor> run(Program program, String function, List<Tensor> x) {
        Program p = Program.of(Pipelines.optimized(program, function));
        Verifier.check(p);
        return Interpreter.call(p, function, x);
    }

    private static String unary(String op) {
        return """
                %i = const 0 : i64
                %a = index %x, %i : f64
                %y = OP %a : f64
                return %y
                """.replace("OP", op);
    }

    private static String binary(String op) {
        return """
                %i = const 0 : i64
                %j = const 1 : i64
                %a = index %x, %i : f64
                %b = index %x, %j : f64
                %y = OP %a, %b : f64
                return %y
                """.replace("OP", op);
    }

    @Test
    void derivativesAtKinks() {
        double inf = Double.POSITIVE_INFINITY;
        derivative(unary("relu"), new double[] {0}, 0);
        derivative(unary("abs"), new double[] {0}, 0);
        derivative(unary("abs"), new double[] {-0.0}, 0);
        derivative(unary("sign"), new double[] {0}, 0);
        derivative(unary("floor"), new double[] {1}, 0);
        derivative(unary("sqrt"), new double[] {0}, inf);
        derivative(unary("log"), new double[] {0}, inf);
        derivative(unary("cbrt"), new double[] {0}, inf);
        derivative(binary("max"), new double[] {2, 2}, 0.5, 0.5);
        derivative(binary("min"), new double[] {2, 2}, 0.5, 0.5);
        derivative(binary("hypot"), new double[] {0, 0}, 0, 0);
        derivative(binary("pow"), new double[] {0, 0}, 0, 0);
        derivative(binary("pow"), new double[] {0, 2}, 0, 0);
        derivative(binary("atan2"), new double[] {0, 0}, Double.NaN, Double.NaN);
    }

    @Test
    void constantOperandsHaveNoDerivativeOfTheirOwn() {
        String power = """
                %i = const 0 : i64
                %a = index %x, %i : f64
                %p = const 0x1.4p2 : f64
                %y = pow %a, %p : f64
                return %y
                """;
        derivative(power, new double[] {-2}, 5 * 16);
        String reciprocal = """
                %i = const 0 : i64
                %a = index %x, %i : f64
                %p = const 0x1p0 : f64
                %y = div %p, %a : f64
                return %y
                """;
        derivative(reciprocal, new double[] {0}, Double.NEGATIVE_INFINITY);
    }

    @Test
    void extremesOfSeveralEqualElementsGiveAllToTheFirst() {
        derivative("%y = reduce max [0] %x : f64\nreturn %y\n", new double[] {1, 3, 3}, 0, 1, 0);
        derivative("%y = reduce min [0] %x : f64\nreturn %y\n", new double[] {1, 1, 3}, 1, 0, 0);
    }

    @Test
    void aProductWithAZeroHasTheDerivativeOfTheOthers() {
        derivative("%y = reduce prod [0] %x : f64\nreturn %y\n", new double[] {2, 0, 3}, 0, 6, 0);
    }

    @Test
    void theSideNotTakenContributesNothing() {
        derivative("""
                %i = const 0 : i64
                %a = index %x, %i : f64
                %z = const 0x0p0 : f64
                %c = lt %z, %a : bool
                %y = if %c {
                  %s = sqrt %a : f64
                  yield %s
                } else {
                  yield %z
                } : f64
                return %y
                """, new double[] {0}, 0);
    }

    @Test
    void theSideASelectDoesNotTakeContributesNothing() {
        // where(x > 0, sqrt(x) + 1, where(x < -1, log(-1 - x), 0)), on a whole array
        derivative("""
                %z = const 0x0p0 : f64
                %o = const 0x1p0 : f64
                %zs = broadcast [] %z : f64[4]
                %os = broadcast [] %o : f64[4]
                %c = lt %zs, %x : bool[4]
                %s = sqrt %x : f64[4]
                %s1 = add %s, %os : f64[4]
                %n = neg %os : f64[4]
                %d = lt %x, %n : bool[4]
                %m = sub %n, %x : f64[4]
                %l = log %m : f64[4]
                %w = select %d, %l, %zs : f64[4]
                %y = select %c, %s1, %w : f64[4]
                %r = reduce sum [0] %y : f64
                return %r
                """, new double[] {0, 4, -1, -3}, 0, 0.25, 0, -0.5);
    }
}
