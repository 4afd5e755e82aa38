/// Loops as JVM bytecode: class files to take away, or hidden classes run here.
module mg.backend.jvm {
    requires mg.ir;
    requires mg.passes;
}
