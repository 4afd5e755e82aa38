package mg.ir;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Checks the lists of one function.
final class ListVerifier {
    private final Function function;
    private final Map<String, Function> functions;
    private final Consumer<Diagnostic> report;
    /// What may be used at the place reached.
    private final Map<Integer, Var> visible = new HashMap<>();
    /// What was defined in lists that have ended.
    private final Set<Integer> ended = new HashSet<>();
    private final Set<String> called = new LinkedHashSet<>();
    private int next;
    private int depth;

    ListVerifier(Function function, Map<String, Function> functions, Consumer<Diagnostic> report) {
        this.function = function;
        this.functions = functions;
        this.report = report;
    }

    /// Checks everything; gives the names of the functions that this one calls or differentiates.
    Set<String> check() {
        block(function.body());
        return called;
    }

    private void block(Block block) {
        block.arguments().forEach(v -> define(v, Span.NONE));
        for (Instruction instruction : block.instructions()) {
            instruction(instruction);
        }
        block.results().forEach(v -> use(v, Span.NONE, () -> "as a result of a list"));
        if (depth > 0) {
            block.arguments().forEach(this::end);
            block.instructions().forEach(i -> i.results().forEach(this::end));
        }
    }

    private void instruction(Instruction i) {
        i.operands().forEach(v -> use(v, i.span(), () -> "in " + text(i)));
        List<Var> results = i.results();
        results.forEach(v -> number(v, i.span()));
        if (++depth > ListParser.DEEPEST) {
            violation(i.span(), text(i) + ": lists nest more than " + ListParser.DEEPEST + " deep");
        } else {
            i.blocks().forEach(this::block);
        }
        depth--;
        results.forEach(v -> visible.putIfAbsent(v.id(), v));
        types(i);
    }

    private void types(Instruction i) {
        List<Type> types = i.results().stream().map(Var::type).toList();
        Optional<String> callee = Signatures.callee(i.operation());
        callee.ifPresent(called::add);
        if (callee.isPresent() && !functions.containsKey(callee.get())) {
            violation(i.span(), text(i) + ": there is no function @" + callee.get());
            return;
        }
        try {
            List<Type> expected = callee.isPresent()
                    ? Signatures.results(i.operation(), i.operands().stream().map(Var::type).toList(),
                            functions.get(callee.get()))
                    : Typing.results(i.operation(), i.operands(), i.blocks());
            if (!expected.equals(types)) {
                violation(i.span(), text(i) + ": gives " + expected + ", not " + types);
            }
        } catch (IllegalArgumentException e) {
            violation(i.span(), text(i) + ": " + e.getMessage());
        }
    }

    private void define(Var var, Span span) {
        number(var, span);
        visible.putIfAbsent(var.id(), var);
    }

    /// Checks that a value has the next number, and goes on from the number it has.
    private void number(Var var, Span span) {
        if (visible.containsKey(var.id()) || ended.contains(var.id())) {
            violation(span, var + " is assigned twice");
        } else if (var.id() != next) {
            violation(span, var + " should have number " + next);
        }
        next = Math.max(next, var.id()) + 1;
    }

    private void use(Var var, Span span, Supplier<String> where) {
        Var definition = visible.get(var.id());
        if (definition == null) {
            violation(span, var + (ended.contains(var.id())
                    ? " is used outside the list that defines it, "
                    : " is used before its definition, ") + where.get());
        } else if (!definition.type().equals(var.type())) {
            violation(span, var + " is " + definition.type() + " but used as " + var.type() + ", "
                    + where.get());
        }
    }

    private void end(Var var) {
        if (var.equals(visible.get(var.id()))) {
            visible.remove(var.id());
            ended.add(var.id());
        }
    }

    private static String text(Instruction i) {
        String results = i.results().stream().map(Var::toString).collect(Collectors.joining(", "));
        return (results.isEmpty() ? "" : results + " = ") + word(i.operation());
    }

    private static String word(Operation operation) {
        return operation instanceof Operation.Element(ElementOp op)
                ? op.toString()
                : operation.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    private void violation(Span span, String message) {
        report.accept(Diagnostic.at(span, "in @" + function.name() + ": " + message));
    }
}
