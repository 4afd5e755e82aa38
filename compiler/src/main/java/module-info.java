/// What a Java program uses: source or values in, executable out.
module mg.compiler {
    requires transitive mg.frontend;
    requires transitive mg.passes;
    requires com.google.gson;

    exports mg;
    exports mg.data;
    exports mg.train;

    uses mg.ir.Backend;
}
