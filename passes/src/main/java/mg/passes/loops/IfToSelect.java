package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mg.ir.ElementOp;
import mg.ir.Kind;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Turns an `if` whose sides are safe into both sides and a choice:
///
/// ```
/// if b1 {                  let d4 = sin d3
///   let d4 = sin d3        let d5 = -0.0
///   d2 = d4           -->  let d6 = select b1, d4, d5
///   t[i] += d4             t[i] += d6
/// }                        let d7 = select b1, d4, d2
///                          d2 = d7
/// ```
///
/// What both sides add to one element is chosen first and added once.
///
/// A side is safe if it is definitions, assignments, accumulations, additions to elements, and such an `if` again: no
/// checks, so that all it loads is there whatever the condition is; no loops; nothing that is set in memory.
final class IfToSelect {
    /// A side of an `if`.
    private record Side(Scalar condition, boolean then) {}

    private final Fresh fresh;
    private final List<Statement> out = new ArrayList<>();
    private final List<Side> sides = new ArrayList<>();
    private boolean safe = true;

    private IfToSelect(Fresh fresh) {
        this.fresh = fresh;
    }

    /// The body without any `if`, in loops inside it too; none if one of them is not safe.
    static Optional<List<Statement>> run(List<Statement> body, Fresh fresh) {
        var made = new ArrayList<Statement>();
        for (Statement statement : body) {
            Optional<List<Statement>> one = switch (statement) {
                case Statement.If choice -> new IfToSelect(fresh).all(choice);
                case Statement.Loop loop -> run(loop.body(), fresh).map(b -> List.of(loop.with(b)));
                case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Store _,
                        Statement.Fill _, Statement.Copy _, Statement.While _, Statement.Check _,
                        Statement.NonZero _ -> Optional.of(List.of(statement));
            };
            if (one.isEmpty()) {
                return one;
            }
            made.addAll(one.get());
        }
        return Optional.of(made);
    }

    private Optional<List<Statement>> all(Statement.If choice) {
        var now = new HashMap<Scalar, Scalar>();
        choose(choice, now);
        sorted(now.keySet()).forEach(variable -> out.add(new Statement.Assign(variable, now.get(variable))));
        return safe ? Optional.of(out) : Optional.empty();
    }

    /// Both sides, and what variables that are assigned in one of them are afterwards.
    ///
    /// @param now what assigned variables are at this point: they themselves change only at the end
    private void choose(Statement.If choice, Map<Scalar, Scalar> now) {
        Scalar condition = now(choice.condition(), now);
        Map<Address, List<Scalar>> added = new LinkedHashMap<>();
        commonAdditions(choice).forEach(to -> added.put(to, new ArrayList<>()));
        Map<Scalar, Scalar> then = side(choice.then(), new Side(condition, true), now, added);
        Map<Scalar, Scalar> otherwise = side(choice.otherwise(), new Side(condition, false), now, added);
        added.forEach((to, values) -> add(to, select(condition, values.getFirst(), values.getLast()), now));
        Set<Scalar> assigned = new HashSet<>(then.keySet());
        assigned.addAll(otherwise.keySet());
        for (Scalar variable : sorted(assigned)) {
            Scalar before = now(variable, now);
            Scalar one = then.getOrDefault(variable, before);
            Scalar other = otherwise.getOrDefault(variable, before);
            if (!one.equals(before) || !other.equals(before)) {
                now.put(variable, select(condition, one, other));
            }
        }
    }

    private static Iterable<Scalar> sorted(Set<Scalar> scalars) {
        var sorted = new TreeSet<Scalar>(java.util.Comparator.comparingInt(Scalar::id));
        sorted.addAll(scalars);
        return sorted;
    }

    /// Where each side adds once, something and at a place that neither changes, to a buffer that they do not mention
    /// otherwise.
    private static List<Address> commonAdditions(Statement.If choice) {
        var changed = new HashSet<Scalar>();
        Parts.changes(List.of(choice), changed::add);
        Map<Buffer, Integer> mentions = new HashMap<>();
        Parts.each(List.of(choice), s -> Parts.addresses(s).forEach(a -> mentions.merge(a.buffer(), 1, Integer::sum)));
        List<Address> others = additions(choice.otherwise(), changed);
        return additions(choice.then(), changed).stream()
                .filter(to -> others.contains(to) && mentions.get(to.buffer()) == 2)
                .toList();
    }

