package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The statements that do what a loop does, on several threads. The body of the parallel loop reads no scalars of
/// outside but arguments: what it needs of others it takes from memory, so that it can be a function of its own.
///
/// @param summed what is only added to
record Division(Statement.Loop loop, int threads, OutsideScalars scalars, Set<Scalar> inputs,
        Map<Scalar, Value.Literal> literals, List<Summed> summed, Fresh fresh) {
    /// The elements of a buffer to which something is added: others may not have been made yet.
    record Summed(Buffer buffer, Index start, long count) {
        /// How far the places of two threads are from each other.
        long room() {
            return ThreadBuffers.room(count);
        }
    }

    List<Statement> statements() {
        long each = loop.count() / threads;
        Scalar thread = fresh.index();
        var before = new ArrayList<Statement>();
        var body = new ArrayList<Statement>();
        var last = new ArrayList<Statement>();
        var after = new ArrayList<Statement>();
        Map<Scalar, Scalar> names = copies();
        take(names, before, body);
        total(names, thread, body, last, after);
        Map<Integer, Address> places = places(thread, names, body, after);
        UnaryOperator<Address> relocated = a -> {
            Address place = places.get(a.buffer().id());
            return place == null ? a : new Address(place.buffer(), a.index().plus(place.index()), a.step());
        };
        Statement.Loop share = loop.bound().isPresent()
                ? share(loop.bound().get(), thread, names, before, body)
                : share(each, thread, names);
        body.add(share.with(new Relocation(relocated).body(share.body())));
        body.addAll(last);
        before.add(new Statement.Loop(thread, threads, Optional.empty(), false, body, true));
        before.addAll(after);
        if (loop.bound().isEmpty() && each * threads < loop.count()) {
            rest(each * threads, before);
        }
        return before;
    }

    /// The iterations of a thread.
    private Statement.Loop share(long each, Scalar thread, Map<Scalar, Scalar> names) {
        Scalar index = fresh.index();
        Index iteration = loop.down()
                ? Index.of(index).plus(loop.count() - each).plus(thread, -each)
                : Index.of(index).plus(thread, each);
        return new Statement.Loop(index, each, Optional.empty(), loop.down(), part(names, iteration));
    }

    /// The iterations of a thread of a loop whose end is known only when it runs.
    private Statement.Loop share(
            Scalar whole, Scalar thread, Map<Scalar, Scalar> names, List<Statement> before, List<Statement> body) {
        Scalar index = fresh.index();
        Scalar some = equalShare(whole, before);
        Scalar end = taken(whole, before, body);
        Scalar most = taken(some, before, body);
        Scalar earlier = loop.down()
                ? define(body, new Value.Affine(Index.ZERO.plus(threads - 1).plus(thread, -1)))
                : thread;
        Scalar start = define(body, new Value.Apply(ElementOp.MUL, List.of(earlier, most)));
        Scalar left = define(body, new Value.Apply(ElementOp.SUB, List.of(end, start)));
        Scalar bound = define(body, new Value.Apply(ElementOp.MIN, List.of(most, left)));
        return new Statement.Loop(index, Math.ceilDiv(loop.count(), threads), Optional.of(bound), loop.down(),
                part(names, Index.of(index).plus(start, 1)));
    }

    /// How many of so many iterations each thread runs at most.
    private Scalar equalShare(Scalar bound, List<Statement> out) {
        Scalar more = define(out, new Value.Affine(Index.of(bound).plus(threads - 1)));
        Scalar number = define(out, new Value.Literal(Tensor.of((long) threads)));
        return define(out, new Value.Apply(ElementOp.DIV, List.of(more, number)));
    }

    private Scalar define(List<Statement> out, Value value) {
        Scalar target = fresh.scalar(ElementType.I64, 1);
        out.add(new Statement.Define(target, value));
        return target;
    }

    /// The iterations that are left.
    private void rest(long done, List<Statement> out) {
        Scalar index = fresh.index();
        Index iteration = loop.down() ? Index.of(index) : Index.of(index).plus(done);
        out.add(new Statement.Loop(index, loop.count() - done, Optional.empty(), loop.down(),
                part(copies(), iteration)));
    }

    private Map<Scalar, Scalar> copies() {
        var names = new HashMap<Scalar, Scalar>();
        scalars.inside().forEach(s -> names.put(s, fresh.like(s, s.lanes())));
        return names;
    }

    /// The body of the loop at an iteration.
    private List<Statement> part(Map<Scalar, Scalar> names, Index iteration) {
        UnaryOperator<Index> positions = p -> p.substituted(s -> s.equals(loop.index()) ? iteration : Index.of(s));
        var body = new ArrayList<Statement>();
        body.add(new Statement.Define(names.get(loop.index()), new Value.Affine(iteration, 0)));
        body.addAll(new Renaming(s -> names.getOrDefault(s, s), positions).body(loop.body()));
        return body;
    }

    /// Gives the body the scalars of outside that it reads.
    private void take(Map<Scalar, Scalar> names, List<Statement> before, List<Statement> body) {
        var read = new LinkedHashSet<>(scalars.read());
        summed.forEach(sum -> sum.start().terms().forEach(term -> read.add(term.scalar())));
        for (Scalar scalar : read) {
            Scalar taken = taken(scalar, before, body);
            if (!taken.equals(scalar)) {
                names.put(scalar, taken);
            }
        }
    }

    /// A scalar of outside as the body knows it.
    private Scalar taken(Scalar scalar, List<Statement> before, List<Statement> body) {
        if (inputs.contains(scalar)) {
            return scalar;
        }
        Scalar copy = fresh.like(scalar, scalar.lanes());
        if (literals.containsKey(scalar)) {
            body.add(new Statement.Define(copy, literals.get(scalar)));
        } else {
            var at = new Address(fresh.buffer(scalar.element(), scalar.lanes()), Index.ZERO, scalar.isWide() ? 1 : 0);
            before.add(new Statement.Store(at, scalar, false));
            body.add(new Statement.Define(copy, new Value.Load(at)));
        }
        return copy;
    }

    /// Combines scalars for each thread apart, and then in the order of the threads.
    private void total(Map<Scalar, Scalar> names, Scalar thread, List<Statement> body, List<Statement> last,
            List<Statement> after) {
        scalars.totals().forEach((target, kind) -> {
            ElementType element = target.element();
            Buffer parts = fresh.buffer(element, threads);
            Scalar part = fresh.like(target, 1);
            names.put(target, part);
            body.add(new Statement.Define(part, new Value.Literal(Nothing.of(kind, element))));
            last.add(new Statement.Store(at(parts, thread, 1), part, false));
            Scalar index = fresh.index();
            Scalar made = fresh.like(target, 1);
            after.add(new Statement.Loop(index, threads, Optional.empty(), false, List.of(
                    new Statement.Define(made, new Value.Load(at(parts, index, 1))),
                    new Statement.Accumulate(target, kind, made))));
        });
    }

    /// Where each thread adds up for itself, as seen from the place in the buffer; what is there is added up in the
    /// end.
    private Map<Integer, Address> places(
            Scalar thread, Map<Scalar, Scalar> names, List<Statement> body, List<Statement> after) {
        var places = new HashMap<Integer, Address>();
        for (Summed sum : summed) {
            Buffer buffer = sum.buffer();
            Buffer parts = fresh.buffer(buffer.element(), sum.room() * threads);
            Address own = at(parts, thread, sum.room());
            Index start = sum.start().substituted(s -> Index.of(names.getOrDefault(s, s)));
            places.put(buffer.id(), new Address(parts, own.index().plus(start.times(-1))));
            Scalar zero = fresh.scalar(buffer.element(), 1);
            body.add(new Statement.Define(zero, new Value.Literal(Nothing.of(Kind.SUM, buffer.element()))));
            body.add(new Statement.Fill(own, sum.count(), zero));
            Scalar index = fresh.index();
            after.add(new Statement.Loop(index, threads, Optional.empty(), false, List.of(
                    new Statement.Copy(new Address(buffer, sum.start()), at(parts, index, sum.room()), sum.count(),
                    true))));
        }
        return places;
    }

    private static Address at(Buffer buffer, Scalar index, long stride) {
        return new Address(buffer, Index.ZERO.plus(index, stride));
    }
}
