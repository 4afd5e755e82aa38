package mg;

import java.util.List;
import mg.ir.Executable;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.passes.Gradient;
import mg.value.Graph;
import mg.value.Value;

/// A graph of values, compiled: the same numbers as the eager graph, without building it again.
///
/// Set the data of leaves through the values themselves ([Value#data(double)]), then run. Gradients accumulate in the
/// leaves as [Value#backward] does, until they are set to zero. Not for several threads at once: the leaves are shared.
public final class CompiledGraph {
    private static final String GRADIENT = "gradient";

    private final Graph graph;
    private final Executable value;
    private final Executable gradient;

    CompiledGraph(Graph graph, Settings settings) {
        this.graph = graph;
        Program program = graph.program();
        this.value = Backends.compile(settings, program, Graph.FUNCTION);
        this.gradient = Backends.compile(
                settings,
                Gradient.of(program, Graph.FUNCTION, Gradient.reals(graph.function()), GRADIENT),
                GRADIENT);
    }

    /// The leaves and how they are the arguments of a function.
    public Graph graph() {
        return graph;
    }

    /// The value of the root for the data that the leaves have now.
    public double forward() {
        return value.call(graph.data()).getFirst().real(0);
    }

    /// The value of the root, after adding its derivative by each leaf to the leaf's gradient.
    public double backward() {
        List<Tensor> results = gradient.call(graph.data());
        graph.accumulate(results.subList(1, results.size()));
        return results.getFirst().real(0);
    }

    /// Moves weights and biases against their gradients: `data -= rate · grad`.
    public void update(double rate) {
        for (Value leaf : graph.leaves()) {
            if (leaf.role().orElseThrow().isParameter()) {
                leaf.data(leaf.data() - rate * leaf.grad());
            }
        }
    }

    /// Sets the gradients of all leaves to zero.
    public void zeroGrad() {
        graph.leaves().forEach(Value::zeroGrad);
    }
}
