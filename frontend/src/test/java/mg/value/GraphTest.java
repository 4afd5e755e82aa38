package mg.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mg.draw.Direction;
import mg.ir.Argument;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Initial;
import mg.ir.InterpreterBackend;
import mg.ir.Options;
import mg.ir.Parameter;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

class GraphTest {
    @Test
    void argumentsAreInputsThenWeightsThenBiasesInOrderOfCreation() {
        Value b = Value.bias(0.5, "b");
        Value w1 = Value.weight(2, "w");
        Value x1 = Value.input(3, "x");
        Value w2 = Value.weight(4, "w");
        Value x2 = Value.of(5);
        Value loss = w2.mul(x2).add(w1.mul(x1)).add(b).add(1);
        Graph graph = Graph.of(loss);
        assertEquals(List.of(x1, x2, w1, w2, b), graph.leaves());
        assertEquals(List.of(x1, x2), graph.inputs());
        assertEquals("loss", graph.function().name());
        assertEquals(List.of("inputs", "weights", "biases"),
                graph.function().arguments().stream().map(Argument::name).toList());
        assertEquals(List.of(false, true, true),
                graph.function().arguments().stream().map(Argument::parameter).toList());
        assertEquals(List.of(
                        new Parameter("weights", Type.of(ElementType.F64, 2), new Initial.Given(Tensor.of(2.0, 4.0))),
                        new Parameter("biases", Type.of(ElementType.F64, 1),
                        new Initial.Given(Tensor.of(new double[] {0.5})))),
                graph.program().parameters());
        assertEquals(3, graph.position(w2));
        Verifier.check(graph.program());
        assertEquals(loss.data(), run(graph));
    }

    @Test
    void leavesStandInArraysFromTheFirstCaptureOn() {
        Value x = Value.input(2, "x");
        Value w = Value.weight(3, "w");
        x.mul(w).backward();
        Graph graph = Graph.of(x.mul(w));
        Leaves weights = graph.arguments().getLast();
        assertEquals(Role.WEIGHT, weights.role());
        assertEquals(List.of(w), weights.values());
        assertEquals(2, weights.gradients()[0]);
        weights.data()[0] = 7;
        assertEquals(7, w.data());
        w.data(8);
        assertEquals(8, weights.data()[0]);
        weights.accumulate(new double[] {0.5});
        assertEquals(2.5, w.grad());
        weights.descend(2);
        assertEquals(3, w.data());
        assertEquals("2 contributions to the gradients of 1 leaves", message(() -> weights.accumulate(new double[2])));
        assertEquals("'z' is not a leaf of the graph that can change",
                message(() -> graph.position(Value.of(1).label("z"))));
    }

    @Test
    void aSecondGraphTakesTheArraysOfTheFirst() {
        Value x = Value.input(2);
        Value w = Value.weight(3);
        Value v = Value.weight(5);
        Value before = Value.weight(7);
        Graph first = Graph.of(x.mul(w).add(v));
        Value later = Value.weight(11);
        Graph second = Graph.of(x.mul(v).mul(later).mul(before));
        assertEquals(List.of("inputs", "weights", "weights1"),
                second.function().arguments().stream().map(Argument::name).toList());
        assertEquals(first.arguments(), second.arguments().subList(0, 2));
        assertEquals(List.of(before, later), second.arguments().getLast().values());
        assertEquals(List.of(x, v, before, later), second.leaves());
        assertEquals("Value(data=3.0, grad=0.0) is not a leaf of the graph that can change",
                message(() -> second.position(w)));
        assertEquals(2 * 5 * 11 * 7, run(second));
    }

    @Test
    void thereMayBeSeveralRoots() {
        Value x = Value.input(2);
        Value y = x.mul(x);
        Graph graph = Graph.of(y.add(1), y, x);
        Verifier.check(graph.program());
        assertEquals(List.of("result", "result1", "result2"), graph.function().resultNames());
        assertEquals(List.of(Tensor.of(5.0), Tensor.of(4.0), Tensor.of(2.0)), new InterpreterBackend()
                .compile(graph.program(), Graph.FUNCTION, Options.DEFAULT).call(graph.data()));
    }

    @Test
    void aLeafOrAConstantIsAGraph() {
        Value x = Value.input(2, "x");
        assertEquals(2, run(Graph.of(x)));
        Graph constant = Graph.of(Value.constant(4));
        assertTrue(constant.leaves().isEmpty());
        assertEquals(4, run(constant));
        assertEquals(List.of(x), Graph.of(x).leaves());
    }

    @Test
    void randomGraphsComputeWhatTheyComputedWhenBuilt() {
        var random = new Random(7);
        List<ElementOp> ops = Arrays.stream(ElementOp.values())
                .filter(op -> op.evaluation() instanceof ElementOp.Arithmetic)
                .toList();
        for (int round = 0; round < 50; round++) {
            var values = new ArrayList<Value>();
            for (int k = 0; k < 5; k++) {
                values.add(k == 0 ? Value.constant(random.nextGaussian()) : Value.of(random.nextGaussian()));
            }
            for (int k = 0; k < 60; k++) {
                Value a = values.get(random.nextInt(values.size()));
                Value b = values.get(random.nextInt(values.size()));
                ElementOp op = ops.get(random.nextInt(ops.size()));
                values.add(switch (k % 10) {
                    case 0 -> Value.dot(values.subList(0, 3), values.subList(1, 4));
                    case 1 -> Value.sum(values);
                    default -> op.arity() == 1 ? Value.apply(op, a) : Value.apply(op, a, b);
                });
            }
            Value root = values.getLast();
            Graph graph = Graph.of(root);
            Verifier.check(graph.program());
            assertEquals(root.data(), run(graph));
        }
    }

    @Test
    void captureDoesNotChangeTheGraphAndIsDeterministic() {
        Value x = Value.input(2, "x");
        Value root = Value.dot(List.of(x, x), List.of(Value.weight(1), Value.weight(2))).add(0);
        Program first = Graph.of(root).program();
        root.backward();
        assertEquals(3, x.grad());
        assertEquals(first, Graph.of(root).program());
    }

    @Test
    void drawingIsMicrogradsRecordsAndEdges() {
        Value x = Value.of(3).label("x|1");
        Value y = x.mul(x);
        y.backward();
        assertEquals("""
                digraph {
                  rankdir=LR
                  v0 [label="{ x\\|1 | data 3.0000 | grad 6.0000 }" shape=record]
                  v1op [label="*"]
                  v1 [label="{ data 9.0000 | grad 1.0000 }" shape=record]
                  v0 -> v1op
                  v0 -> v1op
                  v1op -> v1
                }
                """, Drawing.dot(y, Direction.LR));
        assertTrue(Drawing.dot(y, Direction.TB).contains("rankdir=TB"));
    }

    private static double run(Graph graph) {
        return new InterpreterBackend()
                .compile(graph.program(), Graph.FUNCTION, Options.DEFAULT)
                .call(graph.data())
                .getFirst()
                .real(0);
    }

    private static String message(org.junit.jupiter.api.function.Executable code) {
        return assertThrows(IllegalArgumentException.class, code).getMessage();
    }
}
