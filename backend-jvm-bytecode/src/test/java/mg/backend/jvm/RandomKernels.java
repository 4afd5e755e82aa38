package mg.backend.jvm;

import static mg.backend.jvm.Kernels.at;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Kernels of random statements at random nesting, with scalars used near and far from where they are defined.
final class RandomKernels {
    private static final int SIZE = 13;

    private final Random random;
    private final int size;
    private final Optional<RandomWide> wide;
    private final Kernels kernels = new Kernels();
    private final List<Buffer> readable = new ArrayList<>();
    private final List<Buffer> writable = new ArrayList<>();
    /// The trips of loops by their index.
    private final Map<Integer, Integer> trips = new HashMap<>();
    List<Scalar> visible = new ArrayList<>();
    List<Scalar> mutable = new ArrayList<>();
    private int left;

    private RandomKernels(Random random, int statements, int lanes) {
        this.random = random;
        this.left = statements;
        this.size = lanes == 1 ? SIZE : SIZE + 4 * lanes;
        this.wide = lanes == 1 ? Optional.empty() : Optional.of(new RandomWide(random, this, kernels, lanes, size));
    }

    /// A kernel of about so many statements, with `inputs` arrays and as many scalars before them.
    static Kernel of(long seed, int statements, int inputs, boolean scalarResult) {
        return new RandomKernels(new Random(seed), statements, 1).kernel(inputs, scalarResult);
    }

    /// The same with wide scalars of so many lanes.
    static Kernel wide(long seed, int statements, int inputs, int lanes) {
        return new RandomKernels(new Random(seed), statements, lanes).kernel(inputs, false);
    }

    private Kernel kernel(int inputs, boolean scalarResult) {
        for (int k = 0; k < inputs; k++) {
            visible.add(kernels.scalarInput("s" + k, random.nextBoolean() ? ElementType.F64 : ElementType.I64));
        }
        for (int k = 0; k < inputs; k++) {
            readable.add(kernels.input("a" + k, Type.of(type(), size)));
        }
        readable.add(kernels.constant(Tensor.reals(Type.of(ElementType.F64, size), k -> random.nextGaussian())));
        var outputs = new ArrayList<Buffer>();
        if (scalarResult) {
            outputs.add(kernels.output("y", Type.F64));
        } else {
            for (ElementType element : ElementType.values()) {
                outputs.add(kernels.output("y" + element, Type.of(element, size)));
            }
        }
        for (ElementType element : ElementType.values()) {
            writable.add(kernels.local(element, size));
        }
        if (!scalarResult) {
            writable.addAll(outputs);
        }
        readable.addAll(writable);
        for (Buffer buffer : writable) {
            Scalar zero = kernels.define(buffer.element(), new Value.Literal(Tensor.scalar(buffer.element(), 0)));
            kernels.body.add(new Statement.Fill(at(buffer, 0), size, zero));
        }
        for (ElementType element : ElementType.values()) {
            visible.add(kernels.define(element, new Value.Literal(Tensor.scalar(element, 1))));
        }
        wide.ifPresent(RandomWide::begin);
        if (scalarResult) {
            kernels.store(at(outputs.getFirst(), 0), any(ElementType.F64));
        }
        while (left > 0) {
            statement(0);
            if (scalarResult && random.nextInt(20) == 0) {
                kernels.add(at(outputs.getFirst(), 0), any(ElementType.F64));
            }
        }
        return kernels.finish("random");
    }

    ElementType type() {
        return ElementType.values()[random.nextInt(4)];
    }

    Scalar any(ElementType element) {
        return any(element, false);
    }

    /// @param wide whether it is to be wide
    Scalar any(ElementType element, boolean wide) {
        List<Scalar> fitting = visible.stream().filter(s -> s.element() == element && s.isWide() == wide).toList();
        // Recent ones are more likely.
        int back = Math.min(random.nextInt(fitting.size()), random.nextInt(fitting.size()));
        return fitting.get(fitting.size() - 1 - back);
    }

    private void statement(int depth) {
        left--;
        if (wide.isPresent() && random.nextInt(3) > 0) {
            wide.get().statement();
            return;
        }
        switch (random.nextInt(depth < 4 ? 14 : 10)) {
            case 0, 1, 2 -> visible.add(operation());
            case 3 -> visible.add(kernels.load(address(readable.get(random.nextInt(readable.size())))));
            case 4 -> {
                Buffer buffer = writable.get(random.nextInt(writable.size()));
                boolean add = buffer.element() != ElementType.BOOL && random.nextBoolean();
                kernels.body.add(new Statement.Store(address(buffer), any(buffer.element()), add));
            }
            case 5 -> {
                ElementType element = type();
                Scalar fresh = kernels.define(element, new Value.Literal(Tensor.scalar(element, random.nextInt(3))));
                visible.add(fresh);
                mutable.add(fresh);
            }
            case 6, 7 -> change();
            case 8 -> {
                Index index = Index.ZERO.plus(random.nextInt(5) - 2).plus(any(ElementType.I64), 3);
                visible.add(kernels.define(ElementType.I64, new Value.Affine(index.plus(any(ElementType.I64), -1))));
            }
            case 9 -> copy();
            case 10, 11 -> loop(depth);
            case 12 -> {
                Scalar condition = any(ElementType.BOOL);
                List<Statement> then = block(depth, 1 + random.nextInt(20));
                kernels.body.add(new Statement.If(condition, then, block(depth, random.nextInt(9))));
            }
            case 13 -> whileLoop(depth);
            default -> throw new AssertionError();
        }
    }

