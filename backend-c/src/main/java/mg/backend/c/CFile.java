package mg.backend.c;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import mg.loops.Buffer;
import mg.loops.Kernel;

/// A program as one C file and its header. The names of the functions are taken first, so that they depend on nothing
/// but the program's name and theirs.
final class CFile {
    /// The macro that keeps a part of a function from being put back into it.
    static final String PART = "MG_PART";
    /// Keeps a branch a branch and a loop a loop: see [GuardedLoads] and [CrossingStores].
    static final String BRANCH = "MG_BRANCH";

    /// Goes on where compilers other than clang are told not to contract.
    private static final String SAME_EVERYWHERE = """
            #elif defined(__GNUC__)
            #pragma GCC optimize ("fp-contract=off")
            #endif
            #if defined(__FAST_MATH__) || FLT_EVAL_METHOD != 0
            #error "Results would not be the same everywhere: not with -ffast-math, nor with the x87."
            #endif

            """;

    private final String name;
    private final String prefix;
    private final Names names = new Names(null);
    private final Map<Prelude, String> preludeNames = new EnumMap<>(Prelude.class);
    private final TreeSet<Prelude> preludeUsed = new TreeSet<>();
    private final Constants constants = new Constants(names);
    private final WideFunctions wide;
    private final List<Entry> entries = new ArrayList<>();
    private final boolean reproducible;
    private final boolean isToRun;
    private boolean usesThreads;

    /// @param name         the name of the program and of its files
    /// @param reproducible whether results are the same everywhere: sums are formed in the order of the kernel, and the
    ///                     functions of the C library are in the file
    CFile(String name, List<Kernel> kernels, boolean reproducible) {
        this(name, kernels, reproducible, false);
    }

    /// One whose functions are to be called from here, each in its [way][Way].
    static CFile toRun(String name, List<Kernel> kernels, boolean reproducible) {
        return new CFile(name, kernels, reproducible, true);
    }

    private CFile(String name, List<Kernel> kernels, boolean reproducible, boolean isToRun) {
        this.name = name.matches("[A-Za-z0-9_][A-Za-z0-9_.+-]*") ? name : Names.identifier(name);
        this.prefix = Names.identifier(name);
        this.reproducible = reproducible;
        this.isToRun = isToRun;
        names.take(restrict());
        names.take(guard());
        names.take(Reduction.MACRO);
        names.take("MG_PRAGMA");
        names.take("MG_SIMD");
        names.take(WideFunctions.INLINE);
        names.take(PART);
        names.take(WideFunctions.LANES);
        List<String> symbols = kernels.stream().map(k -> symbol(k.name())).toList();
        for (Prelude function : Prelude.values()) {
            preludeNames.put(function, names.unique(free(function.wanted(), symbols)));
        }
        wide = new WideFunctions(
                wanted -> names.unique(free(wanted, symbols)), new Elements(this::prelude), reproducible);
        for (Kernel kernel : kernels) {
            kernel.constants().forEach(b ->
                    constants.add(((Buffer.Place.Constant) b.place()).value(), prefix + "_" + b.name()));
        }
        for (int k = 0; k < kernels.size(); k++) {
            entries.add(Entry.of(kernels.get(k), symbols.get(k), this));
        }
    }

    /// How a kernel is called.
    Way way(Kernel kernel) {
        return isToRun ? Way.of(kernel) : Way.DIRECT;
    }

    /// The functions, in the order of the kernels.
    List<Entry> entries() {
        return entries;
    }

    /// Both texts.
    CSource text() {
        return new CSource(name + ".h", header(), name + ".c", source());
    }

    private String header() {
        var out = new StringBuilder();
        out.append("/* ").append(prefix).append("""
                : made by mg.
                 *
                 * Arrays are dense and row-major. Results follow the arguments, in order; their arrays overlap neither
                 * arguments nor each other, and every element of them is written. A function returns 0, or the number of
                 * the check that failed: then NAME_error(status) says what and where, the results are incomplete, and if it
                 * was an index, the index is the int64_t at the start of the workspace.
                 *
                 * The workspace is the caller's: NAME_WORKSPACE bytes, aligned as by malloc (%d bytes), with any content.
                 * Functions keep nothing between calls and may run at the same time, each with a workspace of its own.
                 */
                """.formatted(Workspace.ALIGNMENT));
        out.append("#ifndef ").append(guard()).append("\n#define ").append(guard()).append("""
                \n
                #include <stdbool.h>
                #include <stdint.h>

                #ifdef __cplusplus
                #define %1$s __restrict
                extern "C" {
                #else
                #define %1$s restrict
                #endif

                """.formatted(restrict()));
        entries.forEach(e -> out.append(e.declaration()));
        return out.append("""
                #ifdef __cplusplus
                }
                #endif

                #endif
                """).toString();
    }

