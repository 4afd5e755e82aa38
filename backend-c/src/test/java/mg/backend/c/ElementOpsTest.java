package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Options;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every operation of the table on every pair of edge values, against the table itself.
class ElementOpsTest {
    /// Rounded correctly or not at all; the others are library functions, within 4 ulp.
    private static final Set<ElementOp> EXACT = EnumSet.of(
            ElementOp.ADD, ElementOp.SUB, ElementOp.MUL, ElementOp.DIV, ElementOp.REM, ElementOp.MIN, ElementOp.MAX,
            ElementOp.NEG, ElementOp.ABS, ElementOp.SIGN, ElementOp.SQRT, ElementOp.RELU, ElementOp.FLOOR,
            ElementOp.CEIL, ElementOp.ROUND);

    private static final double[] REALS = {
        0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 3, -3, 1e-3, -7.25, 0.1, 0.7, 10, 29.75, -40.5, 170.25, 1e10,
        -1e10, Math.PI, 1.4616321449683622, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, 0x1p-1040, 0x1p-149,
        0x1p-140, 0x1p52 + 0.5, 0x1p53, 0x1p63, -0x1p63, 700, -800, 88.9, -88.9, Float.MAX_VALUE, Double.MAX_VALUE,
        -Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN,
    };
    private static final long[] WHOLES = {
        0, 1, -1, 2, -2, 3, 7, -7, 10, 1L << 31, -(1L << 31), (1L << 53) + 1, Long.MAX_VALUE, Long.MAX_VALUE - 1,
        Long.MIN_VALUE, Long.MIN_VALUE + 1,
    };

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void agreesWithTheTable(ElementType type) throws Exception {
        Tensor values = values(type);
        int n = values.type().size();
        var b = new KernelBuilder();
        Buffer xs = b.input("x", values.type());
        List<ElementOp> ops = new ArrayList<>();
        List<Buffer> results = new ArrayList<>();
        for (ElementOp op : ElementOp.values()) {
            if (takes(op, type)) {
                ops.add(op);
                results.add(b.output(op.toString(), Type.of(result(op, type), n, n)));
            }
        }
        b.loop(n, i -> b.loop(n, j -> {
            Scalar x = b.load(xs, i);
            Scalar y = b.load(xs, j);
            for (int k = 0; k < ops.size(); k++) {
                Scalar z = apply(b, ops.get(k), x, y);
                b.store(results.get(k), Index.ZERO.plus(i, n).plus(j, 1), z);
            }
        }));
        List<Tensor> found = Strict.run(b.finish("table"), values);
        for (int k = 0; k < ops.size(); k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    compare(ops.get(k), values, i, j, found.get(k), i * n + j);
                }
            }
        }
    }

    /// Either operand in lanes, the other one the same for all.
    @ParameterizedTest
    @EnumSource(ElementType.class)
    void agreesWithTheTableInLanes(ElementType type) throws Exception {
        Tensor values = values(type);
        int n = values.type().size();
        for (int lanes : new int[] {2, 8, 16}) {
            int m = (n + lanes - 1) / lanes * lanes;
            Tensor padded = values(type, m);
            var b = new KernelBuilder();
            Buffer xs = b.input("x", padded.type());
            List<ElementOp> ops = List.of(ElementOp.values()).stream().filter(op -> takes(op, type)).toList();
            List<Buffer> first = ops.stream().map(op -> b.output(op + "_first", Type.of(result(op, type), n, m)))
                    .toList();
            List<Buffer> second = ops.stream().map(op -> b.output(op + "_second", Type.of(result(op, type), n, m)))
                    .toList();
            b.loop(n, i -> b.loop(m / lanes, j -> {
                Scalar one = b.load(xs, i);
                Scalar many = b.load(xs, Index.ZERO.plus(j, lanes), 1, lanes);
                for (int k = 0; k < ops.size(); k++) {
                    Index at = Index.ZERO.plus(i, m).plus(j, lanes);
                    b.store(first.get(k), at, 1, wide(b, apply(b, ops.get(k), many, one), lanes), false);
                    b.store(second.get(k), at, 1, wide(b, apply(b, ops.get(k), one, many), lanes), false);
                }
            }));
            Kernel kernel = b.finish("lanes");
            Strict.checkLanes(kernel, lanes * (type == ElementType.F32 ? 4 : 8));
            List<Tensor> found = new CBackend().compile(kernel, Options.DEFAULT).call(List.of(padded));
            for (int k = 0; k < ops.size(); k++) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        compare(ops.get(k), values, j, i, found.get(k), i * m + j);
                        compare(ops.get(k), values, i, j, found.get(ops.size() + k), i * m + j);
                    }
                }
            }
        }
    }

    private static Scalar wide(KernelBuilder b, Scalar value, int lanes) {
        return value.isWide() ? value : b.wide(value.element(), lanes, new Value.Convert(value));
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void agreesWithTheTableOnLiterals(ElementType type) throws Exception {
        Tensor all = values(type);
        int[] some = type == ElementType.BOOL
                ? new int[] {0, 1}
                : new int[] {0, 1, 2, 3, 7, all.type().size() - 2, all.type().size() - 1};
        List<ElementOp> ops = List.of(ElementOp.values()).stream().filter(op -> takes(op, type)).toList();
        int n = some.length;
        var b = new KernelBuilder();
        List<Buffer> results = ops.stream().map(op -> b.output(op.toString(), Type.of(result(op, type), n, n)))
                .toList();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                Scalar x = b.literal(all.part(Type.scalar(type), some[i]));
                Scalar y = b.literal(all.part(Type.scalar(type), some[j]));
                for (int k = 0; k < ops.size(); k++) {
                    if (!divides(ops.get(k), all, some[j])) {
                        b.store(results.get(k), Index.ZERO.plus(i * n + j), apply(b, ops.get(k), x, y));
                    }
                }
            }
        }
        List<Tensor> found = Strict.run(b.finish("literals"));
        for (int k = 0; k < ops.size(); k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    compare(ops.get(k), all, some[i], some[j], found.get(k), i * n + j);
                }
            }
        }
    }

    private static Tensor values(ElementType type) {
        return values(type, switch (type) {
            case F64, F32 -> REALS.length;
            case I64 -> WHOLES.length;
            case BOOL -> 2;
        });
    }

    /// So many of the edge values, again and again.
    private static Tensor values(ElementType type, int size) {
        return switch (type) {
            case F64, F32 -> Tensor.reals(Type.of(type, size), k -> REALS[k % REALS.length]);
            case I64 -> Tensor.wholes(Type.of(type, size), k -> WHOLES[k % WHOLES.length]);
            case BOOL -> {
                var truths = new boolean[size];
                for (int k = 1; k < size; k += 2) {
                    truths[k] = true;
                }
                yield Tensor.view(Type.of(type, size), truths);
            }
        };
    }

    private static boolean takes(ElementOp op, ElementType type) {
        return switch (op.evaluation()) {
            case ElementOp.Arithmetic(_, var whole) -> type.isReal() || type == ElementType.I64 && whole != null;
            case ElementOp.Compare _ -> type.isNumeric() || op == ElementOp.EQ || op == ElementOp.NE;
            case ElementOp.Logic _ -> type == ElementType.BOOL;
            case ElementOp.Select _ -> true;
        };
    }

    private static ElementType result(ElementOp op, ElementType type) {
        return op.evaluation() instanceof ElementOp.Compare ? ElementType.BOOL : type;
    }

    /// The operation on as many of the two as it takes; `select` takes the first where the two differ. Integers are
    /// divided by 1 rather than by 0.
    private static Scalar apply(KernelBuilder b, ElementOp op, Scalar x, Scalar y) {
        if (op == ElementOp.SELECT) {
            return b.apply(op, b.apply(ElementOp.NE, x, y), x, y);
        }
        if (op.arity() == 1) {
            return b.apply(op, x);
        }
        if (x.element() == ElementType.I64 && (op == ElementOp.DIV || op == ElementOp.REM)) {
            Scalar zero = b.literal(Tensor.of(0L));
            return b.apply(op, x,
                    b.apply(ElementOp.SELECT, b.apply(ElementOp.EQ, y, zero), b.literal(Tensor.of(1L)), y));
        }
        return b.apply(op, x, y);
    }

    private static boolean divides(ElementOp op, Tensor values, int j) {
        return values.type().element() == ElementType.I64
                && (op == ElementOp.DIV || op == ElementOp.REM)
                && values.longs()[j] == 0;
    }

    private static void compare(ElementOp op, Tensor values, int i, int j, Tensor found, int at) {
        if (divides(op, values, j)) {
            return;
        }
        Tensor wanted = wanted(op, values, i, j);
        Tensor got = found.part(wanted.type(), at);
        String what = op + "(" + values.real(i) + ", " + values.real(j) + ") in " + values.type().element() + ": " + got
                + ", not " + wanted;
        boolean real = values.type().element().isReal() && op.evaluation() instanceof ElementOp.Arithmetic;
        if (!real || EXACT.contains(op)) {
            assertTrue(wanted.equals(got), what);
        } else {
            assertTrue(isClose(wanted, got), what);
        }
    }

    private static boolean isClose(Tensor wanted, Tensor got) {
        double w = wanted.real(0);
        double g = got.real(0);
        if (w != w || Double.isInfinite(w)) {
            return Double.compare(w, g) == 0;
        }
        double ulp = wanted.type().element() == ElementType.F32 ? Math.ulp((float) w) : Math.ulp(w);
        return Math.abs(w - g) <= 4 * ulp && (w != 0 || Double.compare(w, g) == 0);
    }

    private static Tensor wanted(ElementOp op, Tensor values, int i, int j) {
        ElementType type = values.type().element();
        return switch (op.evaluation()) {
            case ElementOp.Arithmetic(var real, var whole) -> type.isReal()
                    ? Tensor.scalar(type, real.at().applyAsDouble(values.real(i), values.real(j)))
                    : Tensor.of(whole.at().applyAsLong(values.longs()[i], values.longs()[j]));
            case ElementOp.Compare(var real, var whole) -> Tensor.of(switch (type) {
                case F64, F32 -> real.test(values.real(i), values.real(j));
                case I64 -> whole.test(values.longs()[i], values.longs()[j]);
                case BOOL -> whole.test(values.whole(i), values.whole(j));
            });
            case ElementOp.Logic(_, var test) -> Tensor.of(test.test(values.booleans()[i], values.booleans()[j]));
            case ElementOp.Select _ -> {
                boolean differ = type == ElementType.I64
                        ? values.longs()[i] != values.longs()[j]
                        : values.real(i) != values.real(j);
                yield values.part(Type.scalar(type), differ ? i : j);
            }
        };
    }
}
