/// Differentiation, simplification, and lowering to loops.
module mg.passes {
    requires transitive mg.ir;

    exports mg.passes;
    exports mg.passes.loops;
    exports mg.passes.lower;
    exports mg.passes.sparse;
}
