package mg.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// The functions of the language that are not written in it: the element operations by their names, reductions,
/// conversions, shapes, and derivatives.
final class Natives {
    /// What a function does with its arguments.
    private interface Rule {
        Meaning apply(Natives n);
    }

    private static final Map<String, Rule> RULES = rules();

    private final Evaluator evaluator;
    private final Builder builder;
    private final String name;
    private final List<Operand> arguments;
    private final Map<String, Operand> named;
    private final Span span;

    private Natives(Evaluator evaluator, String name, List<Operand> arguments, Map<String, Operand> named, Span span) {
        this.evaluator = evaluator;
        this.builder = evaluator.builder();
        this.name = name;
        this.arguments = arguments;
        this.named = named;
        this.span = span;
    }

    private static Map<String, Rule> rules() {
        var rules = new LinkedHashMap<String, Rule>();
        for (ElementOp op : ElementOp.values()) {
            rules.put(op.toString(), n -> n.element(op));
        }
        rules.put("gt", n -> n.compare(">"));
        rules.put("ge", n -> n.compare(">="));
        for (Kind kind : Kind.values()) {
            if (kind != Kind.CARRY && kind != Kind.COLLECT) {
                rules.put(kind.toString(), n -> n.reduce(kind));
            }
        }
        rules.put("min", n -> n.arguments.size() < 2 ? n.reduce(Kind.MIN) : n.several(ElementOp.MIN));
        rules.put("max", n -> n.arguments.size() < 2 ? n.reduce(Kind.MAX) : n.several(ElementOp.MAX));
        rules.put("real", n -> n.convert(n.evaluator.program().real()));
        rules.put("f64", n -> n.convert(ElementType.F64));
        rules.put("f32", n -> n.convert(ElementType.F32));
        rules.put("int", n -> n.convert(ElementType.I64));
        rules.put("len", n -> new Meaning.Whole(n.length(n.one())));
        rules.put("rank", n -> new Meaning.Whole(Elementwise.shape(n.one().meaning()).size()));
        rules.put("count", n -> new Meaning.Whole(n.array(n.one()).type().size()));
        rules.put("size", Natives::size);
        rules.put("fill", n -> n.filled(n.take(1, Integer.MAX_VALUE).getFirst(), n.known(1)));
        rules.put("zeros", n -> n.filled(n.operand(new Meaning.Number(0)), n.known(0)));
        rules.put("ones", n -> n.filled(n.operand(new Meaning.Number(1)), n.known(0)));
        rules.put("zeros_like", n -> n.like(0));
        rules.put("ones_like", n -> n.like(1));
        rules.put("iota", n -> n.computed(new Operation.Iota(n.known(n.one(), 0))));
        rules.put("reshape", Natives::reshape);
        rules.put("broadcast", Natives::broadcast);
        rules.put("transpose", Natives::transpose);
        rules.put("concat", Natives::concat);
        rules.put("gather", n -> n.computed(new Operation.Gather(), n.take(2, 2)));
        rules.put("scatter_add", n -> n.computed(
                new Operation.ScatterAdd(n.known(n.take(3, 3).get(2), 0)), n.arguments.subList(0, 2)));
        rules.put("stop_gradient", n -> n.stopped(n.one().meaning()));
        rules.put("grad", n -> n.derived(Meaning.Derivative.GRAD));
        rules.put("value_and_grad", n -> n.derived(Meaning.Derivative.VALUE_AND_GRAD));
        rules.put("jacobian", n -> n.derived(Meaning.Derivative.JACOBIAN));
        rules.put("hessian", n -> n.derived(Meaning.Derivative.HESSIAN));
        rules.put("jvp", n -> n.evaluator.calls().derivatives().jvp(
                n.function(), n.take(3, 3).get(1), n.arguments.get(2), n.span));
        rules.put("vjp", n -> n.evaluator.calls().derivatives().vjp(
                n.function(), n.take(3, 3).get(1), n.arguments.get(2), n.span));
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
        return RULES.get(name).apply(new Natives(evaluator, name, arguments, named, span));
    }

    // Arguments

