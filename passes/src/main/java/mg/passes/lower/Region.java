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
        ADD
    }

    boolean adds() {
        return mode == Mode.ADD;
    }
}
