package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// `if`, and how values of different types become one.
final class Branches {
    /// How deep lists may nest in a function; the text form has this limit.
    private static final int DEEPEST = 200;

    private final Evaluator evaluator;
    private final Builder builder;
    private int depth;

    Branches(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.builder = evaluator.builder();
    }

    /// A list being made: its instructions, and what they compute.
    record Part(Block block, Meaning meaning) {}

    /// Only the side that a known condition takes is built.
    Meaning ifElse(Operand condition, Span span, Supplier<Operand> then, Supplier<Operand> otherwise) {
        if (condition.meaning() instanceof Meaning.Truth(boolean value)) {
            return (value ? then : otherwise).get().meaning();
        }
        if (!(condition.meaning() instanceof Meaning.Computed(Var test)) || !test.type().equals(Type.BOOL)) {
            var notes = new ArrayList<>(List.of(evaluator.note(condition)));
            if (Elementwise.isTruth(condition.meaning())) {
                notes.add("hint: select(c, a, b) chooses for each element");
            }
            throw new Rejection(span, "the condition of if is one bool, not "
                    + evaluator.type(condition.meaning()), notes);
        }
        var sides = new ArrayList<Operand>();
        Part yes = part(List.of(), span, () -> side(sides, then));
        Part no = part(List.of(), span, () -> side(sides, otherwise));
        Meaning joined = join(yes.meaning(), no.meaning(), span, "the sides of if are %s and %s", sides);
        if (Meaning.leaves(joined).isEmpty()) {
            return joined;
        }
        builder.at(span);
        Block first = finish(yes, joined);
        Block second = finish(no, joined);
        return Meaning.with(joined, builder.emit(new Operation.If(), List.of(test), List.of(first, second)));
    }

    private static Meaning side(List<Operand> sides, Supplier<Operand> side) {
        sides.add(side.get());
        return sides.getLast().meaning();
    }

    /// Evaluates into a list of its own.
    Part part(List<Var> arguments, Span span, Supplier<Meaning> body) {
        if (++depth >= DEEPEST) {
            throw new Rejection(span, "loops and ifs nest more than " + DEEPEST + " deep");
        }
        try {
            var meaning = new Meaning[1];
            Block block = builder.block(arguments, () -> {
                meaning[0] = body.get();
                return List.of();
            });
            return new Part(block, meaning[0]);
        } finally {
            depth--;
        }
    }

    /// The list with the leaves of its meaning, brought to the types of `target`, as results.
    Block finish(Part part, Meaning target) {
        Block conversion = builder.block(List.of(), () -> Meaning.leaves(convert(part.meaning(), target)));
        var instructions = new ArrayList<Instruction>(part.block().instructions());
        instructions.addAll(conversion.instructions());
        return new Block(part.block().arguments(), instructions, conversion.results());
    }

    /// The structure that both can be brought to. Leaves only keep their types.
    ///
    /// @param message what is wrong if there is none, with a place for each of the two types
    /// @param whole   what the two are or are parts of
    Meaning join(Meaning a, Meaning b, Span span, String message, List<Operand> whole) {
        if (a instanceof Meaning.Broken || b instanceof Meaning.Broken) {
            throw Rejection.already();
        }
        if (a instanceof Meaning.Tuple(var x) && b instanceof Meaning.Tuple(var y) && x.size() == y.size()) {
            return new Meaning.Tuple(joinAll(x, y, span, message, whole));
        }
        if (a instanceof Meaning.Record(var n, var x) && b instanceof Meaning.Record r && alike(n, r.names())) {
            return new Meaning.Record(n, joinAll(x, ordered(r, n), span, message, whole));
        }
        Meaning first = Meaning.template(a);
        Meaning second = Meaning.template(b);
        if (first.equals(second)) {
            return first;
        }
        boolean arrays = isArray(a) && isArray(b);
        boolean truths = Elementwise.isTruth(a) && Elementwise.isTruth(b);
        boolean numbers = arrays && !Elementwise.isTruth(a) && !Elementwise.isTruth(b);
        if ((truths || numbers) && Elementwise.shape(a).equals(Elementwise.shape(b))) {
            ElementType type = truths ? ElementType.BOOL : evaluator.elementwise().number(
                    List.of(new Operand(a, "", span), new Operand(b, "", span)), span, "if");
            return new Meaning.Computed(new Var(0, new Type(type, Elementwise.shape(a))));
        }
        throw new Rejection(span, message.formatted(evaluator.type(a), evaluator.type(b)),
                whole.stream().map(evaluator::note).toList());
    }

    /// Whether records with these fields have the same, in whatever order.
    private static boolean alike(List<String> names, List<String> others) {
        return names.size() == others.size() && names.containsAll(others);
    }

    /// The values of the fields in another order.
    private static List<Meaning> ordered(Meaning.Record record, List<String> names) {
        return names.stream().map(n -> record.values().get(record.names().indexOf(n))).toList();
    }

    private List<Meaning> joinAll(
            List<Meaning> x, List<Meaning> y, Span span, String message, List<Operand> whole) {
        var all = new ArrayList<Meaning>();
        for (int k = 0; k < x.size(); k++) {
            all.add(join(x.get(k), y.get(k), span, message, whole));
        }
        return all;
    }

    private static boolean isArray(Meaning meaning) {
        return Elementwise.isKnown(meaning) || meaning instanceof Meaning.Computed;
    }

    /// Brings a value to the types of a structure that [#join] gave.
    Meaning convert(Meaning value, Meaning target) {
        return switch (target) {
            case Meaning.Computed(Var var) ->
                new Meaning.Computed(evaluator.elementwise().as(value, var.type().element()));
            case Meaning.Tuple(var items) -> new Meaning.Tuple(convertAll(((Meaning.Tuple) value).items(), items));
            case Meaning.Record(var names, var items) ->
                new Meaning.Record(names, convertAll(ordered((Meaning.Record) value, names), items));
            case Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Broken _, Meaning.Callable _ -> value;
        };
    }

    private List<Meaning> convertAll(List<Meaning> values, List<Meaning> targets) {
        var all = new ArrayList<Meaning>();
        for (int k = 0; k < values.size(); k++) {
            all.add(convert(values.get(k), targets.get(k)));
        }
        return all;
    }

    /// The same value with every known number computed at run time.
    Meaning computed(Meaning value) {
        return convert(value, computedTemplate(value));
    }

    /// The structure of a value in which every known number is computed at run time.
    Meaning computedTemplate(Meaning value) {
        return switch (value) {
            case Meaning.Whole _, Meaning.Number _, Meaning.Truth _ ->
                new Meaning.Computed(new Var(0, Type.scalar(evaluator.elementwise().element(value))));
            case Meaning.Tuple(var items) -> new Meaning.Tuple(items.stream().map(this::computedTemplate).toList());
            case Meaning.Record(var names, var items) ->
                new Meaning.Record(names, items.stream().map(this::computedTemplate).toList());
            case Meaning.Computed _, Meaning.Broken _, Meaning.Callable _ -> value;
        };
    }
}
