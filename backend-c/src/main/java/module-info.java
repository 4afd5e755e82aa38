/// Loops as C: files to take away, or compiled with gcc and run here.
module mg.backend.c {
    requires mg.ir;
    requires mg.passes;

    exports mg.backend.c;

    provides mg.ir.Backend with mg.backend.c.CBackend;
}
