package mg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Options;
import mg.nn.MLP;
import mg.value.Value;
import org.junit.jupiter.api.Test;

class CompiledGraphTest {
    private static final Settings INTERPRETED = Settings.DEFAULT.on("interpreter");
    private static final Settings EXACT = INTERPRETED.with(new Options(true));

    @Test
    void aNetworkTrainsAsTheEagerGraphDoes() {
        var eager = new MLP(3, List.of(4, 1), new Random(1));
        var model = new MLP(3, List.of(4, 1), new Random(1));
        List<Value> x = List.of(Value.input(0), Value.input(0), Value.input(0));
        Value target = Value.input(0);
        Value score = model.one(x);
        CompiledGraph graph = Mg.compile(EXACT, score.sub(target).pow(2), score);
        var random = new Random(2);
        for (int step = 0; step < 5; step++) {
            graph.zeroGrad();
            eager.zeroGrad();
            for (int example = 0; example < 3; example++) {
                double[] in = random.doubles(4).toArray();
                graph.setInput(in);
                Value eagerScore = eager.one(Value.constants(Arrays.copyOf(in, 3)));
                Value loss = eagerScore.sub(in[3]).pow(2);
                loss.backward();
                assertEquals(loss.data(), graph.forward());
                assertEquals(loss.data(), graph.backward());
                assertEquals(eagerScore.data(), graph.data(score));
            }
            for (int k = 0; k < model.parameters().size(); k++) {
                Value p = eager.parameters().get(k);
                assertEquals(p.grad(), graph.grad(model.parameters().get(k)));
                p.data(p.data() - 0.1 * p.grad());
            }
            graph.update(0.1);
            for (int k = 0; k < model.parameters().size(); k++) {
                assertEquals(eager.parameters().get(k).data(), graph.data(model.parameters().get(k)));
            }
        }
    }

    /// Every operation that is exact, in graphs with shared values, several times over.
    @Test
    void randomGraphsAgreeBitForBitWhenReproducible() {
        var random = new Random(5);
        List<ElementOp> exact = List.of(ElementOp.ADD, ElementOp.SUB, ElementOp.MUL, ElementOp.DIV, ElementOp.MAX,
                ElementOp.MIN, ElementOp.NEG, ElementOp.ABS, ElementOp.SQRT, ElementOp.RELU);
        for (int round = 0; round < 100; round++) {
            var values = new ArrayList<Value>();
            for (int k = 0; k < 6; k++) {
                double data = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextGaussian();
                values.add(k == 0 ? Value.constant(data) : k < 3 ? Value.input(data) : Value.weight(data));
            }
            List<Value> leaves = List.copyOf(values.subList(1, 6));
            for (int k = 0; k < 40; k++) {
                Value a = values.get(random.nextInt(values.size()));
                Value b = values.get(random.nextInt(values.size()));
                ElementOp op = exact.get(random.nextInt(exact.size()));
                values.add(switch (k % 8) {
                    case 0 -> Value.dot(List.of(a, b, a), List.of(b, b, values.get(2)));
                    case 1 -> Value.sum(List.of(a, b, a));
                    default -> op.arity() == 1 ? Value.apply(op, a) : Value.apply(op, a, b);
                });
            }
            Value root = Value.sum(values);
            CompiledGraph graph = Mg.compile(root, EXACT);
            root.zeroGrad();
            for (int pass = 0; pass < 2; pass++) {
                root.backward();
            }
            List<Double> expected = leaves.stream().map(Value::grad).toList();
            graph.zeroGrad();
            for (int pass = 0; pass < 2; pass++) {
                assertEquals(root.data(), graph.backward());
            }
            for (int k = 0; k < leaves.size(); k++) {
                assertEquals(expected.get(k), graph.grad(leaves.get(k)), "leaf " + k + " of round " + round);
            }
        }
    }

    @Test
    void inputsAreSetTogetherOrByName() {
        Value x = Value.input(1, "x");
        Value w = Value.weight(2, "w");
        Value y = Value.input(3, "y");
        CompiledGraph graph = Mg.compile(INTERPRETED, x.sub(y).mul(w), y.exp());
        assertEquals(-4, graph.forward());
        graph.setInput(5, 1);
        assertEquals(8, graph.forward());
        graph.setInput(List.of(y), 4);
        assertEquals(2, graph.forward());
        assertEquals(Math.exp(4), graph.data(graph.graph().roots().get(1)), 1e-12);
        assertEquals(4, graph.data(y));
        y.data(5);
        assertEquals(0, graph.forward());
        assertEquals(5, graph.data(y));
    }

