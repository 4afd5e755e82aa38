package mg.testing;

import static mg.ir.ElementOp.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.ir.Argument;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;

/// The random list of one function: every step picks operands among the values there are. Products grow with the sizes
/// of all their operands and loops multiply, so steps are taken only while all of them together compute few elements.
final class RandomList {
    /// The largest array that a step may make, in elements.
    private static final long LARGEST = 4096;

    /// Functions that keep ordinary numbers ordinary.
    private static final List<ElementOp> TAME =
            List.of(ADD, SUB, MUL, NEG, SIN, COS, TANH, SIGMOID, ATAN, ERF, ABS, RELU,
            MAX, MIN, SELECT, LT, EQ, AND, NOT, HYPOT, ATAN2, FLOOR, SIGN);

    private static final List<ElementOp> EVERY = List.of(ElementOp.values());
    private static final List<ElementOp> EXACT = EVERY.stream().filter(op -> !Edges.isLibrary(op)).toList();

    private final Builder b;
    private final Choices choices;
    private final RandomValues values;
    private final RandomPrograms.Style style;
    private final List<Function> callable;
    private final Map<String, Long> costs;
    private final Work work = new Work();
    private final List<Var> pool = new ArrayList<>();
    /// Integers known to lie from 0 to below this.
    private final Map<Var, Long> ranges = new HashMap<>();
    private int depth;

    RandomList(
            Builder b,
            Choices choices,
            RandomValues values,
            RandomPrograms.Style style,
            List<Function> callable,
            Map<String, Long> costs) {
        this.b = b;
        this.choices = choices;
        this.values = values;
        this.style = style;
        this.callable = List.copyOf(callable);
        this.costs = costs;
    }

    void add(Var var) {
        pool.add(var);
    }

    /// Up to `most` steps.
    void steps(int most) {
        int count = choices.below(most + 1);
        for (int k = 0; k < count && !choices.isEmpty() && work.isLeft(); k++) {
            b.at(choices.below(3) == 1 ? new Span("a \"b\".mg", 1 + k, 2, choices.below(5)) : Span.NONE);
            int before = pool.size();
            step();
            pool.subList(before, pool.size()).forEach(v -> work.spend(v.type().size()));
        }
    }

    /// How many elements this list computes, at most.
    long cost() {
        return work.spent();
    }

    /// Some values there are.
    List<Var> results(int count) {
        return IntStream.range(0, count).mapToObj(_ -> any(_ -> true)).toList();
    }

    /// A real number that depends on every value of this list, and is not linear in them.
    Var everything() {
        Var all = b.constant(0.5);
        for (Var v : List.copyOf(pool)) {
            if (v.type().element().isNumeric()) {
                Var reals = v.type().element() == ElementType.F64 ? v : b.emit(new Operation.Cast(ElementType.F64), v);
                List<Integer> axes = IntStream.range(0, v.type().rank()).boxed().toList();
                Var sum = axes.isEmpty() ? reals : b.reduce(Kind.SUM, axes, reals);
                all = b.element(TANH, b.add(b.mul(all, sum), b.element(SIN, sum)));
            }
        }
        return all;
    }

    private void step() {
        int choice = choices.below(32);
        if (choice < 10) {
            // What reads an array at the loop's variable is most of what programs do.
            if (choice > 6 && depth > 0) {
                positions();
            } else {
                element();
            }
        } else if (choice < 20) {
            layout(choice);
        } else if (choice < 23) {
            dot();
        } else if (depth < 3) {
            control(choice);
        }
    }

    private void element() {
        List<ElementOp> operations = style.tame() ? TAME : style.exact() ? EXACT : EVERY;
        ElementOp op = operations.get(choices.below(operations.size()));
        Var x = switch (op.evaluation()) {
            case ElementOp.Arithmetic(_, ElementOp.Whole whole) ->
                any(t -> t.isReal() || whole != null && t.element() == ElementType.I64);
            case ElementOp.Compare _ -> any(t -> t.element().isNumeric() || op == EQ);
            case ElementOp.Logic _ -> any(t -> t.element() == ElementType.BOOL);
            case ElementOp.Select _ -> any(_ -> true);
        };
        if (op == SELECT) {
            pool.add(b.select(like(x.type().as(ElementType.BOOL)), x, like(x.type())));
            return;
        }
        boolean divides = (op == DIV || op == REM) && x.type().element() == ElementType.I64;
        Var y = divides ? b.filled(x.type(), 1 + choices.below(5)) : like(x.type());
        pool.add(op.arity() == 1 ? b.element(op, x) : b.element(op, x, y));
    }

