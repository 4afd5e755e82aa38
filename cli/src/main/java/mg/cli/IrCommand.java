package mg.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mg.ModelFunction;
import mg.data.AtomicFile;
import mg.ir.Function;
import mg.ir.Printer;
import mg.ir.Program;
import mg.lang.Suggestion;
import mg.passes.Pass;
import mg.passes.Pipelines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mg ir`: the program between passes. Whatever it prints parses back, comments aside, if it prints one program.
@Command(name = "ir", description = "Prints the program of a function as Wengert lists, after passes.")
final class IrCommand implements Runnable {
    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final String LOOPS = "loops";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CompileOptions options;

    @Parameters(index = "0", paramLabel = "FILE[:FUNCTION]", converter = Target.Converter.class,
            description = Target.DESCRIPTION)
    private Target target;

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE",
            description = "Values for their types, where declarations leave these open.")
    private List<String> values = List.of();

    @Option(names = "--grad", description = "The function that gives value and gradient.")
    private boolean grad;

    @Option(names = "--wrt", split = ",", paramLabel = "NAME", description = "The gradient by these; implies --grad.")
    private List<String> wrt = List.of();

    @Option(names = "--passes", split = ",", paramLabel = "PASS",
            description = "These passes in this order, or 'none', rather than those of the compiler.")
    private List<String> passes;

    @Option(names = "--print-after", paramLabel = "all|PASS",
            description = "Print the program after this pass, or after each, and the loops that it becomes ('loops').")
    private String printAfter;

    @Option(names = "--stats", description = "Say how long each pass takes and how many instructions it leaves,"
            + " and how long each backend takes in all.")
    private boolean stats;

    @Option(names = "--verify", description = "Check the invariants after every pass.")
    private boolean verify;

    @Option(names = "-o", paramLabel = "FILE", description = "Write the last form there.")
    private Path output;

    @Override
    public void run() {
        List<Pass> chosen = chosen();
        requireKnown(printAfter);
        if (output != null) {
            OutputFiles.requireFile(output);
        }
        Call call = Call.of(options, target, Assignments.of(spec.commandLine(), target, values), true);
        ModelFunction.Instance instance = grad || !wrt.isEmpty()
                ? call.function().valueAndGradient(call.real(wrt, true)).instance(call.types())
                : call.instance();
        PrintWriter out = spec.commandLine().getOut();
        var stages = new Stages(instance, stats, verify, out);
        if (ALL.equals(printAfter)) {
            stages.print("as written");
        }
        for (Pass pass : chosen) {
            call.function().located(() -> stages.run(pass));
            if (ALL.equals(printAfter) || pass.name().equals(printAfter)) {
                stages.print("after " + pass.name());
            }
        }
        Program last = stages.program();
        boolean printLoops = ALL.equals(printAfter) && passes == null || LOOPS.equals(printAfter);
        if (printLoops || stats && passes == null) {
            // Optimised once, as a backend does it: twice may give other loops.
            Function optimized = passes == null
                    ? last.function(instance.name())
                    : call.function().located(() ->
                            Pipelines.optimized(last, instance.name(), options.settings().options()));
            var loops = new LoopStages(options.settings().options(), printLoops, ALL.equals(printAfter), stats, out);
            loops.run(optimized);
            call.function().located(() -> {
                loops.backends(instance.program(), instance.name());
                return null;
            });
        }
        if (output != null) {
            AtomicFile.write(output, o -> o.write(Printer.print(last).getBytes(StandardCharsets.UTF_8)));
        } else if (printAfter == null) {
            out.print(Printer.print(last));
        }
    }

    private List<Pass> chosen() {
        if (passes == null) {
            return Pipelines.of(options.settings().options());
        }
        var chosen = new ArrayList<Pass>();
        for (String name : passes) {
            if (!name.isEmpty() && !name.equals(NONE)) {
                requireKnown(name);
                chosen.addAll(Pipelines.ALL.stream().filter(p -> p.name().equals(name)).toList());
            }
        }
        return chosen;
    }

    private void requireKnown(String pass) {
        List<String> names = Pipelines.ALL.stream().map(Pass::name).toList();
        if (pass != null && !pass.equals(ALL) && !pass.equals(LOOPS) && !names.contains(pass)) {
            throw new ParameterException(spec.commandLine(),
                    "no pass '" + pass + "'" + Suggestion.among(names, pass)
                            + "; there are " + String.join(", ", names));
        }
    }
}
