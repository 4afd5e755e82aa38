package mg.lang;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mg.ir.Argument;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Parameter;
import mg.ir.Program;
import mg.ir.Span;
import mg.ir.Type;

/// Makes the program of one function: the function, those it calls, and the parameters it uses.
final class Entry {
    /// Gives the parameters of these names.
    interface Parameters {
        List<Parameter> of(Instantiator instantiator, Set<String> names);
    }

    private final Instantiator instantiator;
    private final StatedDerivatives stated;

    Entry(Instantiator instantiator) {
        this.instantiator = instantiator;
        this.stated = new StatedDerivatives(instantiator);
    }

    Program program(Meaning.Named f, Map<String, Type> types, Map<String, Long> sizes, Parameters parameters) {
        Function entry = function(f, types, sizes);
        List<Function> functions = reachable(entry);
        Set<String> used = entry.arguments().stream()
                .filter(Argument::parameter)
                .map(Argument::name)
                .collect(Collectors.toSet());
        return new Program(parameters.of(instantiator, used), functions);
    }

    /// Builds a function whose types are all declared, those it calls, and the derivatives that these state.
    void check(Meaning.Named f) {
        reachable(function(f, Map.of(), Map.of()));
    }

    /// The function for these types; known results are computed at run time.
    Function function(Meaning.Named f, Map<String, Type> types, Map<String, Long> sizes) {
        var evaluator = new Evaluator(instantiator, new Builder(), f.fn().name());
        Formals.Fitted fitted = Formals.entry(evaluator, f, types, sizes);
        List<String> names = f.fn().formals().stream().map(Declaration.Formal::name).toList();
        var key = new Instantiator.Key(f, fitted.arguments(), fitted.sizes());
        return instantiator.instance(key, f.fn().name(), names, Span.NONE, (inside, values) -> {
            Meaning result = Calls.body(inside, f, values, fitted.sizes());
            if (hasFunction(result)) {
                throw new Rejection(f.fn().span(), "'" + f.fn().name() + "' gives "
                        + inside.type(result) + ", which only another function can use");
            }
            return inside.branches().computed(result);
        }).function();
    }

    private static boolean hasFunction(Meaning meaning) {
        return switch (meaning) {
            case Meaning.Callable _ -> true;
            case Meaning.Tuple(List<Meaning> items) -> items.stream().anyMatch(Entry::hasFunction);
            case Meaning.Record(_, List<Meaning> values) -> values.stream().anyMatch(Entry::hasFunction);
            case Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Computed _, Meaning.Broken _ -> false;
        };
    }

    /// A function with those it needs, the derivatives they state included, which are built now if they are not yet.
    List<Function> reachable(Function entry) {
        var found = new LinkedHashSet<Function>(List.of(entry));
        var open = new ArrayDeque<Function>(found);
        while (!open.isEmpty()) {
            Function f = open.remove();
            var next = new ArrayList<>(callees(f.body(), new ArrayList<>()));
            next.addAll(stated.of(f));
            for (String name : next) {
                Function callee = instantiator.functions().get(name);
                if (found.add(callee)) {
                    open.add(callee);
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<String> callees(Block block, List<String> names) {
        for (Instruction i : block.instructions()) {
            switch (i.operation()) {
                case Operation.Call(String f) -> names.add(f);
                case Operation.Jvp(String f, _) -> names.add(f);
                case Operation.Vjp(String f, _) -> names.add(f);
                default -> {}
            }
            i.blocks().forEach(b -> callees(b, names));
        }
        return names;
    }
}
