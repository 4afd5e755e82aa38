package mg.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Kind;
import mg.ir.Span;
import mg.ir.Var;

/// Calls. A declared function becomes a function of the program, once for each kind of arguments; a lambda is evaluated
/// in place.
final class Calls {
    private final Evaluator evaluator;
    private final Builder builder;
    private final Derivatives derivatives;

    Calls(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.builder = evaluator.builder();
        this.derivatives = new Derivatives(evaluator);
    }

    Derivatives derivatives() {
        return derivatives;
    }

    Meaning apply(Expression.Apply apply, Scope scope) {
        Meaning.Callable f = callable(apply.function(), scope);
        var arguments = new ArrayList<Operand>();
        var named = new LinkedHashMap<String, Operand>();
        for (Expression.Actual actual : apply.actuals()) {
            Operand operand = evaluator.operand(actual.value(), scope);
            if (actual.name().isEmpty() && !named.isEmpty()) {
                throw new Rejection(actual.span(), "an argument without a name does not follow one with a name");
            }
            if (actual.name().isEmpty()) {
                arguments.add(operand);
            } else if (named.put(actual.name(), operand) != null) {
                throw new Rejection(actual.span(), "argument '" + actual.name() + "' is given twice");
            }
        }
        return apply(f, arguments, named, apply.span());
    }

    /// `f(e for …)`: a reduction in one loop, or a function of the array.
    Meaning fold(Expression.Fold fold, Scope scope) {
        Meaning.Callable f = callable(fold.function(), scope);
        Optional<Kind> kind = f instanceof Meaning.Native(String name) ? Natives.reduction(name) : Optional.empty();
        if (kind.isPresent()) {
            return evaluator.comprehensions().reduce(kind.get(), fold.body(), fold.binders(), scope, fold.span());
        }
        Meaning array = evaluator.comprehensions().collect(fold.body(), fold.binders(), scope, fold.span());
        return apply(f, List.of(new Operand(array, "", fold.span())), Map.of(), fold.span());
    }

    private Meaning.Callable callable(Expression expression, Scope scope) {
        Operand f = evaluator.operand(expression, scope);
        if (f.meaning() instanceof Meaning.Callable callable) {
            return callable;
        }
        throw new Rejection(expression.span(), "only a function can be called, and "
                + (f.text().isEmpty() ? "this" : f.text()) + " is " + evaluator.type(f.meaning()));
    }

    /// The value of a function for these arguments.
    Meaning apply(Meaning.Callable f, List<Operand> arguments, Map<String, Operand> named, Span span) {
        builder.at(span);
        if (named.keySet().equals(Set.of("axis")) && Parts.takes(f, arguments)) {
            return Parts.apply(evaluator, f, arguments.getFirst(), named.get("axis"), span);
        }
        return switch (f) {
            case Meaning.Native(String name) -> Natives.apply(evaluator, name, arguments, named, span);
            case Meaning.Named function -> call(function, ordered(function, arguments, named, span), span);
            case Meaning.Closure closure -> {
                noNames(named, span);
                yield inline(closure, arguments, span);
            }
            case Meaning.Derived derived -> {
                noNames(named, span);
                yield derivatives.apply(derived, arguments, span);
            }
        };
    }

    private static void noNames(Map<String, Operand> named, Span span) {
        if (!named.isEmpty()) {
            throw new Rejection(span, "this function takes its arguments by position, not '"
                    + named.keySet().iterator().next()
                    + "' by name");
        }
    }

    private static List<Operand> ordered(
            Meaning.Named f, List<Operand> arguments, Map<String, Operand> named, Span span) {
        List<String> names = f.fn().formals().stream().map(Declaration.Formal::name).toList();
        var all = new ArrayList<>(arguments);
        for (String name : named.keySet()) {
            if (!names.contains(name)) {
                var notes = new ArrayList<>(List.of(declared(f)));
                if (name.equals("axis")) {
                    notes.add("hint: a function of one array takes an axis, and is applied to each part along it");
                }
                throw new Rejection(span, "'" + f.fn().name() + "' has no argument '" + name + "'"
                        + Suggestion.among(names, name), notes);
            }
            if (names.indexOf(name) < arguments.size()) {
                throw new Rejection(span, "argument '" + name + "' is given twice", declared(f));
            }
        }
        for (int k = arguments.size(); k < names.size() && named.containsKey(names.get(k)); k++) {
            all.add(named.get(names.get(k)));
        }
        int given = arguments.size() + named.size();
        if (all.size() != names.size() || given != names.size()) {
            throw new Rejection(span, "'" + f.fn().name() + "' takes " + count(names.size()) + ", not " + given,
                    declared(f));
        }
        return all;
    }

