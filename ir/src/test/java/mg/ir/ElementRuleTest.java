package mg.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.FiniteDifferencesDifferentiator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The derivative rule of every operand of every operation, run at random smooth points.
class ElementRuleTest {
    private static final int POINTS = 40;

    private static Stream<ElementOp> differentiable() {
        return Arrays.stream(ElementOp.values())
                .filter(op -> op.evaluation() instanceof ElementOp.Arithmetic && op.derivative(0) != Rule.NONE);
    }

    @TestFactory
    Stream<DynamicTest> agreesWithFiniteDifferences() {
        return differentiable().flatMap(op -> IntStream.range(0, op.arity()).mapToObj(k -> DynamicTest.dynamicTest(
                op + " by operand " + k, () -> {
                    for (double[] x : smoothPoints(op)) {
                        assertClose(finiteDifference(op, k, x), rule(op, k, x, 1.5) / 1.5, 1e-6, op, x);
                    }
                })));
    }

    @TestFactory
    Stream<DynamicTest> agreesWithDerivativeStructure() {
        return differentiable().filter(op -> oracle(op, variables(new double[] {0.5, 0.5})) != null)
                .map(op -> DynamicTest.dynamicTest(op.toString(), () -> {
                    for (double[] x : smoothPoints(op)) {
                        DerivativeStructure y = oracle(op, variables(x));
                        assertClose(y.getValue(), value(op, x), 1e-14, op, x);
                        for (int k = 0; k < op.arity(); k++) {
                            double expected = y.getPartialDerivative(k == 0 ? 1 : 0, k == 1 ? 1 : 0);
                            assertClose(expected, rule(op, k, x, 1), 1e-11, op, x);
                        }
                    }
                }));
    }

    /// A table of oracles that had become empty would pass the test above.
    @Test
    void mostOperationsHaveAnOracle() {
        assertEquals(27, differentiable().filter(op -> oracle(op, variables(new double[] {0.5, 0.5})) != null).count());
    }

    private static DerivativeStructure[] variables(double[] x) {
        return new DerivativeStructure[] {
            new DerivativeStructure(2, 1, 0, x[0]), new DerivativeStructure(2, 1, 1, x.length > 1 ? x[1] : 0)
        };
    }

    private static DerivativeStructure oracle(ElementOp op, DerivativeStructure[] v) {
        DerivativeStructure x = v[0];
        DerivativeStructure y = v[1];
        return switch (op) {
            case ADD -> x.add(y);
            case SUB -> x.subtract(y);
            case MUL -> x.multiply(y);
            case DIV -> x.divide(y);
            case POW -> x.pow(y);
            case ATAN2 -> DerivativeStructure.atan2(x, y);
            case HYPOT -> DerivativeStructure.hypot(x, y);
            case NEG -> x.negate();
            case ABS -> x.abs();
            case SQRT -> x.sqrt();
            case CBRT -> x.cbrt();
            case EXP -> x.exp();
            case EXPM1 -> x.expm1();
            case LOG -> x.log();
            case LOG1P -> x.log1p();
            case SIN -> x.sin();
            case COS -> x.cos();
            case TAN -> x.tan();
            case ASIN -> x.asin();
            case ACOS -> x.acos();
            case ATAN -> x.atan();
            case SINH -> x.sinh();
            case COSH -> x.cosh();
            case TANH -> x.tanh();
            case SIGMOID -> x.negate().exp().add(1).reciprocal();
            case MAX -> x.getValue() > y.getValue() ? x : y;
            case MIN -> x.getValue() < y.getValue() ? x : y;
            case REM, SIGN, ERF, LGAMMA, DIGAMMA, RELU, FLOOR, CEIL, ROUND, LT, LE, EQ, NE, AND, OR, NOT, SELECT -> null;
        };
    }

    /// Random points at least 0.05 from where the operation is not smooth.
    private static List<double[]> smoothPoints(ElementOp op) {
        var random = new Random(op.ordinal());
        var points = new ArrayList<double[]>();
        while (points.size() < POINTS) {
            double[] x = random.doubles(op.arity(), -3, 3).toArray();
            if (op.smooth().distance(x) > 0.05) {
                points.add(x);
            }
        }
        return points;
    }

    private static double value(ElementOp op, double... x) {
        return ((ElementOp.Arithmetic) op.evaluation()).real().at().applyAsDouble(x[0], x.length > 1 ? x[1] : 0);
    }

    private static double finiteDifference(ElementOp op, int k, double[] x) {
        UnivariateFunction along = t -> {
            double[] moved = x.clone();
            moved[k] = t;
            return value(op, moved);
        };
        double step = Math.min(0.02, op.smooth().distance(x) / 40);
        return new FiniteDifferencesDifferentiator(7, step)
                .differentiate(along)
                .value(new DerivativeStructure(1, 1, 0, x[k]))
                .getPartialDerivative(1);
    }

    /// What the rule emits, run: `d · ∂y/∂x_k`.
    private static double rule(ElementOp op, int k, double[] x, double d) {
        if (op.derivative(k) == Rule.ZERO) {
            return 0;
        }
        var b = new Builder();
        List<Var> operands = IntStream.range(0, x.length).mapToObj(j -> b.argument("x" + j, Type.F64)).toList();
        Var adjoint = b.argument("d", Type.F64);
        Var y = b.emit(new Operation.Element(op), operands);
        Var result = op.derivative(k).emit(b, operands, y, adjoint);
        Program program = Program.of(b.finish("rule", List.of("result"), List.of(result)));
        Verifier.check(program);
        var arguments = new ArrayList<Tensor>();
        Arrays.stream(x).forEach(v -> arguments.add(Tensor.of(v)));
        arguments.add(Tensor.of(d));
        return Interpreter.call(program, "rule", arguments).getFirst().real(0);
    }

    private static void assertClose(double expected, double actual, double tolerance, ElementOp op, double[] x) {
        assertTrue(Math.abs(expected - actual) <= tolerance * (1 + Math.abs(expected)),
                () -> op + " at " + Arrays.toString(x) + ": " + actual + " instead of " + expected);
    }
}
