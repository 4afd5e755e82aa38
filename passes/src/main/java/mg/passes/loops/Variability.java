package mg.passes.loops;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// What differs between the iterations of a loop (varying), and what is the same in all of them (uniform).
///
/// The loop's index varies; so does what is computed from something varying, assigned or accumulated from it, loaded
/// from a position that varies or from a private buffer that holds something varying. Scalars and private buffers that
/// are changed in inner loops make this a fixpoint.
final class Variability {
    private final Statement.Loop loop;
    private final List<Statement> home;
    private final Homes homes;
    private final Set<Integer> varying = new HashSet<>();
    private final Set<Integer> buffers = new HashSet<>();
    /// What is defined inside the loop; of that, what is assigned or accumulated after its definition.
    private final Set<Integer> defined = new HashSet<>();
    private final Set<Integer> changed = new HashSet<>();
    private final Map<Integer, Index> forms = new HashMap<>();
    private final Map<Integer, Long> counts = new HashMap<>();
    private final Map<Integer, Integer> reads = new HashMap<>();
    private final Map<Scalar, Kind> totals = new LinkedHashMap<>();
    private ElementType widest = ElementType.I64;
    private boolean legal = true;
    private boolean grew = true;

    private Variability(Statement.Loop loop, List<Statement> home, Homes homes) {
        this.loop = loop;
        this.home = home;
        this.homes = homes;
        varying.add(loop.index().id());
    }

    /// None where a scalar is carried from one iteration to the next, or control depends on something that varies; or
    /// where something is wide already.
    ///
    /// @param home the loop's body where `homes` was made
    static Optional<Variability> of(Statement.Loop loop, List<Statement> home, Homes homes) {
        var variability = new Variability(loop, home, homes);
        variability.declare(loop.body());
        variability.check(loop.body());
        while (variability.legal && variability.grew) {
            variability.grew = false;
            variability.body(loop.body());
        }
        return variability.legal ? Optional.of(variability) : Optional.empty();
    }

    /// What can be said of a loop whether its iterations may run at once or not: forms and counts.
    static Variability regardless(Statement.Loop loop, Homes homes) {
        var variability = new Variability(loop, loop.body(), homes);
        variability.declare(loop.body());
        variability.check(loop.body());
        variability.body(loop.body());
        return variability;
    }

    // Questions

    boolean varies(Scalar scalar) {
        return varying.contains(scalar.id());
    }

    /// Whether a private buffer holds something that varies.
    boolean varies(Buffer buffer) {
        return buffers.contains(buffer.id());
    }

    boolean varies(Index index) {
        return index.terms().stream().anyMatch(t -> varies(t.scalar()));
    }

    /// Whether what the buffer holds does not outlive an iteration.
    boolean isPrivate(Buffer buffer) {
        return homes.isPrivate(buffer, home);
    }

    boolean isDefinedInside(Scalar scalar) {
        return defined.contains(scalar.id());
    }

    /// Whether the scalar is read at one place, and gets its value at one.
    boolean isReadOnce(Scalar scalar) {
        return reads.getOrDefault(scalar.id(), 0) == 1 && !changed.contains(scalar.id());
    }

    /// What the iterations accumulate into together, and how.
    Map<Scalar, Kind> totals() {
        return totals;
    }

    /// How often the inner loop with this index runs at most; none if the scalar is not such an index.
    Optional<Long> count(Scalar index) {
        return Optional.ofNullable(counts.get(index.id()));
    }

    /// The index in which integers that are affine in others are replaced by these others.
    Index expanded(Index index) {
        return index.substituted(s -> forms.getOrDefault(s.id(), Index.of(s)));
    }

    /// The widest real type of what varies, and of what is accumulated; if there is none, integers.
    ElementType widest() {
        return widest;
    }

    private void see(ElementType element) {
        if (element.isReal() && widest != ElementType.F64) {
            widest = element;
        }
    }

    // What is defined and changed, before the fixpoint

