package mg.backend.jvm;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;

/// Where each scalar lives: in a local variable of one method, or, when several methods touch it, in the workspace.
///
/// A method keeps a scalar of the second kind in a local variable as well, loaded when the method starts and stored
/// when it ends, unless a method that it calls gives it its value or changes it.
///
/// Iterations of a parallel loop have a workspace of their own each, for the scalars they define and for wide ones that
/// are taken apart.
final class Residence {
    private final Lifetimes lifetimes;
    private final int[] home;
    private final BitSet shared = new BitSet();
    /// The methods that touch a shared scalar that may change, apart from its own.
    private final Map<Integer, NavigableSet<Integer>> visitors = new HashMap<>();
    private final Map<Integer, Set<Scalar>> guests = new HashMap<>();
    private final Map<Integer, Set<Scalar>> changed = new HashMap<>();
    /// The scalars that iterations of parallel loops define.
    private final BitSet aside = new BitSet();
    private final long[] places;
    private final Places common;
    private final Places own;
    private final Map<ElementType, Long> commonScratch = new EnumMap<>(ElementType.class);
    private final Map<ElementType, Long> ownScratch = new EnumMap<>(ElementType.class);

    /// @param parts    of the kernel, numbered
    /// @param returned what the root reads at its end
    /// @param apart    how many elements of each type wide scalars have at once when they are taken apart
    Residence(
            Kernel kernel, List<Part> parts, Lifetimes lifetimes, List<Scalar> returned,
            Map<ElementType, Integer> apart) {
        this.lifetimes = lifetimes;
        this.home = new int[kernel.scalars()];
        this.places = new long[kernel.scalars()];
        this.common = new Places(kernel.arena());
        this.own = new Places(Map.of());
        parts.forEach(this::settle);
        parts.forEach(part -> visit(part.steps(), part.number()));
        returned.forEach(scalar -> touch(scalar, 0));
        for (Slot slot : kernel.inputs()) {
            if (slot instanceof Scalar scalar && isShared(scalar)) {
                take(scalar);
            }
        }
        place(kernel.body());
        apart.forEach((element, size) -> commonScratch.put(element, common.take(element, size)));
        if (parts.stream().anyMatch(Part::isAside)) {
            apart.forEach((element, size) -> ownScratch.put(element, own.take(element, size)));
        }
    }

    /// Whether several methods touch it.
    boolean isShared(Scalar scalar) {
        return shared.get(scalar.id());
    }

    /// Whether the method of this part finds it in the workspace only.
    boolean isRemote(Scalar scalar, Part part) {
        if (!isShared(scalar)) {
            return false;
        }
        if (part.calls(home[scalar.id()])) {
            return true;
        }
        if (!isMutable(scalar)) {
            return false;
        }
        Integer next = visitors.get(scalar.id()).higher(part.number());
        return next != null && part.calls(next);
    }

    /// The scalars that the method of this part touches and another one defines.
    Set<Scalar> guests(Part part) {
        return guests.getOrDefault(part.number(), Set.of());
    }

    /// The shared scalars that the method of this part changes or, if they may change, defines.
    Set<Scalar> changed(Part part) {
        return changed.getOrDefault(part.number(), Set.of());
    }

    /// Whether the place of a shared scalar is in the own workspace of an iteration.
    boolean isOwn(Scalar scalar) {
        return aside.get(scalar.id());
    }

    /// The position of a shared scalar in the workspace of its type.
    int place(Scalar scalar) {
        return Math.toIntExact((isOwn(scalar) ? 0 : lead(scalar.element())) + places[scalar.id()]);
    }

    /// Where wide scalars of a type are taken apart: in the workspace or, in iterations of parallel loops, their own.
    int scratch(ElementType element, Part part) {
        return Math.toIntExact(
                part.isAside() ? ownScratch.get(element) : lead(element) + commonScratch.get(element));
    }

    /// How many elements of each type the workspace needs; only types that are needed.
    Map<ElementType, Long> workspace() {
        var sizes = new EnumMap<ElementType, Long>(ElementType.class);
        common.sizes().forEach((element, size) -> sizes.put(element, lead(element) + size));
        return sizes;
    }

    /// How many elements of a workspace lie before the places in it: where there are vectors these begin with a cache
    /// line.
    int lead(ElementType element) {
        return lifetimes.anyWide() ? CacheLines.lead(element) : 0;
    }

    /// How many elements of each type an iteration of a parallel loop needs for itself.
    Map<ElementType, Long> own() {
        return own.sizes();
    }

