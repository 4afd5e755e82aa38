package mg.lang;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Var;

/// The functions of the language that are not written in it: the element operations by their names, reductions,
/// conversions, shapes, and derivatives.
final class Natives {
    /// What a function does with its arguments.
    private interface Rule {
        Meaning apply(NativeCall n);
    }

    private static final Map<String, Rule> RULES = rules();

    private Natives() {}

    private static Map<String, Rule> rules() {
        var rules = new LinkedHashMap<String, Rule>();
        for (ElementOp op : ElementOp.values()) {
            rules.put(op.toString(), n -> element(n, op));
        }
        rules.put("gt", n -> compare(n, ">"));
        rules.put("ge", n -> compare(n, ">="));
        for (Kind kind : Kind.values()) {
            if (kind != Kind.CARRY && kind != Kind.COLLECT) {
                rules.put(kind.toString(), n -> Reductions.reduce(n, kind));
            }
        }
        rules.put("min", n -> n.arguments().size() < 2 ? Reductions.reduce(n, Kind.MIN) : several(n, ElementOp.MIN));
        rules.put("max", n -> n.arguments().size() < 2 ? Reductions.reduce(n, Kind.MAX) : several(n, ElementOp.MAX));
        rules.put("real", n -> convert(n, n.evaluator().program().real()));
        rules.put("f64", n -> convert(n, ElementType.F64));
        rules.put("f32", n -> convert(n, ElementType.F32));
        rules.put("int", n -> convert(n, ElementType.I64));
        rules.put("len", n -> new Meaning.Whole(ShapeFunctions.length(n, n.one())));
        rules.put("rank", n -> new Meaning.Whole(Elementwise.shape(n.one().meaning()).size()));
        rules.put("count", n -> new Meaning.Whole(n.array(n.one()).type().size()));
        rules.put("size", ShapeFunctions::size);
        rules.put("fill", n -> ShapeFunctions.filled(n, n.take(1, Integer.MAX_VALUE).getFirst(), n.known(1)));
        rules.put("zeros", n -> ShapeFunctions.filled(n, n.operand(new Meaning.Number(0)), n.known(0)));
        rules.put("ones", n -> ShapeFunctions.filled(n, n.operand(new Meaning.Number(1)), n.known(0)));
        rules.put("zeros_like", n -> ShapeFunctions.like(n, 0));
        rules.put("ones_like", n -> ShapeFunctions.like(n, 1));
        rules.put("iota", n -> n.computed(new Operation.Iota(n.known(n.one(), 0))));
        rules.put("reshape", ShapeFunctions::reshape);
        rules.put("broadcast", ShapeFunctions::broadcast);
        rules.put("transpose", ShapeFunctions::transpose);
        rules.put("concat", ShapeFunctions::concat);
        rules.put("gather", n -> n.computed(new Operation.Gather(), n.take(2, 2)));
        rules.put("scatter_add", n -> n.computed(
                new Operation.ScatterAdd(n.known(n.take(3, 3).get(2), 0)), n.arguments().subList(0, 2)));
        rules.put("cholesky", LinearSystems::factor);
        rules.put("solve", n -> LinearSystems.solution(n, new Operation.Solve()));
        rules.put("solve_lower", n -> LinearSystems.solution(n, new Operation.TriangularSolve(true)));
        rules.put("solve_upper", n -> LinearSystems.solution(n, new Operation.TriangularSolve(false)));
        rules.put("stop_gradient", n -> stopped(n, n.one().meaning()));
        rules.put("grad", n -> derived(n, Meaning.Derivative.GRAD));
        rules.put("value_and_grad", n -> derived(n, Meaning.Derivative.VALUE_AND_GRAD));
        rules.put("jacobian", n -> derived(n, Meaning.Derivative.JACOBIAN));
        rules.put("sparse_jacobian", n -> derived(n, Meaning.Derivative.SPARSE_JACOBIAN));
        rules.put("hessian", n -> derived(n, Meaning.Derivative.HESSIAN));
        rules.put("jvp", n -> n.evaluator().calls().derivatives().jvp(
                n.function(), n.take(3, 3).get(1), n.arguments().get(2), n.span()));
        rules.put("vjp", n -> n.evaluator().calls().derivatives().vjp(
                n.function(), n.take(3, 3).get(1), n.arguments().get(2), n.span()));
        return rules;
    }

