package mg.backend.jvm;

import java.util.List;
import java.util.Random;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Random statements with wide scalars, among those of [RandomKernels]. Products are read twice, so that none is fused.
final class RandomWide {
    /// Those that are exact, and those that vectors cannot do.
    private static final List<ElementOp> OPERATIONS = List.of(
            ElementOp.ADD, ElementOp.SUB, ElementOp.MUL, ElementOp.DIV, ElementOp.REM, ElementOp.MIN, ElementOp.MAX,
            ElementOp.NEG, ElementOp.ABS, ElementOp.SIGN, ElementOp.SQRT, ElementOp.RELU, ElementOp.FLOOR,
            ElementOp.CEIL, ElementOp.ROUND, ElementOp.ERF, ElementOp.LT, ElementOp.LE, ElementOp.EQ, ElementOp.NE,
            ElementOp.AND, ElementOp.OR, ElementOp.NOT, ElementOp.SELECT);

    private final Random random;
    private final RandomKernels all;
    private final Kernels kernels;
    private final int lanes;
    private final int size;

    RandomWide(Random random, RandomKernels all, Kernels kernels, int lanes, int size) {
        this.random = random;
        this.all = all;
        this.kernels = kernels;
        this.lanes = lanes;
        this.size = size;
    }

    /// One of each type.
    void begin() {
        for (ElementType element : ElementType.values()) {
            all.visible.add(kernels.define(element, lanes, new Value.Literal(Tensor.scalar(element, 1))));
        }
    }

    void statement() {
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> operation();
            case 3, 4 -> {
                Buffer from = all.buffer(false);
                all.visible.add(kernels.load(address(from), lanes));
            }
            case 5, 6 -> {
                Buffer to = all.buffer(true);
                boolean add = to.element() != ElementType.BOOL && random.nextBoolean();
                boolean one = add && random.nextInt(3) == 0;
                Address at = one ? all.address(to) : address(to);
                kernels.body.add(new Statement.Store(at, some(to.element(), at.step() != 0 || one), add));
            }
            case 7 -> {
                ElementType element = all.type();
                Scalar fresh = kernels.define(
                        element, lanes, new Value.Literal(Tensor.scalar(element, random.nextInt(3))));
                all.visible.add(fresh);
                all.mutable.add(fresh);
            }
            case 8, 9, 10 -> change();
            case 11 -> {
                Index index = Index.ZERO.plus(random.nextInt(5) - 2)
                        .plus(all.any(ElementType.I64, random.nextBoolean()), 3);
                all.visible.add(kernels.define(
                        ElementType.I64, lanes,
                        new Value.Affine(index.plus(all.any(ElementType.I64), -1), random.nextInt(5) - 2)));
            }
            case 12 -> {
                ElementType to = ElementType.values()[random.nextInt(3)];
                all.visible.add(kernels.convert(to, all.any(all.type(), true)));
            }
            case 13 -> kernels.check(position(), size);
            default -> throw new AssertionError();
        }
    }

    /// A scalar that may be wide.
    private Scalar some(ElementType element, boolean always) {
        return all.any(element, always || random.nextInt(4) > 0);
    }

    private void operation() {
        ElementOp op = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        ElementType any = all.type();
        ElementType element = switch (op.evaluation()) {
            case ElementOp.Arithmetic arithmetic -> {
                boolean whole = arithmetic.whole() != null && op != ElementOp.DIV && op != ElementOp.REM;
                yield any.isReal() || any == ElementType.I64 && whole ? any : ElementType.F64;
            }
            case ElementOp.Compare _ -> op == ElementOp.EQ || op == ElementOp.NE || any != ElementType.BOOL
                    ? any
                    : ElementType.F32;
            case ElementOp.Logic _ -> ElementType.BOOL;
            case ElementOp.Select _ -> any;
        };
        Scalar result = op == ElementOp.SELECT
                ? kernels.apply(op, all.any(ElementType.BOOL, true), some(element, false), some(element, false))
                : op.arity() == 1
                        ? kernels.apply(op, all.any(element, true))
                        : random.nextBoolean()
                                ? kernels.apply(op, all.any(element, true), some(element, false))
                                : kernels.apply(op, some(element, false), all.any(element, true));
        all.visible.add(result);
        if (op == ElementOp.MUL) {
            kernels.define(element, lanes, new Value.Apply(ElementOp.NEG, List.of(result)));
        }
    }

    private void change() {
        Scalar target = all.mutable.isEmpty()
                ? all.any(ElementType.F64)
                : all.mutable.get(random.nextInt(all.mutable.size()));
        if (all.mutable.contains(target)) {
            all.change(target, all.any(target.element(), !target.isWide() || random.nextInt(4) > 0));
        }
    }

    /// Lanes in range: side by side, apart, or anywhere. Some scalar of the statement is wide.
    private Address address(Buffer buffer) {
        return switch (random.nextInt(4)) {
            case 0 -> new Address(buffer, Index.ZERO.plus(random.nextInt(size - lanes)), 1);
            case 1 -> new Address(buffer, Index.ZERO.plus(random.nextInt(size - 3 * lanes)), 3);
            case 2 -> new Address(buffer, Index.ZERO.plus(lanes + random.nextInt(5)), -1);
            default -> new Address(buffer, Index.of(position()));
        };
    }

    /// Wide integers from 0 up to the size of a buffer.
    private Scalar position() {
        Scalar low = kernels.apply(ElementOp.MAX, all.any(ElementType.I64, true), kernels.literal(0L));
        return kernels.apply(ElementOp.MIN, low, kernels.literal(size - 1L));
    }
}
