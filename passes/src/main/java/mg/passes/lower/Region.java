package mg.passes.lower;

/// Memory to write a value to, and what it holds before.
record Region(View view, Mode mode) {
    /// What the memory holds before, and so how to write.
    enum Mode {
        /// Nothing yet: every element must be written.
        SET,
        /// Zeros: only other elements need be written.
        ZERO,
        /// What the value is to be added to.
        ADD,
        /// The same, where adding zeros changes nothing: it started as `0.0`, so it is never `-0.0`; or sums may be
        /// formed in any way.
        TOTAL
    }

    /// This for what is written after the first of several addends.
    Region shared() {
        return adds() ? this : new Region(view, Mode.ADD);
    }

    /// Whether what is written is added to what is there.
    boolean adds() {
        return mode == Mode.ADD || mode == Mode.TOTAL;
    }

    /// Whether writing zeros here changes nothing.
    boolean keepsZeros() {
        return mode == Mode.ZERO || mode == Mode.TOTAL;
    }
}
