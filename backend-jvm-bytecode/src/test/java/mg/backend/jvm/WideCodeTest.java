package mg.backend.jvm;

import static mg.backend.jvm.Kernels.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.testing.LoopInterpreter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wide scalars of every number of lanes, in vectors of every length, against the interpreter.
class WideCodeTest {
    private static final int[] BITS = {128, 256, 512};
    private static final int[] LANES = {2, 4, 8, 16};
    private static final int SIZE = 100;

    @BeforeAll
    static void thisProcessHasVectors() {
        assertTrue(VectorModule.bits() >= 128, "the build starts tests with the Vector API");
    }

    /// What the Vector API may take from a library of its own, within 4 ulp.
    private static final Set<ElementOp> LIBRARY = EnumSet.of(
            ElementOp.POW, ElementOp.ATAN2, ElementOp.HYPOT, ElementOp.CBRT, ElementOp.EXP, ElementOp.EXPM1,
            ElementOp.LOG, ElementOp.LOG1P, ElementOp.SIN, ElementOp.COS, ElementOp.TAN, ElementOp.ASIN, ElementOp.ACOS,
            ElementOp.ATAN, ElementOp.SINH, ElementOp.COSH, ElementOp.TANH, ElementOp.SIGMOID);

    static Stream<Arguments> operations() {
        var all = new ArrayList<Arguments>();
        for (ElementOp op : ElementOp.values()) {
            for (ElementType type : ElementType.values()) {
                try {
                    op.resultType(operands(op, type).stream().map(Type::scalar).toList());
                } catch (IllegalArgumentException e) {
                    continue;
                }
                all.add(Arguments.of(op, type));
            }
        }
        return all.stream();
    }

    private static List<ElementType> operands(ElementOp op, ElementType type) {
        return op == ElementOp.SELECT ? List.of(ElementType.BOOL, type, type) : Collections.nCopies(op.arity(), type);
    }

    /// Each operand also as one value for all lanes.
    @ParameterizedTest
    @MethodSource("operations")
    void operationsAreThoseOfTheTable(ElementOp op, ElementType type) {
        List<ElementType> operands = operands(op, type);
        Type result = op.resultType(operands.stream().map(Type::scalar).toList());
        Tensor values = EdgeValues.of(type);
        int n = values.type().size();
        int rows = op.arity() == 2 ? n : 1;
        for (int lanes : LANES) {
            for (int uniform = 0; uniform <= operands.size(); uniform++) {
                var kernels = new Kernels();
                int only = uniform - 1;
                List<Buffer> inputs = operands.stream().map(e -> kernels.input("x", EdgeValues.of(e).type())).toList();
                Buffer output = kernels.output("y", Type.of(result.element(), rows * n));
                kernels.loop(rows, i -> kernels.loop(n / lanes, j -> {
                    Scalar[] x = new Scalar[inputs.size()];
                    for (int k = 0; k < x.length; k++) {
                        Buffer input = inputs.get(k);
                        boolean inner = k == x.length - 1;
                        Address one = input.element() == ElementType.BOOL && type != ElementType.BOOL
                                ? at(input, 1)
                                : at(input, i);
                        x[k] = k == only || !inner && only != -1
                                ? kernels.load(one)
                                : kernels.load(new Address(input, Index.ZERO.plus(j, lanes), 1), lanes);
                        if (!inner && only == -1 && input.element() != ElementType.BOOL) {
                            x[k] = kernels.define(input.element(), lanes, new Value.Load(one));
                        }
                    }
                    if (type == ElementType.I64 && (op == ElementOp.DIV || op == ElementOp.REM)) {
                        Scalar zero = kernels.apply(ElementOp.EQ, x[1], kernels.literal(0L));
                        x[1] = kernels.apply(ElementOp.SELECT, zero, kernels.literal(1L), x[1]);
                    }
                    Scalar y = kernels.define(result.element(), lanes, new Value.Apply(op, List.of(x)));
                    kernels.store(new Address(output, Index.ZERO.plus(i, n).plus(j, lanes), 1), y);
                }));
                Object[] in = operands.stream().map(e -> EdgeValues.of(e).data()).toArray();
                compare(kernels.finish("f"), LIBRARY.contains(op) ? 4 : 0, in);
            }
        }
    }

