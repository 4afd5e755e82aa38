package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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
import mg.loops.LoopsPrinter;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.passes.loops.VectorLoops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Loops with vectors of every width against the interpreter: at every number of iterations around whole vectors.
class VectorCodeTest {
    private static final List<ElementType> REALS = List.of(ElementType.F64, ElementType.F32);
    private static final int[] COUNTS = {4, 7, 8, 17, 20, 33, 50, 67, 130};
    private static final int SIZE = 131;
    private static final double[] EDGES = {
        0, -0.0, 1, -1, 2.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-310, 1e300, 4, -7
    };

    @Test
    void thisProcessHasVectors() {
        assertTrue(VectorModule.bits() >= 128, "the build starts tests with the Vector API");
    }

    @ParameterizedTest
    @EnumSource(names = {
        "ADD", "SUB", "MUL", "DIV", "MIN", "MAX", "NEG", "ABS", "SQRT", "RELU", "LT", "LE", "EQ", "NE", "SELECT", "AND",
        "OR", "NOT"
    })
    void elementsAreThoseOfTheOperation(ElementOp op) {
        for (ElementType element : REALS) {
            for (int count : COUNTS) {
                check(element, count, Optional.empty(), EDGES, (kernels, at) -> {
                    Buffer x = at.x();
                    Scalar a = kernels.load(Kernels.at(x, at.index()));
                    Scalar b = kernels.load(new Address(x, Index.ZERO.plus(at.index(), 1).plus(1)));
                    Scalar smaller = kernels.apply(ElementOp.LT, a, b);
                    Scalar value = switch (op) {
                        case NEG, ABS, SQRT, RELU -> kernels.apply(op, a);
                        case LT, LE, EQ, NE -> kernels.apply(ElementOp.SELECT, kernels.apply(op, a, b), a, b);
                        case SELECT -> kernels.apply(op, smaller, b, a);
                        case NOT -> kernels.apply(ElementOp.SELECT, kernels.apply(op, smaller), a, b);
                        case AND, OR -> kernels.apply(
                                ElementOp.SELECT, kernels.apply(op, smaller, at.truth()), a, at.uniform());
                        default -> kernels.apply(op, a, b);
                    };
                    kernels.store(Kernels.at(at.y(), at.index()), value);
                    kernels.add(new Address(at.z(), Index.ZERO.plus(at.index(), 1).plus(1)), at.uniform());
                });
            }
        }
    }

    /// The numbers are whole, so that every order gives the same sum.
    @ParameterizedTest
    @EnumSource(names = {"SUM", "PROD", "MAX", "MIN"})
    void combinationsAreThoseOfAllIterations(Kind kind) {
        double[] numbers = kind == Kind.PROD ? new double[] {1, -1, 2, 0.5, 1} : new double[] {3, 1, -4, 7, 9, 2, 6, -5};
        for (double[] values : List.of(numbers, new double[] {1, Double.NaN, 2, 3, 4})) {
            for (ElementType element : REALS) {
                for (int count : COUNTS) {
                    check(element, count, Optional.empty(), values, sums(kind));
                }
                for (long bound : new long[] {Long.MIN_VALUE, 0, 1, 7, 33, 66, 67}) {
                    check(element, 67, Optional.of(bound), values, sums(kind));
                }
            }
        }
    }

    private static BiConsumer<Kernels, At> sums(Kind kind) {
        return (kernels, at) -> {
            Scalar a = kernels.load(Kernels.at(at.x(), at.index()));
            kernels.accumulate(at.first(), kind, a);
            kernels.accumulate(at.second(), kind, kernels.apply(ElementOp.MUL, a, at.uniform()));
            kernels.store(Kernels.at(at.y(), at.index()), a);
        };
    }

    private record At(
            Scalar index, Buffer x, Buffer y, Buffer z, Scalar uniform, Scalar truth, Scalar first, Scalar second) {}

    private static void check(
            ElementType element, int count, Optional<Long> bound, double[] values, BiConsumer<Kernels, At> body) {
        for (boolean down : new boolean[] {false, true}) {
            var kernels = new Kernels();
            Type type = Type.of(element, SIZE);
            Buffer x = kernels.input("x", type);
            Scalar limit = kernels.scalarInput("n", ElementType.I64);
            Buffer y = kernels.output("y", type);
            Buffer sums = kernels.output("sums", Type.of(element, 2));
            Buffer z = kernels.local(element, SIZE);
            Scalar one = kernels.define(element, new Value.Literal(Tensor.scalar(element, 1)));
            Scalar truth = kernels.apply(ElementOp.LT, limit, kernels.literal(9L));
            Scalar first = kernels.define(element, new Value.Literal(Tensor.scalar(element, 2)));
            Scalar second = kernels.define(element, new Value.Literal(Tensor.scalar(element, 3)));
            kernels.body.add(new Statement.Fill(Kernels.at(z, 0), SIZE, one));
            kernels.body.add(new Statement.Fill(Kernels.at(y, 0), SIZE, one));
            kernels.loop(count, bound.map(_ -> limit), down, index ->
                    body.accept(kernels, new At(index, x, y, z, one, truth, first, second)));
            kernels.body.add(new Statement.Copy(Kernels.at(y, 0), Kernels.at(z, 0), SIZE, true));
            kernels.store(Kernels.at(sums, 0), first);
            kernels.store(Kernels.at(sums, 1), second);
            Kernel kernel = VectorLoops.run(kernels.finish("f"));
            assertTrue(LoopsPrinter.print(kernel).contains("vector"), () -> LoopsPrinter.print(kernel));
            compare(kernel, new Object[] {
                Tensor.reals(type, k -> values[k % values.length]).data(), new long[] {bound.orElse((long) count)}
            });
        }
    }

    private static void compare(Kernel kernel, Object[] in) {
        List<Type> types = kernel.function().resultTypes();
        Object[] expected = LoopInterpreter.arrays(types);
        LoopInterpreter.run(kernel, in, expected);
        for (int bits : new int[] {0, 128, 256, 512}) {
            Object[] actual = LoopInterpreter.arrays(types);
            JvmBackend.compile(kernel, bits).run(in, actual);
            assertEquals(LoopInterpreter.bits(expected), LoopInterpreter.bits(actual), () ->
                    bits + " bits of " + LoopsPrinter.print(kernel) + IntStream.range(0, in.length).mapToObj(k ->
                            String.valueOf(in[k])).toList());
        }
    }
}
