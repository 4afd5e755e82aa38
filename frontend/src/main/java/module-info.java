/// The two ways into the compiler: the language, and graphs of values built in Java.
module mg.frontend {
    requires transitive mg.ir;
    requires mg.passes;
    requires org.antlr.antlr4.runtime;

    exports mg.draw;
    exports mg.lang;
    exports mg.nn;
    exports mg.value;
}
