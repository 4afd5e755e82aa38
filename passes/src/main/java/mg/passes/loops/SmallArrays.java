package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Options;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Keeps small arrays in scalars, where every position in them is constant:
///
/// ```
/// t[0] = d1                 d1 and d2 are the elements from here on
/// t[1] = d2            -->
/// let d3 = t[1]
/// let d4 = mul d3, d3       let d4 = mul d2, d2
/// ```
///
/// Elements that a loop or a branch changes are variables there, assigned at its end. Those that a loop only adds to
/// are sums, with all that holds for these: terms in any order, products that need not be rounded. With
/// [mg.ir.Options#reproducible] those of reals are variables as well.
public final class SmallArrays {
    /// Larger arrays stay in memory.
    private static final long LARGEST = 64;

    /// An element of a buffer.
    private record Element(Buffer buffer, int at) implements Comparable<Element> {
        @Override
        public int compareTo(Element other) {
            int byBuffer = Integer.compare(buffer.id(), other.buffer.id());
            return byBuffer != 0 ? byBuffer : Integer.compare(at, other.at);
        }
    }

    private final Fresh fresh;
    private final Homes homes;
    private final boolean reproducible;
    private final Set<Buffer> small = new HashSet<>();
    /// What is assigned or accumulated somewhere.
    private final Set<Scalar> variables = new HashSet<>();
    /// What was loaded is what was stored.
    private final Map<Scalar, Scalar> same = new HashMap<>();
    /// What a loop around adds to is there.
    private final Map<Element, Scalar> sums = new HashMap<>();
    private List<Statement> out = new ArrayList<>();

    private SmallArrays(Kernel kernel, Fresh fresh, boolean reproducible) {
        this.fresh = fresh;
        this.reproducible = reproducible;
        this.homes = Homes.of(kernel);
        kernel.locals().stream()
                .filter(b -> b.place() instanceof Buffer.Place.Arena && b.size() <= LARGEST)
                .forEach(small::add);
        exclude(kernel.body());
    }

    /// The kernel with fewer buffers.
    public static Kernel run(Kernel kernel, Options options) {
        var fresh = new Fresh(kernel);
        var arrays = new SmallArrays(kernel, fresh, options.reproducible());
        if (arrays.small.isEmpty()) {
            return kernel;
        }
        arrays.body(kernel.body(), new HashMap<>());
        return fresh.kernel(arrays.out);
    }

    /// Buffers with a position that is not constant stay, and those with long copies.
    private void exclude(List<Statement> body) {
        for (Statement statement : body) {
            boolean stays = switch (statement) {
                case Statement.Define(Scalar target, _) -> target.isWide();
                case Statement.Store(_, Scalar value, _) -> value.isWide();
                case Statement.Copy(_, _, long count, _) -> count > LARGEST / 2;
                case Statement.Assign(Scalar target, _) -> !variables.add(target);
                case Statement.Accumulate(Scalar target, _, _) -> !variables.add(target);
                case Statement.Fill _, Statement.Loop _, Statement.If _, Statement.While _, Statement.Check _,
                        Statement.NonZero _ -> false;
            };
            for (Address address : Parts.addresses(statement)) {
                if (stays || !address.index().terms().isEmpty()) {
                    small.remove(address.buffer());
                }
            }
            statement.bodies().forEach(this::exclude);
        }
    }

    /// @param now what each element is, if it was set
    private void body(List<Statement> body, Map<Element, Scalar> now) {
        body.forEach(s -> statement(s, now));
    }

    private void statement(Statement statement, Map<Element, Scalar> now) {
        switch (statement) {
            case Statement.Define(Scalar target, Value.Load(Address from)) when isSmall(from) -> {
                Scalar value = read(element(from, 0), now);
                same.put(target, variables.contains(target) ? copied(value) : value);
            }
            case Statement.Store(Address to, Scalar value, boolean add) when isSmall(to) ->
                write(element(to, 0), value(value), add, now);
            case Statement.Fill(Address to, long count, Scalar value) when isSmall(to) -> {
                for (long k = 0; k < count; k++) {
                    write(element(to, k), value(value), false, now);
                }
            }
            case Statement.Copy(Address to, Address from, long count, boolean add)
                    when isSmall(to) || isSmall(from) -> {
                for (long k = 0; k < count; k++) {
                    copy(to.plus(k), from.plus(k), add, now);
                }
            }
            case Statement.Loop loop -> loop(loop, now);
            case Statement.If choice -> choose(choice, now);
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Store _, Statement.Fill _,
                    Statement.Copy _, Statement.Check _, Statement.NonZero _ -> out.addAll(renamed(statement));
            case Statement.While loop -> repeat(loop, now);
        }
    }

