package mg.cli;

import java.io.PrintWriter;
import java.util.List;
import mg.Backends;
import mg.Settings;
import mg.ir.Backend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `mg backends`: what can run programs here.
@Command(name = "backends", description = "Lists the backends, and why one does not work here.")
final class BackendsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print {\"NAME\": {\"available\": …}}.")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<Backend> all = Backends.all();
        if (json) {
            JsonOutput.print(out, o -> {
                for (Backend b : all) {
                    o.object(b.name(), f -> {
                        f.field("available", b.unavailable().isEmpty());
                        if (!b.unavailable().isEmpty()) {
                            f.field("reason", b.unavailable());
                        }
                    });
                }
            });
            return;
        }
        int width = all.stream().mapToInt(b -> b.name().length()).max().orElse(0);
        for (Backend b : all) {
            String state = b.unavailable().isEmpty() ? "works here" : "does not work here: " + b.unavailable();
            out.println(String.format("%-" + width + "s  %s%s", b.name(), state,
                    b.name().equals(Settings.DEFAULT.backend()) ? " (the default)" : ""));
        }
    }
}
