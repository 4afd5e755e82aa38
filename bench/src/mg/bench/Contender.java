package mg.bench;

/// Something that does a work, open and ready to run.
interface Contender extends AutoCloseable {
    /// Does the work so many times, and says how many seconds of CPU time that took.
    double run(long calls);

    /// The result of the last run, to be compared with that of others.
    double[] result();

    /// How far a result may be from another: relative to its size, or absolute below 1.
    default double tolerance() {
        return 1e-9;
    }

    /// Whether HotSpot compiles in this process what runs, so that it gets faster for some seconds.
    default boolean settles() {
        return false;
    }

    @Override
    default void close() {}
}
