package mg;

import java.util.IdentityHashMap;
import java.util.Map;
import mg.value.Leaves;

/// Adam (Kingma and Ba 2015, algorithm 1) for the weights and biases of a [CompiledGraph]: each moves by its mean
/// gradient, measured in the root of its mean square.
///
/// ```java
/// var adam = new Adam(0.9, 0.999, 1e-8);
/// for (double[] example : examples) {
///     graph.zeroGrad();
///     graph.setInput(example);
///     graph.backward();
///     adam.update(graph, 0.001);
/// }
/// ```
///
/// It keeps two numbers for each weight and bias, and counts its steps. One is for one graph.
public final class Adam {
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final Map<Leaves, Moments> moments = new IdentityHashMap<>();
    private int steps;

    /// The means of the gradients and of their squares, each new one with weight `1 - β`.
    private record Moments(double[] first, double[] second) {
        static Moments of(Leaves leaves) {
            int n = leaves.data().length;
            return new Moments(new double[n], new double[n]);
        }
    }

    /// @param beta1   how much of the mean gradient stays at each step
    /// @param beta2   how much of the mean square stays at each step
    /// @param epsilon what is added to the root of the mean square
    /// @throws IllegalArgumentException unless both parts are in 0..1, without 1, and `epsilon` is positive
    public Adam(double beta1, double beta2, double epsilon) {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)) {
            throw new IllegalArgumentException("no Adam with beta " + beta1 + " and " + beta2 + ", epsilon " + epsilon);
        }
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    /// Moves weights and biases by the gradients they have now.
    ///
    /// @param rate the learning rate of this step
    public void update(CompiledGraph graph, double rate) {
        steps++;
        for (Leaves leaves : graph.graph().arguments()) {
            if (leaves.role().isParameter()) {
                move(leaves.data(), leaves.gradients(), moments.computeIfAbsent(leaves, Moments::of), rate);
            }
        }
    }

    /// `w -= rate · m/(1 - β1^t) / (√(v/(1 - β2^t)) + ε)`, where both means began with zero.
    private void move(double[] w, double[] g, Moments means, double rate) {
        double scale = rate / (1 - Math.pow(beta1, steps));
        double square = 1 / (1 - Math.pow(beta2, steps));
        double[] m = means.first();
        double[] v = means.second();
        for (int k = 0; k < w.length; k++) {
            m[k] = beta1 * m[k] + (1 - beta1) * g[k];
            v[k] = beta2 * v[k] + (1 - beta2) * g[k] * g[k];
            w[k] -= scale * m[k] / (Math.sqrt(square * v[k]) + epsilon);
        }
    }
}