    private boolean isSmall(Address address) {
        return small.contains(address.buffer());
    }

    private static Element element(Address address, long k) {
        return new Element(address.buffer(), (int) (address.index().constant() + k));
    }

    private Scalar value(Scalar scalar) {
        return same.getOrDefault(scalar, scalar);
    }

    private List<Statement> renamed(Statement statement) {
        return new Renaming(this::value).body(List.of(statement));
    }

    /// What was not set is anything: it is not used.
    private Scalar read(Element element, Map<Element, Scalar> now) {
        return now.computeIfAbsent(element, e -> zero(e.buffer.element()));
    }

    private Scalar zero(ElementType element) {
        return define(element, new Value.Literal(Tensor.zeros(Type.scalar(element))));
    }

    private Scalar define(ElementType element, Value value) {
        Scalar scalar = fresh.scalar(element, 1);
        out.add(new Statement.Define(scalar, value));
        return scalar;
    }

    /// The value now, for it may be a variable.
    private Scalar copied(Scalar value) {
        Scalar copy = zero(value.element());
        out.add(new Statement.Assign(copy, value));
        return copy;
    }

    private void write(Element element, Scalar value, boolean add, Map<Element, Scalar> now) {
        if (sums.containsKey(element)) {
            out.add(new Statement.Accumulate(sums.get(element), Kind.SUM, value));
            return;
        }
        now.put(element, add
                ? define(value.element(), new Value.Apply(ElementOp.ADD, List.of(read(element, now), value)))
                : variables.contains(value) ? copied(value) : value);
    }

    private void copy(Address to, Address from, boolean add, Map<Element, Scalar> now) {
        Scalar value;
        if (isSmall(from)) {
            value = read(element(from, 0), now);
        } else {
            value = define(to.buffer().element(), new Value.Load(renamed(from)));
        }
        if (isSmall(to)) {
            write(element(to, 0), value, add, now);
        } else {
            out.add(new Statement.Store(renamed(to), value, add));
        }
    }

    private Address renamed(Address address) {
        var load = (Statement.Store) renamed(new Statement.Store(address, fresh.index(), false)).getFirst();
        return load.to();
    }

    // Control

    private List<Statement> inside(Runnable emit) {
        List<Statement> outer = out;
        out = new ArrayList<>();
        emit.run();
        List<Statement> made = out;
        out = outer;
        return made;
    }

    /// The elements that a body sets, without those that do not outlive it, and without sums.
    private Set<Element> changed(List<Statement> body) {
        var all = new TreeSet<Element>();
        changed(body, all);
        all.removeIf(e -> homes.isPrivate(e.buffer, body) || sums.containsKey(e));
        return all;
    }

    /// Those of these elements that a body only adds to, in each of its iterations, and in any order.
    private Set<Element> added(Set<Element> changed, List<Statement> body) {
        var others = new HashSet<Element>();
        others(body, true, others);
        var added = new TreeSet<>(changed);
        added.removeAll(others);
        added.removeIf(e -> reproducible && e.buffer.element().isReal());
        return added;
    }

