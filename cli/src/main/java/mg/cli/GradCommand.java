package mg.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import mg.ModelFunction;
import mg.ir.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mg grad`: value and gradient.
@Command(name = "grad", description = "Prints the value of a function and its gradient.")
final class GradCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CompileOptions options;

    @Parameters(index = "0", paramLabel = "FILE[:FUNCTION]", converter = Target.Converter.class,
            description = Target.DESCRIPTION)
    private Target target;

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = Text.DESCRIPTION)
    private List<String> values = List.of();

    @Option(names = "--wrt", split = ",", paramLabel = "NAME",
            description = "The arguments and parameters to differentiate by; otherwise all that are real.")
    private List<String> wrt = List.of();

    @Mixin
    private NanTrapOption trap;

    @Option(names = "--json", description = "Print {\"value\": …, \"grad\": {\"NAME\": …}}.")
    private boolean json;

    @Override
    public void run() {
        Call call = Call.of(options.forOneCall(), target, Assignments.of(spec.commandLine(), target, values), false);
        ModelFunction gradient = call.function().valueAndGradient(call.real(wrt, true));
        SequencedMap<String, Tensor> results = gradient.located(() -> {
            trap.check(gradient, call.arguments());
            return gradient.results(call.arguments());
        });
        Tensor value = results.pollFirstEntry().getValue();
        var parts = new LinkedHashMap<String, Tensor>();
        results.forEach((name, g) -> parts.put(name.substring("grad_".length()), g));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(out, o -> o.field("value", value).object("grad", g -> g.fields(parts)));
            return;
        }
        out.println(NumberText.of("value", value));
        parts.forEach((name, g) -> out.println(NumberText.of("grad " + name, g)));
    }
}
