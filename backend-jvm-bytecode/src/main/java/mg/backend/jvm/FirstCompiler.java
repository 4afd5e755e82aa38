package mg.backend.jvm;

/// How many virtual registers HotSpot's first compiler, C1, takes for calls of the Vector API, all of whose methods it
/// has to inline: about what one more call takes of the 10,000 that a method may have, in terms of the bytes that a
/// method may have. (HotSpot 25; measured as the number of calls in a method from which on it says "out of virtual
/// registers" where it counts runs.)
///
/// A method that needs more stays interpreted, or without counts of its runs, and the second compiler never sees it.
final class FirstCompiler {
    /// A method may take this: some registers are left for what C1 has to put aside.
    private static final int MOST = 9_500;

    /// What is a virtual call: most operations.
    static final int CALL = bytes(12);
    /// A load of neighbours; of a mask half as many.
    static final int LOAD = bytes(110);
    static final int STORE = bytes(80);
    static final int BROADCAST = bytes(40);
    /// An operation on masks or a question to one; `andNot`, `eq` and `xor` take twice as many.
    static final int MASK = bytes(65);
    /// A question for the class of a vector, and the comparison of that ([VectorClass]).
    static final int CLASS = bytes(12);
    static final int TO_LONG = bytes(50);
    static final int FROM_LONG = bytes(40);

    private FirstCompiler() {}

    private static int bytes(int registers) {
        return Math.ceilDiv(registers * Splitter.LONGEST, MOST);
    }
}
