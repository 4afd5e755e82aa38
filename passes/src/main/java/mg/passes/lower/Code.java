package mg.passes.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import mg.ir.ElementType;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Emits statements into the innermost open body.
final class Code {
    private record Checked(int scalar, long size) {}

    private static final class Body {
        final List<Statement> statements = new ArrayList<>();
        final Set<Checked> checked = new HashSet<>();
    }

    private final Deque<Body> open = new ArrayDeque<>();
    private final Integers integers;
    private final Set<Integer> zeros = new HashSet<>();
    private final Map<Integer, Range> tables = new HashMap<>();
    private int scalars;
    private int independent;

    /// Code with one open body, the kernel's.
    Code(Integers integers) {
        this.integers = integers;
        open.push(new Body());
    }

    /// Whether what is emitted now stands in a loop without state, several of whose iterations may run at once.
    boolean isIndependent() {
        return independent > 0;
    }

    /// Emits what stands in a loop without state.
    void independently(Runnable emit) {
        independent++;
        emit.run();
        independent--;
    }

    /// How many scalars there are: their numbers are below it.
    int scalars() {
        return scalars;
    }

    /// What was emitted into the innermost open body.
    List<Statement> statements() {
        return open.peek().statements;
    }

    void add(Statement statement) {
        open.peek().statements.add(statement);
    }

    /// The body that `emit` emits.
    List<Statement> body(Runnable emit) {
        open.push(new Body());
        emit.run();
        return open.pop().statements;
    }

    /// A scalar without a definition yet.
    Scalar fresh(ElementType element) {
        return new Scalar(scalars++, element);
    }

    Scalar define(ElementType element, Value value) {
        Scalar scalar = fresh(element);
        add(new Statement.Define(scalar, value));
        return scalar;
    }

    /// A wide scalar, if `lanes` is more than 1.
    Scalar define(ElementType element, int lanes, Value value) {
        var scalar = new Scalar(scalars++, element, lanes);
        add(new Statement.Define(scalar, value));
        return scalar;
    }

    /// A scalar that is never assigned.
    Scalar literal(Tensor value) {
        Scalar scalar = define(value.type().element(), new Value.Literal(value));
        if (value.equals(Tensor.zeros(value.type()))) {
            zeros.add(scalar.id());
        }
        if (value.type().equals(Type.I64)) {
            integers.is(scalar, new Index(value.longs()[0], List.of()));
        }
        return scalar;
    }

    /// Whether it is a literal `0.0`, `0` or false; `-0.0` is not.
    boolean isZero(Scalar scalar) {
        return zeros.contains(scalar.id());
    }

    /// An integer; a scalar that is equal to it, if there is one.
    Scalar affine(Index index) {
        if (index.terms().isEmpty()) {
            return literal(Tensor.of(index.constant()));
        }
        Index.Term first = index.terms().getFirst();
        if (index.constant() == 0 && index.terms().size() == 1 && first.stride() == 1) {
            return first.scalar();
        }
        Scalar scalar = define(ElementType.I64, new Value.Affine(index));
        integers.is(scalar, index);
        return scalar;
    }

    /// A scalar that may be assigned, with its first value.
    Scalar variable(Scalar first) {
        Scalar scalar = define(first.element(), new Value.Literal(Tensor.scalar(first.element(), 0)));
        add(new Statement.Assign(scalar, first));
        return scalar;
    }

    /// The element of a view at a position.
    Scalar load(View view, Index at) {
        return switch (view.source()) {
            case Source.Memory(Buffer buffer) -> load(buffer, at);
            case Source.Same(Scalar value) -> value;
            case Source.Counting() -> affine(at);
        };
    }

    private Scalar load(Buffer buffer, Index at) {
        Scalar scalar = define(buffer.element(), new Value.Load(new Address(buffer, at)));
        if (buffer.element() == ElementType.I64 && buffer.place() instanceof Buffer.Place.Constant(Tensor value)) {
            integers.within(scalar, tables.computeIfAbsent(buffer.id(), _ -> Range.of(value.longs())));
        }
        return scalar;
    }

    void store(Region region, Index at, Scalar value) {
        add(new Statement.Store(new Address(region.view().buffer(), at), value, region.adds()));
    }

    /// A loop over `0..count`.
    void loop(long count, Consumer<Scalar> body) {
        Scalar i = index(count);
        loop(i, count, Optional.empty(), false, () -> body.accept(i));
    }

    /// An index for a loop over `0..count`.
    Scalar index(long count) {
        Scalar index = fresh(ElementType.I64);
        integers.within(index, Range.below(count));
        return index;
    }

    /// A loop with these attributes.
    void loop(Scalar index, long count, Optional<Scalar> bound, boolean down, Runnable body) {
        add(new Statement.Loop(index, count, bound, down, body(body)));
    }

    /// Traps unless `0 <= index < size`; nothing is emitted where that is known or was checked before.
    void check(Scalar index, long size, Span span) {
        var check = new Checked(index.id(), size);
        boolean known = integers.range(index).within(Range.below(size));
        if (!known && open.stream().noneMatch(b -> b.checked.contains(check))) {
            open.peek().checked.add(check);
            add(new Statement.Check(index, size, span));
        }
    }
}
