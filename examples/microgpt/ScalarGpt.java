import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import mg.Adam;
import mg.CompiledGraph;
import mg.Mg;
import mg.Settings;
import mg.value.Value;

/// The model of `microgpt.mg` in scalars: each weight, each product, each number between is a value.
///
/// The graph is built once, for the longest name there can be. Its inputs say which letters a name has, 1 for each
/// letter that it is and 0 for the others, and how much each position counts.
final class ScalarGpt {
    private static final int LETTERS = 27;

    private final int width;
    private final int layers;
    private final int heads;
    private final int block;
    private final List<Value> weights;
    private final List<Value> inputs = new ArrayList<>();
    private final Value loss;
    private final double[] first;
    private final double[] second;
    private final Adam adam = new Adam(0.85, 0.99, 1e-8);

    /// @param start the weights in the order of `microgpt.mg`, row by row
    ScalarGpt(int width, int layers, int heads, int block, double[] start) {
        this.width = width;
        this.layers = layers;
        this.heads = heads;
        this.block = block;
        int rows = 2 * LETTERS + block + 12 * width * layers;
        if (start.length != rows * width) {
            throw new IllegalArgumentException(start.length + " weights for " + rows + " rows of " + width);
        }
        weights = IntStream.range(0, start.length).mapToObj(k -> Value.weight(start[k])).toList();
        first = new double[start.length];
        second = new double[start.length];
        loss = loss();
    }

    /// A step of training, the one after `t` of them: the loss before it.
    double step(long[] name, int count, int t, int steps) {
        fill(name, count);
        weights.forEach(Value::zeroGrad);
        loss.forward();
        loss.backward();
        adam(t, 0.01 * (1 - (double) t / steps));
        return loss.data();
    }

    /// The same, compiled, with gradients for the weights alone.
    CompiledGraph compiled(Settings settings) {
        return Mg.compile(loss, settings).ofParameters();
    }

    /// The same by a compiled graph.
    double step(CompiledGraph graph, long[] name, int count, int t, int steps) {
        fill(name, count);
        graph.zeroGrad();
        double before = graph.backward();
        adam.update(graph, 0.01 * (1 - (double) t / steps));
        return before;
    }

    /// Adam (Kingma and Ba 2015) with 0.85, 0.99 and 1e-8, one value after the other.
    private void adam(int t, double rate) {
        double ofFirst = 1 / (1 - Math.pow(0.85, t + 1));
        double ofSecond = 1 / (1 - Math.pow(0.99, t + 1));
        for (int k = 0; k < first.length; k++) {
            Value w = weights.get(k);
            first[k] = 0.85 * first[k] + 0.15 * w.grad();
            second[k] = 0.99 * second[k] + 0.01 * w.grad() * w.grad();
            w.data(w.data() - rate * ofFirst * first[k] / (Math.sqrt(ofSecond * second[k]) + 1e-8));
        }
    }

    private void fill(long[] name, int count) {
        int k = 0;
        for (int t = 0; t < block; t++) {
            for (int letter = 0; letter < LETTERS; letter++) {
                inputs.get(k++).data(name[t] == letter ? 1 : 0);
            }
            for (int letter = 0; letter < LETTERS; letter++) {
                inputs.get(k++).data(t < count && name[t + 1] == letter ? 1.0 / count : 0);
            }
        }
    }

    // The model

    private Value loss() {
        var surprises = new ArrayList<Value>();
        var x = new ArrayList<List<Value>>();
        var targets = new ArrayList<List<Value>>();
        List<List<Value>> letter = matrix(0, LETTERS, width);
        List<List<Value>> position = matrix(LETTERS, block, width);
        for (int t = 0; t < block; t++) {
            List<Value> here = given();
            targets.add(given());
            x.add(normed(plus(times(transposed(letter), here), position.get(t))));
        }
        for (int l = 0; l < layers; l++) {
            layer(x, l);
        }
        List<List<Value>> head = matrix(LETTERS + block, LETTERS, width);
        for (int t = 0; t < block; t++) {
            surprises.add(Value.crossEntropy(times(head, x.get(t)), targets.get(t)));
        }
        return Value.sum(surprises);
    }

    private void layer(List<List<Value>> x, int l) {
        int from = 2 * LETTERS + block;
        List<List<Value>> query = matrix(from + l * width, width, width);
        List<List<Value>> key = matrix(from + (layers + l) * width, width, width);
        List<List<Value>> value = matrix(from + (2 * layers + l) * width, width, width);
        List<List<Value>> output = matrix(from + (3 * layers + l) * width, width, width);
        List<List<Value>> up = matrix(from + (4 * layers + 4 * l) * width, 4 * width, width);
        List<List<Value>> down = matrix(from + (8 * layers + 4 * l) * width, width, 4 * width);
        var keys = new ArrayList<List<Value>>();
        var values = new ArrayList<List<Value>>();
        for (int t = 0; t < block; t++) {
            List<Value> y = normed(x.get(t));
            keys.add(times(key, y));
            values.add(times(value, y));
            List<Value> mixed = plus(x.get(t), times(output, attended(times(query, y), keys, values)));
            List<Value> hidden = times(up, normed(mixed)).stream().map(Value::relu).toList();
            x.set(t, plus(mixed, times(down, hidden)));
        }
    }

    /// What a position takes from those that there are so far, itself the last, in each head apart.
    private List<Value> attended(List<Value> query, List<List<Value>> keys, List<List<Value>> values) {
        int size = width / heads;
        var all = new ArrayList<Value>();
        for (int h = 0; h < heads; h++) {
            int from = h * size;
            int to = from + size;
            List<Value> scores = keys.stream()
                    .map(key -> Value.dot(query.subList(from, to), key.subList(from, to)).div(Math.sqrt(size)))
                    .toList();
            List<Value> parts = Value.softmax(scores);
            for (int d = from; d < to; d++) {
                int column = d;
                all.add(Value.dot(parts, values.stream().map(value -> value.get(column)).toList()));
            }
        }
        return all;
    }

    private static List<Value> normed(List<Value> x) {
        Value scale = Value.div(1, Value.dot(x, x).div(x.size()).add(1e-5).sqrt());
        return x.stream().map(each -> each.mul(scale)).toList();
    }

    private static List<Value> times(List<List<Value>> matrix, List<Value> x) {
        return matrix.stream().map(row -> Value.dot(row, x)).toList();
    }

    private static List<Value> plus(List<Value> x, List<Value> y) {
        return IntStream.range(0, x.size()).mapToObj(k -> x.get(k).add(y.get(k))).toList();
    }

    private static List<List<Value>> transposed(List<List<Value>> matrix) {
        return IntStream.range(0, matrix.getFirst().size())
                .mapToObj(j -> matrix.stream().map(row -> row.get(j)).toList())
                .toList();
    }

    /// A matrix of the weights from row `row` on.
    private List<List<Value>> matrix(int row, int height, int length) {
        return IntStream.range(0, height)
                .mapToObj(i -> weights.subList(row * width + i * length, row * width + (i + 1) * length))
                .toList();
    }

    /// An input for each letter.
    private List<Value> given() {
        List<Value> letters = Collections.nCopies(LETTERS, 0.0).stream().map(Value::input).toList();
        inputs.addAll(letters);
        return letters;
    }
}
