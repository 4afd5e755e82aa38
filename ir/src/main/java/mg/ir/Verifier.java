package mg.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Checks the invariants of the package, in time linear in the program.
public final class Verifier {
    private final Map<String, Function> functions = new HashMap<>();
    private final Map<String, Parameter> parameters = new HashMap<>();
    private final List<Diagnostic> violations = new ArrayList<>();

    private Verifier() {}

    /// Checks a program.
    ///
    /// @throws DiagnosticException with every violation found
    public static void check(Program program) {
        List<Diagnostic> violations = violations(program);
        if (!violations.isEmpty()) {
            throw new DiagnosticException(violations);
        }
    }

    /// Every violation in a program.
    public static List<Diagnostic> violations(Program program) {
        var verifier = new Verifier();
        verifier.program(program);
        return verifier.violations;
    }

    private void program(Program program) {
        for (Parameter p : program.parameters()) {
            if (parameters.putIfAbsent(p.name(), p) != null) {
                violations.add(Diagnostic.of("two parameters are called @" + p.name()));
            }
            initial(p);
        }
        for (Function f : program.functions()) {
            if (functions.putIfAbsent(f.name(), f) != null) {
                violations.add(Diagnostic.of("two functions are called @" + f.name()));
            }
        }
        var calls = new HashMap<String, Set<String>>();
        for (Function f : program.functions()) {
            Consumer<Diagnostic> report = violations::add;
            signature(f);
            calls.put(f.name(), new ListVerifier(f, functions, report).check());
        }
        functions.values().forEach(this::stated);
        CallCycles.find(calls).forEach(cycle -> violations.add(
                Diagnostic.of("@" + cycle.getFirst() + " calls itself: @" + String.join(" -> @", cycle))));
    }

    private void initial(Parameter p) {
        String wrong = switch (p.initial()) {
            case Initial.Uniform _, Initial.Normal _ -> p.type().isReal() ? "" : "random numbers are real";
            case Initial.Given(Tensor value) -> value.type().equals(p.type())
                            || value.type().equals(Type.scalar(p.type().element()))
                    ? "" : "its first value is " + value.type();
        };
        if (!wrong.isEmpty()) {
            violations.add(Diagnostic.of("parameter @" + p.name() + " is " + p.type() + ", but " + wrong));
        }
    }

    private void signature(Function f) {
        var names = new HashSet<String>();
        for (Argument a : f.arguments()) {
            if (!names.add(a.name())) {
                violation(f, "two arguments are called '" + a.name() + "'");
            }
            Parameter p = parameters.get(a.name());
            if (a.parameter() && p == null) {
                violation(f, "the program has no parameter '" + a.name() + "'");
            } else if (a.parameter() && !p.type().equals(a.type())) {
                violation(f, "parameter '" + a.name() + "' is " + p.type() + ", not " + a.type());
            }
        }
        var results = new HashSet<String>();
        for (String name : f.resultNames()) {
            if (!results.add(name)) {
                violation(f, "two results are called '" + name + "'");
            }
        }
        if (f.resultNames().size() != f.body().results().size()) {
            violation(f, f.body().results().size() + " results have " + f.resultNames().size() + " names");
        }
        if (!f.arguments().stream().map(Argument::var).toList().equals(f.body().arguments())) {
            violation(f, "the values of its arguments are not those of its list");
        }
    }

    /// Checks the signatures of the derivatives that a function states.
    private void stated(Function f) {
        List<Type> arguments = f.arguments().stream().map(a -> a.var().type()).toList();
        List<Type> inputs = arguments.stream().filter(Type::isReal).toList();
        List<Type> outputs = f.resultTypes().stream().filter(Type::isReal).toList();
        stated(f.name() + ".tangent", arguments, inputs, outputs);
        stated(f.name() + ".pullback", arguments, outputs, inputs);
    }

    private void stated(String name, List<Type> arguments, List<Type> given, List<Type> results) {
        Function f = functions.get(name);
        if (f == null) {
            return;
        }
        var expected = new ArrayList<>(arguments);
        expected.addAll(given);
        List<Type> actual = f.arguments().stream().map(a -> a.var().type()).toList();
        if (!actual.equals(expected) || !f.resultTypes().equals(results)) {
            violation(f, "it is " + actual + " -> " + f.resultTypes() + ", where its function asks for " + expected
                    + " -> " + results);
        }
    }

    private void violation(Function f, String message) {
        violations.add(Diagnostic.of("in @" + f.name() + ": " + message));
    }
}
