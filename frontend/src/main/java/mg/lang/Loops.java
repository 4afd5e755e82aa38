package mg.lang;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// Loops that carry state. A loop in the text is one loop in the program.
final class Loops {
    private final Evaluator evaluator;
    private final Builder builder;
    private final Branches branches;
    private final Ranges ranges;

    Loops(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.builder = evaluator.builder();
        this.branches = evaluator.branches();
        this.ranges = new Ranges(evaluator);
    }

    Ranges ranges() {
        return ranges;
    }

    /// @throws Rejection if there is a function in it
    static void data(Meaning meaning, Span span) {
        switch (meaning) {
            case Meaning.Callable _ -> throw new Rejection(span,
                    "a function cannot be stored in an array or carried by a loop");
            case Meaning.Tuple(List<Meaning> items) -> items.forEach(m -> data(m, span));
            case Meaning.Record(_, List<Meaning> values) -> values.forEach(m -> data(m, span));
            case Meaning.Broken _ -> throw Rejection.already();
            case Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Computed _ -> {}
        }
    }

    /// Makes the loop for state of the given structure, or says what structure the state takes on.
    private interface Attempt {
        /// The state after the loop, or the structure to start it with.
        record Outcome(boolean settled, Meaning meaning) {}

        Outcome run(Meaning state);
    }

    Meaning carry(Expression.For loop, Scope scope) {
        Set<String> names = loop.carries().stream().map(Expression.Carry::name).collect(Collectors.toSet());
        Map<String, Integer> sizes = ranges.infer(List.of(loop.binder()), names, loop.body(), scope);
        Ranges.Trip trip = ranges.trip(loop.binder(), sizes, scope);
        if (loop.scan() && trip.bound().isPresent()) {
            throw Rejection.notKnown(loop.binder().span(), "how many states there are is not known at compile time");
        }
        if (trip.isOpen()) {
            return counted(loop, trip, scope);
        }
        return single(settle(loop.carries(), scope, loop.span(), state -> {
            Var i = builder.counter(trip.n());
            List<Var> inside = inside(state, false);
            var arguments = new ArrayList<>(List.of(i));
            arguments.addAll(inside);
            Branches.Part part = branches.part(arguments, loop.span(), () -> {
                Scope inner = define(loop.carries(), Meaning.with(state, inside), scope);
                inner.define(loop.binder().name(), ranges.variable(trip, i, loop.binder().span()),
                        loop.binder().span());
                return body(loop.body(), loop.carries().size(), inner);
            });
            Meaning next = next(state, part.meaning(), loop.carries(), loop.body(), scope);
            if (!next.equals(Meaning.template(state))) {
                return new Attempt.Outcome(false, next);
            }
            builder.at(loop.span());
            return new Attempt.Outcome(true, emit(loop, trip, state, branches.finish(part, next)));
        }));
    }

    /// A loop of which it is not known how often it runs at most: a `while` that counts.
    private Meaning counted(Expression.For loop, Ranges.Trip trip, Scope scope) {
        Var count = trip.bound().orElseThrow();
        return single(settle(loop.carries(), scope, loop.span(), state -> {
            List<Var> tested = inside(state, true);
            List<Var> inside = inside(state, true);
            Block test = builder.block(tested, () -> List.of(builder.lt(tested.getFirst(), count)));
            Branches.Part part = branches.part(inside, loop.span(), () -> {
                Scope inner = define(loop.carries(), Meaning.with(state, inside.subList(1, inside.size())), scope);
                Meaning i = ranges.variable(trip, inside.getFirst(), loop.binder().span());
                inner.define(loop.binder().name(), i, loop.binder().span());
                return body(loop.body(), loop.carries().size(), inner);
            });
            Meaning next = next(state, part.meaning(), loop.carries(), loop.body(), scope);
            if (!next.equals(Meaning.template(state))) {
                return new Attempt.Outcome(false, next);
            }
            builder.at(loop.span());
            Block body = branches.finish(part, next);
            var results = new ArrayList<Var>();
            List<Instruction> step = builder.record(
                    () -> results.add(builder.add(inside.getFirst(), builder.constant(1L))));
            results.addAll(body.results());
            List<Instruction> instructions = joined(body.instructions(), step);
            var operands = new ArrayList<>(List.of(builder.constant(0L)));
            operands.addAll(Meaning.leaves(state));
            List<Var> last = builder.emit(new Operation.While(), operands,
                    List.of(test, new Block(inside, instructions, results)));
            return new Attempt.Outcome(true, Meaning.with(state, last.subList(1, last.size())));
        }));
    }

    /// New values for the state inside a loop, with a counter before them or not.
    private List<Var> inside(Meaning state, boolean counter) {
        var inside = new ArrayList<Var>(counter ? List.of(builder.fresh(Type.I64)) : List.of());
        Meaning.leaves(state).forEach(v -> inside.add(builder.fresh(v.type())));
        return inside;
    }

