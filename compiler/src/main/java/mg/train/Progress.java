package mg.train;

/// Told how training goes, in the thread that trains.
public interface Progress {
    /// After a step: the mean loss of its batch, and how many examples this training has used so far.
    void step(int epoch, long step, double loss, long examples);

    /// Whether to stop after this step, with what there is.
    boolean stop();
}