    static boolean has(String name) {
        return RULES.containsKey(name);
    }

    static Set<String> names() {
        return RULES.keySet();
    }

    /// The reduction of that name, if it is one.
    static Optional<Kind> reduction(String name) {
        return java.util.Arrays.stream(Kind.values())
                .filter(k -> k != Kind.CARRY && k != Kind.COLLECT && k.toString().equals(name))
                .findFirst();
    }

    /// The number of arguments of a function, where that matters for its derivative.
    static int arity(String name) {
        return ElementOp.named(name).filter(_ -> reduction(name).isEmpty()).map(ElementOp::arity).orElse(1);
    }

    static Meaning apply(
            Evaluator evaluator, String name, List<Operand> arguments, Map<String, Operand> named, Span span) {
        for (String given : named.keySet()) {
            boolean axis = given.equals("axis") && (reduction(name).isPresent() || name.equals("concat"));
            if (!axis) {
                throw new Rejection(span, "'" + name + "' has no argument '" + given + "'");
            }
        }
        return RULES.get(name).apply(new NativeCall(evaluator, name, arguments, named, span));
    }

    private static Meaning element(NativeCall n, ElementOp op) {
        return n.evaluator().operators().element(op, n.name(), n.span(), n.arguments().toArray(Operand[]::new));
    }

    private static Meaning several(NativeCall n, ElementOp op) {
        Operand result = n.arguments().getFirst();
        for (Operand next : n.arguments().subList(1, n.arguments().size())) {
            result = n.operand(n.evaluator().operators().element(op, n.name(), n.span(), result, next));
        }
        if (!n.named().isEmpty()) {
            throw new Rejection(n.span(), "'" + n.name()
                    + "' of several arguments has no axis: it goes element by element");
        }
        return result.meaning();
    }

    private static Meaning compare(NativeCall n, String operator) {
        n.take(2, 2);
        return n.evaluator().operators().compare(operator, n.arguments().get(0), n.arguments().get(1), n.span());
    }

    private static Meaning convert(NativeCall n, ElementType to) {
        return switch (n.one().meaning()) {
            case Meaning.Truth(boolean value) -> to.isReal() ? new Meaning.Number(value ? 1 : 0)
                    : new Meaning.Whole(value ? 1 : 0);
            case Meaning.Whole(long value) when to == ElementType.I64 -> new Meaning.Whole(value);
            case Meaning.Number(double value) when to == ElementType.I64 -> new Meaning.Whole((long) value);
            case Meaning.Whole _, Meaning.Number _ when to == n.evaluator().program().real() ->
                new Meaning.Number(Elementwise.value(n.one().meaning()));
            case Meaning.Computed(Var var) when var.type().element() == to -> n.one().meaning();
            case Meaning.Whole _, Meaning.Number _ -> new Meaning.Computed(n.evaluator().elementwise().as(n.one(), to));
            case Meaning.Computed _, Meaning.Tuple _, Meaning.Record _, Meaning.Callable _, Meaning.Broken _ ->
                n.computed(new Operation.Cast(to), List.of(n.one()));
        };
    }

    private static Meaning stopped(NativeCall n, Meaning meaning) {
        return switch (meaning) {
            case Meaning.Computed(Var var) when var.type().isReal() ->
                new Meaning.Computed(n.builder().emit(new Operation.StopGradient(), var));
            case Meaning.Tuple(List<Meaning> items) -> new Meaning.Tuple(items.stream().map(m -> stopped(n, m))
                    .toList());
            case Meaning.Record(List<String> names, List<Meaning> values) ->
                new Meaning.Record(names, values.stream().map(m -> stopped(n, m)).toList());
            case Meaning.Computed _, Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Callable _,
                    Meaning.Broken _ -> meaning;
        };
    }

    private static Meaning derived(NativeCall n, Meaning.Derivative kind) {
        Meaning.Callable f = n.function();
        n.one();
        return new Meaning.Derived(kind, f);
    }
}
