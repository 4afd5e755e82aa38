package mg.backend.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
import mg.testing.Choices;

/// Kernels of random loops that load, store and add at strides of one to eight, side by side, repeatedly, at places
/// that other iterations use, at positions of their own or of inner loops, of several arrays, behind conditions or not:
/// what a compiler makes groups of.
final class StridedKernels {
    private static final int SIZE = 400;
    private static final int LOOPS = 8;
    private static final int STATEMENTS = 7;
    private static final int LONGEST = 33;

    private final KernelBuilder b = new KernelBuilder();
    private final List<Buffer> given = new ArrayList<>();
    private final List<Buffer> results = new ArrayList<>();
    private final ElementType element;
    private Choices choices;
    private List<Scalar> known = new ArrayList<>();
    private int stride;

    /// A variable of a loop around.
    private record Variable(Scalar index, int count) {}

    private StridedKernels(Choices choices) {
        this.choices = choices;
        element = List.of(ElementType.F64, ElementType.F32, ElementType.I64).get(choices.below(3));
        Type type = Type.of(element, SIZE);
        List.of("x", "y").forEach(name -> given.add(b.input(name, type)));
        List.of("s", "t").forEach(name -> results.add(b.output(name, type)));
    }

    /// One of so many choices.
    static Kernel of(Choices choices) {
        return new StridedKernels(choices).kernel();
    }

    /// Small numbers for its arguments.
    static List<Tensor> arguments(Kernel kernel) {
        return IntStream.range(0, 2).mapToObj(k -> kernel.function().argumentTypes().get(k))
                .map(t -> t.isReal()
                        ? Tensor.reals(t, k -> Math.floorMod(k * 37L, 17) / 4.0 - 2)
                        : Tensor.wholes(t, k -> Math.floorMod(k * 37L, 17) - 8))
                .toList();
    }

    private Kernel kernel() {
        for (int k = 0; k < 2; k++) {
            b.add(new Statement.Copy(
                    new Address(results.get(k), Index.ZERO), new Address(given.get(k), Index.ZERO), SIZE, false));
        }
        Choices all = choices;
        for (int k = 0; k < LOOPS; k++) {
            choices = all.part(LOOPS - k);
            if (!choices.isEmpty()) {
                nest();
            }
        }
        return b.finish("f");
    }

    private void nest() {
        int kind = choices.below(3);
        stride = 2 + choices.below(kind == 1 ? 7 : 3);
        loop(List.of(), 2 + choices.below(LONGEST), loops -> {
            switch (kind) {
                case 0 -> additions(loops);
                case 1 -> choosing(loops);
                default -> {
                    stride = 1 + choices.below(8);
                    statements(loops, 1 + choices.below(STATEMENTS));
                }
            }
        });
    }

    /// Additions to the same few elements again and again, after one to an element that the next iteration adds to.
    private void additions(List<Variable> loops) {
        Buffer to = one(results);
        Index at = Index.ZERO.plus(loops.getFirst().index(), stride);
        int between = 1 + choices.below(stride - 1);
        int count = 4 + choices.below(3);
        for (int k = 0; k < count; k++) {
            int place = k == 0 ? stride : switch (choices.below(8)) {
                case 4, 5, 6 -> stride + between;
                case 7 -> choices.below(2 * stride);
                default -> 0;
            };
            Scalar value = b.load(one(given), at.plus(choices.below(2 * stride)));
            b.add(new Statement.Store(new Address(to, at.plus(place)), value, true));
        }
    }

    /// A row of elements, each loaded if a condition of its own holds.
    private void choosing(List<Variable> loops) {
        Buffer to = one(results);
        Index row = Index.ZERO.plus(loops.getFirst().index(), stride);
        if (choices.oneIn(2)) {
            b.loop(stride, j -> chosen(to, row.plus(j, 1)));
        } else {
            IntStream.range(0, stride).forEach(j -> chosen(to, row.plus(j)));
        }
    }

    private void chosen(Buffer to, Index at) {
        Scalar zero = b.define(element, new Value.Literal(Tensor.of(0.0).cast(element)));
        Scalar chosen = b.define(element, new Value.Literal(Tensor.of(0.0).cast(element)));
        Scalar condition = b.apply(ElementOp.LT, zero, b.load(given.getFirst(), at));
        b.ifElse(condition, () -> b.add(new Statement.Assign(chosen, b.load(given.getLast(), at))), () -> {});
        b.store(to, at, chosen);
    }

