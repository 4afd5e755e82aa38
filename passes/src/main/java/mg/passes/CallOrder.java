package mg.passes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ir.Block;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Span;

/// The functions of a program ordered so that each comes after those it calls or differentiates.
final class CallOrder {
    private CallOrder() {}

    /// All functions, each after those it calls or differentiates.
    static List<Function> of(Program program) {
        return of(program, f -> {
            var names = new LinkedHashSet<String>();
            collect(f.body(), true, names);
            return names;
        });
    }

    /// All functions ordered so that their derivatives can be replaced one after the other: each after those with
    /// derivatives in them that its own need.
    ///
    /// @throws DiagnosticException if the derivative that a function states needs itself
    static List<Function> ofDerivatives(Program program) {
        Map<String, Set<String>> needs = new HashMap<>();
        for (Function f : program.functions()) {
            needs.put(f.name(), differentiates(f.body()) ? needs(program, f) : Set.of());
        }
        return of(program, f -> needs.get(f.name()));
    }

    /// The functions with derivatives in them that those of `function` need.
    private static Set<String> needs(Program program, Function function) {
        var seen = new LinkedHashSet<String>();
        var open = new ArrayDeque<String>();
        var direct = new LinkedHashSet<String>();
        collect(function.body(), false, direct);
        direct.addAll(stated(program, direct, function));
        open.addAll(direct);
        while (!open.isEmpty()) {
            String name = open.pop();
            if (seen.add(name)) {
                open.addAll(callees(program, program.function(name)));
            }
        }
        if (seen.contains(function.name())) {
            Span place = function.body().instructions().stream().map(Instruction::span).filter(Span::isKnown)
                    .findFirst().orElse(Span.NONE);
            throw new DiagnosticException(Diagnostic.at(place, "'" + function.name()
                    + "' differentiates something whose derivative it is itself a part of"));
        }
        seen.removeIf(name -> !differentiates(program.function(name).body()));
        return seen;
    }

    private static List<Function> of(Program program, java.util.function.Function<Function, Set<String>> before) {
        Map<String, Function> byName = new HashMap<>();
        program.functions().forEach(f -> byName.put(f.name(), f));
        var order = new ArrayList<Function>();
        var done = new HashSet<String>();
        var stack = new ArrayDeque<Function>();
        for (Function root : program.functions()) {
            stack.push(root);
            while (!stack.isEmpty()) {
                Function top = stack.peek();
                List<String> open =
                        before.apply(top).stream().filter(name -> !done.contains(name)).toList();
                if (done.contains(top.name()) || open.isEmpty()) {
                    stack.pop();
                    if (done.add(top.name())) {
                        order.add(top);
                    }
                } else {
                    open.forEach(name -> stack.push(byName.get(name)));
                }
            }
        }
        return order;
    }

    /// The names of the functions that a function calls or differentiates, with those of their own derivatives.
    static Set<String> callees(Program program, Function function) {
        var names = new LinkedHashSet<String>();
        collect(function.body(), true, names);
        names.addAll(stated(program, names, function));
        return names;
    }

    /// The derivatives that these functions state, which `caller` calls or differentiates.
    private static List<String> stated(Program program, Set<String> names, Function caller) {
        return names.stream()
                .filter(name -> CustomDerivative.stands(program, name, caller))
                .flatMap(name -> CustomDerivative.names(name).stream())
                .filter(n -> program.find(n).isPresent())
                .toList();
    }

    /// Whether a function differentiates another.
    static boolean differentiates(Block block) {
        return Values.any(block, CallOrder::isDerivative);
    }

    /// Whether an instruction is the derivative of a function.
    static boolean isDerivative(Instruction i) {
        return i.operation() instanceof Operation.Jvp || i.operation() instanceof Operation.Vjp;
    }

    private static void collect(Block block, boolean calls, Set<String> names) {
        for (Instruction i : block.instructions()) {
            collect(i, calls, names);
        }
    }

    private static void collect(Instruction i, boolean calls, Set<String> names) {
        switch (i.operation()) {
            case Operation.Call(String name) when calls -> names.add(name);
            case Operation.Jvp(String name, _) -> names.add(name);
            case Operation.Vjp(String name, _) -> names.add(name);
            default -> {
                for (Block inner : i.blocks()) {
                    collect(inner, calls, names);
                }
            }
        }
    }
}
