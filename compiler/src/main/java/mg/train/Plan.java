package mg.train;

/// What to do.
///
/// @param loss      the function to minimise: its value for one example
/// @param metric    a function of one example to report the mean of, or ""
/// @param epochs    how often each example is used
/// @param batch     examples for one step
/// @param rate      the learning rate
/// @param seed      of the order of the examples
public record Plan(String loss, String metric, int epochs, int batch, Optimizer optimizer, double rate, long seed) {
    public Plan {
        if (epochs < 1 || batch < 1 || !(rate > 0) || !Double.isFinite(rate)) {
            throw new IllegalArgumentException("epochs and batch are at least 1, the learning rate is positive: "
                    + epochs + ", " + batch + ", " + rate);
        }
    }
}