    private void loop(List<Variable> around, int count, Consumer<List<Variable>> body) {
        List<Scalar> outside = known;
        b.loop(count, Optional.empty(), choices.oneIn(6), index -> {
            known = new ArrayList<>(outside);
            var inside = new ArrayList<>(around);
            inside.add(new Variable(index, count));
            body.accept(inside);
        });
        known = outside;
    }

    private void statements(List<Variable> loops, int count) {
        for (int k = 0; k < count; k++) {
            statement(loops, true);
        }
    }

    private void statement(List<Variable> loops, boolean nests) {
        int kind = choices.below(16);
        switch (kind < 14 || nests && (kind == 15 || loops.size() < 3) ? kind : 0) {
            case 9, 10 -> b.store(one(results), position(loops, 1), value(loops));
            case 11 -> known.add(value(loops));
            case 12 -> b.add(new Statement.Fill(
                    new Address(one(results), position(loops, stride)), 1 + choices.below(stride), value(loops)));
            case 13 -> b.add(new Statement.Copy(new Address(one(results), position(loops, stride)),
                    new Address(one(given), position(loops, stride)), 1 + choices.below(stride), choices.oneIn(2)));
            case 14 -> loop(loops, 2 + choices.below(4), inside -> statements(inside, 1 + choices.below(3)));
            case 15 -> branch(loops);
            default -> b.add(new Statement.Store(new Address(one(results), position(loops, 1)), value(loops), true));
        }
    }

    /// What is done behind a condition, or a number that is chosen there.
    private void branch(List<Variable> loops) {
        Scalar condition = b.apply(ElementOp.LT, load(loops), load(loops));
        List<Scalar> before = known;
        if (choices.oneIn(2)) {
            Scalar chosen = b.define(element, new Value.Literal(Tensor.of(0.0).cast(element)));
            b.ifElse(condition, () -> b.add(new Statement.Assign(chosen, load(loops))), () -> {});
            b.store(one(results), position(loops, 1), chosen);
        } else {
            b.ifElse(condition, () -> in(before, () -> statement(loops, false)),
                    choices.oneIn(2) ? () -> in(before, () -> statement(loops, false)) : () -> {});
        }
        known = before;
    }

    private void in(List<Scalar> before, Runnable body) {
        known = new ArrayList<>(before);
        body.run();
    }

    private Scalar value(List<Variable> loops) {
        Scalar x = load(loops);
        return switch (choices.below(10)) {
            case 4 -> b.apply(ElementOp.ADD, x, load(loops));
            case 5 -> b.apply(ElementOp.SUB, x, load(loops));
            case 6 -> b.apply(choices.oneIn(2) ? ElementOp.MAX : ElementOp.MIN, x, load(loops));
            case 7 -> b.apply(ElementOp.SELECT, b.apply(ElementOp.LT, load(loops), x), load(loops), x);
            case 8 -> known.isEmpty() ? x : one(known);
            case 9 -> total(loops);
            default -> x;
        };
    }

    /// A sum of numbers that are given: without rounding.
    private Scalar total(List<Variable> loops) {
        Scalar sum = b.define(element, new Value.Literal(Tensor.of(0.0).cast(element)));
        int count = 2 + choices.below(4);
        b.loop(count, index -> {
            var inside = new ArrayList<>(loops);
            inside.add(new Variable(index, count));
            b.accumulate(sum, Kind.SUM, b.load(one(given), position(inside, 1)));
        });
        return sum;
    }

    private Scalar load(List<Variable> loops) {
        return b.load(one(choices.oneIn(4) ? results : given), position(loops, 1));
    }

    /// A position with so many elements from it on.
    private Index position(List<Variable> loops, int elements) {
        Index at = Index.ZERO.plus(loops.getFirst().index(), choices.oneIn(12) ? 1 + choices.below(8) : stride);
        if (loops.size() > 1 && choices.below(3) > 0) {
            at = at.plus(loops.getLast().index(), choices.oneIn(3) ? stride : 1);
        }
        at = at.plus(switch (choices.below(6)) {
            case 1, 2 -> stride;
            case 3 -> stride + 1;
            case 4, 5 -> choices.below(2 * stride);
            default -> 0;
        });
        if (choices.oneIn(8)) {
            long less = choices.below(2 * stride);
            return Index.of(b.define(ElementType.I64, new Value.Affine(at.plus(-less)))).plus(less);
        }
        if (choices.oneIn(16)) {
            return at.times(-1).plus(SIZE - elements);
        }
        return at;
    }

    private <T> T one(List<T> list) {
        return list.get(Math.min(choices.below(list.size() + 1), list.size() - 1));
    }
}