    /// Finds the elements that are read or set, or added to in some iterations only.
    private void others(List<Statement> body, boolean always, Set<Element> others) {
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Define(_, Value.Load(Address from)) -> others(from, 1, others);
                case Statement.Store(Address to, _, boolean add) when !(add && always) -> others(to, 1, others);
                case Statement.Fill(Address to, long count, _) -> others(to, count, others);
                case Statement.Copy(Address to, Address from, long count, boolean add) -> {
                    others(from, count, others);
                    if (!(add && always)) {
                        others(to, count, others);
                    }
                }
                case Statement _ -> {}
            }
            boolean inside = always && statement instanceof Statement.Loop;
            statement.bodies().forEach(b -> others(b, inside, others));
        }
    }

    private void others(Address address, long count, Set<Element> others) {
        if (isSmall(address)) {
            changed(address, count, others);
        }
    }

    private void changed(List<Statement> body, Set<Element> all) {
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Store(Address to, _, _) when isSmall(to) -> all.add(element(to, 0));
                case Statement.Fill(Address to, long count, _) when isSmall(to) -> changed(to, count, all);
                case Statement.Copy(Address to, _, long count, _) when isSmall(to) -> changed(to, count, all);
                case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Store _,
                        Statement.Fill _, Statement.Copy _, Statement.Loop _, Statement.If _, Statement.While _,
                        Statement.Check _, Statement.NonZero _ -> {}
            }
            statement.bodies().forEach(b -> changed(b, all));
        }
    }

    private static void changed(Address to, long count, Set<Element> all) {
        for (long k = 0; k < count; k++) {
            all.add(element(to, k));
        }
    }

    /// A variable for each element that changes, which starts as the element is.
    private Map<Element, Scalar> variables(Set<Element> changed, Map<Element, Scalar> now) {
        var own = new HashMap<Element, Scalar>();
        for (Element element : changed) {
            Scalar before = now.get(element);
            own.put(element, before == null ? zero(element.buffer.element()) : copied(before));
        }
        return own;
    }

    private void loop(Statement.Loop loop, Map<Element, Scalar> now) {
        Set<Element> changed = changed(loop.body());
        Map<Element, Scalar> own = variables(changed, now);
        Set<Element> added = added(changed, loop.body());
        added.forEach(e -> sums.put(e, own.get(e)));
        var during = new HashMap<>(now);
        during.putAll(own);
        List<Statement> body = inside(() -> {
            body(loop.body(), during);
            assign(own, during);
        });
        sums.keySet().removeAll(added);
        out.add(new Statement.Loop(loop.index(), loop.count(), loop.bound().map(this::value), loop.down(), body,
                loop.parallel()));
        now.putAll(own);
    }

    /// Test and step are the two halves of an iteration. The condition is what it was before the test assigned.
    private void repeat(Statement.While loop, Map<Element, Scalar> now) {
        Set<Element> changed = changed(loop.test());
        changed.addAll(changed(loop.body()));
        Map<Element, Scalar> own = variables(changed, now);
        var during = new HashMap<>(now);
        during.putAll(own);
        var condition = new Scalar[1];
        List<Statement> test = inside(() -> {
            body(loop.test(), during);
            Scalar tested = value(loop.condition());
            condition[0] = own.containsValue(tested) ? copied(tested) : tested;
            assign(own, during);
        });
        during.putAll(own);
        List<Statement> step = inside(() -> {
            body(loop.body(), during);
            assign(own, during);
        });
        out.add(new Statement.While(test, condition[0], step));
        now.putAll(own);
    }

    /// Gives variables their next values, all at once: the next value of one may be another.
    private void assign(Map<Element, Scalar> own, Map<Element, Scalar> now) {
        Map<Element, Scalar> next = new HashMap<>();
        var sorted = new TreeSet<>(own.keySet());
        sorted.forEach(e -> next.put(e, now.get(e)));
        sorted.stream().filter(e -> own.containsValue(next.get(e)) && !next.get(e).equals(own.get(e)))
                .forEach(e -> next.put(e, copied(next.get(e))));
        sorted.stream().filter(e -> !next.get(e).equals(own.get(e)))
                .forEach(e -> out.add(new Statement.Assign(own.get(e), next.get(e))));
    }

    private void choose(Statement.If choice, Map<Element, Scalar> now) {
        Set<Element> changed = changed(choice.then());
        changed.addAll(changed(choice.otherwise()));
        Map<Element, Scalar> own = variables(changed, now);
        Scalar condition = value(choice.condition());
        List<Statement> then = side(choice.then(), own, now);
        out.add(new Statement.If(condition, then, side(choice.otherwise(), own, now)));
        now.putAll(own);
    }

    private List<Statement> side(List<Statement> body, Map<Element, Scalar> own, Map<Element, Scalar> before) {
        var now = new HashMap<>(before);
        return inside(() -> {
            body(body, now);
            new TreeSet<>(own.keySet()).stream()
                    .filter(e -> now.containsKey(e) && !now.get(e).equals(before.get(e)))
                    .forEach(e -> out.add(new Statement.Assign(own.get(e), now.get(e))));
        });
    }
}
