package mg.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the instructions of one function. Values get their numbers in the order of the text, whatever they are called.
final class ListParser {
    /// Lists nest at most this deep.
    static final int DEEPEST = 200;
    /// What a name stands for that was reported as unknown: nothing more is said about it.
    private static final Var UNKNOWN = new Var(-1, Type.F64);

    /// A call or derivative, to be checked when all functions are known.
    record Pending(Token at, Instruction instruction) {}

    private final Tokens in;
    private final OperationParser operations;
    private final List<Pending> pending;
    private final Map<String, Var> visible = new HashMap<>();
    /// What the innermost block has defined so far; not kept for the function itself.
    private List<String> local = new ArrayList<>();
    private int numbers;
    private int depth;

    /// A reader of one function, which adds its calls and derivatives to `pending`.
    ListParser(Tokens in, List<Pending> pending) {
        this.in = in;
        this.pending = pending;
        this.operations = new OperationParser(in, this);
    }

    /// A new value of the function under this name.
    Var define(Token name, Type type) {
        var var = new Var(numbers++, type);
        name(name, var);
        return var;
    }

    private void name(Token name, Var var) {
        if (visible.putIfAbsent(name.key(), var) != null) {
            in.report(name, name + " is defined already");
        }
    }

    /// A use of a value.
    Var use() {
        Token name = in.expectValue();
        Var var = visible.get(name.key());
        if (var == null) {
            Optional<String> meant =
                    visible.size() > 1000 ? Optional.empty() : Spelling.nearest(name.key(), visible.keySet());
            in.report(name, name + " is not defined here", meant.map(m -> "did you mean '%" + m + "'?"));
            return UNKNOWN;
        }
        return var;
    }

    /// Uses of values with commas between.
    List<Var> uses() {
        var vars = new ArrayList<Var>();
        if (in.peek().isValue()) {
            do {
                vars.add(use());
            } while (in.accept(","));
        }
        return vars;
    }

    /// Instructions up to the word that ends their list.
    List<Instruction> instructions(String end) {
        var list = new ArrayList<Instruction>();
        while (!in.peek().is(end)) {
            list.add(instruction());
        }
        in.next();
        return list;
    }

    /// What reads the results after the word `yield`.
    interface Yields {
        List<Var> read();
    }

    /// `{ … yield … }` with these arguments, which are visible in it alone.
    Block block(List<Token> names, List<Type> types, Yields yields) {
        Token open = in.expect("{");
        if (++depth > DEEPEST) {
            in.fail(open, "lists nest more than " + DEEPEST + " deep");
        }
        var arguments = new ArrayList<Var>();
        for (int k = 0; k < names.size(); k++) {
            arguments.add(define(names.get(k), types.get(k)));
        }
        List<String> before = local;
        local = new ArrayList<>(names.stream().map(Token::key).toList());
        List<Instruction> instructions = instructions("yield");
        List<Var> results = yields.read();
        in.expect("}");
        local.forEach(visible::remove);
        local = before;
        depth--;
        return new Block(arguments, instructions, results);
    }

    private Instruction instruction() {
        List<Token> names = names();
        int first = numbers;
        numbers += names.size();
        Draft draft = operations.draft();
        List<Type> types = types(names, draft.at());
        var results = new ArrayList<Var>();
        for (int k = 0; k < names.size(); k++) {
            results.add(new Var(first + k, types.get(k)));
            name(names.get(k), results.get(k));
            if (depth > 0) {
                local.add(names.get(k).key());
            }
        }
        Span span = in.accept("at") ? in.span() : Span.NONE;
        Operation operation = draft.operation().apply(types.isEmpty() ? Type.F64 : types.getFirst());
        var instruction = new Instruction(operation, draft.operands(), draft.blocks(), results, span);
        check(draft.at(), instruction);
        return instruction;
    }

    private List<Token> names() {
        var names = new ArrayList<Token>();
        if (in.peek().isValue()) {
            do {
                names.add(in.expectValue());
            } while (in.accept(","));
            in.expect("=");
        }
        return names;
    }

    private List<Type> types(List<Token> names, Token operation) {
        var types = new ArrayList<Type>();
        if (in.accept(":")) {
            do {
                types.add(in.type());
            } while (in.accept(","));
        }
        if (types.size() != names.size()) {
            in.fail(operation, names.size() + " results have " + types.size() + " types");
        }
        return types;
    }

    private void check(Token at, Instruction instruction) {
        boolean unknown = instruction.operands().contains(UNKNOWN)
                || instruction.blocks().stream().anyMatch(b -> b.results().contains(UNKNOWN));
        if (unknown) {
            return;
        }
        if (Signatures.callee(instruction.operation()).isPresent()) {
            pending.add(new Pending(at, instruction));
            return;
        }
        checkResults(in, at, instruction,
                () -> Typing.results(instruction.operation(), instruction.operands(), instruction.blocks()));
    }

    /// Reports an instruction that has other results than its operation gives.
    static void checkResults(
            Tokens in, Token at, Instruction instruction, java.util.function.Supplier<List<Type>> expected) {
        List<Type> types = instruction.results().stream().map(Var::type).toList();
        try {
            List<Type> given = expected.get();
            if (!given.equals(types)) {
                in.report(at, at.text() + " gives " + listed(given) + ", not " + listed(types));
            }
        } catch (IllegalArgumentException e) {
            in.report(at, e.getMessage().startsWith(at.text()) ? e.getMessage() : at.text() + ": " + e.getMessage());
        }
    }

    private static String listed(List<Type> types) {
        return types.isEmpty() ? "nothing" : String.join(", ", types.stream().map(Type::toString).toList());
    }
}