    private void layout(int choice) {
        Var x = any(_ -> true);
        Type t = x.type();
        int rank = t.rank();
        List<Integer> axes = IntStream.range(0, rank).boxed().toList();
        switch (choice) {
            case 10 -> pool.add(b.constant(values.value(values.type())));
            case 11 -> reduce();
            case 12 -> {
                var shape = new ArrayList<>(t.shape());
                int axis = choices.below(rank + 1);
                shape.add(axis, choices.below(4));
                pool.add(b.emit(new Operation.Broadcast(shape, axes.stream().map(k -> k < axis ? k : k + 1).toList()),
                        x));
            }
            case 13 -> pool.add(b.emit(new Operation.Transpose(axes.reversed()), x));
            case 14 -> {
                var start = t.shape().stream().map(n -> choices.below(n + 1)).toList();
                var stride = axes.stream().map(_ -> 1 + choices.below(2)).toList();
                Var part = b.emit(new Operation.Slice(start, t.shape(), stride), x);
                pool.add(part);
                pool.add(b.emit(new Operation.Pad(t.shape(), start, stride), part));
            }
            case 15 -> pool.add(b.emit(new Operation.Reshape(List.of(t.size())), x));
            case 16 -> {
                if (rank > 0) {
                    pool.add(b.emit(new Operation.Concat(choices.below(rank)), x, like(t)));
                }
            }
            case 17 -> positions();
            case 18 -> gather();
            default -> {
                if (choices.below(3) == 2) {
                    solver();
                } else {
                    cast(x);
                }
            }
        }
    }

    private void cast(Var x) {
        ElementType to = ElementType.values()[choices.below(3)];
        pool.add(choices.below(3) == 0 ? b.emit(new Operation.StopGradient(), x) : b.emit(new Operation.Cast(to), x));
    }

    private void reduce() {
        Var x = any(t -> t.rank() > 0);
        int axis = choices.below(x.type().rank());
        List<Kind> kinds = x.type().element() == ElementType.BOOL
                ? List.of(Kind.ANY, Kind.ALL)
                : List.of(Kind.SUM, Kind.MAX, Kind.MIN, Kind.PROD, Kind.ARGMAX, Kind.ARGMIN);
        Kind kind = kinds.get(choices.below(kinds.size()));
        if (kind.isIndex() && x.type().size(axis) == 0) {
            return;
        }
        boolean all = !kind.isIndex() && choices.below(2) == 0;
        pool.add(b.reduce(kind, all ? IntStream.range(0, x.type().rank()).boxed().toList() : List.of(axis), x));
    }

    /// Positions from loop variables, or constants.
    private void positions() {
        Var x = any(t -> t.rank() > 0 && t.size() > 0);
        int count = 1 + choices.below(x.type().rank());
        var at = IntStream.range(0, count).mapToObj(axis -> position(x.type().size(axis))).toList();
        Var part = b.index(x, at);
        pool.add(part);
        if (choices.below(2) == 0) {
            pool.add(b.place(x.type().shape(), part, at));
        }
    }

    private Var position(int size) {
        List<Var> fitting = pool.stream().filter(v -> ranges.getOrDefault(v, Long.MAX_VALUE) <= size).toList();
        return fitting.isEmpty() || choices.below(3) == 2
                ? b.constant((long) choices.below(size))
                : fitting.get(choices.below(fitting.size()));
    }