    private void declare(List<Statement> body) {
        for (Statement statement : body) {
            Parts.reads(statement, s -> reads.merge(s.id(), 1, Integer::sum));
            if (statement instanceof Statement.Define(Scalar target, _) && target.isWide()) {
                legal = false;
            }
            if (statement instanceof Statement.Define(Scalar target, _)) {
                defined.add(target.id());
            } else if (statement instanceof Statement.Loop inner) {
                defined.add(inner.index().id());
                counts.put(inner.index().id(), inner.count());
            }
            statement.bodies().forEach(this::declare);
        }
    }

    private void check(List<Statement> body) {
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Assign(Scalar target, _) -> change(target, Optional.empty());
                case Statement.Accumulate(Scalar target, Kind kind, _) -> change(target, Optional.of(kind));
                case Statement.Define _, Statement.Store _, Statement.Fill _, Statement.Copy _, Statement.Loop _,
                        Statement.If _, Statement.While _, Statement.Check _, Statement.NonZero _ -> {}
            }
            statement.bodies().forEach(this::check);
        }
        if (body == loop.body()) {
            totalsAreNotRead(body);
        }
    }

    private void change(Scalar target, Optional<Kind> kind) {
        changed.add(target.id());
        if (!defined.contains(target.id())) {
            legal &= kind.isPresent()
                    && totals.merge(target, kind.get(), (a, b) -> a == b ? a : Kind.CARRY) != Kind.CARRY;
            see(target.element());
        }
    }

    private void totalsAreNotRead(List<Statement> body) {
        for (Statement statement : body) {
            Parts.reads(statement, s -> legal &= !totals.containsKey(s));
            statement.bodies().forEach(this::totalsAreNotRead);
        }
    }

    // The fixpoint

    private void body(List<Statement> body) {
        body.forEach(this::statement);
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Define(Scalar target, Value value) -> {
                vary(target, varies(value));
                remember(target, value);
            }
            case Statement.Assign(Scalar target, Scalar value) -> vary(target, varies(value));
            case Statement.Accumulate(Scalar target, _, Scalar value) -> vary(target, varies(value));
            case Statement.Store(Address to, Scalar value, _) -> vary(to, varies(value));
            case Statement.Fill(Address to, _, Scalar value) -> vary(to, varies(value));
            case Statement.Copy(Address to, Address from, _, _) -> vary(to, varies(from));
            case Statement.Loop inner -> inner.bound().ifPresent(b -> legal &= !varies(b));
            case Statement.If(Scalar condition, _, _) -> legal &= !varies(condition);
            case Statement.While(_, Scalar condition, _) -> legal &= !varies(condition);
            case Statement.Check _, Statement.NonZero _ -> {}
        }
        statement.bodies().forEach(this::body);
    }

    private boolean varies(Value value) {
        return switch (value) {
            case Value.Literal _ -> false;
            case Value.Apply(_, List<Scalar> operands) -> operands.stream().anyMatch(this::varies);
            case Value.Convert(Scalar operand) -> varies(operand);
            case Value.Load(Address from) -> varies(from);
            case Value.Affine(Index index, _) -> varies(index);
        };
    }

    private boolean varies(Address from) {
        return varies(from.index()) || varies(from.buffer());
    }

    private void vary(Scalar target, boolean value) {
        if (value && defined.contains(target.id())) {
            grew |= varying.add(target.id());
            see(target.element());
        }
    }

    private void vary(Address to, boolean value) {
        if (isPrivate(to.buffer()) && (value || varies(to.index()))) {
            grew |= buffers.add(to.buffer().id());
        }
    }

    /// Forms of what is never changed, of terms that are never changed.
    private void remember(Scalar target, Value value) {
        if (value instanceof Value.Affine(Index index, _)
                && !changed.contains(target.id())
                && index.terms().stream().noneMatch(t -> changed.contains(t.scalar().id()))) {
            forms.put(target.id(), expanded(index));
        }
    }
}
