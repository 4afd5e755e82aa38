package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.ir.Backend;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.InterpreterBackend;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.Verifier;
import mg.testing.Agreement;
import mg.testing.Edges;
import mg.testing.ElementDerivatives;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Both modes of the derivative of every operation, compiled by every backend: at random smooth points against finite
/// differences and Commons Math, at edge values against the interpreter.
class ElementDerivativesTest {
    private static final int POINTS = 20;
    /// What the formulas of the rules lose when the library functions in them are up to 4 ulp away: the most is
    /// `1 - tanh²` at 3, where in `f32` 8 · 2⁻²⁴ is a part in 20,000.
    private static final Agreement RULE = new Agreement(5e-5, 1e-11, 1e-300);

    /// `derivatives` of `op` on arrays: value, adjoints of all operands, and the tangents by each.
    private static Program derivatives(ElementOp op, Type type) {
        int arity = op.arity();
        var b = new Builder();
        List<Var> x = IntStream.range(0, arity).mapToObj(k -> b.argument("x" + k, type)).toList();
        Function f = b.finish("f", List.of("y"), List.of(b.emit(new Operation.Element(op), x)));

        var d = new Builder();
        List<Var> at = d.argumentsOf(f);
        List<Integer> wrt = IntStream.range(0, arity).boxed().toList();
        List<Var> adjoints = derivative(d, new Operation.Vjp("f", wrt), at, d.filled(type, 1), arity);
        var results = new ArrayList<>(adjoints);
        for (int k : wrt) {
            results.add(derivative(d, new Operation.Jvp("f", List.of(k)), at, d.filled(type, 1), 1).getLast());
        }
        List<String> names = IntStream.range(0, results.size()).mapToObj(k -> "r" + k).toList();
        Program program = Program.of(f, d.finish("derivatives", names, results));
        Verifier.check(program);
        return program;
    }

    private static List<Var> derivative(Builder b, Operation operation, List<Var> at, Var direction, int count) {
        var operands = new ArrayList<>(at);
        operands.add(direction);
        Type type = direction.type();
        return b.emit(operation, operands, List.of(), IntStream.rangeClosed(0, count).mapToObj(_ -> type).toList());
    }

    @TestFactory
    Stream<DynamicTest> bothModesAgreeWithOthersAtSmoothPoints() {
        return each((backend, op) -> {
            List<double[]> points = ElementDerivatives.smoothPoints(op, POINTS);
            for (ElementType element : List.of(ElementType.F64, ElementType.F32)) {
                Type type = Type.of(element, POINTS);
                List<Tensor> x = IntStream.range(0, op.arity())
                        .mapToObj(k -> Tensor.reals(type, e -> points.get(e)[k]))
                        .toList();
                List<Tensor> actual = Working.run(backend, derivatives(op, type), "derivatives", x);
                for (int e = 0; e < POINTS; e++) {
                    check(op, rounded(x, e), actual, e, element == ElementType.F64 ? 1 : 3e8);
                }
            }
        });
    }

    private static double[] rounded(List<Tensor> x, int e) {
        return x.stream().mapToDouble(t -> t.real(e)).toArray();
    }

    /// @param looser how much larger errors may be than in double precision
    private static void check(ElementOp op, double[] x, List<Tensor> actual, int e, double looser) {
        DerivativeStructure oracle = ElementDerivatives.structure(op, x).orElse(null);
        for (int k = 0; k < op.arity(); k++) {
            double reverse = actual.get(1 + k).real(e);
            double forward = actual.get(1 + op.arity() + k).real(e);
            double difference = ElementDerivatives.difference(op, k, x);
            String where = op + " by operand " + k + " at " + Arrays.toString(x);
            assertEquals(difference, reverse, (1e-6 + 1e-13 * looser) * (1 + Math.abs(difference)), where);
            assertEquals(reverse, forward, 1e-15 * looser * (1 + Math.abs(reverse)), where + " in both modes");
            if (oracle != null) {
                double exact = oracle.getPartialDerivative(k == 0 ? 1 : 0, k == 1 ? 1 : 0);
                assertEquals(exact, reverse, 1e-13 * looser * (1 + Math.abs(exact)), where);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> atEdgesEveryBackendGivesWhatTheInterpreterGives() {
        return each((backend, op) -> {
            for (ElementType element : List.of(ElementType.F64, ElementType.F32)) {
                List<Tensor> x = Edges.operands(op, element);
                Program program = derivatives(op, x.getFirst().type());
                List<Tensor> expected = Working.run(new InterpreterBackend(), program, "derivatives", x);
                List<Tensor> actual = Working.run(backend, program, "derivatives", x);
                RULE.check(expected, actual, () -> op + " of " + element);
            }
        });
    }

    private interface Check {
        void run(Backend backend, ElementOp op);
    }

    private static Stream<DynamicTest> each(Check check) {
        List<ElementOp> operations = ElementDerivatives.operations().toList();
        assertTrue(operations.size() >= 30, operations.toString());
        return operations.stream().flatMap(op -> Working.backends().stream()
                .map(b -> DynamicTest.dynamicTest(b.name() + " " + op, () -> check.run(b, op))));
    }
}