    private String source() {
        var functions = new StringBuilder();
        entries.forEach(e -> functions.append(e.definition()));
        var preludes = new StringBuilder();
        preludeUsed.forEach(p -> preludes.append(p.definition(this::prelude)).append('\n'));
        var out = new StringBuilder("/* ").append(prefix).append("""
                : made by mg. C11, also C++17.
                 *
                 * gcc -std=c11 -O3 -ffp-contract=off -fno-math-errno -c FILE, and -lm to link.
                """);
        out.append(usesThreads ? " * Long loops run in POSIX threads: -pthread, to compile and to link.\n" : "");
        boolean reduces = functions.indexOf(Reduction.MACRO + "(") >= 0;
        if (!wide.isEmpty()) {
            out.append(" * -fopenmp-simd -DMG_SIMD makes vector code of all that is done lane by lane.\n");
        }
        if (reduces) {
            out.append(" * -fopenmp-simd -DMG_SIMD lets sums be formed several terms at a time, in another order.\n");
        }
        out.append(" * Not -ffast-math: NaN, infinities and signed zeros have a meaning.\n */\n");
        out.append("#include \"").append(name).append(".h\"\n\n").append(reproducible ? "#include <float.h>\n" : "");
        out.append("#include <math.h>\n").append(usesThreads ? "#include <pthread.h>\n" : "");
        boolean streams = preludeUsed.contains(Prelude.STREAM);
        out.append(wide.isEmpty() && !preludeUsed.contains(Prelude.HIGH) && !streams
                ? "\n"
                : "#include <string.h>\n\n");
        out.append(streams ? "#ifdef __SSE2__\n#include <emmintrin.h>\n#endif\n\n" : "");
        out.append("#ifdef __clang__\n#pragma STDC FP_CONTRACT OFF\n");
        out.append(reproducible ? SAME_EVERYWHERE : "#endif\n\n");
        if (!wide.isEmpty()) {
            out.append("""
                    #ifdef __GNUC__
                    /* Vectors wider than the machine's are passed in ways that differ between compilers; none leaves this file. */
                    #pragma GCC diagnostic ignored "-Wpsabi"
                    #endif

                    """);
        }
        out.append(VectorMath.prototypes(preludes + wide.definitions() + functions));
        if (reduces || !wide.isEmpty()) {
            out.append("""
                    #ifdef MG_SIMD
                    #define MG_PRAGMA(text) _Pragma(#text)
                    #define MG_REDUCE(...) MG_PRAGMA(omp simd reduction(__VA_ARGS__))
                    #define MG_LANES MG_PRAGMA(omp simd)
                    #else
                    #define MG_REDUCE(...)
                    #define MG_LANES
                    #endif

                    """);
        }
        if (functions.indexOf(PART + " static") >= 0) {
            out.append("""
                    #ifdef __GNUC__
                    #define MG_PART __attribute__((noinline))
                    #else
                    #define MG_PART
                    #endif

                    """);
        }
        if (functions.indexOf(BRANCH) >= 0) {
            out.append("""
                    #if defined(__GNUC__) && !defined(__clang__)
                    /* Keeps gcc 12 from wrong masked loads behind conditions, and from wrong vectors where iterations meet. */
                    #define MG_BRANCH __asm__ ("")
                    #else
                    #define MG_BRANCH (void) 0
                    #endif

                    """);
        }
        if (!wide.isEmpty()) {
            out.append("#define ").append(WideFunctions.INLINE)
                    .append(" static inline __attribute__((always_inline))\n\n");
        }
        out.append(preludes).append(wide.definitions());
        out.append(constants.definitions()).append(functions);
        return out.toString().stripTrailing() + "\n";
    }

    /// The scope of the file.
    Names names() {
        return names;
    }

    /// The macro that stands for `restrict`.
    String restrict() {
        return upper(prefix) + "_RESTRICT";
    }

    /// Whether sums may be formed in any order.
    boolean reorders() {
        return !reproducible;
    }

    /// The name of a function of the prelude, which is then in the file, or of the C library's.
    String prelude(Prelude function) {
        if (!reproducible && function.standard().isPresent()) {
            return function.standard().get();
        }
        if (preludeUsed.add(function)) {
            function.uses().forEach(this::prelude);
        }
        return preludeNames.get(function);
    }

    /// A new name for a function that runs a parallel loop.
    String threads() {
        usesThreads = true;
        return names.unique("mg_threads");
    }

    /// Whether there are parallel loops.
    boolean usesThreads() {
        return usesThreads;
    }

    /// The vector types and functions, which are then in the file.
    WideFunctions wide() {
        return wide;
    }

    /// The name of an array of constants, which is then in the file.
    String constant(Buffer.Place.Constant constant) {
        return constants.use(constant.value());
    }

    /// The name of a function's error function.
    static String error(String symbol) {
        return symbol + "_error";
    }

    /// The name of the size of a function's workspace.
    static String size(String symbol) {
        return upper(symbol) + "_WORKSPACE";
    }

    /// The C name of a function: NAME_FUNCTION, numbered if it or what belongs to it is taken.
    private String symbol(String function) {
        String wanted = Names.identifier(prefix + "_" + function);
        String symbol = wanted;
        for (int k = 2; names.isTaken(symbol) || names.isTaken(error(symbol)) || names.isTaken(size(symbol)); k++) {
            symbol = wanted + "_" + k;
        }
        List.of(symbol, error(symbol), size(symbol)).forEach(names::take);
        return symbol;
    }

    /// A name that no symbol starts with: a function of the prelude may bring more that start with its name.
    private static String free(String wanted, List<String> symbols) {
        for (String symbol : symbols) {
            if (symbol.startsWith(wanted)) {
                return free(wanted + "x", symbols);
            }
        }
        return wanted;
    }

    private String guard() {
        return upper(prefix) + "_H";
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
