package mg.backend.jvm;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;

/// Where each scalar lives: in a local variable of one method, or, when several methods touch it, in the workspace.
///
/// A method keeps a scalar of the second kind in a local variable as well, loaded when the method starts and stored
/// when it ends, unless a method that it calls gives it its value or changes it.
final class Residence {
    private final Lifetimes lifetimes;
    private final int[] home;
    private final BitSet shared = new BitSet();
    /// The methods that touch a shared scalar that may change, apart from its own.
    private final Map<Integer, NavigableSet<Integer>> visitors = new HashMap<>();
    private final Map<Integer, Set<Scalar>> guests = new HashMap<>();
    private final Map<Integer, Set<Scalar>> changed = new HashMap<>();
    private final long[] places;
    private final Map<ElementType, Long> sizes;
    private final Map<ElementType, Long> scratch = new EnumMap<>(ElementType.class);

    /// @param parts    of the kernel, numbered
    /// @param returned what the root reads at its end
    /// @param apart    how many elements of each type wide scalars have at once when they are taken apart
    Residence(
            Kernel kernel, List<Part> parts, Lifetimes lifetimes, List<Scalar> returned,
            Map<ElementType, Integer> apart) {
        this.lifetimes = lifetimes;
        this.home = new int[kernel.scalars()];
        this.places = new long[kernel.scalars()];
        this.sizes = new EnumMap<>(ElementType.class);
        sizes.putAll(kernel.arena());
        parts.forEach(part -> settle(part.steps(), part.number()));
        parts.forEach(part -> visit(part.steps(), part.number()));
        returned.forEach(scalar -> touch(scalar, 0));
        var places = new Places();
        for (Slot slot : kernel.inputs()) {
            if (slot instanceof Scalar scalar && isShared(scalar)) {
                places.take(scalar);
            }
        }
        places.walk(kernel.body());
        apart.forEach((element, size) -> {
            scratch.put(element, sizes.getOrDefault(element, 0L));
            sizes.merge(element, (long) size, Long::sum);
        });
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

    /// The position of a shared scalar in the workspace of its type.
    int place(Scalar scalar) {
        return Math.toIntExact(places[scalar.id()]);
    }

    /// Where in the workspace wide scalars of a type are taken apart.
    int scratch(ElementType element) {
        return Math.toIntExact(scratch.get(element));
    }

    /// How many elements of each type the workspace needs; only types that are needed.
    Map<ElementType, Long> workspace() {
        return sizes;
    }

    boolean isNarrow(Scalar scalar) {
        return lifetimes.isNarrow(scalar.id());
    }

    boolean isMutable(Scalar scalar) {
        return lifetimes.isMutable(scalar.id());
    }

    private void settle(List<Step> steps, int part) {
        for (Step step : steps) {
            switch (step) {
                case Step.Plain(Statement statement, _) -> settle(statement, part);
                case Step.Argument(Scalar scalar, _, _) -> home[scalar.id()] = part;
                case Step.Nest(Statement statement, List<List<Step>> bodies, _) -> {
                    settle(statement, part);
                    bodies.forEach(body -> settle(body, part));
                }
                case Step.Call _ -> {}
            }
        }
    }

    private void settle(Statement statement, int part) {
        Access.of(statement).defines().ifPresent(scalar -> home[scalar.id()] = part);
    }

    private void visit(List<Step> steps, int part) {
        for (Step step : steps) {
            switch (step) {
                case Step.Plain(Statement statement, _) -> visit(statement, part);
                case Step.Nest(Statement statement, List<List<Step>> bodies, _) -> {
                    visit(statement, part);
                    bodies.forEach(body -> visit(body, part));
                }
                case Step.Argument _, Step.Call _ -> {}
            }
        }
    }

    private void visit(Statement statement, int part) {
        Access access = Access.of(statement);
        access.reads().forEach(scalar -> touch(scalar, part));
        access.changes().ifPresent(scalar -> {
            touch(scalar, part);
            changed.computeIfAbsent(part, _ -> new LinkedHashSet<>()).add(scalar);
        });
        access.defines().filter(this::isMutable).ifPresent(scalar ->
                changed.computeIfAbsent(part, _ -> new LinkedHashSet<>()).add(scalar));
    }

    private void touch(Scalar scalar, int part) {
        if (home[scalar.id()] != part) {
            shared.set(scalar.id());
            if (isMutable(scalar)) {
                visitors.computeIfAbsent(scalar.id(), _ -> new TreeSet<>()).add(part);
            }
            guests.computeIfAbsent(part, _ -> new LinkedHashSet<>()).add(scalar);
        }
    }

    /// Gives shared scalars their places, and the place of one that never changes to another after its last use.
    private final class Places {
        /// By type and number of lanes.
        private final Map<Scalar, ArrayDeque<Long>> vacant = new HashMap<>();

        void walk(List<Statement> body) {
            // The shared scalars that leave at a position: the first of them, and after each the next.
            var first = new Scalar[body.size()];
            Map<Scalar, Scalar> next = new HashMap<>();
            for (int position = 0; position < body.size(); position++) {
                Statement statement = body.get(position);
                Optional<Scalar> defined = Access.of(statement).defines();
                boolean taken = defined.isPresent() && isShared(defined.get());
                if (taken) {
                    take(defined.get());
                }
                Access.bodies(statement).forEach(this::walk);
                if (taken && statement instanceof Statement.Loop) {
                    leave(defined.get());
                } else if (taken && lifetimes.lastUse(defined.get().id()) < first.length) {
                    int last = lifetimes.lastUse(defined.get().id());
                    next.put(defined.get(), first[last]);
                    first[last] = defined.get();
                }
                for (Scalar leaving = first[position]; leaving != null; leaving = next.get(leaving)) {
                    leave(leaving);
                }
            }
        }

        private void take(Scalar scalar) {
            var free = vacant.computeIfAbsent(alike(scalar), _ -> new ArrayDeque<>());
            Long place = free.poll();
            if (place == null) {
                place = sizes.getOrDefault(scalar.element(), 0L);
                sizes.put(scalar.element(), place + scalar.lanes());
            }
            places[scalar.id()] = place;
        }

        private void leave(Scalar scalar) {
            if (!isMutable(scalar)) {
                vacant.get(alike(scalar)).add(places[scalar.id()]);
            }
        }

        private static Scalar alike(Scalar scalar) {
            return new Scalar(0, scalar.element(), scalar.lanes());
        }
    }
}
