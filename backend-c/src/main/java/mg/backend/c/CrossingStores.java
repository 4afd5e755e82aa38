package mg.backend.c;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.ElementType;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Loops with stores at strides of two and more into elements that another iteration stores or loads:
///
/// ```
/// t[3*j] += a        t[3*j + 3] += b        t[3*j + 4] += c
/// ```
///
/// gcc 12, and later ones, takes such accesses together in groups, several iterations at once, from `-O3` on and on
/// every processor. A group of stores moves to its last one, a group of loads to its first. Where an iteration stores
/// what a later one reads or stores again further down in the body, gcc does not look whether that order remains: the
/// results are wrong without a word. These loops stay as they are written.
///
/// Inner loops may be unrolled, so that each of their iterations counts. Positions of which too little is known may
/// meet.
final class CrossingStores {
    /// Forms with more terms are not followed, so that a long sum does not take quadratic time.
    private static final int MOST_TERMS = 8;

    private final Map<Scalar, Long> counts = new HashMap<>();
    private final Map<Scalar, Index> forms = new HashMap<>();
    /// The scalars that may differ between iterations in ways not followed.
    private final Set<Scalar> unknown = new HashSet<>();
    private final Map<Buffer, Map<Line, Reach>> reached = new HashMap<>();
    private final Optional<Scalar> index;

    /// The elements at `stride · index + rest` of a buffer and nearby.
    private record Line(long stride, Set<Index.Term> rest) {}

    /// The least and the greatest constants of stores, and of all accesses.
    private record Reach(long firstStore, long lastStore, long first, long last) {
        Reach or(Reach other) {
            return new Reach(Math.min(firstStore, other.firstStore), Math.max(lastStore, other.lastStore),
                    Math.min(first, other.first), Math.max(last, other.last));
        }

        boolean stores() {
            return firstStore <= lastStore;
        }

        /// How far a store and another access are apart at most.
        long spread() {
            return stores() ? Math.max(last - firstStore, lastStore - first) : 0;
        }
    }

    private CrossingStores(Optional<Scalar> index, Statement loop) {
        this.index = index;
        loop.bodies().forEach(this::forget);
        loop.bodies().forEach(this::visit);
    }

    /// Whether iterations of the loop meet so.
    static boolean in(Statement.Loop loop) {
        return new CrossingStores(Optional.of(loop.index()), loop).meet();
    }

    /// Whether iterations of the loop meet so: integers that it carries may be strides for gcc.
    static boolean in(Statement.While loop) {
        return new CrossingStores(Optional.empty(), loop).meet();
    }

    private void forget(List<Statement> body) {
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Assign(Scalar target, _) -> unknown.add(target);
                case Statement.Accumulate(Scalar target, _, _) -> unknown.add(target);
                default -> statement.bodies().forEach(this::forget);
            }
        }
    }

    private void visit(List<Statement> body) {
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Define(Scalar target, Value value) -> define(target, value);
                case Statement.Store(Address to, Scalar value, _) when !value.isWide() -> access(to, 1, true);
                case Statement.Fill(Address to, long count, _) -> access(to, count, true);
                case Statement.Copy(Address to, Address from, long count, _) -> {
                    access(to, count, true);
                    access(from, count, false);
                }
                case Statement.Loop loop -> counts.put(loop.index(), loop.count());
                default -> {}
            }
            statement.bodies().forEach(this::visit);
        }
    }

    private void define(Scalar target, Value value) {
        if (value instanceof Value.Load(Address from)) {
            access(from, 1, false);
        }
        if (target.element() == ElementType.I64 && !unknown.contains(target)) {
            form(value).filter(form -> form.terms().size() <= MOST_TERMS)
                    .ifPresentOrElse(form -> forms.put(target, form), () -> unknown.add(target));
        }
    }

    private Optional<Index> form(Value value) {
        return switch (value) {
            case Value.Literal(var number) -> Optional.of(Index.ZERO.plus(number.whole(0)));
            case Value.Affine(Index at, _) -> Optional.of(at.substituted(this::form));
            case Value.Apply(var op, var operands) -> Index.of(op, form(operands.getFirst()), form(operands.getLast()));
            case Value.Convert _, Value.Load _ -> Optional.empty();
        };
    }

    private Index form(Scalar scalar) {
        return forms.getOrDefault(scalar, Index.of(scalar));
    }

    /// Of `count` elements from one on.
    private void access(Address address, long count, boolean stores) {
        if (address.isWide() || count == 0) {
            return;
        }
        Index at = address.index().substituted(this::form);
        long stride = 0;
        long first = at.constant();
        long last = first + count - 1;
        var rest = new HashSet<Index.Term>();
        for (Index.Term term : at.terms()) {
            Long trips = counts.get(term.scalar());
            if (index.filter(term.scalar()::equals).isPresent()) {
                stride = term.stride();
            } else if (trips != null) {
                long end = Math.max(trips - 1, 0) * term.stride();
                first += Math.min(end, 0);
                last += Math.max(end, 0);
            } else {
                rest.add(term);
            }
        }
        var reach = stores
                ? new Reach(first, last, first, last)
                : new Reach(Long.MAX_VALUE, Long.MIN_VALUE, first, last);
        reached.computeIfAbsent(address.buffer(), _ -> new HashMap<>()).merge(new Line(stride, rest), reach, Reach::or);
    }

    private boolean meet() {
        return reached.values().stream().anyMatch(this::meet);
    }

    private boolean meet(Map<Line, Reach> lines) {
        if (lines.size() > 1) {
            return lines.values().stream().anyMatch(Reach::stores) && lines.keySet().stream().anyMatch(this::isGrouped);
        }
        return lines.entrySet().stream().anyMatch(e -> isGrouped(e.getKey())
                && e.getValue().spread() >= (isKnown(e.getKey()) ? Math.abs(e.getKey().stride()) : 1));
    }

    /// Whether different elements of different iterations may lie between each other.
    private boolean isGrouped(Line line) {
        return Math.abs(line.stride()) > 1 || !isKnown(line);
    }

    private boolean isKnown(Line line) {
        return line.rest().stream().noneMatch(t -> unknown.contains(t.scalar()));
    }
}
