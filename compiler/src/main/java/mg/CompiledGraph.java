package mg;

import java.util.List;
import java.util.stream.Stream;
import mg.ir.Executable;
import mg.value.Graph;
import mg.value.Leaves;
import mg.value.Value;

/// A graph of values, compiled: the same numbers as the eager graph, without building it again.
///
/// ```java
/// CompiledGraph graph = Mg.compile(loss);
/// for (double[] example : examples) {
///     graph.zeroGrad();
///     graph.setInput(example);
///     graph.backward();
///     graph.update(0.01);
/// }
/// ```
///
/// The leaves stand in arrays that the compiled code works on ([Leaves]): setting a leaf by [Value#data(double)] and
/// setting it here are the same, and so for gradients. Gradients accumulate as [Value#backward] has them do, until they
/// are set to zero. The values between are not computed one by one, and not updated: name those that are wanted as
/// further roots.
///
/// Functions are compiled when they are first called. Not for several threads at once: the leaves are shared.
public final class CompiledGraph {
    private final Graph graph;
    private final GraphFunctions functions;
    private final List<Value> inputs;
    private final Settings settings;
    private final List<Leaves> wrt;
    /// The last value of each root, as the compiled code returns it.
    private final List<double[]> values;
    private final List<double[]> contributions;
    /// What the compiled functions read, and where they write: the values alone, then with contributions to gradients,
    /// with gradients.
    private final Object[] data;
    private final Object[] justValues;
    private final Object[] toAdd;
    private final Object[] toKeep;
    private Executable value;
    private Executable gradient;

    CompiledGraph(Graph graph, Settings settings) {
        this(graph, settings, graph.arguments());
    }

    /// @param wrt the leaves that gradients are for
    private CompiledGraph(Graph graph, Settings settings, List<Leaves> wrt) {
        this.graph = graph;
        this.settings = settings;
        this.wrt = wrt;
        this.functions = new GraphFunctions(graph, settings, wrt);
        this.inputs = graph.inputs();
        this.values = graph.roots().stream().map(root -> new double[] {root.data()}).toList();
        this.contributions = wrt.stream().map(a -> new double[a.data().length]).toList();
        this.data = graph.arguments().stream().map(Leaves::data).toArray();
        this.justValues = values.toArray();
        this.toAdd = Stream.concat(values.stream(), contributions.stream()).toArray();
        this.toKeep = Stream.concat(values.stream(), wrt.stream().map(Leaves::room)).toArray();
    }

    /// The leaves and how they are the arguments of a function.
    public Graph graph() {
        return graph;
    }

    /// The same graph with gradients for weights and biases alone, which take less time; those of inputs stay as they
    /// are.
    public CompiledGraph ofParameters() {
        return new CompiledGraph(
                graph, settings, graph.arguments().stream().filter(a -> a.role().isParameter()).toList());
    }

    /// Sets the data of all inputs of the graph, in the order of their creation.
    ///
    /// @throws IllegalArgumentException if there are more or fewer
    public void setInput(double... data) {
        if (data.length != inputs.size()) {
            throw new IllegalArgumentException("the graph has " + inputs.size() + " inputs, not " + data.length);
        }
        for (Leaves argument : graph.arguments()) {
            if (argument.values().equals(inputs)) {
                System.arraycopy(data, 0, argument.data(), 0, data.length);
                return;
            }
        }
        for (int k = 0; k < data.length; k++) {
            inputs.get(k).data(data[k]);
        }
    }

    /// Sets the data of these inputs.
    ///
    /// @throws IllegalArgumentException if there are more or fewer numbers than inputs, or one is not a leaf of the
    /// graph
    public void setInput(List<Value> leaves, double... data) {
        if (data.length != leaves.size()) {
            throw new IllegalArgumentException(data.length + " numbers for " + leaves.size() + " inputs");
        }
        leaves.forEach(graph::position);
        for (int k = 0; k < data.length; k++) {
            leaves.get(k).data(data[k]);
        }
    }

    /// The value of the first root for the data that the leaves have now. Also makes those of the other roots.
    public double forward() {
        if (value == null) {
            value = functions.value();
        }
        value.run(data, justValues);
        return values.getFirst()[0];
    }

    /// The value of the first root, after adding its derivative by each leaf to the leaf's gradient. Also makes the
    /// values of the other roots.
    ///
    /// @throws mg.ir.DiagnosticException if the way to a leaf leads through an operation with no derivative
    public double backward() {
        if (gradient == null) {
            gradient = functions.gradient();
        }
        // What is zero need not be added to; but 0 + -0 is 0, which -0 is not.
        if (!settings.options().reproducible() && isClear()) {
            gradient.run(data, toKeep);
            wrt.forEach(Leaves::overwritten);
        } else {
            gradient.run(data, toAdd);
            for (int k = 0; k < contributions.size(); k++) {
                wrt.get(k).accumulate(contributions.get(k));
            }
        }
        return values.getFirst()[0];
    }

    private boolean isClear() {
        for (Leaves leaves : wrt) {
            if (!leaves.isClear()) {
                return false;
            }
        }
        return true;
    }

    /// Moves weights and biases against their gradients: `data -= rate · grad`. [Adam] moves them in another way.
    public void update(double rate) {
        for (Leaves leaves : graph.arguments()) {
            if (leaves.role().isParameter()) {
                leaves.descend(rate);
            }
        }
    }

    /// Sets the gradients of all leaves to zero.
    public void zeroGrad() {
        graph.arguments().forEach(Leaves::clear);
    }

    /// The data of a leaf as it is, or the value of a root as it was at the last [#forward()] or [#backward()], before
    /// the first as it was when the graph was compiled.
    ///
    /// @throws IllegalArgumentException if it is neither in this graph
    public double data(Value value) {
        int root = graph.roots().indexOf(value);
        if (root >= 0) {
            return values.get(root)[0];
        }
        requireKnown(value);
        return value.data();
    }

    /// What has been added to the gradient of a leaf since it was zero.
    ///
    /// @throws IllegalArgumentException if it is not a leaf of this graph that can change
    public double grad(Value leaf) {
        requireKnown(leaf);
        return leaf.grad();
    }

    private void requireKnown(Value leaf) {
        if (!leaf.isLeaf()) {
            throw new IllegalArgumentException("only leaves and roots have numbers in a compiled graph, not the value of '"
                    + leaf.op() + "': " + leaf);
        }
        graph.position(leaf);
    }
}
