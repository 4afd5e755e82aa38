package mg.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;

/// Evaluates expressions while one function is built: what is known now is computed now, everything else becomes
/// instructions.
final class Evaluator {
    /// How much of an expression a message shows.
    private static final int LONGEST = 60;
    private static final int MOST_PARTS = 100_000;

    private final Instantiator program;
    private final Builder builder;
    private final String function;
    private final Map<String, Var> parameters = new LinkedHashMap<>();
    private final Elementwise elementwise;
    private final Operators operators;
    private final Subscripts subscripts;
    private final Loops loops;
    private final Comprehensions comprehensions;
    private final Branches branches;
    private final Calls calls;
    private final Shown shown;
    private boolean failed;

    Evaluator(Instantiator program, Builder builder, String function) {
        this.program = program;
        this.builder = builder;
        this.function = function;
        this.elementwise = new Elementwise(builder, program.real());
        this.operators = new Operators(this);
        this.subscripts = new Subscripts(this);
        this.branches = new Branches(this);
        this.loops = new Loops(this);
        this.comprehensions = new Comprehensions(this);
        this.calls = new Calls(this);
        this.shown = new Shown(program.real());
    }

    /// Whether an error was reported on the way that did not stop it.
    boolean failed() {
        return failed;
    }

    Instantiator program() {
        return program;
    }

    Builder builder() {
        return builder;
    }

    /// The name of the function being built.
    String function() {
        return function;
    }

    /// The parameters of the program used so far.
    Map<String, Var> parameters() {
        return parameters;
    }

    Elementwise elementwise() {
        return elementwise;
    }

    Operators operators() {
        return operators;
    }

    Branches branches() {
        return branches;
    }

    Loops loops() {
        return loops;
    }

    Comprehensions comprehensions() {
        return comprehensions;
    }

    Calls calls() {
        return calls;
    }

    /// The type of anything, for messages.
    String type(Meaning meaning) {
        return shown.meaning(meaning);
    }

    String type(Type type) {
        return shown.type(type);
    }

    /// What is not known where a known int is needed, for messages.
    String open(Meaning meaning) {
        return shown.open(meaning);
    }

    /// `x is real[3], from file:1:2`.
    String note(Operand operand) {
        return shown.note(operand);
    }

    /// What an expression means.
    ///
    /// @throws Rejection if it is wrong
    Meaning eval(Expression expression, Scope scope) {
        try {
            return evaluate(expression, scope);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Rejection(expression.span(), e.getMessage());
        }
    }

