import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import mg.nn.MLP;
import mg.value.Value;

/// The network and the training of micrograd's demonstration: two layers of 16, a score whose sign is the class, the
/// mean margin that is missing plus 1e-4 of the squares of all parameters, 100 steps down the gradient over all points.
final class MaxMargin {
    static final int STEPS = 100;

    private final MLP network;
    private final List<Value> scores;
    private final Value loss;
    private final double[] signs;

    /// @param points pairs of coordinates
    /// @param signs  1 or -1 for each
    MaxMargin(double[][] points, double[] signs, long seed) {
        this.network = new MLP(2, List.of(16, 16, 1), new Random(seed));
        this.signs = signs;
        this.scores = new ArrayList<>();
        var missing = new ArrayList<Value>();
        for (int k = 0; k < points.length; k++) {
            Value score = network.one(Value.constants(points[k]));
            scores.add(score);
            missing.add(score.mul(-signs[k]).add(1).relu());
        }
        List<Value> parameters = network.parameters();
        this.loss = Value.sum(missing).div(points.length).add(Value.dot(parameters, parameters).mul(1e-4));
    }

    MLP network() {
        return network;
    }

    /// Trains, and says how the last step found it.
    void train() {
        for (int step = 0; step < STEPS; step++) {
            loss.forward();
            if (step % 20 == 0 || step == STEPS - 1) {
                System.out.println(String.format(Locale.ROOT, "step %2d loss %.6f, accuracy %.0f %%", step, loss.data(),
                        100 * accuracy()));
            }
            network.zeroGrad();
            loss.backward();
            double rate = 1 - 0.9 * step / STEPS;
            network.parameters().forEach(p -> p.data(p.data() - rate * p.grad()));
        }
    }

    /// The part of the points whose score has the right sign, as it was last computed.
    double accuracy() {
        int right = 0;
        for (int k = 0; k < signs.length; k++) {
            right += scores.get(k).data() > 0 == signs[k] > 0 ? 1 : 0;
        }
        return (double) right / signs.length;
    }
}
