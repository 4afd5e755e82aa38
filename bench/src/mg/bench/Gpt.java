package mg.bench;

import java.util.Arrays;
import java.util.List;
import mg.CompiledGraph;
import mg.Settings;
import mg.ir.Tensor;

/// The language model of `examples/microgpt` in scalars, compiled: a call does as many steps as `trained` in
/// `microgpt.mg`, the first from the same weights, the next ones from those that are then there.
final class Gpt implements Contender {
    private static final int LETTERS = 27;

    private final boolean settles;
    private final long[] letters;
    private final long[] counts;
    private final ScalarGpt model;
    private final CompiledGraph graph;
    private double mean;

    Gpt(Names names, Settings settings) {
        List<Tensor> all = names.names();
        letters = all.get(0).longs();
        counts = all.get(1).longs();
        settles = settings.backend().equals("jvm");
        model = new ScalarGpt(16, 1, 4, Names.BLOCK, names.weights());
        graph = model.compiled(settings);
    }

    @Override
    public double run(long calls) {
        double began = Clock.seconds();
        for (long k = 0; k < calls; k++) {
            mean = Math.log(LETTERS);
            for (int t = 0; t < Names.STEPS; t++) {
                int n = t % Names.NAMES;
                long[] name = Arrays.copyOfRange(letters, n * (Names.BLOCK + 1), (n + 1) * (Names.BLOCK + 1));
                mean = 0.98 * mean + 0.02 * model.step(graph, name, (int) counts[n], t, Names.STEPS);
            }
        }
        return Clock.seconds() - began;
    }

    /// The loss, as `trained` says it, and the weights.
    @Override
    public double[] result() {
        double[] weights = graph.graph().arguments().stream()
                .filter(a -> a.role().isParameter()).findFirst().orElseThrow().data();
        var all = new double[weights.length + 1];
        all[0] = mean;
        System.arraycopy(weights, 0, all, 1, weights.length);
        return all;
    }

    /// After so many steps of Adam, which divides small numbers by small ones.
    @Override
    public double tolerance() {
        return 1e-6;
    }

    @Override
    public boolean settles() {
        return settles;
    }
}