    private Meaning evaluate(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Whole(_, long value) -> new Meaning.Whole(value);
            case Expression.Real(_, double value) -> new Meaning.Number(value);
            case Expression.Truth(_, boolean value) -> new Meaning.Truth(value);
            case Expression.Name name -> lookup(name, scope);
            case Expression.Tuple(Span span, List<Expression> items) ->
                small(new Meaning.Tuple(items.stream().map(i -> eval(i, scope)).toList()), span);
            case Expression.Record(Span span, List<String> names, List<Expression> values) ->
                small(new Meaning.Record(names, values.stream().map(v -> eval(v, scope)).toList()), span);
            case Expression.Array(Span span, List<Expression> items) -> array(operands(items, scope), span);
            case Expression.Block block -> block(block, scope.inner());
            case Expression.If(Span span, Expression condition, Expression then, Expression otherwise) ->
                branches.ifElse(operand(condition, scope), span,
                        () -> operand(then, eval(then, scope), scope),
                        () -> operand(otherwise, eval(otherwise, scope), scope));
            case Expression.Chain chain -> operators.chain(chain, scope);
            case Expression.Comparison(_, Expression.Link link, Expression left) ->
                operators.compare(link.operator(), operand(left, scope), operand(link.operand(), scope), link.span());
            case Expression.Logic logic -> operators.logic(logic, scope);
            case Expression.Negative(Span span, Expression operand) ->
                operators.element(ElementOp.NEG, "-", span, operand(operand, scope));
            case Expression.Not(Span span, Expression operand) ->
                operators.element(ElementOp.NOT, "!", span, operand(operand, scope));
            case Expression.Power(Span span, Expression base, Expression exponent) ->
                operators.power(operand(base, scope), operand(exponent, scope), span);
            case Expression.Lambda lambda -> closure(lambda, scope);
            case Expression.Apply apply -> calls.apply(apply, scope);
            case Expression.At at -> subscripts.at(at, scope);
            case Expression.Field field -> field(field, scope);
            case Expression.Comprehension(Span span, Expression body, List<Expression.Binder> binders) ->
                comprehensions.collect(body, binders, scope, span);
            case Expression.Fold fold -> calls.fold(fold, scope);
            case Expression.For loop -> loops.carry(loop, scope);
            case Expression.While loop -> loops.carry(loop, scope);
        };
    }

    Operand operand(Expression expression, Scope scope) {
        Meaning meaning = eval(expression, scope);
        if (meaning instanceof Meaning.Broken) {
            throw Rejection.already();
        }
        return operand(expression, meaning, scope);
    }

    /// An expression whose meaning is known, as what messages show.
    Operand operand(Expression expression, Meaning meaning, Scope scope) {
        Span origin = expression instanceof Expression.Name name
                ? scope.find(name.text()).map(Scope.Binding::origin).orElse(expression.span())
                : expression.span();
        return new Operand(meaning, text(expression.span(), scope), origin);
    }

    List<Operand> operands(List<Expression> expressions, Scope scope) {
        return expressions.stream().map(e -> operand(e, scope)).toList();
    }

    /// The text of an expression as messages show it.
    static String text(Span span, Scope scope) {
        String line = scope.unit().source().line(span.line());
        int from = Math.min(span.column() - 1, line.length());
        int to = Math.min(from + span.length(), line.length());
        return to - from <= LONGEST ? line.substring(from, to) : line.substring(from, from + LONGEST) + "…";
    }

    // Names

    /// What a name means. That it means something has been checked before.
    private Meaning lookup(Expression.Name name, Scope scope) {
        var local = scope.find(name.text());
        if (local.isPresent()) {
            return known(local.get().meaning());
        }
        var found = scope.unit().find(name.text());
        if (found.isPresent()) {
            return declared(found.get(), name.span());
        }
        if (Natives.has(Unit.plain(name.text()))) {
            return new Meaning.Native(Unit.plain(name.text()));
        }
        throw Rejection.already();
    }

    /// A point to go back to when something is built anew.
    record Mark(Instantiator.Mark program, boolean failed) {}

    Mark mark() {
        return new Mark(program.mark(), failed);
    }

    /// Forgets what went wrong since.
    void undo(Mark mark) {
        program.undo(mark.program());
        failed = mark.failed();
    }

    private static Meaning known(Meaning meaning) {
        if (meaning instanceof Meaning.Broken) {
            throw Rejection.already();
        }
        return meaning;
    }

    private Meaning declared(Unit.Found found, Span use) {
        program.require(found.declaration());
        return switch (found.declaration()) {
            case Declaration.Fn fn -> new Meaning.Named(found.unit(), fn);
            case Declaration.Const c -> {
                Span before = builder.span();
                Meaning value = program.constant(c, use, () -> eval(c.value(), Scope.of(found.unit())));
                builder.at(before);
                yield value;
            }
            case Declaration.Param param -> new Meaning.Computed(parameter(param.name()));
            case Declaration.TypeAlias alias ->
                throw new Rejection(use, "'" + alias.name() + "' is a type, not a value");
            case Declaration.Stated _, Declaration.Unreadable _, Declaration.Import _ -> throw Rejection.already();
        };
    }

    /// The value of a parameter of the program, which becomes an argument of this function.
    Var parameter(String name) {
        return parameters.computeIfAbsent(name, n -> builder.argument(n, program.parameterType(n), true));
    }

    private Meaning closure(Expression.Lambda lambda, Scope scope) {
        var captured = new TreeMap<String, Scope.Binding>();
        lambda.free().forEach(n -> scope.find(n).ifPresent(b -> captured.put(n, b)));
        return new Meaning.Closure(scope.unit(), lambda, captured);
    }

    /// Gives names to the parts of a value.
    void bind(Pattern pattern, Meaning value, Scope scope) {
        switch (pattern) {
            case Pattern.Bind(Span span, String name) -> scope.define(name, value, span);
            case Pattern.Group(Span span, List<Pattern> patterns) -> {
                if (value instanceof Meaning.Broken) {
                    patterns.forEach(p -> bind(p, value, scope));
                    return;
                }
                List<Meaning> parts = parts(value);
                if (parts == null || parts.size() != patterns.size()) {
                    throw new Rejection(span, "this takes " + patterns.size() + " values apart, the value is "
                            + shown.meaning(value));
                }
                for (int k = 0; k < patterns.size(); k++) {
                    bind(patterns.get(k), parts.get(k), scope);
                }
            }
        }
    }

    private static List<Meaning> parts(Meaning value) {
        return value instanceof Meaning.Tuple(List<Meaning> items) ? items : null;
    }

    // Structures

    private Meaning block(Expression.Block block, Scope scope) {
        for (Expression.Let let : block.lets()) {
            try {
                bind(let.pattern(), eval(let.value(), scope), scope);
            } catch (Rejection e) {
                failed = true;
                program.report(e);
                let.pattern().binds().forEach(b -> scope.define(b.name(), new Meaning.Broken(), b.span()));
            }
        }
        return eval(block.result(), scope);
    }

    private static Meaning small(Meaning structure, Span span) {
        if (Meaning.parts(structure, MOST_PARTS) >= MOST_PARTS) {
            throw new Rejection(span, "a tuple or a record has less than " + MOST_PARTS + " parts",
                    "hint: arrays may have more");
        }
        return structure;
    }

    private static boolean isUnknown(String name, Scope scope) {
        return scope.find(name).isEmpty() && scope.unit().find(name).isEmpty();
    }

    private Meaning field(Expression.Field field, Scope scope) {
        if (field.ofLibrary() && isUnknown(Unit.LIBRARY, scope)) {
            return lookup(field.qualified(), scope);
        }
        Operand record = operand(field.record(), scope);
        if (!(record.meaning() instanceof Meaning.Record(List<String> names, List<Meaning> values))) {
            throw new Rejection(field.span(), shown.meaning(record.meaning()) + " has no field '" + field.name() + "'",
                    shown.note(record));
        }
        if (!names.contains(field.name())) {
            throw new Rejection(field.span(),
                    "no field '" + field.name() + "'" + Suggestion.among(names, field.name()), shown.note(record));
        }
        return values.get(names.indexOf(field.name()));
    }

    /// `[a, b, …]`: numbers, or arrays of one shape.
    Meaning array(List<Operand> items, Span span) {
        if (items.isEmpty()) {
            return new Meaning.Computed(builder.constant(Tensor.zeros(Type.of(program.real(), 0))));
        }
        boolean truths = items.stream().allMatch(o -> Elementwise.isTruth(o.meaning()));
        ElementType type = truths ? ElementType.BOOL : elementwise.number(items, span, "[…]");
        builder.at(span);
        if (items.stream().allMatch(o -> Elementwise.isKnown(o.meaning()))) {
            return new Meaning.Computed(builder.constant(known(items, type)));
        }
        List<Integer> shape = Elementwise.shape(items.getFirst().meaning());
        var rows = new ArrayList<Var>();
        for (Operand item : items) {
            Var row = elementwise.as(item, type);
            if (!row.type().shape().equals(shape)) {
                throw new Rejection(span, "the items of an array have one shape", shown.note(items.getFirst()),
                        shown.note(item));
            }
            rows.add(builder.reshape(row, row.type().stacked(1).shape()));
        }
        return new Meaning.Computed(rows.size() == 1 ? rows.getFirst() : builder.emit(new Operation.Concat(0), rows));
    }

    private static Tensor known(List<Operand> items, ElementType element) {
        Type type = Type.of(element, items.size());
        return switch (element) {
            case I64 -> Tensor.wholes(type, k -> ((Meaning.Whole) items.get(k).meaning()).value());
            case BOOL -> Tensor.reals(type, k -> ((Meaning.Truth) items.get(k).meaning()).value() ? 1 : 0);
            case F64, F32 -> Tensor.reals(type, k -> Elementwise.value(items.get(k).meaning()));
        };
    }
}
