package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Var;

/// Makes functions of the program of functions that are to be differentiated.
final class Lifting {
    private final Evaluator evaluator;
    private final Builder builder;

    Lifting(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.builder = evaluator.builder();
    }

    /// A declared function stands for itself; anything else becomes a function of what it captures and its arguments.
    Lifted lift(Meaning.Callable f, List<Operand> arguments, Span span) {
        List<Operand> real = differentiable(f, arguments(f, arguments, span), span);
        Lifted lifted = f instanceof Meaning.Named named && named.fn().formals().size() == real.size()
                ? direct(named, real, span)
                : wrapped(f, real, span);
        if (lifted.wrt().isEmpty()) {
            var notes = new ArrayList<>(real.stream().map(evaluator::note).toList());
            notes.add("hint: real(…) makes a real of an int");
            throw new Rejection(span, "there is nothing real to differentiate by", notes);
        }
        return lifted;
    }

    /// Arguments with nothing real in them are real if they may turn out to be so: the state of a loop that starts as
    /// an int becomes real when what depends on its derivative is added to it.
    private List<Operand> differentiable(Meaning.Callable f, List<Operand> arguments, Span span) {
        boolean any = arguments.stream().flatMap(o -> Meaning.leaves(o.meaning()).stream())
                .anyMatch(v -> v.type().isReal());
        return any || !evaluator.program().guess() ? arguments : arguments(f, arguments, _ -> true, span);
    }

    /// The arguments as the function takes them. Integers that are known are real if they are not declared `int`.
    List<Operand> arguments(Meaning.Callable f, List<Operand> arguments, Span span) {
        return arguments(f, arguments, this::isKnownInteger, span);
    }

    private List<Operand> arguments(
            Meaning.Callable f, List<Operand> arguments, Predicate<Var> which, Span span) {
        Meaning.Callable root = f;
        while (root instanceof Meaning.Derived(_, Meaning.Callable of)) {
            root = of;
        }
        if (!(root instanceof Meaning.Named named) || named.fn().formals().size() != arguments.size()) {
            return arguments.stream().map(o -> with(o, real(o.meaning(), which))).toList();
        }
        List<Operand> open = IntStream.range(0, arguments.size())
                .mapToObj(k -> named.fn().formals().get(k).type().isPresent()
                        ? arguments.get(k)
                        : with(arguments.get(k), real(arguments.get(k).meaning(), which)))
                .toList();
        List<Meaning> fitted = Formals.fit(evaluator, named, open, span).arguments();
        return IntStream.range(0, fitted.size()).mapToObj(k -> with(open.get(k), fitted.get(k))).toList();
    }

    private static Operand with(Operand operand, Meaning meaning) {
        return new Operand(meaning, operand.text(), operand.origin());
    }

    /// Numbers in the text as reals, and those ints for which `which` says so.
    private Meaning real(Meaning meaning, Predicate<Var> which) {
        ElementType real = evaluator.program().real();
        return switch (meaning) {
            case Meaning.Whole _, Meaning.Number _ -> new Meaning.Computed(evaluator.elementwise().as(meaning, real));
            case Meaning.Computed(Var var) -> var.type().element() == ElementType.I64 && which.test(var)
                    ? new Meaning.Computed(evaluator.elementwise().as(meaning, real))
                    : meaning;
            case Meaning.Tuple(List<Meaning> items) ->
                new Meaning.Tuple(items.stream().map(m -> real(m, which)).toList());
            case Meaning.Record(List<String> names, List<Meaning> values) ->
                new Meaning.Record(names, values.stream().map(m -> real(m, which)).toList());
            case Meaning.Truth _, Meaning.Callable _, Meaning.Broken _ -> meaning;
        };
    }

    /// Whether it is made of integers in the text alone.
    private boolean isKnownInteger(Var var) {
        return builder.definition(var).filter(i -> switch (i.operation()) {
            case Operation.Const _ -> true;
            case Operation.Concat _, Operation.Reshape _, Operation.Broadcast _ ->
                i.operands().stream().allMatch(this::isKnownInteger);
            default -> false;
        }).isPresent();
    }

    private Lifted direct(Meaning.Named f, List<Operand> arguments, Span span) {
        Formals.Fitted fitted = Formals.fit(evaluator, f, arguments, span);
        Instance instance = evaluator.calls().instance(f, fitted, span);
        if (!evaluator.branches().computedTemplate(instance.result()).equals(instance.result())) {
            return wrapped(f, arguments, span);
        }
        return lifted(instance, List.of(), fitted.arguments());
    }

    private Lifted wrapped(Meaning.Callable f, List<Operand> arguments, Span span) {
        List<Meaning> values = arguments.stream().map(Operand::meaning).toList();
        var all = new ArrayList<Meaning>();
        all.add(f);
        all.addAll(values);
        List<Meaning> templates = all.stream().map(Meaning::template).toList();
        List<String> names = IntStream.range(0, all.size()).mapToObj(k -> k == 0 ? "captured" : "x" + (k - 1)).toList();
        var key = new Instantiator.Key(new Meaning.Native("lifted"), templates, List.of());
        Instance instance = evaluator.program().instance(key, evaluator.function() + ".lambda", names, span,
                (inside, given) -> {
            List<Operand> operands = IntStream.range(1, given.size())
                    .mapToObj(k -> new Operand(given.get(k), arguments.get(k - 1).text(),
                    arguments.get(k - 1).origin()))
                    .toList();
            Meaning result = inside.calls().apply((Meaning.Callable) given.getFirst(), operands, Map.of(), span);
            return inside.branches().computed(realised(inside, result));
        });
        return lifted(instance, Meaning.leaves((Meaning) f), values);
    }

    /// A known integer as a result is the constant real function.
    private static Meaning realised(Evaluator inside, Meaning result) {
        return result instanceof Meaning.Whole(long value) ? new Meaning.Number(value) : result;
    }

    private Lifted lifted(Instance instance, List<Var> captured, List<Meaning> arguments) {
        var operands = new ArrayList<Var>();
        instance.parameters().forEach(p -> operands.add(evaluator.parameter(p)));
        operands.addAll(captured);
        int first = operands.size();
        operands.addAll(Meaning.leaves(arguments));
        return new Lifted(instance, operands, first, arguments);
    }
}
