package mg.ir;

import java.util.List;

/// Makes programs run. Found by [java.util.ServiceLoader]; immutable and thread-safe.
public interface Backend {
    /// What a user calls it: `interpreter`, `jvm`, `c`.
    String name();

    /// Why it cannot run programs here, or "" when it can.
    default String unavailable() {
        return "";
    }

    /// Whether it expands derivatives (`jvp`, `vjp`) itself. Otherwise it is only given programs without them.
    default boolean takesDerivatives() {
        return true;
    }

    /// Makes one function of a verified program run here. Its calls and derivatives are within the program.
    Executable compile(Program program, String function, Options options);

    /// The program as files to take away, one entry point for each function in `functions`.
    List<Artifact> emit(Program program, List<String> functions, String name, Options options);
}