    private void gather() {
        Var x = any(t -> t.rank() > 0 && t.size(0) > 0);
        int rows = x.type().size(0);
        Type type = Type.of(ElementType.I64, choices.below(2) == 0 ? new int[] {3} : new int[] {2, 2});
        Var at = b.constant(Tensor.wholes(type, _ -> choices.below(rows)));
        Var taken = b.emit(new Operation.Gather(), x, at);
        pool.add(taken);
        if (taken.type().element().isNumeric()) {
            pool.add(b.emit(new Operation.ScatterAdd(rows), taken, at));
        }
    }

    private void dot() {
        Var x = any(t -> t.element().isNumeric());
        int rank = x.type().rank();
        List<Integer> sums = choices.below(3) == 0 || rank == 0 ? List.of() : List.of(choices.below(rank));
        List<Integer> batch = rank > 1 && choices.below(3) == 0
                ? List.of(sums.isEmpty() ? 0 : (sums.getFirst() + 1) % rank)
                : List.of();
        long shared = Stream.concat(sums.stream(), batch.stream()).mapToLong(x.type()::size).reduce(1, (m, n) -> m * n);
        long products = x.type().size() == 0 ? 0 : (long) x.type().size() * x.type().size() / shared;
        if (products <= work.affordable()) {
            pool.add(b.emit(new Operation.Dot(batch, batch, sums, sums), x, like(x.type())));
            work.spend(products);
        }
    }

    private void solver() {
        Var a = any(t -> t.isReal() && t.rank() == 2 && t.size(0) == t.size(1));
        int n = a.type().size(0);
        work.spend((long) n * n * n);
        switch (choices.below(4)) {
            case 1 -> pool.add(b.emit(new Operation.Cholesky(), a));
            case 2 -> pool.add(b.emit(new Operation.Solve(), a, like(a.type().row(1))));
            case 3 -> pool.add(b.emit(new Operation.Solve(), a, like(a.type().shaped(List.of(n, 2)))));
            default -> pool.add(b.emit(new Operation.TriangularSolve(choices.below(2) == 0), a, like(a.type())));
        }
    }

    private void control(int choice) {
        depth++;
        switch (choice) {
            case 23, 24, 25, 26 -> forLoop();
            case 27 -> whileLoop();
            case 28 -> ifElse();
            default -> call(choice);
        }
        depth--;
    }

    private void forLoop() {
        long n = choices.below(5);
        boolean bounded = choices.below(4) == 3;
        boolean open = bounded && choices.below(2) == 1;
        var operands = new ArrayList<Var>();
        var kinds = new ArrayList<Kind>();
        for (int k = choices.below(3); k > 0; k--) {
            operands.add(any(_ -> true));
            kinds.add(Kind.CARRY);
        }
        int carries = kinds.size();
        for (int k = choices.below(4); k > 0; k--) {
            Kind kind = Kind.values()[1 + choices.below(Kind.values().length - 1)];
            kinds.add(bounded && kind == Kind.COLLECT || kind.isIndex() && n == 0 && !open ? Kind.SUM : kind);
        }
        if (bounded) {
            operands.add(b.element(MIN, like(Type.I64), b.constant(n)));
        }
        var loop = new Operation.For(open ? Long.MAX_VALUE : n, kinds, bounded, choices.below(3) == 2);
        pool.addAll(work.repeated(n, () -> b.forLoop(loop, operands, (i, state) -> scoped(() -> {
            ranges.put(i, n);
            pool.add(i);
            pool.addAll(state);
            steps(6);
            var yields = new ArrayList<Var>();
            for (int k = 0; k < kinds.size(); k++) {
                yields.add(k < carries ? like(state.get(k).type()) : yieldFor(kinds.get(k)));
            }
            return yields;
        }))));
    }

    private Var yieldFor(Kind kind) {
        return switch (kind) {
            case CARRY -> throw new AssertionError(kind);
            case COLLECT -> any(t -> t.size() < 200);
            case SUM -> any(t -> t.element().isNumeric());
            case PROD, MAX, MIN, ARGMAX, ARGMIN -> any(t -> t.isScalar() && t.element().isNumeric());
            case ANY, ALL -> like(Type.BOOL);
        };
    }