    private static String declared(Meaning.Named f) {
        String names = f.fn().formals().stream().map(Declaration.Formal::name).collect(Collectors.joining(", "));
        return "'" + f.fn().name() + "(" + names + ")' is declared at " + f.fn().span();
    }

    private static String count(int n) {
        return n == 1 ? "1 argument" : n + " arguments";
    }

    private Meaning call(Meaning.Named f, List<Operand> given, Span span) {
        // A derivative is stated for numbers that vary: those in the text become values as where grad takes them.
        List<Operand> arguments = f.unit().stated(f.fn()).isEmpty() ? given : derivatives.arguments(f, given, span);
        Formals.Fitted fitted = Formals.fit(evaluator, f, arguments, span);
        return call(instance(f, fitted, span), Meaning.leaves(fitted.arguments()), span);
    }

    /// The function of the program that stands for `f` with such arguments.
    Instance instance(Meaning.Named f, Formals.Fitted fitted, Span span) {
        List<Meaning> templates = fitted.arguments().stream().map(Meaning::template).toList();
        List<String> names = f.fn().formals().stream().map(Declaration.Formal::name).toList();
        var key = new Instantiator.Key(f, templates, fitted.sizes());
        return evaluator.program().instance(key, f.fn().name(), names, span,
                (inside, values) -> body(inside, f, values, fitted.sizes()));
    }

    /// Emits a call of a function of the program.
    Meaning call(Instance instance, List<Var> arguments, Span span) {
        if (Meaning.leaves(instance.result()).isEmpty()) {
            return instance.result();
        }
        var operands = new ArrayList<Var>();
        instance.parameters().forEach(p -> operands.add(evaluator.parameter(p)));
        operands.addAll(arguments);
        builder.at(span);
        return Meaning.with(instance.result(), builder.call(instance.function(), operands));
    }

    /// What a declared function's body means, in the function being built.
    static Meaning body(Evaluator evaluator, Meaning.Named f, List<Meaning> arguments, List<Long> sizes) {
        Scope scope = Scope.of(f.unit());
        IntStream.range(0, sizes.size()).forEach(k -> scope.define(
                f.fn().sizes().get(k).name(), new Meaning.Whole(sizes.get(k)), f.fn().sizes().get(k).span()));
        IntStream.range(0, arguments.size()).forEach(k -> scope.define(
                f.fn().formals().get(k).name(), arguments.get(k), f.fn().formals().get(k).span()));
        return evaluator.eval(f.fn().body(), scope);
    }

    private Meaning inline(Meaning.Closure closure, List<Operand> arguments, Span span) {
        List<Pattern> formals = closure.lambda().formals();
        if (formals.size() != arguments.size()) {
            throw new Rejection(span, "this function takes " + count(formals.size()) + ", not " + arguments.size(),
                    "it is defined at " + closure.lambda().span());
        }
        Scope scope = Scope.of(closure.unit());
        closure.captured().forEach((name, b) -> scope.define(name, b.meaning(), b.origin()));
        Scope inner = scope.inner();
        return evaluator.program().within("->", span, () -> {
            for (int k = 0; k < formals.size(); k++) {
                evaluator.bind(formals.get(k), arguments.get(k).meaning(), inner);
            }
            return evaluator.eval(closure.lambda().body(), inner);
        });
    }

    /// The number of arguments of a function.
    static int arity(Meaning.Callable f) {
        return switch (f) {
            case Meaning.Named(_, Declaration.Fn fn) -> fn.formals().size();
            case Meaning.Closure closure -> closure.lambda().formals().size();
            case Meaning.Derived(_, Meaning.Callable of) -> arity(of);
            case Meaning.Native(String name) -> Natives.arity(name);
        };
    }
}
