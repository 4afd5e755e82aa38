package mg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.ir.ElementOp;
import mg.ir.InterpreterBackend;
import mg.ir.Operation;
import mg.ir.Options;
import mg.ir.Program;
import mg.ir.Rule;
import mg.ir.Tensor;
import mg.ir.Verifier;
import mg.nn.MLP;
import mg.passes.Differentiate;
import mg.passes.Gradient;
import mg.value.Graph;
import mg.value.Value;
import org.junit.jupiter.api.Test;

/// The gradients that values compute as they go are those of the program they are captured as.
class ValueGradientTest {
    /// The derivative by each leaf.
    private static List<Double> gradient(Graph graph) {
        List<Integer> all = IntStream.range(0, graph.arguments().size()).boxed().toList();
        Program program = Differentiate.run(Gradient.of(graph.program(), Graph.FUNCTION, all, "grad"));
        Verifier.check(program);
        List<Tensor> results =
                new InterpreterBackend().compile(program, "grad", Options.DEFAULT).call(graph.data());
        return results.subList(1, results.size()).stream()
                .flatMap(t -> IntStream.range(0, t.type().size()).mapToObj(t::real))
                .toList();
    }

    private static void assertSameGradients(Value root) {
        Graph graph = Graph.of(root);
        root.zeroGrad();
        root.backward();
        List<Double> captured = gradient(graph);
        for (int k = 0; k < captured.size(); k++) {
            double wanted = captured.get(k);
            double tolerance = Double.isFinite(wanted) ? 1e-9 * Math.max(1, Math.abs(wanted)) : 0;
            assertEquals(wanted, graph.leaves().get(k).grad(), tolerance, "leaf " + k);
        }
    }

    @Test
    void randomGraphsHaveTheGradientsOfTheirPrograms() {
        var random = new Random(11);
        List<ElementOp> ops = Arrays.stream(ElementOp.values())
                .filter(op -> op.evaluation() instanceof ElementOp.Arithmetic && op.derivative(0) != Rule.NONE)
                .toList();
        int finite = 0;
        for (int round = 0; round < 200; round++) {
            var values = new ArrayList<Value>();
            for (int k = 0; k < 5; k++) {
                values.add(k == 0 ? Value.constant(random.nextGaussian()) : Value.of(random.nextGaussian()));
            }
            for (int k = 0; k < 12; k++) {
                Value a = values.get(random.nextInt(values.size()));
                Value b = values.get(random.nextInt(values.size()));
                ElementOp op = ops.get(random.nextInt(ops.size()));
                values.add(switch (k % 6) {
                    case 0 -> Value.dot(values.subList(0, 3), values.subList(1, 4));
                    case 1 -> Value.sum(List.of(a, b, a));
                    default -> op.arity() == 1 ? Value.apply(op, a) : Value.apply(op, a, b);
                });
            }
            Value root = Value.sum(values.subList(5, 17));
            finite += Double.isFinite(root.data()) ? 1 : 0;
            assertSameGradients(root);
        }
        assertTrue(finite > 50, finite + " of 200 graphs are finite");
    }

    /// A captured graph runs and has a gradient, and the bias is part of it.
    @Test
    void d01_d08_aNetworkHasTheGradientsOfItsProgram() {
        var model = new MLP(3, List.of(5, 4, 1), new Random(2));
        var random = new Random(3);
        List<Value> parameters = model.parameters();
        parameters.forEach(p -> p.data(random.nextGaussian()));
        List<Value> x = List.of(Value.input(0.3, "x0"), Value.input(-1.2, "x1"), Value.input(0.7, "x2"));
        Value loss = model.one(x).sub(1).pow(2);
        assertSameGradients(loss);
        Graph graph = Graph.of(loss);
        assertEquals(parameters.size(), graph.program().parameters().stream().mapToInt(p -> p.type().size()).sum());
        assertTrue(parameters.getLast().grad() != 0);
        assertEquals(3 + parameters.size(), graph.leaves().size());
    }

    /// Numbers that compilers stumble over, in values and gradients.
    @Test
    void d03_exponentsThatAreNoIntegersAndConstantsThatAreNotFinite() {
        for (double at : new double[] {2.5, 0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            Value x = Value.input(at, "x");
            assertSameGradients(x.pow(0.5).add(x.pow(-1.5)).add(x.pow(0)).add(x.pow(1)).add(x.pow(-1)));
            assertSameGradients(x.relu());
            assertSameGradients(x.max(Double.NEGATIVE_INFINITY).min(Double.POSITIVE_INFINITY));
            assertSameGradients(x.mul(Double.NaN));
        }
    }

    @Test
    void aGraphAHundredThousandDeepIsCaptured() {
        Value x = Value.input(0.5, "x");
        Value w = Value.weight(1e-5, "w");
        Value y = x;
        for (int k = 0; k < 50_000; k++) {
            y = y.add(y.mul(w));
        }
        assertSameGradients(y);
        assertEquals(100_000, Graph.of(y).function().body().instructions().stream()
                .filter(i -> i.operation() instanceof Operation.Element).count());
    }

    @Test
    void whatIsStoppedIsAConstant() {
        Value x = Value.of(3);
        Value root = x.mul(x).stopGradient().mul(x).add(x.stopGradient());
        root.backward();
        assertEquals(30, root.data());
        assertEquals(9, x.grad());
        assertSameGradients(root);
    }

    @Test
    void derivativesOfASoftmaxAreThoseOfItsDefinition() {
        // Two are the greatest: which of them is subtracted changes nothing.
        List<Value> x = Stream.of(0.5, 2.0, -1.0, 2.0).map(Value::of).toList();
        List<Value> p = Value.softmax(x);
        p.get(1).backward();
        for (int k = 0; k < x.size(); k++) {
            double wanted = p.get(1).data() * ((k == 1 ? 1 : 0) - p.get(k).data());
            assertEquals(wanted, x.get(k).grad(), 1e-16, "by " + k);
        }
        assertSameGradients(p.get(1));
    }

    @Test
    void derivativesOfCrossEntropyAreWhatSoftmaxGivesTooMuch() {
        List<Value> x = Stream.of(0.5, 2.0, -1.0, 2.0).map(Value::of).toList();
        Value loss = Value.crossEntropy(x, Stream.of(0.0, 0.0, 1.0, 0.0).map(Value::constant).toList());
        loss.backward();
        List<Value> p = Value.softmax(x);
        for (int k = 0; k < x.size(); k++) {
            assertEquals(p.get(k).data() - (k == 2 ? 1 : 0), x.get(k).grad(), 1e-15, "by " + k);
        }
        assertSameGradients(loss);
    }
}
