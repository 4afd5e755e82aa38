package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Writes the body of a loop for `copies` times `lanes` iterations at once: what varies once for each copy, in a wide
/// scalar; what is uniform once.
///
/// With one copy of one lane it is the original body, at another place.
///
/// Copy `u` of block `b` is iterations `(b·copies + u)·lanes + lane` after the first of all blocks. A private buffer
/// that holds something that varies has room for all of them behind each element: `[…][copies][lanes]`.
final class LaneCode {
    private final Statement.Loop loop;
    private final Variability variability;
    private final Fresh fresh;
    private final LaneIndex index;
    private final int copies;
    private final int lanes;
    private final LaneMemory memory;
    private final Map<Integer, List<Scalar>> scalars;
    private final Map<Scalar, List<Scalar>> totals = new LinkedHashMap<>();
    private List<Statement> out = new ArrayList<>();
    /// What is defined in the innermost open body.
    private Set<Scalar> here = new HashSet<>();

    /// @param block  the index of the loop over blocks; none if there is only one
    /// @param blocks how many blocks there are
    /// @param first  the first iteration
    LaneCode(Statement.Loop loop, Variability variability, Rows rows, Fresh fresh, Optional<Scalar> block, long blocks,
            Index first, int copies, int lanes) {
        this.loop = loop;
        this.variability = variability;
        this.fresh = fresh;
        this.copies = copies;
        this.lanes = lanes;
        this.scalars = new HashMap<>();
        this.index = new LaneIndex(loop.index(), variability, block, first, copies, lanes, scalars);
        this.memory = new LaneMemory(loop, variability, fresh, index, rows, blocks);
    }

    /// The body of the loop over blocks.
    List<Statement> block() {
        return body(() -> {
            var own = new ArrayList<Scalar>();
            for (int u = 0; u < copies; u++) {
                Scalar i = fresh.scalar(ElementType.I64, lanes);
                LaneIndex.At at = index.of(Index.of(loop.index()), u);
                out.add(new Statement.Define(i, new Value.Affine(at.index(), at.step())));
                own.add(i);
            }
            scalars.put(loop.index().id(), own);
            out.addAll(memory.block());
            loop.body().forEach(this::statement);
        });
    }

    /// What is accumulated by all blocks: for each total, the wide scalars that start as nothing before the blocks.
    Map<Scalar, List<Scalar>> totals() {
        return totals;
    }

    /// The first values of totals. One lane accumulates into the total itself.
    List<Statement> before() {
        return lanes == 1 ? List.of() : body(() -> {
            out.addAll(memory.before());
            variability.totals().forEach(this::start);
        });
    }

    private void start(Scalar total, Kind kind) {
        var own = new ArrayList<Scalar>();
        for (int u = 0; u < copies; u++) {
            Scalar wide = fresh.like(total, lanes);
            out.add(new Statement.Define(wide, new Value.Literal(Nothing.of(kind, total.element()))));
            own.add(wide);
        }
        totals.put(total, own);
    }

    /// Adds up the totals, two by two and then across lanes, and what shadows hold.
    List<Statement> after() {
        return body(() -> {
            totals.forEach(this::finish);
            out.addAll(memory.after());
        });
    }

    private void finish(Scalar total, List<Scalar> own) {
        Kind kind = variability.totals().get(total);
        for (int half = 1; half < copies; half *= 2) {
            for (int u = 0; u + half < copies; u += 2 * half) {
                out.add(new Statement.Accumulate(own.get(u), kind, own.get(u + half)));
            }
        }
        out.add(new Statement.Accumulate(total, kind, own.getFirst()));
    }

    private List<Statement> body(Runnable emit) {
        List<Statement> outer = out;
        Set<Scalar> outside = here;
        out = new ArrayList<>();
        here = new HashSet<>();
        emit.run();
        List<Statement> made = out;
        out = outer;
        here = outside;
        return made;
    }

