package mg.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mg.Backends;
import mg.ModelFunction;
import mg.ir.Backend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mg bench`: time per call on each backend.
@Command(name = "bench", description = "Measures the time of one call on each backend, or on the one that is chosen.")
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CompileOptions options;

    @Parameters(index = "0", paramLabel = "FILE[:FUNCTION]", converter = Target.Converter.class,
            description = Target.DESCRIPTION)
    private Target target;

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = Text.DESCRIPTION + " Random by default.")
    private List<String> values = List.of();

    @Option(names = "--grad", description = "Measure value and gradient.")
    private boolean grad;

    @Option(names = "--json",
            description = "Print {\"NAME\": {\"seconds\": …, \"compile_seconds\": …, \"calls\": …}}.")
    private boolean json;

    @Override
    public void run() {
        Call call = Call.of(options, target, Assignments.of(spec.commandLine(), target, values), true);
        ModelFunction f = grad ? call.function().valueAndGradient(call.real(List.of(), true)) : call.function();
        PrintWriter out = spec.commandLine().getOut();
        List<String> names = options.backend().map(List::of).orElseGet(
                () -> Backends.all().stream().map(Backend::name).toList());
        Map<String, Stopwatch.Time> times = new LinkedHashMap<>();
        for (Backend backend : Backends.all().stream().filter(b -> names.contains(b.name())).toList()) {
            if (backend.unavailable().isEmpty()) {
                Stopwatch.Time time = f.located(() -> Stopwatch.measure(f.on(backend.name()), call));
                times.put(backend.name(), time);
                if (!json) {
                    out.println(line(backend.name(), time));
                }
            } else if (!json) {
                out.println(String.format("%-12s does not work here: %s", backend.name(), backend.unavailable()));
            }
        }
        if (json) {
            JsonOutput.print(out, o -> {
                for (var e : times.entrySet()) {
                    Stopwatch.Time t = e.getValue();
                    o.object(e.getKey(), b -> b.field("seconds", t.seconds())
                            .field("compile_seconds", t.compileSeconds())
                            .field("calls", t.calls()));
                }
            });
        }
    }

    private static String line(String backend, Stopwatch.Time time) {
        return String.format(Locale.ROOT, "%-12s %s a call (median of %d calls), compiled in %s",
                backend, duration(time.seconds()), time.calls(), duration(time.compileSeconds()).strip());
    }

    private static String duration(double seconds) {
        if (seconds < 1e-6) {
            return String.format(Locale.ROOT, "%8.1f ns", seconds * 1e9);
        }
        if (seconds < 1e-3) {
            return String.format(Locale.ROOT, "%8.2f µs", seconds * 1e6);
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%8.2f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%8.2f s ", seconds);
    }
}
