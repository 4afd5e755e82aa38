package mg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Verifier;
import mg.nn.MLP;
import mg.passes.Gradient;
import mg.passes.Pass;
import mg.passes.Pipelines;
import mg.value.Graph;
import mg.value.Value;
import org.junit.jupiter.api.Test;

/// Networks written number by number become few instructions, with the gradients of the eager graph.
class RaisedNetworksTest {
    private final Random random = new Random(3);

    private List<Value> weights(int n) {
        var list = new ArrayList<Value>();
        for (int k = 0; k < n; k++) {
            list.add(Value.weight(random.nextGaussian() * 0.3));
        }
        return list;
    }

    /// The matrix `w`, by rows, times `x`.
    private static List<Value> linear(List<Value> w, List<Value> x) {
        var out = new ArrayList<Value>();
        for (int row = 0; row < w.size(); row += x.size()) {
            out.add(Value.dot(w.subList(row, row + x.size()), x));
        }
        return out;
    }

    private static int size(Block block) {
        int size = block.instructions().size();
        for (Instruction i : block.instructions()) {
            size += i.blocks().stream().mapToInt(RaisedNetworksTest::size).sum();
        }
        return size;
    }

    private static int contractions(Block block) {
        int count = 0;
        for (Instruction i : block.instructions()) {
            count += i.operation() instanceof Operation.Dot ? 1 : 0;
            count += i.blocks().stream().mapToInt(RaisedNetworksTest::contractions).sum();
        }
        return count;
    }

    private static void check(Value loss, int most, int contractions) {
        Graph graph = Graph.of(loss);
        Pass raise = Pipelines.ALL.stream().filter(p -> p.name().equals("raise")).findFirst().orElseThrow();
        Program raised = raise.run(graph.program());
        Verifier.check(raised);
        assertEquals(raised, raise.run(raised));
        Function f = raised.functions().getFirst();
        assertTrue(size(f.body()) <= most, size(f.body()) + " instructions");
        assertEquals(contractions, contractions(f.body()));

        Program program = Gradient.of(raised, Graph.FUNCTION, Gradient.reals(f), "gradient");
        for (Pass pass : Pipelines.EXPANDED) {
            program = pass.run(program);
        }
        List<Tensor> results = Interpreter.call(program, "gradient", graph.data());
        loss.zeroGrad();
        loss.backward();
        assertEquals(loss.data(), results.getFirst().real(0), 1e-9 * Math.max(1, Math.abs(loss.data())));
        for (int a = 0; a < graph.arguments().size(); a++) {
            double[] expected = graph.arguments().get(a).gradients();
            for (int k = 0; k < expected.length; k++) {
                assertEquals(expected[k], results.get(a + 1).real(k), 1e-9 * Math.max(1, Math.abs(expected[k])));
            }
        }
    }

    /// All examples at once, which share the weights, and a penalty on the weights.
    @Test
    void aLossOverADataSet() {
        var network = new MLP(2, List.of(16, 16, 1), new Random(1337));
        var losses = new ArrayList<Value>();
        for (int e = 0; e < 20; e++) {
            Value score = network.one(Value.constants(random.nextGaussian(), random.nextGaussian()));
            losses.add(score.mul(e % 2 * 2 - 1).add(1).relu());
        }
        Value penalty = Value.constant(0);
        for (Value p : network.parameters()) {
            penalty = penalty.add(p.mul(p));
        }
        check(Value.sum(losses).mul(1.0 / 20).add(penalty.mul(1e-4)), 70, 4);
    }

    @Test
    void aRecurrentNetworkUnrolled() {
        int steps = 5;
        List<Value> w = weights(24 * 4);
        List<Value> u = weights(24 * 6);
        List<Value> b = weights(24);
        List<Value> h = Value.constants(new double[6]);
        List<Value> c = Value.constants(new double[6]);
        Value loss = Value.constant(0);
        for (int t = 0; t < steps; t++) {
            List<Value> x = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                x.add(Value.input(random.nextGaussian()));
            }
            List<Value> wx = linear(w, x);
            List<Value> uh = linear(u, h);
            var nextH = new ArrayList<Value>();
            var nextC = new ArrayList<Value>();
            for (int k = 0; k < 6; k++) {
                var gates = new ArrayList<Value>();
                for (int g = 0; g < 4; g++) {
                    Value sum = wx.get(6 * g + k).add(uh.get(6 * g + k)).add(b.get(6 * g + k));
                    gates.add(g == 3 ? sum.tanh() : sum.sigmoid());
                }
                nextC.add(gates.get(1).mul(c.get(k)).add(gates.get(0).mul(gates.get(3))));
                nextH.add(gates.get(2).mul(nextC.get(k).tanh()));
            }
            h = nextH;
            c = nextC;
            loss = loss.add(Value.sum(h).pow(2));
        }
        // The first step is apart from the others, as its states are numbers; these are a loop.
        check(loss, 50 * steps, 4);
    }

    /// Causal: the scores of a position are as many as it has predecessors.
    @Test
    void attentionWithSeveralHeads() {
        int positions = 7;
        int width = 8;
        List<Value> x = weights(positions * width);
        List<Value> wq = weights(width * width);
        List<Value> wk = weights(width * width);
        List<Value> wv = weights(width * width);
        var keys = new ArrayList<List<Value>>();
        var values = new ArrayList<List<Value>>();
        var out = new ArrayList<Value>();
        for (int t = 0; t < positions; t++) {
            List<Value> row = x.subList(t * width, (t + 1) * width);
            List<Value> query = linear(wq, row);
            keys.add(linear(wk, row));
            values.add(linear(wv, row));
            for (int head = 0; head < width; head += 4) {
                int from = head;
                List<Value> scores = keys.stream()
                        .map(key -> Value.dot(query.subList(from, from + 4), key.subList(from, from + 4)).mul(0.5))
                        .toList();
                List<Value> p = Value.softmax(scores);
                for (int d = head; d < head + 4; d++) {
                    int at = d;
                    out.add(Value.dot(p, values.stream().map(v -> v.get(at)).toList()).tanh());
                }
            }
        }
        check(Value.sum(out), 100, 1);
    }
}
