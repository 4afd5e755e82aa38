package mg.backend.jvm;

/// What the hidden class of a kernel implements.
interface Code {
    /// Runs the kernel as [mg.ir.Executable#run] says.
    void run(Object[] in, Object[] out);
}