    private Scalar operation() {
        ElementOp op = ElementOp.values()[random.nextInt(ElementOp.values().length)];
        ElementType element = switch (op.evaluation()) {
            case ElementOp.Arithmetic arithmetic -> {
                ElementType any = type();
                boolean whole = arithmetic.whole() != null && op != ElementOp.DIV && op != ElementOp.REM;
                yield any.isReal() || any == ElementType.I64 && whole ? any : ElementType.F64;
            }
            case ElementOp.Compare _ -> op == ElementOp.EQ ? type() : ElementType.I64;
            case ElementOp.Logic _ -> ElementType.BOOL;
            case ElementOp.Select _ -> type();
        };
        if (op == ElementOp.SELECT) {
            return kernels.apply(op, any(ElementType.BOOL), any(element), any(element));
        }
        return op.arity() == 1 ? kernels.apply(op, any(element)) : kernels.apply(op, any(element), any(element));
    }

    private void change() {
        List<Scalar> targets = mutable.stream().filter(s -> !s.isWide()).toList();
        if (targets.isEmpty()) {
            return;
        }
        Scalar target = targets.get(random.nextInt(targets.size()));
        change(target, any(target.element()));
    }

    void change(Scalar target, Scalar value) {
        Kind kind = target.element() == ElementType.BOOL
                ? random.nextBoolean() ? Kind.ANY : Kind.ALL
                : List.of(Kind.SUM, Kind.PROD, Kind.MAX, Kind.MIN).get(random.nextInt(4));
        boolean assigns = random.nextInt(3) == 0 && (target.isWide() || !value.isWide());
        kernels.body.add(assigns ? new Statement.Assign(target, value) : new Statement.Accumulate(target, kind, value));
    }

    /// A buffer to write, or to read.
    Buffer buffer(boolean write) {
        List<Buffer> all = write ? writable : readable;
        return all.get(random.nextInt(all.size()));
    }

    private void copy() {
        Buffer to = writable.get(random.nextInt(writable.size()));
        List<Buffer> fitting = readable.stream().filter(b -> b.element() == to.element() && b != to).toList();
        if (!fitting.isEmpty()) {
            int count = random.nextInt(SIZE);
            Buffer from = fitting.get(random.nextInt(fitting.size()));
            boolean add = to.element() != ElementType.BOOL && random.nextBoolean();
            kernels.body.add(new Statement.Copy(
                    at(to, SIZE - count), at(from, random.nextInt(SIZE - count)), count, add));
        }
    }

    /// A position in range: one that is known, or a loop's index where it is small enough.
    Address address(Buffer buffer) {
        List<Scalar> indices = visible.stream().filter(s -> trips.containsKey(s.id())).toList();
        if (indices.isEmpty() || random.nextInt(3) == 0) {
            return at(buffer, random.nextInt(SIZE));
        }
        Scalar index = indices.get(indices.size() - 1 - random.nextInt(Math.min(2, indices.size())));
        int most = trips.get(index.id()) - 1;
        return switch (random.nextInt(3)) {
            case 0 -> at(buffer, index);
            case 1 -> new Address(buffer, Index.ZERO.plus(SIZE - 1).plus(index, -1));
            default -> new Address(buffer, Index.ZERO.plus(random.nextInt(SIZE - 2 * most)).plus(index, 2));
        };
    }

    private void loop(int depth) {
        int count = random.nextInt(4);
        Optional<Scalar> bound = Optional.empty();
        if (random.nextInt(4) == 0) {
            Scalar bounded = kernels.apply(ElementOp.MIN, any(ElementType.I64), kernels.literal((long) count));
            bound = Optional.of(bounded);
        }
        Scalar index = kernels.scalar(ElementType.I64);
        trips.put(index.id(), Math.max(count, 1));
        List<Scalar> before = visible;
        visible = new ArrayList<>(visible);
        visible.add(index);
        List<Statement> inner = block(depth, 1 + random.nextInt(25));
        visible = before;
        kernels.body.add(new Statement.Loop(index, count, bound, random.nextBoolean(), inner));
    }

    /// Runs while a counter is positive.
    private void whileLoop(int depth) {
        Scalar counter = kernels.literal((long) random.nextInt(3));
        List<Scalar> before = visible;
        List<Scalar> changing = mutable;
        Scalar[] condition = new Scalar[1];
        List<Statement> test = kernels.nested(() -> {
            visible = new ArrayList<>(before);
            mutable = new ArrayList<>(changing);
            for (int k = random.nextInt(20); k > 0; k--) {
                statement(depth + 1);
            }
            condition[0] = kernels.apply(ElementOp.LT, kernels.literal(0L), counter);
        });
        visible = new ArrayList<>(before);
        mutable = new ArrayList<>(changing);
        List<Statement> body = kernels.nested(() -> {
            Scalar minusOne = kernels.literal(-1L);
            kernels.accumulate(counter, Kind.SUM, minusOne);
            kernels.body.addAll(block(depth, random.nextInt(20)));
        });
        visible = before;
        mutable = changing;
        kernels.body.add(new Statement.While(test, condition[0], body));
    }

    private List<Statement> block(int depth, int statements) {
        List<Scalar> before = visible;
        List<Scalar> changing = mutable;
        visible = new ArrayList<>(visible);
        mutable = new ArrayList<>(mutable);
        List<Statement> inner = kernels.nested(() -> {
            for (int k = 0; k < statements; k++) {
                statement(depth + 1);
            }
        });
        visible = before;
        mutable = changing;
        return inner;
    }
}