    private List<Operand> take(int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            String count = least == most ? String.valueOf(least) : most == Integer.MAX_VALUE
                    ? "at least " + least : least + " to " + most;
            throw new Rejection(span, "'" + name + "' takes " + count + (most == 1 ? " argument" : " arguments")
                    + ", not "
                    + arguments.size());
        }
        return arguments;
    }

    private Operand one() {
        return take(1, 1).getFirst();
    }

    private Operand operand(Meaning meaning) {
        return new Operand(meaning, "", span);
    }

    private Var array(Operand operand) {
        return evaluator.elementwise().computed(operand, span);
    }

    private Var array(int k) {
        return array(take(k + 1, Integer.MAX_VALUE).get(k));
    }

    private Meaning.Callable function() {
        Operand f = take(1, Integer.MAX_VALUE).getFirst();
        if (f.meaning() instanceof Meaning.Callable callable) {
            return callable;
        }
        throw new Rejection(span, "'" + name + "' takes a function, not " + evaluator.type(f.meaning()),
                evaluator.note(f));
    }

    /// The sizes from argument `first` on.
    private List<Integer> known(int first) {
        return take(first, Integer.MAX_VALUE).stream().skip(first).map(o -> known(o, 0)).toList();
    }

    private int known(Operand operand, int least) {
        if (operand.meaning() instanceof Meaning.Whole(long value)) {
            if (value < least || value > Integer.MAX_VALUE) {
                throw new Rejection(span, "'" + name + "' takes sizes from " + least + ", not " + value);
            }
            return (int) value;
        }
        throw Rejection.notKnown(span, "'" + name + "' takes an int known at compile time here, not "
                + evaluator.type(operand.meaning()), evaluator.note(operand),
                "hint: a size is known if it is in the type of an argument: fn f[n](x: real[n])");
    }

    private Meaning computed(Operation operation) {
        return new Meaning.Computed(builder.emit(operation));
    }

    private Meaning computed(Operation operation, List<Operand> operands) {
        List<Var> vars = operands.stream().map(this::array).toList();
        builder.at(span);
        return new Meaning.Computed(builder.emit(operation, vars));
    }

    // Numbers

    private Meaning element(ElementOp op) {
        return evaluator.element(op, name, span, arguments.toArray(Operand[]::new));
    }

    private Meaning several(ElementOp op) {
        Operand result = arguments.getFirst();
        for (Operand next : arguments.subList(1, arguments.size())) {
            result = operand(evaluator.element(op, name, span, result, next));
        }
        if (!named.isEmpty()) {
            throw new Rejection(span, "'" + name + "' of several arguments has no axis: it goes element by element");
        }
        return result.meaning();
    }

    private Meaning compare(String operator) {
        take(2, 2);
        return evaluator.compare(operator, arguments.get(0), arguments.get(1), span);
    }

    private Meaning convert(ElementType to) {
        return switch (one().meaning()) {
            case Meaning.Truth(boolean value) -> to.isReal() ? new Meaning.Number(value ? 1 : 0)
                    : new Meaning.Whole(value ? 1 : 0);
            case Meaning.Whole(long value) when to == ElementType.I64 -> new Meaning.Whole(value);
            case Meaning.Number(double value) when to == ElementType.I64 -> new Meaning.Whole((long) value);
            case Meaning.Whole _, Meaning.Number _ when to == evaluator.program().real() ->
                new Meaning.Number(Elementwise.value(one().meaning()));
            case Meaning.Computed(Var var) when var.type().element() == to -> one().meaning();
            case Meaning.Whole _, Meaning.Number _ -> new Meaning.Computed(evaluator.elementwise().as(one(), to));
            case Meaning.Computed _, Meaning.Tuple _, Meaning.Record _, Meaning.Callable _, Meaning.Broken _ ->
                computed(new Operation.Cast(to), List.of(one()));
        };
    }

    // Reductions

    private Meaning reduce(Kind kind) {
        if (arguments.size() == 2 && named.isEmpty()) {
            throw new Rejection(span, "'" + name + "' takes one array",
                    "hint: write " + name + "(…, axis = …) to reduce along an axis");
        }
        Operand operand = one();
        Var x = array(operand);
        boolean logic = kind == Kind.ANY || kind == Kind.ALL;
        if (logic != Elementwise.isTruth(operand.meaning())) {
            throw new Rejection(span, "'" + name + "' takes " + (logic ? "bools" : "numbers") + ", not "
                    + evaluator.type(operand.meaning()), evaluator.note(operand));
        }
        if (named.containsKey("axis")) {
            return axes(kind, operand, x, named.get("axis"));
        }
        if (kind.isIndex()) {
            Var flat = builder.reshape(x, List.of(x.type().size()));
            return new Meaning.Computed(builder.reduce(kind, List.of(0), flat));
        }
        return x.type().isScalar()
                ? operand.meaning()
                : new Meaning.Computed(builder.reduce(kind, IntStream.range(0, x.type().rank()).boxed().toList(), x));
    }

    private Meaning axes(Kind kind, Operand operand, Var x, Operand axis) {
        List<Meaning> items = axis.meaning() instanceof Meaning.Tuple(List<Meaning> several) ? several
                : List.of(axis.meaning());
        List<Integer> axes = items.stream()
                .map(m -> axis(operand(m), x.type().rank(), operand))
                .sorted()
                .toList();
        return new Meaning.Computed(builder.reduce(kind, axes, x));
    }

    private int axis(Operand axis, int rank, Operand of) {
        if (!(axis.meaning() instanceof Meaning.Whole(long k))) {
            throw Rejection.notKnown(span, "an axis is an int known at compile time, not "
                    + evaluator.type(axis.meaning()));
        }
        if (k < 0 || k >= rank) {
            throw new Rejection(span, evaluator.type(of.meaning()) + " has no axis " + k,
                    evaluator.note(of));
        }
        return (int) k;
    }

    // Shapes

    private long length(Operand operand) {
        if (operand.meaning() instanceof Meaning.Tuple(List<Meaning> items)) {
            return items.size();
        }
        List<Integer> shape = Elementwise.shape(operand.meaning());
        if (shape.isEmpty()) {
            throw new Rejection(span, "'len' takes an array, not " + evaluator.type(operand.meaning()),
                    evaluator.note(operand));
        }
        return shape.getFirst();
    }

    private Meaning size() {
        Operand x = take(2, 2).getFirst();
        List<Integer> shape = Elementwise.shape(x.meaning());
        return new Meaning.Whole(shape.get(axis(arguments.get(1), shape.size(), x)));
    }

    private Meaning filled(Operand value, List<Integer> shape) {
        Var scalar = array(value);
        if (!scalar.type().isScalar()) {
            throw new Rejection(span, "'" + name + "' takes a number to fill with, not "
                    + evaluator.type(value.meaning()), evaluator.note(value));
        }
        return new Meaning.Computed(builder.broadcast(scalar, shape));
    }

    private Meaning like(double value) {
        Var x = array(one());
        Type type = x.type().element().isNumeric() ? x.type() : x.type().as(evaluator.program().real());
        return new Meaning.Computed(builder.filled(type, value));
    }

    private Meaning reshape() {
        Var x = array(0);
        Type type = x.type().shaped(known(1));
        if (type.size() != x.type().size()) {
            throw new Rejection(span, evaluator.type(x.type()) + " has " + x.type().size() + " elements, "
                    + evaluator.type(type) + " has " + type.size(), evaluator.note(arguments.getFirst()));
        }
        return new Meaning.Computed(builder.reshape(x, type.shape()));
    }

    private Meaning broadcast() {
        Var x = array(0);
        List<Integer> shape = known(1);
        if (!shape.equals(Elementwise.broadcast(x.type().shape(), shape))) {
            throw new Rejection(span, evaluator.type(x.type()) + " does not broadcast to " + Shown.shape(shape),
                    evaluator.note(arguments.getFirst()));
        }
        return new Meaning.Computed(evaluator.elementwise().broadcast(x, shape));
    }

    /// Axes in another order; without one, reversed.
    private Meaning transpose() {
        Var x = array(0);
        List<Integer> axes = arguments.size() > 1
                ? known(1)
                : IntStream.range(0, x.type().rank()).map(k -> x.type().rank() - 1 - k).boxed().toList();
        if (!axes.stream().sorted().toList().equals(IntStream.range(0, x.type().rank()).boxed().toList())) {
            throw new Rejection(span, "'transpose' of " + evaluator.type(x.type()) + " takes each of the axes 0.."
                    + (x.type().rank() - 1) + " once, not " + axes, evaluator.note(arguments.getFirst()));
        }
        return new Meaning.Computed(builder.transpose(x, axes));
    }

    private Meaning concat() {
        take(1, Integer.MAX_VALUE);
        boolean truths = arguments.stream().allMatch(o -> Elementwise.isTruth(o.meaning()));
        ElementType type = truths ? ElementType.BOOL : evaluator.elementwise().number(arguments, span, name);
        var parts = new ArrayList<Var>();
        for (Operand argument : arguments) {
            Var part = evaluator.elementwise().as(argument, type);
            parts.add(part.type().isScalar() ? builder.reshape(part, List.of(1)) : part);
        }
        int axis = named.containsKey("axis")
                ? axis(named.get("axis"), parts.getFirst().type().rank(), arguments.getFirst())
                : 0;
        for (int k = 1; k < parts.size(); k++) {
            if (!alike(parts.getFirst().type(), parts.get(k).type(), axis)) {
                throw new Rejection(span, "'concat' along axis " + axis + " does not take "
                        + evaluator.type(parts.getFirst().type()) + " and " + evaluator.type(parts.get(k).type()),
                        evaluator.note(arguments.getFirst()), evaluator.note(arguments.get(k)));
            }
        }
        return new Meaning.Computed(builder.emit(new Operation.Concat(axis), parts));
    }

    private static boolean alike(Type a, Type b, int axis) {
        return a.rank() == b.rank()
                && IntStream.range(0, a.rank()).allMatch(k -> k == axis || a.size(k) == b.size(k));
    }

    // Derivatives

    private Meaning stopped(Meaning meaning) {
        return switch (meaning) {
            case Meaning.Computed(Var var) when var.type().isReal() ->
                new Meaning.Computed(builder.emit(new Operation.StopGradient(), var));
            case Meaning.Tuple(List<Meaning> items) -> new Meaning.Tuple(items.stream().map(this::stopped).toList());
            case Meaning.Record(List<String> names, List<Meaning> values) ->
                new Meaning.Record(names, values.stream().map(this::stopped).toList());
            case Meaning.Computed _, Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Callable _,
                    Meaning.Broken _ -> meaning;
        };
    }

    private Meaning derived(Meaning.Derivative kind) {
        Meaning.Callable f = function();
        one();
        return new Meaning.Derived(kind, f);
    }
}