    private static List<Address> additions(List<Statement> side, Set<Scalar> changed) {
        var additions = new ArrayList<Address>();
        for (Statement statement : side) {
            if (statement instanceof Statement.Store(Address to, Scalar value, boolean add)
                    && add
                    && !changed.contains(value)
                    && to.index().terms().stream().noneMatch(t -> changed.contains(t.scalar()))) {
                additions.add(to);
            }
        }
        return additions;
    }

    /// @param added gets the values that are added once for both sides, for each address
    private Map<Scalar, Scalar> side(
            List<Statement> body, Side side, Map<Scalar, Scalar> before, Map<Address, List<Scalar>> added) {
        var now = new HashMap<>(before);
        var inside = new HashSet<Scalar>();
        sides.add(side);
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Define(Scalar target, Value value) -> {
                    inside.add(target);
                    out.addAll(new Renaming(s -> now(s, now)).body(List.of(new Statement.Define(target, value))));
                }
                case Statement.Assign(Scalar target, Scalar value) -> now.put(target, now(value, now));
                case Statement.Accumulate(Scalar target, Kind kind, Scalar value) ->
                    accumulate(target, kind, now(value, now), now, inside);
                case Statement.Store(Address to, Scalar value, boolean add) when add && added.containsKey(to) ->
                    added.get(to).add(now(value, now));
                case Statement.Store(Address to, Scalar value, boolean add) when add -> add(to, now(value, now), now);
                case Statement.If choice -> choose(choice, now);
                case Statement.Store _, Statement.Fill _, Statement.Copy _, Statement.Loop _, Statement.While _,
                        Statement.Check _, Statement.NonZero _ -> safe = false;
            }
        }
        sides.removeLast();
        now.keySet().removeAll(inside);
        return now;
    }

    /// Adds to an element what changes nothing there if one of the sides around is not taken.
    private void add(Address to, Scalar value, Map<Scalar, Scalar> now) {
        Scalar masked = masked(Kind.SUM, value);
        var renaming = new Renaming(s -> now(s, now));
        out.addAll(renaming.body(List.of(new Statement.Store(to, masked, true))));
    }

    private static Scalar now(Scalar scalar, Map<Scalar, Scalar> now) {
        return now.getOrDefault(scalar, scalar);
    }

    /// A variable of the side, or one assigned there, gets a new value; any other is combined with what changes nothing
    /// if the side is not taken.
    private void accumulate(Scalar target, Kind kind, Scalar value, Map<Scalar, Scalar> now, Set<Scalar> inside) {
        if (!inside.contains(target) && !now.containsKey(target)) {
            safe &= !now.containsValue(target);
            out.add(new Statement.Accumulate(target, kind, masked(kind, value)));
            return;
        }
        Scalar total = now(target, now);
        Scalar sum = fresh.like(target, 1);
        boolean newLast = kind == Kind.SUM || kind == Kind.PROD;
        List<Scalar> operands = newLast ? List.of(total, value) : List.of(value, total);
        out.add(new Statement.Define(sum, new Value.Apply(kind.operation(), operands)));
        now.put(target, sum);
    }

    /// The value if this side is taken, what changes no total if not.
    private Scalar masked(Kind kind, Scalar value) {
        Scalar nothing = fresh.like(value, 1);
        out.add(new Statement.Define(nothing, new Value.Literal(Nothing.of(kind, value.element()))));
        Scalar masked = value;
        for (Side side : sides.reversed()) {
            masked = side.then
                    ? select(side.condition, masked, nothing)
                    : select(side.condition, nothing, masked);
        }
        return masked;
    }

    private Scalar select(Scalar condition, Scalar one, Scalar other) {
        Scalar value = fresh.like(one, 1);
        out.add(new Statement.Define(value, new Value.Apply(ElementOp.SELECT, List.of(condition, one, other))));
        return value;
    }
}
