package mg.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.ir.Builder;
import mg.ir.DiagnosticException;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.InterpreterBackend;
import mg.ir.Options;
import mg.ir.Program;
import mg.ir.Rule;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Values and derivatives are those of the element table, for every operation in it.
class OperationsTest {
    private static final double[] EDGES = {0.0, -0.0, 1, -1, 0.3, -0.7, 2, 2.5, -2, 17, -17, 1e-300, -1e-300, 4.9e-324,
        1e300, -1e300, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};

    static Stream<ElementOp> onReals() {
        return Arrays.stream(ElementOp.values())
                .filter(op -> op.evaluation() instanceof ElementOp.Arithmetic);
    }

    @Test
    void theTableHasOperationsOnReals() {
        assertTrue(onReals().count() > 30);
    }

    /// The function `(x…, dy) -> y, dx…` made of the table's rules and interpreted agrees to the last bit.
    @ParameterizedTest
    @MethodSource("onReals")
    void agreesWithTheInterpretedTable(ElementOp op) {
        var b = new Builder();
        var x = new ArrayList<Var>();
        for (int k = 0; k < op.arity(); k++) {
            x.add(b.argument("x" + k, Type.F64));
        }
        var results = new ArrayList<Var>();
        var names = new ArrayList<String>();
        Var y = b.element(op, x.toArray(Var[]::new));
        results.add(y);
        names.add("y");
        for (int k = 0; k < op.arity(); k++) {
            if (op.derivative(k) != Rule.ZERO && op.derivative(k) != Rule.NONE) {
                results.add(op.derivative(k).emit(b, x, y, b.constant(1.0)));
                names.add("d" + k);
            }
        }
        Function function = b.finish("f", names, results);
        var interpreted = new InterpreterBackend().compile(Program.of(function), "f", Options.DEFAULT);
        for (double first : EDGES) {
            for (double second : op.arity() == 1 ? new double[] {0} : EDGES) {
                List<Double> at = List.of(first, second).subList(0, op.arity());
                List<Value> leaves = List.of(leaves(op, at.stream().mapToDouble(v -> v).toArray()));
                Value value = Value.apply(op, leaves.toArray(Value[]::new));
                List<Tensor> wanted = interpreted.call(at.stream().map(Tensor::of).toList());
                assertEquals(wanted.getFirst().real(0), value.data(), () -> op + " at " + at);
                if (function.resultNames().size() > 1) {
                    value.backward();
                }
                for (int k = 0; k < op.arity(); k++) {
                    int result = function.resultNames().indexOf("d" + k);
                    // A gradient is 0 + what is received, so -0.0 becomes 0.0.
                    double gradient = result < 0 ? 0 : 0.0 + wanted.get(result).real(0);
                    assertEquals(gradient, leaves.get(k).grad(), op + " by operand " + k + " at " + at);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("onReals")
    void gradientsAgreeWithCentralDifferences(ElementOp op) {
        int compared = 0;
        double[] points = {-2.3, -0.6, 0.4, 0.8, 1.7, 3.2};
        for (double first : points) {
            for (double second : op.arity() == 1 ? new double[] {0} : points) {
                double[] at = Arrays.copyOf(new double[] {first, second}, op.arity());
                if (!(op.smooth().distance(at) > 0.05)) {
                    continue;
                }
                if (op == ElementOp.POLYGAMMA) {
                    at[0] = Math.rint(Math.abs(first));
                }
                Value[] leaves = leaves(op, at);
                Value.apply(op, leaves).backward();
                for (int k = 0; k < at.length; k++) {
                    if (op.derivative(k) == Rule.NONE) {
                        continue;
                    }
                    double difference = (at(op, at, k, 1e-5) - at(op, at, k, -1e-5)) / 2e-5;
                    assertEquals(difference, leaves[k].grad(), 1e-6 * Math.max(1, Math.abs(difference)),
                            op + " by operand " + k + " at " + Arrays.toString(at));
                    compared++;
                }
            }
        }
        assertTrue(compared > 0, "nothing compared");
    }

    /// Constants where there is no derivative.
    private static Value[] leaves(ElementOp op, double[] at) {
        return IntStream.range(0, at.length)
                .mapToObj(k -> op.derivative(k) == Rule.NONE ? Value.constant(at[k]) : Value.of(at[k]))
                .toArray(Value[]::new);
    }

    private static double at(ElementOp op, double[] x, int k, double step) {
        Value[] leaves = Arrays.stream(x).mapToObj(Value::of).toArray(Value[]::new);
        leaves[k] = Value.of(x[k] + step);
        return Value.apply(op, leaves).data();
    }

    @Test
    void anOperationWithoutDerivativeSaysSoWhenALeafNeedsIt() {
        Value x = Value.of(1.5);
        Value y = Value.apply(ElementOp.POLYGAMMA, x, x);
        var error = assertThrows(DiagnosticException.class, y::backward);
        assertEquals("error: 'polygamma' has no derivative", error.getMessage());
        Value.apply(ElementOp.POLYGAMMA, Value.constant(1), x).backward();
    }

    /// 0 times the infinite derivative of `log` at 0 would be NaN.
    @Test
    void whatReceivesNothingContributesNothing() {
        Value x = Value.of(0);
        Value.apply(ElementOp.SIGN, x.log()).backward();
        assertEquals(0.0, x.grad());
    }

    @Test
    void onlyOperationsOnRealsMakeValues() {
        Value x = Value.of(1);
        assertThrows(IllegalArgumentException.class, () -> Value.apply(ElementOp.LT, x, x));
        assertThrows(IllegalArgumentException.class, () -> Value.apply(ElementOp.SIN, x, x));
        assertThrows(IllegalArgumentException.class, () -> Value.apply(ElementOp.ADD, x));
    }

    @Test
    void sumsAndDotProductsAreOneValue() {
        List<Value> x = List.of(Value.of(1), Value.of(2), Value.of(3));
        List<Value> w = List.of(Value.weight(4), Value.weight(5), x.getFirst());
        Value dot = Value.dot(x, w);
        assertEquals(17, dot.data());
        assertEquals("dot", dot.op());
        assertEquals(6, dot.children().size());
        dot.backward();
        assertEquals(List.of(7.0, 5.0, 1.0), x.stream().map(Value::grad).toList());
        assertEquals(2, w.get(1).grad());

        Value sum = Value.sum(List.of(x.get(1), x.get(1), x.get(2)));
        sum.zeroGrad();
        sum.backward();
        assertEquals(7, sum.data());
        assertEquals("sum", sum.op());
        assertEquals(2, x.get(1).grad());

        assertEquals(0.0, Value.sum(List.of()).data());
        assertEquals(0.0, Value.dot(List.of(), List.of()).data());
        assertEquals(-0.0, Value.sum(List.of(Value.of(-0.0))).data());
        var error = assertThrows(IllegalArgumentException.class, () -> Value.dot(x, x.subList(0, 2)));
        assertEquals("dot of 3 and 2 values", error.getMessage());
    }

    @Test
    void constantsHaveNoGradient() {
        Value c = Value.constant(2);
        Value x = Value.of(3);
        c.mul(x).backward();
        assertEquals(0, c.grad());
        assertEquals(2, x.grad());
    }
}
