package mg.ir;

import static mg.testing.ElementDerivatives.difference;
import static mg.testing.ElementDerivatives.operations;
import static mg.testing.ElementDerivatives.smoothPoints;
import static mg.testing.ElementDerivatives.structure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The derivative rule of every operand of every operation, run at random smooth points.
class ElementRuleTest {
    private static final int POINTS = 40;

    @TestFactory
    Stream<DynamicTest> agreesWithFiniteDifferences() {
        return operations().flatMap(op -> IntStream.range(0, op.arity()).mapToObj(k -> DynamicTest.dynamicTest(
                op + " by operand " + k, () -> {
                    for (double[] x : smoothPoints(op, POINTS)) {
                        assertClose(difference(op, k, x), rule(op, k, x, 1.5) / 1.5, 1e-6, op, x);
                    }
                })));
    }

    @TestFactory
    Stream<DynamicTest> agreesWithDerivativeStructure() {
        return operations().filter(op -> structure(op, 0.5, 0.5).isPresent())
                .map(op -> DynamicTest.dynamicTest(op.toString(), () -> {
                    for (double[] x : smoothPoints(op, POINTS)) {
                        DerivativeStructure y = structure(op, x).orElseThrow();
                        assertClose(y.getValue(), mg.testing.ElementDerivatives.value(op, x), 1e-14, op, x);
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
        assertEquals(27, operations().filter(op -> structure(op, 0.5, 0.5).isPresent()).count());
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
