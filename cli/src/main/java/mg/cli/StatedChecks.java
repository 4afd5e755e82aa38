package mg.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ModelFunction;
import mg.Settings;
import mg.ir.Argument;
import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.passes.CustomDerivative;
import mg.passes.Pass;
import mg.passes.Pipelines;

/// Checks of the derivatives that functions state for themselves, at the arguments with which a program calls them.
final class StatedChecks {
    /// At how many calls of one function.
    private static final int MOST = 5;

    private final Program program;
    private final Settings settings;
    private final long seed;

    private StatedChecks(Program program, Settings settings, long seed) {
        this.program = program;
        this.settings = settings;
        this.seed = seed;
    }

    /// What is found for each such function that the gradient of a function calls at these values of its arguments.
    static List<Finding> of(
            ModelFunction.Instance instance, CheckedFunction checked, Map<String, Tensor> point, Settings settings,
            long seed) {
        var checks = new StatedChecks(instance.program(), settings, seed);
        return checks.calls(checked, point).entrySet().stream()
                .flatMap(e -> checks.findings(e.getKey(), e.getValue()).stream())
                .toList();
    }

    /// The arguments with which each function that states its derivative is called.
    private Map<String, List<List<Tensor>>> calls(CheckedFunction checked, Map<String, Tensor> point) {
        var calls = new LinkedHashMap<String, List<List<Tensor>>>();
        program.functions().stream()
                .filter(f -> !CustomDerivative.of(program, f.name()).isEmpty())
                .forEach(f -> calls.put(f.name(), new ArrayList<>()));
        if (calls.isEmpty()) {
            return calls;
        }
        Program expanded = Pipelines.reachable(checked.program(), Set.of(CheckedFunction.GRADIENT));
        for (Pass pass : Pipelines.DIFFERENTIATED) {
            expanded = pass.run(expanded);
        }
        List<Tensor> arguments = expanded.function(CheckedFunction.GRADIENT).arguments().stream()
                .map(a -> point.get(a.name()))
                .toList();
        Interpreter.call(expanded, CheckedFunction.GRADIENT, arguments, (i, operands, _) -> {
            if (i.operation() instanceof Operation.Call(String name) && calls.containsKey(name)
                    && calls.get(name).size() < MOST && !calls.get(name).contains(operands)) {
                calls.get(name).add(operands);
            }
        });
        return calls;
    }

    private List<Finding> findings(String function, List<List<Tensor>> calls) {
        Function f = program.function(function);
        List<String> wrt = f.arguments().stream().filter(a -> a.type().isReal()).map(Argument::name).toList();
        var instance = new ModelFunction.Instance(program, function, Map.of());
        List<Function> stated = CustomDerivative.of(program, function);
        Finding differences = Finding.none(titled(stated.getLast()) + " against finite differences");
        Finding modes = Finding.none(titled(stated.getFirst()) + " against its pullback");
        for (List<Tensor> call : calls) {
            var point = new LinkedHashMap<String, Tensor>();
            for (int k = 0; k < call.size(); k++) {
                point.put(f.arguments().get(k).name(), call.get(k));
            }
            Slopes slopes = Slopes.of(CheckedFunction.of(instance, wrt, seed), point, wrt, settings, seed);
            if (slopes.isFinite()) {
                differences = differences.worse(slopes.differences());
                modes = modes.worse(slopes.forward());
            }
        }
        return stated.size() == 1 ? List.of(differences) : List.of(differences, modes);
    }

    /// `pullback of f at file:1:2`.
    private static String titled(Function stated) {
        int dot = stated.name().lastIndexOf('.');
        Span place = place(stated.body());
        return stated.name().substring(dot + 1) + " of " + stated.name().substring(0, dot)
                + (place.isKnown() ? " at " + place : "");
    }

    private static Span place(Block block) {
        return block.instructions().stream()
                .map(Instruction::span)
                .filter(s -> s.isKnown() && !s.isLibrary())
                .findFirst()
                .orElse(Span.NONE);
    }
}