    static Stream<Arguments> conversions() {
        return Stream.of(ElementType.values()).flatMap(from -> Stream.of(ElementType.values())
                .filter(to -> to != ElementType.BOOL || from == to)
                .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void conversionsAreCasts(ElementType from, ElementType to) {
        Tensor values = EdgeValues.of(from);
        for (int lanes : LANES) {
            var kernels = new Kernels();
            Buffer input = kernels.input("x", values.type());
            int n = values.type().size() / lanes;
            Buffer output = kernels.output("y", Type.of(to, n * lanes));
            kernels.loop(n, i -> {
                Scalar x = kernels.load(new Address(input, Index.ZERO.plus(i, lanes), 1), lanes);
                kernels.store(new Address(output, Index.ZERO.plus(i, lanes), 1), kernels.convert(to, x));
            });
            compare(kernels.finish("f"), values.data());
        }
    }

    private record Place(Kernels kernels, ElementType element, int lanes, Buffer x, Buffer y, Scalar i, Scalar index) {
        Scalar loaded() {
            return kernels.load(new Address(x, Index.of(i), 1), lanes);
        }

        Address to(long step) {
            return new Address(y, Index.of(i), step);
        }
    }

    private static void everywhere(List<ElementType> elements, Consumer<Place> body) {
        for (ElementType element : elements) {
            for (int lanes : LANES) {
                var kernels = new Kernels();
                Buffer x = kernels.input("x", Type.of(element, SIZE));
                Buffer n = kernels.input("n", Type.of(ElementType.I64, SIZE));
                Buffer y = kernels.output("y", Type.of(element, SIZE));
                Scalar start = kernels.define(element, new Value.Literal(Tensor.scalar(element, 1)));
                kernels.body.add(new Statement.Fill(at(y, 0), SIZE, start));
                kernels.loop(6, i -> {
                    Scalar index = kernels.load(new Address(n, Index.ZERO.plus(i, 3).plus(1), 1), lanes);
                    body.accept(new Place(kernels, element, lanes, x, y, i, index));
                });
                Tensor values = element == ElementType.BOOL
                        ? Tensor.wholes(Type.of(ElementType.I64, SIZE), k -> k * k % 7 % 2).cast(ElementType.F64)
                        : Tensor.reals(Type.of(ElementType.F64, SIZE), k -> k * k % 17 - 8);
                Object data = element == ElementType.BOOL ? truths(values) : values.cast(element).data();
                compare(kernels.finish("f"), data,
                        Tensor.wholes(Type.of(ElementType.I64, SIZE), k -> k * k * 5 % 13).data());
            }
        }
    }

    private static boolean[] truths(Tensor values) {
        var truths = new boolean[values.type().size()];
        for (int k = 0; k < truths.length; k++) {
            truths[k] = values.doubles()[k] != 0;
        }
        return truths;
    }

    private static final List<ElementType> ALL = List.of(ElementType.values());
    private static final List<ElementType> NUMBERS = List.of(ElementType.F64, ElementType.F32, ElementType.I64);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, -1, -2, -3})
    void loadsTakeTheElementsOfTheirLanes(long step) {
        everywhere(ALL, p -> {
            Index from = Index.of(p.i()).plus(step < 0 ? -15 * step : 0);
            p.kernels().store(p.to(1), p.kernels().load(new Address(p.x(), from, step), p.lanes()));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, -1})
    void gathersTakeTheElementsAtWidePositions(long step) {
        everywhere(ALL, p -> {
            Index from = Index.of(p.i()).plus(p.index(), 2).plus(16);
            p.kernels().store(p.to(1), p.kernels().load(new Address(p.x(), from, step), p.lanes()));
        });
    }

    /// More than are loaded together, between stores to one of the buffers and changes of the position.
    @Test
    void membersOfRecordsAreThoseOfTheirTime() {
        everywhere(NUMBERS, p -> {
            Kernels kernels = p.kernels();
            Scalar at = kernels.define(ElementType.I64, p.lanes(), new Value.Affine(Index.of(p.index()), 0));
            Scalar later = kernels.define(ElementType.I64, p.lanes(), new Value.Affine(Index.of(p.index()).plus(7), 0));
            Index from = Index.of(p.i()).plus(at, 1);
            for (int k = 0; k < 40; k++) {
                Scalar x = kernels.load(new Address(p.x(), from.plus(k * 7 % 20)), p.lanes());
                kernels.store(new Address(p.y(), Index.of(p.i()).plus(k), 1), x);
                if (k % 5 == 4) {
                    Scalar y = kernels.load(new Address(p.y(), from.plus(k)), p.lanes());
                    kernels.store(new Address(p.y(), Index.of(p.i()).plus(k), 1), kernels.apply(ElementOp.ADD, x, y));
                }
                if (k == 24 || k == 33) {
                    kernels.assign(at, later);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, -1, -2, -3})
    void storesPutLanesWhereTheyBelong(long step) {
        everywhere(ALL, p -> {
            Index to = Index.of(p.i()).plus(step < 0 ? -16 * step : 0);
            p.kernels().store(new Address(p.y(), to, step), p.loaded());
        });
        everywhere(NUMBERS, p -> {
            Index to = Index.of(p.i()).plus(step < 0 ? -16 * step : 0);
            p.kernels().add(new Address(p.y(), to, step), p.loaded());
            Scalar two = p.kernels().define(p.element(), new Value.Literal(Tensor.scalar(p.element(), 2)));
            p.kernels().add(new Address(p.y(), to, step), p.kernels().apply(ElementOp.MUL, p.loaded(), two));
        });
    }

    /// As many columns as rows are apart, one more, and one of them twice; more than are stored together.
    @ParameterizedTest
    @ValueSource(longs = {5, -5, 21, -37})
    void columnsSideBySideAreStoredWhereTheyBelong(long step) {
        for (ElementType element : NUMBERS) {
            for (int lanes : LANES) {
                for (long columns : new long[] {2, Math.abs(step), Math.abs(step) + 1}) {
                    var kernels = new Kernels();
                    int size = 3 * 16 * 37;
                    Buffer x = kernels.input("x", Type.of(element, size));
                    Buffer y = kernels.output("y", Type.of(element, size));
                    Scalar start = kernels.define(element, new Value.Literal(Tensor.scalar(element, 1)));
                    kernels.body.add(new Statement.Fill(at(y, 0), size, start));
                    kernels.loop(3, i -> {
                        Index to = Index.of(i).plus(step < 0 ? -15 * step : 0);
                        var stored = new ArrayList<Scalar>();
                        for (long k = 0; k < columns; k++) {
                            stored.add(k == 1 ? stored.getFirst()
                                    : kernels.load(new Address(x, Index.ZERO.plus(i, 7).plus(k * lanes), 1), lanes));
                        }
                        for (int k = 0; k < columns; k++) {
                            kernels.store(new Address(y, to.plus(k), step), stored.get(k));
                        }
                    });
                    compare(kernels.finish("f"),
                            Tensor.reals(Type.of(ElementType.F64, size), k -> k).cast(element).data());
                }
            }
        }
    }

    /// Several lanes have the same position.
    @Test
    void scattersKeepTheOrderOfLanes() {
        everywhere(ALL, p -> p.kernels().store(new Address(p.y(), Index.of(p.index()).plus(p.i(), 2)), p.loaded()));
        everywhere(NUMBERS, p -> {
            p.kernels().add(new Address(p.y(), Index.ZERO.plus(p.index(), 2).plus(3), 1), p.loaded());
            p.kernels().add(new Address(p.y(), Index.of(p.index())), p.kernels().load(at(p.x(), p.i())));
        });
    }

    @Test
    void oneElementGetsTheSumOfAllLanes() {
        everywhere(NUMBERS, p -> p.kernels().add(at(p.y(), p.i()), p.loaded()));
    }

    @Test
    void accumulationsCombineLaneByLaneOrAllLanes() {
        for (Kind kind : List.of(Kind.SUM, Kind.PROD, Kind.MAX, Kind.MIN, Kind.ANY, Kind.ALL)) {
            boolean truth = kind == Kind.ANY || kind == Kind.ALL;
            everywhere(truth ? List.of(ElementType.BOOL) : NUMBERS, p -> {
                Kernels kernels = p.kernels();
                Value one = new Value.Literal(Tensor.scalar(p.element(), 1));
                Scalar wide = kernels.define(p.element(), p.lanes(), one);
                Scalar narrow = kernels.define(p.element(), one);
                Scalar assigned = kernels.define(p.element(), p.lanes(), one);
                kernels.loop(3, j -> {
                    Scalar x = kernels.load(new Address(p.x(), Index.of(p.i()).plus(j, 2), 1), p.lanes());
                    kernels.accumulate(wide, kind, x);
                    kernels.accumulate(narrow, kind, x);
                    kernels.accumulate(wide, kind, kernels.load(at(p.x(), j)));
                    kernels.assign(assigned, x);
                });
                kernels.store(p.to(1), wide);
                kernels.store(at(p.y(), p.i()), narrow);
                kernels.store(new Address(p.y(), Index.of(p.i()).plus(20), 1), assigned);
                kernels.assign(assigned, narrow);
                kernels.store(new Address(p.y(), Index.of(p.i()).plus(40), 1), assigned);
            });
        }
    }

    @Test
    void integersOfLanesAreAffine() {
        everywhere(List.of(ElementType.I64), p -> {
            Index index = Index.ZERO.plus(p.i(), 3).plus(-7).plus(p.index(), 5);
            Scalar sum = p.kernels().define(ElementType.I64, p.lanes(), new Value.Affine(index, -(1L << 40)));
            Scalar one = p.kernels().define(ElementType.I64, p.lanes(), new Value.Affine(Index.ZERO.plus(p.i(), 3), 1));
            p.kernels().store(p.to(1), p.kernels().apply(ElementOp.ADD, sum, one));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void productsThatAreReadOnceAreAddedUnrounded(boolean inMemory) {
        assertEquals(0x1p-60, squareLessItsRounding(inMemory, false, false));
        assertEquals(0, squareLessItsRounding(inMemory, true, false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void productsAreRoundedWhereResultsAreToBeReproducible(boolean inMemory) {
        assertEquals(0, squareLessItsRounding(inMemory, false, true));
    }

    /// 1 + ε squared is not a double: less what it is rounded to, zero or not tells whether it was rounded.
    private static double squareLessItsRounding(boolean inMemory, boolean twice, boolean reproducible) {
        double x = 1 + 0x1p-30;
        var kernels = new Kernels();
        Buffer in = kernels.input("x", Type.of(ElementType.F64, 8));
        Buffer y = kernels.output("y", Type.of(ElementType.F64, 8));
        Scalar total = kernels.define(ElementType.F64, 8, new Value.Literal(Tensor.of(-x * x)));
        Scalar a = kernels.load(new Address(in, Index.ZERO, 1), 8);
        Scalar product = kernels.apply(ElementOp.MUL, a, a);
        if (inMemory) {
            kernels.store(new Address(y, Index.ZERO, 1), total);
            kernels.add(new Address(y, Index.ZERO, 1), product);
        } else {
            kernels.accumulate(total, Kind.SUM, product);
        }
        if (twice) {
            kernels.accumulate(total, Kind.MAX, product);
            kernels.accumulate(total, Kind.SUM, kernels.apply(ElementOp.NEG, product));
        }
        if (!inMemory) {
            kernels.store(new Address(y, Index.ZERO, 1), total);
        }
        var out = new double[8];
        JvmBackend.compile(kernels.finish("f"), 512, reproducible)
                .run(new Object[] {Tensor.reals(Type.of(ElementType.F64, 8), _ -> x).doubles()}, new Object[] {out});
        return out[7];
    }

    @Test
    void aFactorThatChangesBeforeTheSumIsTakenAsItWas() {
        everywhere(NUMBERS, p -> {
            Kernels kernels = p.kernels();
            Value one = new Value.Literal(Tensor.scalar(p.element(), 2));
            Scalar factor = kernels.define(p.element(), p.lanes(), one);
            Scalar total = kernels.define(p.element(), p.lanes(), one);
            Scalar product = kernels.apply(ElementOp.MUL, factor, p.loaded());
            kernels.accumulate(factor, Kind.SUM, factor);
            kernels.accumulate(total, Kind.SUM, product);
            kernels.store(p.to(1), total);
        });
        everywhere(NUMBERS, p -> {
            Kernels kernels = p.kernels();
            Scalar factor = kernels.define(p.element(), p.lanes(), new Value.Literal(Tensor.scalar(p.element(), 2)));
            Scalar product = kernels.apply(ElementOp.MUL, factor, p.loaded());
            kernels.accumulate(factor, Kind.SUM, factor);
            kernels.store(p.to(1), factor);
            kernels.add(p.to(1), product);
        });
    }

    @Test
    void checksNameTheFirstLaneThatIsWrong() {
        for (int lanes : LANES) {
            for (long[] wrong : new long[][] {{lanes - 1, 9}, {0, -1}, {lanes / 2, Long.MIN_VALUE}}) {
                var kernels = new Kernels();
                Buffer n = kernels.input("n", Type.of(ElementType.I64, 16));
                kernels.check(kernels.load(new Address(n, Index.ZERO, 1), lanes), 9);
                kernels.store(at(kernels.output("y", Type.F64), 0), kernels.literal(1.0));
                Kernel kernel = kernels.finish("f");
                long[] in = new long[16];
                compare(kernel, in);
                in[(int) wrong[0]] = wrong[1];
                in[lanes - 1] = in[lanes - 1] == 0 ? 10 : in[lanes - 1];
                Object[] out = {new double[1]};
                Trap expected = assertThrows(Trap.class, () -> LoopInterpreter.run(kernel, new Object[] {in}, out));
                for (int bits : BITS) {
                    Trap actual = assertThrows(
                            Trap.class, () -> JvmBackend.compile(kernel, bits).run(new Object[] {in}, out));
                    assertEquals(expected.getMessage(), actual.getMessage());
                }
            }
        }
    }

    @Test
    void wideScalarsNeedVectors() {
        var kernels = new Kernels();
        Scalar wide = kernels.define(ElementType.F64, 4, new Value.Literal(Tensor.of(1.0)));
        kernels.store(new Address(kernels.output("y", Type.of(ElementType.F64, 4)), Index.ZERO, 1), wide);
        Kernel kernel = kernels.finish("f");
        assertThrows(IllegalArgumentException.class, () -> JvmBackend.compile(kernel, 0));
    }

    /// Short methods, so that wide scalars cross from one to another.
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void randomKernelsComputeTheSameHoweverTheyAreSplit(int lanes) {
        for (long seed = 0; seed < 8; seed++) {
            Kernel kernel = RandomKernels.wide(seed, 150, 3, lanes);
            assertTrue(LoopsPrinter.print(kernel).contains("x" + lanes));
            Object[] in = SplittingTest.values(kernel, seed);
            Object[] expected = LoopInterpreter.arrays(kernel.function().resultTypes());
            LoopInterpreter.run(kernel, in, expected);
            for (int bits : BITS) {
                for (int longest : new int[] {1500, 8000}) {
                    Object[] actual = LoopInterpreter.arrays(kernel.function().resultTypes());
                    HiddenClasses.define(kernel, longest, bits, true).run(in, actual);
                    assertEquals(LoopInterpreter.bits(expected), LoopInterpreter.bits(actual),
                            () -> bits + " bits, " + longest + " bytes of " + LoopsPrinter.print(kernel));
                }
            }
        }
    }

    private static void compare(Kernel kernel, Object... in) {
        compare(kernel, 0, in);
    }

    private static void compare(Kernel kernel, int ulps, Object... in) {
        List<Type> types = kernel.function().resultTypes();
        Object[] expected = LoopInterpreter.arrays(types);
        LoopInterpreter.run(kernel, in, expected);
        for (int bits : BITS) {
            Object[] actual = LoopInterpreter.arrays(types);
            JvmBackend.compile(kernel, bits).run(in, actual);
            approach(expected, actual, ulps);
            assertEquals(LoopInterpreter.bits(expected), LoopInterpreter.bits(actual),
                    () -> bits + " bits of " + LoopsPrinter.print(kernel));
        }
    }

    /// Puts what was expected in place of what is as near as it has to be.
    private static void approach(Object[] expected, Object[] actual, int ulps) {
        for (int k = 0; k < expected.length; k++) {
            if (expected[k] instanceof double[] e && actual[k] instanceof double[] a) {
                for (int i = 0; i < e.length; i++) {
                    a[i] = Math.abs(a[i] - e[i]) <= ulps * Math.ulp(e[i]) && a[i] != 0 ? e[i] : a[i];
                }
            } else if (expected[k] instanceof float[] e && actual[k] instanceof float[] a) {
                for (int i = 0; i < e.length; i++) {
                    a[i] = Math.abs(a[i] - e[i]) <= ulps * Math.ulp(e[i]) && a[i] != 0 ? e[i] : a[i];
                }
            }
        }
    }
}