    @Test
    void gradientsOfParametersAloneLeaveInputsAlone() {
        for (Settings settings : List.of(INTERPRETED, EXACT)) {
            Value x = Value.input(2);
            Value w = Value.weight(3);
            Value b = Value.bias(1);
            CompiledGraph graph = Mg.compile(settings, x.mul(w).add(b).pow(2), x.mul(w)).ofParameters();
            graph.zeroGrad();
            assertEquals(49, graph.backward());
            assertEquals(List.of(0.0, 28.0, 14.0), List.of(graph.grad(x), graph.grad(w), graph.grad(b)));
            graph.backward();
            assertEquals(List.of(0.0, 56.0, 28.0), List.of(graph.grad(x), graph.grad(w), graph.grad(b)));
        }
    }

    /// Gradients that are zero are overwritten rather than added to; that is not seen.
    @Test
    void zeroGradHoldsUntilTheNextBackward() {
        Value x = Value.input(2);
        Value w = Value.weight(3);
        CompiledGraph graph = Mg.compile(x.mul(w), INTERPRETED);
        graph.backward();
        graph.zeroGrad();
        assertEquals(0, w.grad());
        graph.backward();
        graph.zeroGrad();
        graph.update(1);
        assertEquals(3, w.data());
        graph.zeroGrad();
        x.mul(w).backward();
        assertEquals(2, graph.grad(w));
        graph.zeroGrad();
        graph.backward();
        graph.backward();
        assertEquals(4, graph.grad(w));
        assertEquals(6, graph.grad(x));
    }

    @Test
    void graphsShareTheLeavesTheyHaveInCommon() {
        Value x = Value.input(2);
        Value w = Value.weight(3);
        Value b = Value.bias(1);
        CompiledGraph score = Mg.compile(x.mul(w), INTERPRETED);
        CompiledGraph loss = Mg.compile(x.mul(w).add(b).pow(2), INTERPRETED);
        loss.backward();
        loss.update(0.01);
        assertEquals(2 * (3 - 0.01 * 2 * 7 * 2), score.forward());
        score.setInput(5);
        assertEquals(5, loss.data(x));
        score.backward();
        assertEquals(28 + 5, w.grad());
    }

    @Test
    void inputsOfSeveralCapturesAreSetInTheOrderOfCreation() {
        Value x = Value.input(2);
        Value y = Value.input(3);
        Mg.compile(y.neg(), INTERPRETED);
        CompiledGraph graph = Mg.compile(x.sub(y), INTERPRETED);
        graph.setInput(7, 1);
        assertEquals(6, graph.forward());
    }

    @Test
    void whatIsNotInTheGraphIsAnError() {
        Value x = Value.input(1, "x");
        Value w = Value.weight(2);
        Value product = x.mul(w);
        CompiledGraph graph = Mg.compile(product.add(1), INTERPRETED);
        Value other = Value.input(7, "other");
        Mg.compile(other.add(1), INTERPRETED);
        assertEquals("the graph has 1 inputs, not 2", message(() -> graph.setInput(1, 2)));
        assertEquals("2 numbers for 1 inputs", message(() -> graph.setInput(List.of(x), 1, 2)));
        assertEquals("'other' is not a leaf of the graph that can change",
                message(() -> graph.setInput(List.of(x, other), 1, 2)));
        assertEquals(1, x.data());
        assertEquals("'other' is not a leaf of the graph that can change", message(() -> graph.data(other)));
        assertEquals("'other' is not a leaf of the graph that can change", message(() -> graph.grad(other)));
        assertEquals("only leaves and roots have numbers in a compiled graph, not the value of '*': "
                + "Value(data=2.0, grad=0.0)", message(() -> graph.data(product)));
        assertEquals("values are f64, not f32",
                message(() -> Mg.compile(product, INTERPRETED.with(ElementType.F32))));
    }

    @Test
    void anotherRootThatHasNoDerivativeDoesNotDisturbTheFirst() {
        Value x = Value.input(0);
        for (Settings settings : List.of(INTERPRETED, EXACT)) {
            CompiledGraph graph = Mg.compile(settings, x.mul(3), x.sqrt());
            graph.zeroGrad();
            assertEquals(0, graph.backward());
            assertEquals(3, graph.grad(x));
        }
    }

    private static String message(org.junit.jupiter.api.function.Executable code) {
        return assertThrows(IllegalArgumentException.class, code).getMessage();
    }
}
