package mg.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mg.ir.ElementOp;
import mg.ir.Instruction;
import mg.ir.Operation;
import org.junit.jupiter.api.Test;

/// What was wrong in the compilers that grew out of micrograd (Bernstein 2023), and is not here.
class DefectsTest {
    /// There, an order that was none gave gradients of zero.
    @Test
    void d01_gradientsReachTheLeavesThroughEveryPath() {
        Value a = Value.of(-4);
        Value b = Value.of(2);
        Value c = a.add(b);
        Value d = a.mul(b).add(b.pow(3));
        d = d.add(d.mul(2).add(b.add(a).relu()));
        c.sub(d).pow(2).backward();
        assertNotEquals(0, a.grad());
        assertNotEquals(0, b.grad());
    }

    /// There, they had no backward and gave gradients of zero.
    @Test
    void d02_dotAndMaxHaveGradients() {
        Value x = Value.of(2);
        Value w = Value.weight(3);
        Value.dot(List.of(x, x), List.of(w, Value.constant(1))).max(0).backward();
        assertEquals(4, x.grad());
        assertEquals(2, w.grad());
    }

    /// There, exponents had to be integers when compiled, infinities were not C, and ReLU lost NaN.
    @Test
    void d03_everyNumberIsCaptured() {
        Value x = Value.input(4, "x");
        Value y = x.pow(0.5).add(Double.POSITIVE_INFINITY).mul(Double.NaN).relu();
        List<Double> constants = Graph.of(y).function().body().instructions().stream()
                .filter(instruction -> instruction.result().type().isReal())
                .map(Instruction::operation)
                .filter(Operation.Const.class::isInstance)
                .map(operation -> ((Operation.Const) operation).value().real(0))
                .toList();
        assertEquals(List.of(0.5, Double.POSITIVE_INFINITY, Double.NaN), constants);
        assertEquals(Double.NaN, y.data());
    }

    /// There, the operands of a dot product were a set, so no two runs made the same code.
    @Test
    void d05_captureIsInTheOrderOfTheOperands() {
        List<Value> x = List.of(Value.of(1), Value.of(2), Value.of(3));
        List<Value> w = List.of(Value.weight(4), Value.weight(5), Value.weight(6));
        Graph graph = Graph.of(Value.dot(x, w));
        List<String> products = graph.function().body().instructions().stream()
                .filter(i -> i.operation().equals(new Operation.Element(ElementOp.MUL)))
                .map(i -> i.operands().toString())
                .toList();
        assertEquals(List.of("[%3, %9]", "[%5, %11]", "[%7, %13]"), products);
        Graph other = Graph.of(Value.dot(List.of(x.get(2), x.get(0), x.get(1)), w));
        assertNotEquals(graph.program(), other.program());
    }

    /// There, the reversed order was an iterator, spent after the first image.
    @Test
    void d06_everyRoundHasItsGradients() {
        Value x = Value.of(1);
        Value y = x.mul(x).mul(x);
        for (int round = 1; round <= 5; round++) {
            x.data(round);
            y.forward();
            y.zeroGrad();
            y.backward();
            assertEquals(3.0 * round * round, x.grad());
        }
    }

    /// There, the second order was empty, as the marks of the first one stayed.
    @Test
    void d07_theOrderCanBeAskedForAgain() {
        Value x = Value.of(1);
        Value y = x.add(2).mul(x);
        List<Value> order = y.topo();
        assertEquals(4, order.size());
        assertEquals(order, y.topo());
        Value z = y.add(x);
        assertEquals(5, z.topo().size());
        assertEquals(order, y.topo());
        assertTrue(order.indexOf(x) < order.indexOf(y));
    }
}
