package mg.lang;

import java.util.List;
import java.util.Set;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Initial;
import mg.ir.Interpreter;
import mg.ir.Parameter;
import mg.ir.Program;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;

/// First values of parameters: a distribution, or a constant expression, which is computed here.
final class Initials {
    static final Set<String> DISTRIBUTIONS = Set.of("uniform", "normal");

    private final Instantiator program;
    private final Unit unit;
    private final Declaration.Param param;

    private Initials(Instantiator program, Unit unit, Declaration.Param param) {
        this.program = program;
        this.unit = unit;
        this.param = param;
    }

    /// The parameter with its type and its first value.
    static Parameter parameter(Instantiator program, Unit unit, Declaration.Param param) {
        return new Initials(program, unit, param).parameter();
    }

    /// Checks all but the values.
    static void check(Instantiator program, Unit unit, Declaration.Param param) {
        parameter(program, unit, param);
    }

    private Parameter parameter() {
        Type type = program.parameterType(param.name());
        Expression e = param.initial();
        if (e instanceof Expression.Apply(Span span, Expression.Name(_, String name), List<Expression.Actual> actuals)
                && DISTRIBUTIONS.contains(name) && unit.find(name).isEmpty()) {
            if (actuals.size() != 2 || actuals.stream().anyMatch(a -> !a.name().isEmpty())) {
                throw new Rejection(span, "'" + name + "' takes two numbers: "
                        + (name.equals("uniform") ? "from, to" : "mean, deviation"));
            }
            double a = number(actuals.get(0).value());
            double b = number(actuals.get(1).value());
            return new Parameter(param.name(), type,
                    name.equals("uniform") ? new Initial.Uniform(a, b) : new Initial.Normal(a, b));
        }
        return new Parameter(param.name(), type, new Initial.Given(value(type)));
    }

    private double number(Expression e) {
        Tensor value = value(e);
        if (!value.type().isScalar()) {
            throw new Rejection(e.span(), "this has to be a number, not "
                    + new Shown(program.real()).type(value.type()));
        }
        return value.real(0);
    }

    private Tensor value(Type type) {
        Tensor value = value(param.initial());
        if (!value.type().isScalar() && !value.type().shape().equals(type.shape())) {
            var shown = new Shown(program.real());
            throw new Rejection(param.initial().span(), "the first value of '" + param.name() + "' is "
                    + shown.type(value.type()) + ", the parameter " + shown.type(type));
        }
        if (value.type().element() == ElementType.BOOL) {
            throw new Rejection(param.initial().span(), "the first value of '" + param.name()
                    + "' is a number, not bool");
        }
        return value.cast(type.element());
    }

    /// The value of a constant expression, by building a function without arguments and running it.
    private Tensor value(Expression e) {
        var key = new Instantiator.Key(new Meaning.Native("value"), List.of(new Meaning.Truth(true)),
                List.of((long) e.span().line(),
                (long) e.span().column(), (long) unit.source().name().hashCode()));
        Instance instance = program.instance(key, param.name() + ".initial", List.of(), Span.NONE, (inside, _) ->
                new Meaning.Computed(inside.elementwise().computed(inside.operand(e, Scope.of(unit)), e.span())));
        if (!instance.parameters().isEmpty()) {
            throw new Rejection(e.span(), "the first value of a parameter does not depend on parameters");
        }
        try {
            Function function = instance.function();
            return Interpreter.call(new Program(List.of(), List.copyOf(program.functions().values())), function.name(),
                    List.of())
                    .getFirst();
        } catch (Trap trap) {
            throw new Rejection(e.span(), "the first value of '" + param.name() + "' cannot be computed: "
                    + trap.getMessage().replaceFirst("^.*?: error: ", ""));
        }
    }
}
