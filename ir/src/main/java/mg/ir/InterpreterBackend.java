package mg.ir;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The reference: runs programs with [Interpreter] and emits them as text.
public final class InterpreterBackend implements Backend {
    /// The backend; it has no state.
    public InterpreterBackend() {}

    @Override
    public String name() {
        return "interpreter";
    }

    @Override
    public boolean takesDerivatives() {
        return false;
    }

    @Override
    public Executable compile(Program program, String function, Options options) {
        return Interpreter.executable(program, function);
    }

    /// One file `name.ir`: the whole program.
    @Override
    public List<Artifact> emit(Program program, List<String> functions, String name, Options options) {
        functions.forEach(program::function);
        return List.of(new Artifact(name + ".ir", Printer.print(program).getBytes(StandardCharsets.UTF_8)));
    }
}
