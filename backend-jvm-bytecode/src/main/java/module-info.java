/// Loops as JVM bytecode: class files to take away, or hidden classes run here.
module mg.backend.jvm {
    requires transitive mg.ir;
    requires mg.passes;

    exports mg.backend.jvm;

    provides mg.ir.Backend with mg.backend.jvm.JvmBackend;
}
