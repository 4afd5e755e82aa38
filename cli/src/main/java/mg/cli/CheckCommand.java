package mg.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import mg.Backends;
import mg.ir.Backend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mg check`: whether derivatives and backends agree.
@Command(
        name = "check",
        description = "Checks a function's gradient against finite differences, forward against reverse mode, and the"
                + " backends against the interpreter.",
        footer = {
            "",
            "Of large arguments some components are checked, and some directions in which all change.",
            "At a kink any slope between those to its two sides is right; where kinks are nearer than any step that",
            "rounding allows, slopes are not compared. Exit status 1 if something disagrees."
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CompileOptions options;

    @Parameters(index = "0", paramLabel = "FILE[:FUNCTION]", converter = Target.Converter.class,
            description = Target.DESCRIPTION)
    private Target target;

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = Text.DESCRIPTION + " Random by default.")
    private List<String> values = List.of();

    @Option(names = "--wrt", split = ",", paramLabel = "NAME",
            description = "The arguments and parameters to differentiate by; otherwise all that are real.")
    private List<String> wrt = List.of();

    @Option(names = "--json", description = "Print {\"agrees\": …, \"checks\": {…}}.")
    private boolean json;

    @Override
    public Integer call() {
        Call call = Call.of(options.forOneCall(), target, Assignments.of(spec.commandLine(), target, values), true);
        return call.function().located(() -> check(call));
    }

    private int check(Call call) {
        List<String> by = List.of(call.real(wrt, true));
        CheckedFunction checked = CheckedFunction.of(call.instance(), by, options.seed());
        Slopes slopes = Slopes.of(checked, call.point(), by, options.settings(), options.seed());
        List<Finding> findings = new ArrayList<>();
        slopes.requireFinite();
        findings.add(slopes.differences());
        findings.add(slopes.forward());
        findings.addAll(StatedChecks.of(call.instance(), checked, call.point(), options.settings(), options.seed()));
        List<Backend> backends = Backends.all().stream()
                .filter(b -> options.backend().isEmpty() || options.backend().get().equals(b.name()))
                .filter(b -> !b.name().equals("interpreter"))
                .toList();
        List<String> skipped = new ArrayList<>();
        for (Backend b : backends) {
            if (b.unavailable().isEmpty()) {
                findings.add(slopes.backend(b.name()));
            } else {
                skipped.add(b.name() + " is not checked: " + b.unavailable());
            }
        }
        print(findings, skipped);
        return findings.stream().allMatch(Finding::agrees) ? 0 : 1;
    }

    private void print(List<Finding> findings, List<String> skipped) {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            findings.forEach(f -> out.println(f.text()));
            skipped.forEach(out::println);
            return;
        }
        JsonOutput.print(out, o -> {
            o.field("agrees", findings.stream().allMatch(Finding::agrees));
            o.object("checks", checks -> {
                for (Finding f : findings) {
                    checks.object(f.what(), f::write);
                }
            });
        });
    }
}