    private void whileLoop() {
        Var state = any(_ -> true);
        long times = choices.below(4);
        Var most = b.constant(times);
        Var bound = choices.below(2) == 0 ? most : b.element(MIN, like(Type.I64), most);
        pool.addAll(work.repeated(times, () -> b.whileLoop(
                List.of(b.constant(0L), state),
                s -> b.lt(s.getFirst(), bound),
                s -> scoped(() -> {
                    pool.addAll(s);
                    steps(4);
                    return List.of(b.add(s.getFirst(), b.constant(1L)), like(state.type()));
                }))));
    }

    private void ifElse() {
        List<Type> types = IntStream.range(0, choices.below(3)).mapToObj(_ -> any(_ -> true).type()).toList();
        Var condition = condition();
        pool.addAll(b.ifElse(condition, () -> branch(types), () -> branch(types)));
    }

    private Var condition() {
        if (choices.below(2) == 0) {
            return like(Type.BOOL);
        }
        Var x = any(t -> t.isScalar() && t.isReal());
        return b.lt(x, like(x.type()));
    }

    private List<Var> branch(List<Type> types) {
        return scoped(() -> {
            steps(4);
            return types.stream().map(this::like).toList();
        });
    }

    private void call(int choice) {
        if (callable.isEmpty()) {
            return;
        }
        Function f = callable.get(choices.below(callable.size()));
        long cost = costs.get(f.name());
        if (cost > work.affordable()) {
            return;
        }
        work.spend(cost);
        var operands = new ArrayList<>(f.argumentTypes().stream().map(this::like).toList());
        List<Integer> wrt = IntStream.range(0, f.arguments().size())
                .filter(k -> f.arguments().get(k).type().isReal())
                .boxed()
                .toList();
        if (choice == 29 || !style.text()) {
            pool.addAll(b.call(f, operands));
            return;
        }
        var types = new ArrayList<>(f.resultTypes());
        List<Type> reals = types.stream().filter(Type::isReal).toList();
        List<Type> arguments = wrt.stream().map(f.arguments()::get).map(Argument::type).toList();
        (choice == 30 ? arguments : reals).forEach(t -> operands.add(like(t)));
        types.addAll(choice == 30 ? reals : arguments);
        Operation derivative =
                choice == 30 ? new Operation.Jvp(f.name(), wrt) : new Operation.Vjp(f.name(), wrt);
        pool.addAll(b.emit(derivative, operands, List.of(), types));
    }

    /// A value there is, of a type as wanted, or a constant.
    private Var any(Predicate<Type> wanted) {
        long most = Math.min(LARGEST, work.affordable());
        List<Var> fitting = pool.stream().filter(v -> wanted.test(v.type()) && v.type().size() <= most).toList();
        if (!fitting.isEmpty() && choices.below(8) != 7) {
            return late(fitting);
        }
        for (int attempt = 0; attempt < 8; attempt++) {
            Type type = values.type();
            if (wanted.test(type)) {
                return b.constant(values.value(type));
            }
        }
        return fallback(wanted);
    }

    private Var fallback(Predicate<Type> wanted) {
        for (ElementType element : ElementType.values()) {
            for (Type type : List.of(Type.scalar(element), Type.of(element, 2), Type.of(element, 2, 2))) {
                if (wanted.test(type)) {
                    return b.constant(values.value(type));
                }
            }
        }
        throw new AssertionError("nothing is wanted");
    }

    /// A value of exactly this type.
    private Var like(Type type) {
        List<Var> fitting = pool.stream().filter(v -> v.type().equals(type)).toList();
        return fitting.isEmpty() || choices.oneIn(6)
                ? b.constant(values.value(type))
                : late(fitting);
    }

    /// One of the values, rather one that was made last: little of what is made is then used by nothing.
    private Var late(List<Var> values) {
        int back = Math.min(choices.below(values.size()), choices.below(values.size()));
        return values.get(values.size() - 1 - back);
    }

    private List<Var> scoped(java.util.function.Supplier<List<Var>> body) {
        int size = pool.size();
        List<Var> results = body.get();
        pool.subList(size, pool.size()).clear();
        return results;
    }
}
