package mg.ir;

/// An argument of a function: its name, its value inside, and whether it is a learnable parameter of the program.
public record Argument(String name, Var var, boolean parameter) {
    /// The type of the values it takes.
    public Type type() {
        return var.type();
    }
}
