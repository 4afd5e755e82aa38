package mg.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import mg.ir.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mg run`: the value of a function.
@Command(name = "run", description = "Prints the value of a function.")
final class RunCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CompileOptions options;

    @Parameters(index = "0", paramLabel = "FILE[:FUNCTION]", converter = Target.Converter.class,
            description = Target.DESCRIPTION)
    private Target target;

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = Text.DESCRIPTION)
    private List<String> values = List.of();

    @Mixin
    private NanTrapOption trap;

    @Option(names = "--json", description = "Print {\"value\": …}.")
    private boolean json;

    @Override
    public void run() {
        Call call = Call.of(options.forOneCall(), target, Assignments.of(spec.commandLine(), target, values), false);
        Map<String, Tensor> results = call.function().located(() -> {
            trap.check(call.function(), call.arguments());
            return call.function().results(call.arguments());
        });
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(out, o -> o.results("value", results));
        } else if (results.size() == 1) {
            out.println(NumberText.of(results.values().iterator().next(), 0));
        } else {
            results.forEach((name, value) -> out.println(NumberText.of(name, value)));
        }
    }
}