    private List<Statement> body(List<Statement> original) {
        return body(() -> original.forEach(this::statement));
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Define(Scalar target, Value value) -> define(target, value);
            case Statement.Assign(Scalar target, Scalar value) -> {
                List<Scalar> to = scalar(target);
                for (int u = 0; u < to.size(); u++) {
                    out.add(new Statement.Assign(to.get(u), at(scalar(value), u)));
                }
            }
            case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> {
                List<Scalar> to = totals.getOrDefault(target, scalar(target));
                for (int u = 0; u < to.size(); u++) {
                    out.add(new Statement.Accumulate(to.get(u), kind, at(scalar(value), u)));
                }
            }
            case Statement.Store(Address to, Scalar value, boolean add) ->
                store(to, scalar(value), add, isLast(value));
            case Statement.Fill fill -> fill(fill);
            case Statement.Copy copy -> copy(copy);
            case Statement.Loop inner -> {
                Scalar i = fresh.index();
                scalars.put(inner.index().id(), List.of(i));
                out.add(new Statement.Loop(i, inner.count(), inner.bound().map(this::uniform), inner.down(),
                        body(inner.body())));
            }
            case Statement.If(Scalar condition, List<Statement> then, List<Statement> otherwise) ->
                out.add(new Statement.If(uniform(condition), body(then), body(otherwise)));
            case Statement.While(List<Statement> test, Scalar condition, List<Statement> step) -> {
                List<Statement> testing = body(test);
                out.add(new Statement.While(testing, uniform(condition), body(step)));
            }
            case Statement.Check(Scalar at, long size, Span span) ->
                scalar(at).forEach(s -> out.add(new Statement.Check(s, size, span)));
            case Statement.NonZero(Scalar divisor, Span span) -> nonZero(divisor, span);
        }
    }

    // Scalars

    /// What a scalar has become: one for each copy if it varies, otherwise one.
    private List<Scalar> scalar(Scalar original) {
        return scalars.getOrDefault(original.id(), List.of(original));
    }

    private Scalar uniform(Scalar original) {
        return scalar(original).getFirst();
    }

    private static Scalar at(List<Scalar> own, int u) {
        return own.get(own.size() == 1 ? 0 : u);
    }

    private List<Scalar> declare(Scalar original) {
        var own = new ArrayList<Scalar>();
        for (int u = 0; u < (variability.varies(original) ? copies : 1); u++) {
            own.add(fresh.like(original, variability.varies(original) ? lanes : 1));
        }
        scalars.put(original.id(), own);
        return own;
    }

    private void define(Scalar target, Value value) {
        List<Scalar> own = declare(target);
        here.add(target);
        for (int u = 0; u < own.size(); u++) {
            int copy = u;
            out.add(new Statement.Define(own.get(u), switch (value) {
                case Value.Literal _ -> value;
                case Value.Apply(ElementOp op, List<Scalar> operands) ->
                    new Value.Apply(op, operands.stream().map(s -> at(scalar(s), copy)).toList());
                case Value.Convert(Scalar operand) -> new Value.Convert(at(scalar(operand), copy));
                case Value.Load(Address from) -> new Value.Load(memory.address(from, copy));
                case Value.Affine(Index form, _) -> {
                    LaneIndex.At at = index.of(form, copy);
                    yield new Value.Affine(at.index(), at.step());
                }
            }));
        }
    }

    /// The divisor of some lane may be 0: then so is the smallest magnitude of all, as a truth value.
    private void nonZero(Scalar divisor, Span span) {
        if (!variability.varies(divisor)) {
            out.add(new Statement.NonZero(uniform(divisor), span));
            return;
        }
        Scalar zero = fresh.index();
        out.add(new Statement.Define(zero, new Value.Literal(Tensor.of(0L))));
        Scalar all = fresh.scalar(ElementType.BOOL, 1);
        out.add(new Statement.Define(all, new Value.Literal(Tensor.of(true))));
        for (Scalar own : scalar(divisor)) {
            Scalar isNot = fresh.scalar(ElementType.BOOL, lanes);
            out.add(new Statement.Define(isNot, new Value.Apply(ElementOp.NE, List.of(own, zero))));
            out.add(new Statement.Accumulate(all, Kind.ALL, isNot));
        }
        Scalar sign = fresh.index();
        out.add(new Statement.Define(sign, new Value.Convert(all)));
        out.add(new Statement.NonZero(sign, span));
    }

    // Memory

    private void store(Address to, List<Scalar> value, boolean add, boolean last) {
        if (!memory.isOne(to)) {
            List<Scalar> all = wide(value);
            for (int u = 0; u < copies; u++) {
                out.add(new Statement.Store(memory.address(to, u), at(all, u), add));
            }
        } else if (variability.isPrivate(to.buffer())) {
            out.add(new Statement.Store(memory.address(to, 0), value.getFirst(), add));
        } else {
            Scalar sum = last ? lastSum(value) : sum(wide(value));
            out.add(new Statement.Store(memory.shadow(to).orElseGet(() -> memory.address(to, 0)), sum, true));
        }
    }

    /// Whether what is read of the scalar now is not read again: not by another statement, nor in another iteration.
    private boolean isLast(Scalar value) {
        return variability.varies(value) && variability.isReadOnce(value) && here.contains(value);
    }

    /// The sum of the copies, in the place of the first: products that are read only here need not be rounded.
    private Scalar lastSum(List<Scalar> value) {
        for (int u = 1; u < copies; u++) {
            out.add(new Statement.Accumulate(value.getFirst(), Kind.SUM, value.get(u)));
        }
        return value.getFirst();
    }

    /// The value in all lanes.
    private List<Scalar> wide(List<Scalar> value) {
        if (value.getFirst().isWide() || lanes == 1) {
            return value;
        }
        Scalar uniform = value.getFirst();
        Scalar wide = fresh.like(uniform, lanes);
        out.add(new Statement.Define(wide, new Value.Literal(Tensor.zeros(Type.scalar(uniform.element())))));
        out.add(new Statement.Assign(wide, uniform));
        return List.of(wide);
    }

    /// The sum of the copies, two by two; of one that stands for all, too.
    private Scalar sum(List<Scalar> value) {
        var level = new ArrayList<Scalar>();
        for (int u = 0; u < copies; u++) {
            level.add(at(value, u));
        }
        while (level.size() > 1) {
            var next = new ArrayList<Scalar>();
            for (int k = 0; k + 1 < level.size(); k += 2) {
                Scalar sum = fresh.like(level.get(k), lanes);
                var both = List.of(level.get(k), level.get(k + 1));
                out.add(new Statement.Define(sum, new Value.Apply(ElementOp.ADD, both)));
                next.add(sum);
            }
            if (level.size() % 2 == 1) {
                next.add(level.getLast());
            }
            level = next;
        }
        return level.getFirst();
    }

    /// Rows of different iterations are filled one after the other.
    private void fill(Statement.Fill fill) {
        Address to = fill.to();
        List<Scalar> value = scalar(fill.value());
        boolean moves = variability.varies(variability.expanded(to.index()));
        if (lanes == 1) {
            out.add(new Statement.Fill(memory.address(to, 0), fill.count(), value.getFirst()));
        } else if (memory.isWide(to.buffer()) && !moves && !value.getFirst().isWide()) {
            Address start = memory.address(to, 0);
            out.add(new Statement.Fill(new Address(start.buffer(), start.index()),
                    fill.count() * copies * lanes, value.getFirst()));
        } else if (!memory.isWide(to.buffer()) && !moves) {
            out.add(new Statement.Fill(memory.address(to, 0), fill.count(), value.getFirst()));
        } else if (!value.getFirst().isWide() && index.isOwnRow(to.index()) && !memory.isWide(to.buffer())) {
            eachIteration(i -> out.add(new Statement.Fill(index.row(to, i, memory.buffer(to.buffer())), fill.count(),
                    value.getFirst())));
        } else {
            eachElement(fill.count(), j -> store(to.plus(j, 1), value, false, false));
        }
    }

    private void copy(Statement.Copy copy) {
        Address to = copy.to();
        Address from = copy.from();
        boolean moves = variability.varies(variability.expanded(to.index()));
        boolean fromMoves = variability.varies(variability.expanded(from.index()));
        if (lanes == 1 || !memory.isWide(to.buffer()) && variability.isPrivate(to.buffer())) {
            out.add(new Statement.Copy(memory.address(to, 0), memory.address(from, 0), copy.count(), copy.add()));
        } else if (memory.isWide(to.buffer()) && memory.isWide(from.buffer()) && !moves && !fromMoves) {
            Address start = memory.address(to, 0);
            Address source = memory.address(from, 0);
            out.add(new Statement.Copy(new Address(start.buffer(), start.index()),
                    new Address(source.buffer(), source.index()), copy.count() * copies * lanes, copy.add()));
        } else if (!memory.isWide(to.buffer()) && !memory.isWide(from.buffer()) && moves && index.isOwnRow(to.index())
                && (!fromMoves || index.isOwnRow(from.index()))) {
            eachIteration(i -> out.add(new Statement.Copy(index.row(to, i, memory.buffer(to.buffer())),
                    index.row(from, i, memory.buffer(from.buffer())), copy.count(), copy.add())));
        } else if (!copy.add() && copy.count() >= lanes && isRow(to)) {
            copyRows(copy);
        } else {
            eachElement(copy.count(), j -> store(to.plus(j, 1), load(from.plus(j, 1)), copy.add(), false));
        }
    }

    /// Whether lanes have rows of their own, apart from each other.
    private boolean isRow(Address to) {
        Address first = memory.address(to, 0);
        return !memory.isOne(to) && first.isSpread() && !first.index().isWide();
    }

    /// As many columns side by side as there are lanes, which a backend may transpose; the last ones reach back.
    private void copyRows(Statement.Copy copy) {
        long blocks = copy.count() / lanes;
        if (blocks == 1) {
            copyColumns(copy.to(), copy.from());
        } else {
            eachElement(blocks, j -> copyColumns(copy.to().plus(j, lanes), copy.from().plus(j, lanes)));
        }
        if (copy.count() % lanes != 0) {
            copyColumns(copy.to().plus(copy.count() - lanes), copy.from().plus(copy.count() - lanes));
        }
    }

    private void copyColumns(Address to, Address from) {
        var columns = new ArrayList<List<Scalar>>();
        for (int k = 0; k < lanes; k++) {
            columns.add(wide(load(from.plus(k))));
        }
        for (int u = 0; u < copies; u++) {
            for (int k = 0; k < lanes; k++) {
                out.add(new Statement.Store(memory.address(to.plus(k), u), at(columns.get(k), u), false));
            }
        }
    }

    private List<Scalar> load(Address from) {
        boolean one = memory.isOne(from);
        var loaded = new ArrayList<Scalar>();
        for (int u = 0; u < (one ? 1 : copies); u++) {
            Scalar element = fresh.scalar(from.buffer().element(), one ? 1 : lanes);
            out.add(new Statement.Define(element, new Value.Load(memory.address(from, u))));
            loaded.add(element);
        }
        return loaded;
    }

    private void eachElement(long count, Consumer<Scalar> emit) {
        Scalar j = fresh.index();
        scalars.put(j.id(), List.of(j));
        out.add(new Statement.Loop(j, count, Optional.empty(), false, body(() -> emit.accept(j))));
    }

    /// A loop over the iterations that run at once, one after the other.
    private void eachIteration(Consumer<Scalar> emit) {
        Scalar i = fresh.index();
        out.add(new Statement.Loop(i, (long) copies * lanes, Optional.empty(), false, body(() -> emit.accept(i))));
    }
}