    boolean isNarrow(Scalar scalar) {
        return lifetimes.isNarrow(scalar.id());
    }

    /// The number that a scalar always is: it lives nowhere.
    Optional<Tensor> constant(Scalar scalar) {
        return lifetimes.constant(scalar.id());
    }

    boolean isMutable(Scalar scalar) {
        return lifetimes.isMutable(scalar.id());
    }

    private void settle(Part part) {
        part.index().ifPresent(index -> settle(index, part));
        settle(part.steps(), part);
    }

    private void settle(List<Step> steps, Part part) {
        for (Step step : steps) {
            settle(step, part);
        }
    }

    private void settle(Step step, Part part) {
        switch (step) {
            case Step.Plain(Statement statement, _) -> settle(statement, part);
            case Step.Argument(Scalar scalar, _, _) -> settle(scalar, part);
            case Step.Nest(Statement statement, List<List<Step>> bodies, _) -> {
                settle(statement, part);
                bodies.forEach(body -> settle(body, part));
            }
            case Step.Parallel _, Step.Call _ -> {}
        }
    }

    private void settle(Statement statement, Part part) {
        Optional<Scalar> defined = Access.defined(statement);
        if (defined.isPresent()) {
            settle(defined.get(), part);
        }
    }

    private void settle(Scalar scalar, Part part) {
        home[scalar.id()] = part.number();
        aside.set(scalar.id(), part.isAside());
    }

    private void visit(List<Step> steps, int part) {
        for (Step step : steps) {
            visit(step, part);
        }
    }

    private void visit(Step step, int part) {
        switch (step) {
            case Step.Plain(Statement statement, _) -> visit(statement, part);
            case Step.Nest(Statement statement, List<List<Step>> bodies, _) -> {
                visit(statement, part);
                bodies.forEach(body -> visit(body, part));
            }
            case Step.Argument _, Step.Parallel _, Step.Call _ -> {}
        }
    }

    private void visit(Statement statement, int part) {
        Access access = Access.of(statement);
        for (Scalar scalar : access.reads()) {
            touch(scalar, part);
        }
        if (access.changes().isPresent()) {
            touch(access.changes().get(), part);
            changed.computeIfAbsent(part, _ -> new LinkedHashSet<>()).add(access.changes().get());
        }
        if (access.defines().isPresent() && isMutable(access.defines().get())) {
            changed.computeIfAbsent(part, _ -> new LinkedHashSet<>()).add(access.defines().get());
        }
    }

    private void touch(Scalar scalar, int part) {
        if (home[scalar.id()] != part && !lifetimes.isConstant(scalar.id())) {
            shared.set(scalar.id());
            if (isMutable(scalar)) {
                visitors.computeIfAbsent(scalar.id(), _ -> new TreeSet<>()).add(part);
            }
            guests.computeIfAbsent(part, _ -> new LinkedHashSet<>()).add(scalar);
        }
    }

    /// Gives shared scalars their places, and the place of one that never changes to another after its last use.
    private void place(List<Statement> body) {
        // The shared scalars that leave at a position: the first of them, and after each the next.
        var first = new Scalar[body.size()];
        Map<Scalar, Scalar> next = new HashMap<>();
        for (int position = 0; position < body.size(); position++) {
            place(body.get(position), first, next);
            for (Scalar leaving = first[position]; leaving != null; leaving = next.get(leaving)) {
                vacate(leaving);
            }
        }
    }

    private void place(Statement statement, Scalar[] first, Map<Scalar, Scalar> next) {
        Optional<Scalar> defined = Access.defined(statement);
        boolean placed = defined.isPresent() && isShared(defined.get());
        if (placed) {
            take(defined.get());
        }
        for (List<Statement> inner : statement.bodies()) {
            place(inner);
        }
        if (placed && statement instanceof Statement.Loop) {
            vacate(defined.get());
        } else if (placed && lifetimes.lastUse(defined.get().id()) < first.length) {
            int last = lifetimes.lastUse(defined.get().id());
            next.put(defined.get(), first[last]);
            first[last] = defined.get();
        }
    }

    private void take(Scalar scalar) {
        places[scalar.id()] = placesOf(scalar).take(scalar);
    }

    private void vacate(Scalar scalar) {
        if (!isMutable(scalar)) {
            placesOf(scalar).vacate(scalar, places[scalar.id()]);
        }
    }

    private Places placesOf(Scalar scalar) {
        return isOwn(scalar) ? own : common;
    }
}
