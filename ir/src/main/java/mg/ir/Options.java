package mg.ir;

/// How to compile.
///
/// @param reproducible sums are formed in the order of the program, so that all backends agree to the last bit wherever
///                     no library function is involved
/// @param vectorBytes  the size of the vectors that wide scalars should fill: 64 for AVX-512, 32 for AVX2, 16 for SSE2 and
///                     Neon; 0 for no wide scalars
public record Options(boolean reproducible, int vectorBytes) {
    /// The size of vectors unless something else is said: C compilers split them where a machine has only shorter ones.
    public static final int VECTOR_BYTES = 64;

    /// Sums in any order.
    public static final Options DEFAULT = new Options(false);

    /// With vectors of the usual size.
    public Options(boolean reproducible) {
        this(reproducible, VECTOR_BYTES);
    }

    /// The same with vectors of another size.
    public Options withVectorBytes(int bytes) {
        return new Options(reproducible, bytes);
    }
}
