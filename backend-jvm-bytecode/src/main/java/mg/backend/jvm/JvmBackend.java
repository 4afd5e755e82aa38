package mg.backend.jvm;

import java.util.List;
import mg.ir.Artifact;
import mg.ir.Backend;
import mg.ir.Executable;
import mg.ir.Options;
import mg.ir.Program;
import mg.loops.Kernel;
import mg.passes.Pipelines;

/// Runs programs as JVM bytecode, and writes them as class files.
public final class JvmBackend implements Backend {
    /// The backend; it has no state.
    public JvmBackend() {}

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public Executable compile(Program program, String function, Options options) {
        int bytes = Math.min(options.vectorBytes(), VectorModule.bits() / 8);
        return compile(Pipelines.kernel(program, function, options.withVectorBytes(bytes)));
    }

    @Override
    public List<Artifact> emit(Program program, List<String> functions, String name, Options options) {
        Options scalar = options.withVectorBytes(0);
        return emit(functions.stream().map(f -> Pipelines.kernel(program, f, scalar)).toList(), name);
    }

    /// Makes a kernel run here, with vectors if this process has them.
    static Executable compile(Kernel kernel) {
        return compile(kernel, VectorModule.bits());
    }

    /// Makes a kernel run here, with vectors of so many bits or, if that is 0, without.
    static Executable compile(Kernel kernel, int vectorBits) {
        return HiddenClasses.define(kernel, Splitter.LONGEST, vectorBits);
    }

    /// Kernels as class files.
    static List<Artifact> emit(List<Kernel> kernels, String name) {
        return ShippedClasses.write(kernels, name, Splitter.LONGEST);
    }
}
