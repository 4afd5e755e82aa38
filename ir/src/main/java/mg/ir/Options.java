package mg.ir;

/// How to compile.
///
/// @param reproducible sums are formed in the order of the program, so that all backends agree to the last bit wherever
///                     no library function is involved
public record Options(boolean reproducible) {
    /// Sums in any order.
    public static final Options DEFAULT = new Options(false);
}
