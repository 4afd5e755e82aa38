package mg.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the text form of programs, as [Printer] writes it and people do.
///
/// Names and types are checked; [Verifier] checks the rest. Values may have any names: they are numbered in order.
public final class Parser {
    private final Tokens in;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Function> functions = new ArrayList<>();
    private final List<ListParser.Pending> pending = new ArrayList<>();
    /// Functions by name, and the names of those that could not be read.
    private final Map<String, List<Function>> declared = new HashMap<>();

    private Parser(String source, String text) {
        this.in = new Tokens(source, text);
    }

    /// The program that a text says.
    ///
    /// @param source what messages call the text: the name of its file
    /// @throws DiagnosticException with the errors found
    public static Program parse(String source, String text) {
        return new Parser(source, text).program();
    }

    private Program program() {
        while (in.peek().kind() != Token.Kind.END) {
            try {
                declaration();
            } catch (Tokens.SyntaxError _) {
                in.skipToDeclaration();
            }
        }
        pending.forEach(this::checkCall);
        in.throwErrors();
        return new Program(parameters, functions);
    }

    private void declaration() {
        if (in.accept("param")) {
            parameter();
        } else if (in.accept("func")) {
            function();
        } else {
            in.fail(in.peek(), "'param' or 'func' is missing before " + in.peek());
        }
    }

    private void parameter() {
        String name = in.expect(Token.Kind.GLOBAL, "a parameter '@name'").text();
        in.expect(":");
        Type type = in.type();
        in.expect("=");
        parameters.add(new Parameter(name, type, initial(type)));
    }

    private Initial initial(Type type) {
        boolean uniform = in.accept("uniform");
        if (uniform || in.accept("normal")) {
            in.expect("(");
            double first = real();
            in.expect(",");
            double second = real();
            in.expect(")");
            return uniform ? new Initial.Uniform(first, second) : new Initial.Normal(first, second);
        }
        ConstantText value = in.constant();
        return new Initial.Given(value.as(value.braces() ? type : Type.scalar(type.element()), in));
    }

    private double real() {
        return in.constant().as(Type.F64, in).real(0);
    }

    private void function() {
        Token name = in.expect(Token.Kind.GLOBAL, "a function '@name'");
        List<Function> read = declared.computeIfAbsent(name.text(), _ -> new ArrayList<>());
        var list = new ListParser(in, pending);
        List<Argument> arguments = in.list("(", ")", () -> {
            boolean parameter = in.accept("param");
            Token argument = in.expectValue();
            in.expect(":");
            return new Argument(argument.text(), list.define(argument, in.type()), parameter);
        });
        in.expect("->");
        var resultNames = new ArrayList<String>();
        List<Type> resultTypes = in.peek().is("(")
                ? in.list("(", ")", () -> result(resultNames))
                : List.of(result(resultNames));
        in.expect("{");
        List<Instruction> instructions = list.instructions("return");
        Token first = in.peek();
        List<Var> results = list.uses();
        checkReturn(first, results, resultTypes);
        in.expect("}");
        var body = new Block(arguments.stream().map(Argument::var).toList(), instructions, results);
        var function = new Function(name.text(), arguments, resultNames, body);
        functions.add(function);
        read.add(function);
    }

    private Type result(List<String> names) {
        if (in.ahead().is(":")) {
            Token name = in.next();
            if (name.kind() != Token.Kind.WORD && name.kind() != Token.Kind.STRING) {
                in.fail(name, "a result is called by a word or a string, not " + name);
            }
            in.expect(":");
            names.add(name.text());
        } else {
            names.add("result");
        }
        return in.type();
    }

    private void checkReturn(Token at, List<Var> results, List<Type> declaredTypes) {
        List<Type> types = results.stream().map(Var::type).toList();
        boolean known = results.stream().allMatch(v -> v.id() >= 0);
        if (known && !types.equals(declaredTypes)) {
            in.report(at, "the function returns " + types + ", not " + declaredTypes);
        }
    }

    private void checkCall(ListParser.Pending call) {
        String name = Signatures.callee(call.instruction().operation()).orElseThrow();
        List<Function> found = declared.get(name);
        if (found == null) {
            in.report(call.at(), "there is no function '@" + Literals.name(name) + "'",
                    Spelling.nearest(name, declared.keySet()).map(meant -> "did you mean '@" + meant + "'?"));
        } else if (!found.isEmpty()) {
            ListParser.checkResults(in, call.at(), call.instruction(), () -> Signatures.results(
                    call.instruction().operation(),
                    call.instruction().operands().stream().map(Var::type).toList(),
                    found.getFirst()));
        }
    }
}
