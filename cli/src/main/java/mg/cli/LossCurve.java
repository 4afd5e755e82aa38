package mg.cli;

import java.util.ArrayList;
import java.util.List;

/// The loss along a training, at most 400 points however long it is: each the mean over as many steps.
final class LossCurve {
    private static final int MOST = 400;

    private final List<Double> losses = new ArrayList<>();
    private long stepsPerPoint = 1;
    private double sum;
    private long count;
    private double recent = Double.NaN;

    /// Adds the next step.
    void add(double loss) {
        recent = Double.isNaN(recent) ? loss : recent + 0.02 * (loss - recent);
        sum += loss;
        count++;
        if (count == stepsPerPoint) {
            losses.add(sum / count);
            sum = 0;
            count = 0;
        }
        if (losses.size() == MOST) {
            halve();
        }
    }

    private void halve() {
        for (int k = 0; k < MOST / 2; k++) {
            losses.set(k, (losses.get(2 * k) + losses.get(2 * k + 1)) / 2);
        }
        losses.subList(MOST / 2, MOST).clear();
        stepsPerPoint *= 2;
    }

    /// The mean of the last steps, each older one with less weight.
    double recent() {
        return recent;
    }

    /// The last step of each point.
    double[] steps() {
        double[] steps = new double[losses.size()];
        for (int k = 0; k < steps.length; k++) {
            steps[k] = (k + 1.0) * stepsPerPoint;
        }
        return steps;
    }

    /// The points.
    double[] losses() {
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
