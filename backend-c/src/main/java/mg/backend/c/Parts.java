package mg.backend.c;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.ElementType;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// A long kernel cut into parts that are functions of their own: gcc's time, and the stack it needs, grow with the
/// length of a function. A scalar that a later part mentions is kept in the workspace in between; a literal is defined
/// again.
///
/// @param kernel the kernel, with the buffers for such scalars
/// @param bodies the statements of each part; no part mentions a scalar of another
record Parts(Kernel kernel, List<List<Statement>> bodies) {
    private static final int LONGEST = 300;

    /// The parts of a kernel; one, unless it is long.
    static Parts of(Kernel kernel) {
        if (Work.of(kernel).statements() <= 2 * LONGEST) {
            return new Parts(kernel, List.of(kernel.body()));
        }
        return new Cutter(kernel).cut();
    }

    /// The state of cutting one kernel.
    private static final class Cutter {
        private final Kernel kernel;
        private final List<List<Statement>> parts = new ArrayList<>();
        private final Map<Integer, Statement.Define> definitions = new HashMap<>();
        private final Map<Integer, Integer> homes = new HashMap<>();
        private final Set<Integer> changed = new LinkedHashSet<>();
        private final Map<Integer, Address> kept = new HashMap<>();
        private final Map<ElementType, Long> sizes = new EnumMap<>(ElementType.class);
        private final Map<ElementType, Buffer> buffers = new EnumMap<>(ElementType.class);

        Cutter(Kernel kernel) {
            this.kernel = kernel;
        }

        Parts cut() {
            divide();
            findKept();
            var bodies = new ArrayList<List<Statement>>();
            for (int part = 0; part < parts.size(); part++) {
                bodies.add(body(part));
            }
            var locals = new ArrayList<>(kernel.locals());
            locals.addAll(buffers.values());
            return new Parts(new Kernel(kernel.function(), kernel.inputs(), kernel.outputs(), locals, kernel.scalars(),
                    List.of()), bodies);
        }

        private void divide() {
            long size = LONGEST;
            for (Statement statement : kernel.body()) {
                long one = Work.of(List.of(statement)).statements();
                if (size + one > LONGEST) {
                    parts.add(new ArrayList<>());
                    size = 0;
                }
                parts.getLast().add(statement);
                size += one;
                noteChanges(List.of(statement));
                if (statement instanceof Statement.Define define) {
                    definitions.put(define.target().id(), define);
                    homes.put(define.target().id(), parts.size() - 1);
                }
            }
        }

        private void noteChanges(List<Statement> statements) {
            for (Statement statement : statements) {
                switch (statement) {
                    case Statement.Assign(Scalar target, _) -> changed.add(target.id());
                    case Statement.Accumulate(Scalar target, _, _) -> changed.add(target.id());
                    case Statement.Loop loop -> noteChanges(loop.body());
                    case Statement.If(_, var then, var otherwise) -> {
                        noteChanges(then);
                        noteChanges(otherwise);
                    }
                    case Statement.While(var test, _, var body) -> {
                        noteChanges(test);
                        noteChanges(body);
                    }
                    case Statement.Define _, Statement.Store _, Statement.Fill _, Statement.Copy _, Statement.Check _,
                            Statement.NonZero _ -> {}
                }
            }
        }

        /// Gives every scalar that is mentioned outside its part a place in the workspace.
        private void findKept() {
            var crossing = new LinkedHashSet<Scalar>();
            for (int k = 0; k < parts.size(); k++) {
                int part = k;
                Mentions.each(parts.get(k), scalar -> {
                    if (homes.getOrDefault(scalar.id(), part) != part && !isRepeated(scalar)) {
                        crossing.add(scalar);
                    }
                });
            }
            var slots = new HashMap<Integer, Long>();
            crossing.forEach(s -> slots.put(s.id(), sizes.merge(s.element(), (long) s.lanes(), Long::sum) - s.lanes()));
            int[] id = {kernel.outputs().size() + kernel.inputs().size() + kernel.locals().size()};
            Map<ElementType, Long> arena = kernel.arena();
            sizes.forEach((type, size) -> buffers.put(type, new Buffer(fresh(id), "kept_" + type, type, size,
                    new Buffer.Place.Arena(arena.getOrDefault(type, 0L)))));
            crossing.forEach(s ->
                    kept.put(s.id(), new Address(buffers.get(s.element()), Index.ZERO.plus(slots.get(s.id())),
                    s.isWide() ? 1 : 0)));
        }

        private int fresh(int[] id) {
            while (isTaken(id[0])) {
                id[0]++;
            }
            return id[0]++;
        }

        private boolean isTaken(int id) {
            return kernel.outputs().stream().anyMatch(b -> b.id() == id)
                    || kernel.locals().stream().anyMatch(b -> b.id() == id)
                    || kernel.inputs().stream().anyMatch(s -> s instanceof Buffer b && b.id() == id);
        }

        private boolean isRepeated(Scalar scalar) {
            return !changed.contains(scalar.id()) && definitions.get(scalar.id()).value() instanceof Value.Literal;
        }

        /// A part, with what it needs of others fetched before the first statement that mentions it, and with what
        /// others need of it kept: at once, or at the end if it changes.
        private List<Statement> body(int part) {
            var body = new ArrayList<Statement>();
            var here = new LinkedHashSet<Integer>();
            var last = new ArrayList<Statement>();
            for (Statement statement : parts.get(part)) {
                Mentions.each(statement, scalar -> {
                    if (homes.containsKey(scalar.id()) && here.add(scalar.id())) {
                        fetch(scalar, part).ifPresent(body::add);
                        if (changed.contains(scalar.id())) {
                            keep(scalar).ifPresent(last::add);
                        }
                    }
                });
                body.add(statement);
                if (statement instanceof Statement.Define(Scalar target, _) && !changed.contains(target.id())) {
                    keep(target).ifPresent(body::add);
                }
            }
            body.addAll(last);
            return body;
        }

        private Optional<Statement> fetch(Scalar scalar, int part) {
            if (homes.get(scalar.id()) == part) {
                return Optional.empty();
            }
            return Optional.of(isRepeated(scalar)
                    ? definitions.get(scalar.id())
                    : new Statement.Define(scalar, new Value.Load(kept.get(scalar.id()))));
        }

        private Optional<Statement> keep(Scalar scalar) {
            return Optional.ofNullable(kept.get(scalar.id())).map(to -> new Statement.Store(to, scalar, false));
        }
    }
}