    private Meaning emit(Expression.For loop, Ranges.Trip trip, Meaning state, Block block) {
        int n = block.results().size();
        var kinds = new ArrayList<>(Collections.nCopies(n, Kind.CARRY));
        Block whole = block;
        if (loop.scan()) {
            kinds.addAll(Collections.nCopies(n, Kind.COLLECT));
            var twice = new ArrayList<>(block.results());
            twice.addAll(block.results());
            whole = new Block(block.arguments(), block.instructions(), twice);
        }
        var operands = new ArrayList<>(Meaning.leaves(state));
        trip.bound().ifPresent(operands::add);
        var operation = new Operation.For(trip.n(), kinds, trip.bound().isPresent(), false);
        List<Var> results = builder.emit(operation, operands, List.of(whole));
        return Meaning.with(state, loop.scan() ? results.subList(n, 2 * n) : results);
    }

    Meaning carry(Expression.While loop, Scope scope) {
        return single(settle(loop.carries(), scope, loop.span(), state -> {
            List<Var> tested = inside(state, false);
            List<Var> inside = inside(state, false);
            Branches.Part test = branches.part(tested, loop.span(), () ->
                    condition(loop, define(loop.carries(), Meaning.with(state, tested), scope)));
            Branches.Part part = branches.part(inside, loop.span(), () ->
                    body(loop.body(), loop.carries().size(), define(loop.carries(), Meaning.with(state, inside),
                            scope)));
            Meaning next = next(state, part.meaning(), loop.carries(), loop.body(), scope);
            if (!next.equals(Meaning.template(state))) {
                return new Attempt.Outcome(false, next);
            }
            builder.at(loop.span());
            List<Block> blocks = List.of(branches.finish(test, new Meaning.Computed(new Var(0, Type.BOOL))),
                    branches.finish(part, next));
            return new Attempt.Outcome(
                    true, Meaning.with(state, builder.emit(new Operation.While(), Meaning.leaves(state), blocks)));
        }));
    }

    private Meaning condition(Expression.While loop, Scope scope) {
        Operand condition = evaluator.operand(loop.condition(), scope);
        boolean bool = condition.meaning() instanceof Meaning.Truth
                || condition.meaning() instanceof Meaning.Computed(Var v) && v.type().equals(Type.BOOL);
        if (!bool) {
            throw new Rejection(loop.condition().span(), "the condition of a loop is one bool, not "
                    + evaluator.type(condition.meaning()), evaluator.note(condition));
        }
        return condition.meaning();
    }

    /// Finds the structure of the state: an int that becomes real in the loop is real from the start.
    private Meaning settle(List<Expression.Carry> carries, Scope scope, Span span, Attempt attempt) {
        List<Meaning> initial = carries.stream()
                .map(c -> evaluator.operand(c.value(), scope).meaning())
                .toList();
        initial.forEach(m -> data(m, span));
        Meaning state = branches.computed(new Meaning.Tuple(initial));
        while (true) {
            Evaluator.Mark mark = evaluator.mark();
            Meaning start = state;
            Attempt.Outcome outcome = evaluator.program().attempt(() -> attempt.run(start));
            boolean wrong = evaluator.program().isWrong(mark.program());
            if (outcome.settled() && !wrong) {
                return outcome.meaning();
            }
            evaluator.undo(mark);
            if (outcome.settled()) {
                attempt.run(state);
                throw Rejection.already(); // what was wrong without the guess has been reported
            }
            state = branches.convert(state, outcome.meaning());
        }
    }

    private Scope define(List<Expression.Carry> carries, Meaning state, Scope scope) {
        Scope inner = scope.inner();
        List<Meaning> values = ((Meaning.Tuple) state).items();
        for (int k = 0; k < carries.size(); k++) {
            inner.define(carries.get(k).name(), values.get(k), carries.get(k).span());
        }
        return inner;
    }

    /// The next state, as a tuple.
    private Meaning body(Expression body, int carries, Scope scope) {
        Operand next = evaluator.operand(body, scope);
        if (carries == 1) {
            return new Meaning.Tuple(List.of(next.meaning()));
        }
        if (next.meaning() instanceof Meaning.Tuple(List<Meaning> items) && items.size() == carries) {
            return next.meaning();
        }
        throw new Rejection(body.span(), "the body of a loop that carries " + carries
                + " values gives a tuple of as many,"
                + " not " + evaluator.type(next.meaning()), evaluator.note(next));
    }

    private Meaning next(
            Meaning state, Meaning next, List<Expression.Carry> carries, Expression body, Scope scope) {
        List<Meaning> before = ((Meaning.Tuple) state).items();
        List<Meaning> after = ((Meaning.Tuple) next).items();
        var joined = new ArrayList<Meaning>();
        for (int k = 0; k < before.size(); k++) {
            Expression.Carry carry = carries.get(k);
            String message = "'" + carry.name() + "' starts as %s and becomes %s";
            List<Operand> whole = List.of(
                    evaluator.operand(carry.value(), before.get(k), scope),
                    evaluator.operand(body, single(next), scope));
            joined.add(branches.join(before.get(k), after.get(k), carry.span(), message, whole));
        }
        return Meaning.template(new Meaning.Tuple(joined));
    }

    static List<Instruction> joined(List<Instruction> first, List<Instruction> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private static Meaning single(Meaning state) {
        List<Meaning> items = ((Meaning.Tuple) state).items();
        return items.size() == 1 ? items.getFirst() : state;
    }
}
