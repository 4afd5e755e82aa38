package mg.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mg.ir.Argument;
import mg.ir.ElementOp;
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
        assertEquals("loss", graph.function().name());
        assertEquals(List.of("x", "input0", "w", "weight0", "b"),
                graph.function().arguments().stream().map(Argument::name).toList());
        assertEquals(List.of(false, false, true, true, true),
                graph.function().arguments().stream().map(Argument::parameter).toList());
        assertEquals(List.of(
                        new Parameter("w", Type.F64, new Initial.Given(Tensor.of(2.0))),
                        new Parameter("weight0", Type.F64, new Initial.Given(Tensor.of(4.0))),
                        new Parameter("b", Type.F64, new Initial.Given(Tensor.of(0.5)))),
                graph.program().parameters());
        assertEquals(3, graph.position(w2));
        Verifier.check(graph.program());
        assertEquals(loss.data(), run(graph));
    }

    @Test
    void labelsBecomeNames() {
        List<Value> leaves = List.of(Value.of(1).label("a b"), Value.of(2).label("weight0"), Value.of(3).label("2nd"),
                Value.of(4).label("a_b"), Value.of(5).label("input0"), Value.weight(6), Value.of(7).label("größe"));
        assertEquals(List.of("a_b", "weight0", "input1", "input2", "input0", "gr__e", "weight1"),
                Graph.of(Value.sum(leaves)).function().arguments().stream().map(Argument::name).toList());
    }

    @Test
    void inputsCanBeOrderedByTheUser() {
        Value x = Value.input(1, "x");
        Value y = Value.input(2, "y");
        Value w = Value.weight(3, "w");
        Value root = x.sub(y).mul(w);
        assertEquals(List.of(y, x, w), Graph.of(root, List.of(y, x)).leaves());
        assertEquals(root.data(), run(Graph.of(root, List.of(y, x))));
        assertEquals("'x' is listed twice", message(() -> Graph.of(root, List.of(x, x))));
        assertEquals("'w' is not an input of the graph", message(() -> Graph.of(root, List.of(x, y, w))));
        assertEquals("Value(data=9.0, grad=0.0) is not an input of the graph",
                message(() -> Graph.of(root, List.of(x, y, Value.of(9)))));
        assertEquals("the graph has 2 inputs, the list 1: 'y' is missing", message(() -> Graph.of(root, List.of(x))));
        assertEquals("'z' is not a leaf of the graph that can change",
                message(() -> Graph.of(root).position(Value.of(1).label("z"))));
    }

    @Test
    void dataGoesInAndOutAndGradientsAddUp() {
        Value x = Value.input(2, "x");
        Value w = Value.weight(3, "w");
        Graph graph = Graph.of(x.mul(w));
        assertEquals(List.of(Tensor.of(2.0), Tensor.of(3.0)), graph.data());
        graph.data(List.of(Tensor.of(5.0), Tensor.of(7.0)));
        assertEquals(5, x.data());
        assertEquals(7, w.data());
        graph.accumulate(List.of(Tensor.of(1.0), Tensor.of(2.0)));
        graph.accumulate(List.of(Tensor.of(1.0), Tensor.of(2.0)));
        assertEquals(4, w.grad());
        assertEquals("the graph has 2 arguments, the list 1", message(() -> graph.data(List.of(Tensor.of(1.0)))));
        assertEquals("argument 'w' is f64, not i64",
                message(() -> graph.accumulate(List.of(Tensor.of(1.0), Tensor.of(1L)))));
        assertEquals("argument 'x' is f64, not f64[1]",
                message(() -> graph.data(List.of(Tensor.of(new double[] {1}), Tensor.of(1.0)))));
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
                  v1 [label="{ data 9.0000 | grad 1.0000 }" shape=record]
                  v1op [label="*"]
                  v1op -> v1
                  v0 -> v1op
                  v0 -> v1op
                }
                """, Drawing.dot(y, Drawing.Direction.LR));
        assertTrue(Drawing.dot(y, Drawing.Direction.TB).contains("rankdir=TB"));
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
