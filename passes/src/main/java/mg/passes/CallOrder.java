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
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Program;

/// The functions of a program ordered so that each comes after those it calls or differentiates.
final class CallOrder {
    private CallOrder() {}

    /// All functions, callees first.
    static List<Function> of(Program program) {
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
                        callees(program, top).stream().filter(name -> !done.contains(name)).toList();
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
        collect(function.body(), names);
        for (String name : List.copyOf(names)) {
            if (CustomDerivative.stands(program, name, function)) {
                CustomDerivative.names(name).stream()
                        .filter(n -> program.find(n).isPresent())
                        .forEach(names::add);
            }
        }
        return names;
    }

    /// Whether a function differentiates another.
    static boolean differentiates(Block block) {
        return block.instructions().stream().anyMatch(i -> i.operation() instanceof Operation.Jvp
                || i.operation() instanceof Operation.Vjp
                || i.blocks().stream().anyMatch(CallOrder::differentiates));
    }

    private static void collect(Block block, Set<String> names) {
        for (Instruction i : block.instructions()) {
            switch (i.operation()) {
                case Operation.Call(String name) -> names.add(name);
                case Operation.Jvp(String name, _) -> names.add(name);
                case Operation.Vjp(String name, _) -> names.add(name);
                default -> i.blocks().forEach(b -> collect(b, names));
            }
        }
    }
}
