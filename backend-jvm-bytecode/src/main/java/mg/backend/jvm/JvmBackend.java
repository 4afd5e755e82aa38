package mg.backend.jvm;

import java.util.List;
import mg.ir.Artifact;
import mg.ir.Backend;
import mg.ir.Executable;
import mg.ir.Function;
import mg.ir.Options;
import mg.ir.Program;
import mg.loops.Kernel;
import mg.passes.Pipelines;
import mg.passes.loops.Cost;

/// Runs programs as JVM bytecode, and writes them as class files.
public final class JvmBackend implements Backend {
    /// The cost of a call, as [Cost] counts, from which on vectors pay in the first call: about a second.
    private static final double WORTH_VECTORS = 6e9;

    /// The backend; it has no state.
    public JvmBackend() {}

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public Executable compile(Program program, String function, Options options) {
        Function optimized = Pipelines.optimized(program, function, options);
        int bits = vectorBits(optimized, options);
        return compile(kernel(optimized, options, bits), bits, options.reproducible());
    }

    /// The kernel of a function for vectors of so many bits. Java has no stores past the caches.
    static Kernel kernel(Function optimized, Options options, int vectorBits) {
        int bytes = Math.min(options.vectorBytes(), vectorBits / 8);
        return Pipelines.kernel(
                optimized, options.withVectorBytes(bytes).withoutStreams().withMasks(WideType.masks(vectorBits)));
    }

    /// The bits of vectors to use: none in this process if it has none, and none for one call that takes less time than
    /// vectors until HotSpot has compiled them. They are not even loaded then.
    static int vectorBits(Function optimized, Options options) {
        boolean brief = options.once()
                && Cost.scalar(Pipelines.kernel(optimized, options.withVectorBytes(0))) < WORTH_VECTORS;
        return brief ? 0 : VectorModule.bits();
    }

    @Override
    public List<Artifact> emit(Program program, List<String> functions, String name, Options options) {
        Options scalar = options.withVectorBytes(0);
        List<Kernel> kernels = functions.stream().map(f -> Pipelines.kernel(program, f, scalar)).toList();
        return ShippedClasses.write(kernels, name, Splitter.LONGEST, options.reproducible());
    }

    /// Makes a kernel run here, with vectors if this process has them.
    static Executable compile(Kernel kernel) {
        return compile(kernel, VectorModule.bits());
    }

    /// Makes a kernel run here, with vectors of so many bits or, if that is 0, without.
    static Executable compile(Kernel kernel, int vectorBits) {
        return compile(kernel, vectorBits, false);
    }

    /// The same with library functions that are the same on every platform and rounded products, if results are to be
    /// reproducible.
    static Executable compile(Kernel kernel, int vectorBits, boolean reproducible) {
        Kernel ready = reproducible ? LanewiseFunctions.run(kernel) : kernel;
        Kernel chosen = Opposites.chosen(ready);
        Kernel arranged = ShortCopies.run(Gathers.together(chosen, vectorBits), vectorBits);
        return HiddenClasses.define(arranged, Splitter.LONGEST, vectorBits, reproducible);
    }

    /// Kernels as class files.
    static List<Artifact> emit(List<Kernel> kernels, String name) {
        return ShippedClasses.write(kernels, name, Splitter.LONGEST, false);
    }
}
