package mg.tests;

import java.util.List;
import java.util.stream.Stream;
import mg.Backends;
import mg.Settings;
import mg.ir.Backend;
import mg.ir.Executable;
import mg.ir.Options;
import mg.ir.Program;
import mg.ir.Tensor;

/// The backends that work on this machine.
final class Working {
    /// Sums in the order of the program.
    static final Options EXACT = new Options(true);

    private Working() {}

    static List<Backend> backends() {
        return Backends.all().stream().filter(b -> b.unavailable().isEmpty()).toList();
    }

    /// Their names, for parameterized tests.
    static Stream<String> names() {
        return backends().stream().map(Backend::name);
    }

    static Executable compile(Backend backend, Program program, String function, Options options) {
        return Backends.compile(Settings.DEFAULT.on(backend.name()).with(options), program, function);
    }

    static List<Tensor> run(Backend backend, Program program, String function, List<Tensor> arguments) {
        return compile(backend, program, function, Options.DEFAULT).call(arguments);
    }
}
