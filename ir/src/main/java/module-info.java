/// What is computed (the Wengert list) and how (the loops), with the interpreter that defines the meaning of both.
module mg.ir {
    exports mg.ir;
    exports mg.loops;

    provides mg.ir.Backend with mg.ir.InterpreterBackend;
}
