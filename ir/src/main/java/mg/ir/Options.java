package mg.ir;

/// How to compile.
///
/// @param reproducible the same arguments give the same bits on every backend and platform: sums are formed in the
///                     order of the program, nothing is contracted, and library functions are those of fdlibm 5.3 (in `f32`
///                     their results in `f64`, rounded), in files too. Only which NaN a NaN is may differ. Derivatives
///                     are what one version of mg makes of them: another may add adjoints in another order
/// @param vectorBytes  the size of the vectors that wide scalars should fill: 64 for AVX-512, 32 for AVX2, 16 for SSE2
///                     and Neon; 0 for no wide scalars
/// @param threads      the most threads that a call may run on: loops that are independent and long are divided among
///                     them. The result is the same on every run with that number; with another, sums of reals are formed
///                     of other parts, unless results are reproducible
/// @param once         it will be called only once or a few times: code that is slow at first is used only where one
///                     call takes long
/// @param streams      code can send what it writes past the caches, and transpose vectors in registers, as C can:
///                     large results and rows are made in blocks for that. A backend that cannot says so
/// @param masks        how many wide truth values there are registers for, if a compiler makes many at once, as HotSpot
///                     does; C compilers order statements so that they need few
public record Options(
        boolean reproducible, int vectorBytes, int threads, boolean once, boolean streams, int masks) {
    /// The size of vectors unless something else is said: C compilers split them where a machine has only shorter ones.
    public static final int VECTOR_BYTES = 64;

    /// Sums in any order.
    public static final Options DEFAULT = new Options(false);

    /// With vectors of the usual size.
    public Options(boolean reproducible) {
        this(reproducible, VECTOR_BYTES);
    }

    /// To be called many times.
    public Options(boolean reproducible, int vectorBytes) {
        this(reproducible, vectorBytes, 1, false, true, Integer.MAX_VALUE);
    }

    /// The same with vectors of another size.
    public Options withVectorBytes(int bytes) {
        return new Options(reproducible, bytes, threads, once, streams, masks);
    }

    /// The same on at most so many threads.
    ///
    /// @throws IllegalArgumentException if there are none
    public Options onThreads(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("there is at least 1 thread, not " + most);
        }
        return new Options(reproducible, vectorBytes, most, once, streams, masks);
    }

    /// The same for what is called only once or a few times.
    public Options forOneCall() {
        return new Options(reproducible, vectorBytes, threads, true, streams, masks);
    }

    /// The same for code that cannot send what it writes past the caches.
    public Options withoutStreams() {
        return new Options(reproducible, vectorBytes, threads, once, false, masks);
    }

    /// The same for code that has registers for so many wide truth values.
    public Options withMasks(int most) {
        return new Options(reproducible, vectorBytes, threads, once, streams, most);
    }
}
