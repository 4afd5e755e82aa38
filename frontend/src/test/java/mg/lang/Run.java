package mg.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Argument;
import mg.ir.ElementType;
import mg.ir.Initial;
import mg.ir.Interpreter;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Verifier;

/// Runs functions of the language in tests.
final class Run {
    private Run() {}

    /// The result of function `f` of a text for these arguments by name.
    static Tensor of(String text, Map<String, Tensor> arguments) {
        return all(Module.parse("test.mg", text), "f", arguments).getFirst();
    }

    /// The result of function `f` of a text, which takes nothing.
    static Tensor of(String text) {
        return of(text, Map.of());
    }

    /// The value of an expression.
    static Tensor value(String expression) {
        return of("fn f() = " + expression);
    }

    /// The value of an expression that is a number.
    static double number(String expression) {
        return value(expression).real(0);
    }

    static List<Tensor> all(Module module, String function, Map<String, Tensor> arguments) {
        var types = new LinkedHashMap<String, Type>();
        module.functions().stream()
                .filter(f -> f.name().equals(function))
                .flatMap(f -> f.arguments().stream())
                .filter(a -> arguments.containsKey(a.name()))
                .forEach(a -> types.put(a.name(), arguments.get(a.name()).type()));
        return all(module.instantiate(function, types, Map.of(), ElementType.F64), function, arguments);
    }

    /// Runs a function of a program; parameters that are not given take their first value, if it is a constant.
    static List<Tensor> all(Program program, String function, Map<String, Tensor> arguments) {
        Verifier.check(program);
        var in = new ArrayList<Tensor>();
        for (Argument argument : program.function(function).arguments()) {
            Tensor given = arguments.get(argument.name());
            in.add(given == null ? initial(program, argument) : given.cast(argument.type().element()));
        }
        return Interpreter.call(program, function, in);
    }

    private static Tensor initial(Program program, Argument argument) {
        Tensor value = ((Initial.Given) program.parameter(argument.name()).initial()).value();
        return value.type().isScalar() ? Tensor.reals(argument.type(), _ -> value.real(0)) : value;
    }
}
