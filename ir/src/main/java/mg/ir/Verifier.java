package mg.ir;

/// Checks the invariants of the package.
public final class Verifier {
    private Verifier() {}

    /// Checks a program.
    ///
    /// @throws DiagnosticException with every violation found
    public static void check(Program program) {
        program.functions().forEach(Renumber::run);
    }
}
