package mg.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every operation at the values where implementations differ.
class ElementEdgeTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;
    /// The arguments of [#UNARY].
    private static final double[] EDGES = {0.0, -0.0, 1, Double.MIN_VALUE, 1e308, INF, -INF, NAN};
    private static final double TINY = Double.MIN_VALUE;

    private static double[] unary(ElementOp op) {
        return switch (op) {
            case NEG -> new double[] {-0.0, 0.0, -1, -TINY, -1e308, -INF, INF, NAN};
            case ABS -> new double[] {0, 0, 1, TINY, 1e308, INF, INF, NAN};
            case SIGN -> new double[] {0, -0.0, 1, 1, 1, 1, -1, NAN};
            case SQRT -> new double[] {0, -0.0, 1, 0x1p-537, 1e154, INF, NAN, NAN};
            case CBRT -> new double[] {0, -0.0, 1, 0x1p-358, Math.cbrt(1e308), INF, -INF, NAN};
            case EXP -> new double[] {1, 1, Math.E, 1, INF, INF, 0, NAN};
            case EXPM1 -> new double[] {0, -0.0, Math.expm1(1), TINY, INF, INF, -1, NAN};
            case LOG -> new double[] {-INF, -INF, 0, -744.4400719213812, Math.log(1e308), INF, NAN, NAN};
            case LOG1P -> new double[] {0, -0.0, Math.log(2), TINY, Math.log(1e308), INF, NAN, NAN};
            case SIN -> new double[] {0, -0.0, Math.sin(1), TINY, Math.sin(1e308), NAN, NAN, NAN};
            case COS -> new double[] {1, 1, Math.cos(1), 1, Math.cos(1e308), NAN, NAN, NAN};
            case TAN -> new double[] {0, -0.0, Math.tan(1), TINY, Math.tan(1e308), NAN, NAN, NAN};
            case ASIN -> new double[] {0, -0.0, Math.PI / 2, TINY, NAN, NAN, NAN, NAN};
            case ACOS -> new double[] {Math.PI / 2, Math.PI / 2, 0, Math.PI / 2, NAN, NAN, NAN, NAN};
            case ATAN -> new double[] {0, -0.0, Math.PI / 4, TINY, Math.PI / 2, Math.PI / 2, -Math.PI / 2, NAN};
            case SINH -> new double[] {0, -0.0, Math.sinh(1), TINY, INF, INF, -INF, NAN};
            case COSH -> new double[] {1, 1, Math.cosh(1), 1, INF, INF, INF, NAN};
            case TANH -> new double[] {0, -0.0, Math.tanh(1), TINY, 1, 1, -1, NAN};
            case SIGMOID -> new double[] {0.5, 0.5, 0.7310585786300049, 0.5, 1, 1, 0, NAN};
            case ERF -> new double[] {0, -0.0, 0.8427007929497149, TINY, 1, 1, -1, NAN};
            case LGAMMA -> new double[] {INF, INF, 0, 744.4400719213812, INF, INF, INF, NAN};
            case DIGAMMA -> new double[] {-INF, INF, -0.5772156649015329, -INF, Math.log(1e308), INF, NAN, NAN};
            case RELU -> new double[] {0, -0.0, 1, TINY, 1e308, INF, 0, NAN};
            case FLOOR -> new double[] {0, -0.0, 1, 0, 1e308, INF, -INF, NAN};
            case CEIL -> new double[] {0, -0.0, 1, 1, 1e308, INF, -INF, NAN};
            case ROUND -> new double[] {0, -0.0, 1, 0, 1e308, INF, -INF, NAN};
            case ADD, SUB, MUL, DIV, REM, POW, POLYGAMMA, MIN, MAX, ATAN2, HYPOT, LT, LE, EQ, NE, AND, OR, NOT,
                    SELECT ->
                new double[0];
        };
    }

    @TestFactory
    Stream<DynamicTest> unaryOperations() {
        return Arrays.stream(ElementOp.values())
                .filter(op -> op.evaluation() instanceof ElementOp.Arithmetic && op.arity() == 1)
                .map(op -> DynamicTest.dynamicTest(op.toString(), () -> {
                    double[] expected = unary(op);
                    for (int k = 0; k < EDGES.length; k++) {
                        double actual = run(op, Tensor.of(EDGES[k])).real(0);
                        boolean near = Math.abs(actual - expected[k]) <= 4 * Math.ulp(expected[k]);
                        boolean same = Double.compare(expected[k], actual) == 0;
                        assertTrue(same || near && expected[k] != 0, op + "(" + EDGES[k] + ") = " + actual);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> binaryOperations() {
        return Stream.of(
                binary(ElementOp.ADD, INF, -INF, NAN), binary(ElementOp.ADD, -0.0, 0.0, 0.0),
                binary(ElementOp.ADD, -0.0, -0.0, -0.0), binary(ElementOp.SUB, 1e308, -1e308, INF),
                binary(ElementOp.MUL, INF, 0, NAN), binary(ElementOp.MUL, -1, 0, -0.0),
                binary(ElementOp.MUL, TINY, 0.5, 0), binary(ElementOp.DIV, 1, -0.0, -INF),
                binary(ElementOp.DIV, 0, 0, NAN), binary(ElementOp.DIV, INF, INF, NAN),
                binary(ElementOp.REM, 5.5, -2, 1.5), binary(ElementOp.REM, -5.5, 2, -1.5),
                binary(ElementOp.REM, -4, 2, -0.0), binary(ElementOp.REM, 1, 0, NAN),
                binary(ElementOp.REM, 1, INF, 1), binary(ElementOp.REM, INF, 1, NAN),
                binary(ElementOp.POW, 0, 0, 1), binary(ElementOp.POW, NAN, 0, 1), binary(ElementOp.POW, NAN, -0.0, 1),
                binary(ElementOp.POW, 1, NAN, 1), binary(ElementOp.POW, -1, INF, 1), binary(ElementOp.POW, -1, -INF, 1),
                binary(ElementOp.POW, -8, 1.0 / 3, NAN), binary(ElementOp.POW, -0.0, -1, -INF),
                binary(ElementOp.POW, -INF, 0x1p52 - 1, -INF), binary(ElementOp.POW, -0.0, 0x1p52 - 2, 0),
                binary(ElementOp.POW, -0.0, 0x1p51 + 1, -0.0), binary(ElementOp.POW, -2, 3, -8),
                binary(ElementOp.POW, 0.5, INF, 0), binary(ElementOp.POW, NAN, 1, NAN),
                binary(ElementOp.MIN, NAN, 1, NAN), binary(ElementOp.MIN, 1, NAN, NAN),
                binary(ElementOp.MIN, 0.0, -0.0, -0.0), binary(ElementOp.MIN, -0.0, 0.0, 0.0),
                binary(ElementOp.MIN, -INF, INF, -INF), binary(ElementOp.MAX, NAN, 1, NAN),
                binary(ElementOp.MAX, 1, NAN, NAN), binary(ElementOp.MAX, 0.0, -0.0, -0.0),
                binary(ElementOp.MAX, -0.0, 0.0, 0.0), binary(ElementOp.MAX, 1e308, INF, INF),
                binary(ElementOp.ATAN2, 0.0, -0.0, Math.PI), binary(ElementOp.ATAN2, -0.0, 1, -0.0),
                binary(ElementOp.ATAN2, INF, INF, Math.PI / 4), binary(ElementOp.ATAN2, NAN, 1, NAN),
                binary(ElementOp.HYPOT, 3e300, 4e300, 5e300), binary(ElementOp.HYPOT, NAN, INF, INF),
                        binary(ElementOp.HYPOT, -0.0, 0, 0.0), binary(ElementOp.HYPOT, NAN, 1, NAN));
    }

    private static DynamicTest binary(ElementOp op, double x, double y, double expected) {
        return DynamicTest.dynamicTest(op + " " + x + ", " + y, () ->
                assertEquals(Tensor.of(expected), run(op, Tensor.of(x), Tensor.of(y))));
    }

    @Test
    void comparisonsWithNanAreFalseButForNe() {
        for (ElementOp op : List.of(ElementOp.LT, ElementOp.LE, ElementOp.EQ, ElementOp.NE)) {
            assertEquals(Tensor.of(op == ElementOp.NE), run(op, Tensor.of(NAN), Tensor.of(NAN)));
            assertEquals(Tensor.of(op == ElementOp.NE), run(op, Tensor.of(NAN), Tensor.of(1.0)));
        }
        assertEquals(Tensor.of(true), run(ElementOp.EQ, Tensor.of(0.0), Tensor.of(-0.0)));
        assertEquals(Tensor.of(true), run(ElementOp.LE, Tensor.of(0.0), Tensor.of(-0.0)));
    }

    @Test
    void integersWrapAndTruncate() {
        long min = Long.MIN_VALUE;
        assertEquals(Tensor.of(min), run(ElementOp.ADD, Tensor.of(Long.MAX_VALUE), Tensor.of(1L)));
        assertEquals(Tensor.of(min), run(ElementOp.NEG, Tensor.of(min)));
        assertEquals(Tensor.of(min), run(ElementOp.ABS, Tensor.of(min)));
        assertEquals(Tensor.of(min), run(ElementOp.DIV, Tensor.of(min), Tensor.of(-1L)));
        assertEquals(Tensor.of(0L), run(ElementOp.REM, Tensor.of(min), Tensor.of(-1L)));
        assertEquals(Tensor.of(-3L), run(ElementOp.DIV, Tensor.of(-7L), Tensor.of(2L)));
        assertEquals(Tensor.of(-1L), run(ElementOp.REM, Tensor.of(-7L), Tensor.of(2L)));
        assertEquals(Tensor.of(-1L), run(ElementOp.SIGN, Tensor.of(-9L)));
        assertEquals(Tensor.of(0L), run(ElementOp.MUL, Tensor.of(1L << 32), Tensor.of(1L << 32)));
        // As doubles the two would be equal.
        assertEquals(Tensor.of(true), run(ElementOp.LT, Tensor.of((1L << 53)), Tensor.of((1L << 53) + 1)));
    }

    @Test
    void f32IsRoundedAfterEachOperation() {
        Tensor third = Tensor.scalar(ElementType.F32, 1.0 / 3);
        assertEquals((float) (1.0 / 3) * (float) (1.0 / 3), run(ElementOp.MUL, third, third).floats()[0]);
        assertEquals((float) Math.exp((float) (1.0 / 3)), run(ElementOp.EXP, third).floats()[0]);
        Tensor large = Tensor.scalar(ElementType.F32, 3e38);
        assertEquals(Float.POSITIVE_INFINITY, run(ElementOp.ADD, large, large).floats()[0]);
    }

    @Test
    void castsSaturateAndRoundOnce() {
        assertEquals(Tensor.of(Long.MAX_VALUE), Tensor.of(1e300).cast(ElementType.I64));
        assertEquals(Tensor.of(0L), Tensor.of(NAN).cast(ElementType.I64));
        assertEquals(Tensor.of(-2L), Tensor.of(-2.9).cast(ElementType.I64));
        assertEquals(Tensor.of(1L), Tensor.of(true).cast(ElementType.I64));
        // 2^60 + 2^36 + 1 is just above the middle between two floats; as a double it is the middle, which rounds down.
        long above = (1L << 60) + (1L << 36) + 1;
        assertEquals((float) above, Tensor.of(above).cast(ElementType.F32).floats()[0]);
        assertTrue((float) above != (float) (double) above);
    }

    @Test
    void everyUnaryOperationIsInTheTable() {
        for (ElementOp op : ElementOp.values()) {
            boolean real = op.evaluation() instanceof ElementOp.Arithmetic && op.arity() == 1;
            assertEquals(real ? EDGES.length : 0, unary(op).length, op.toString());
        }
    }

    private static Tensor run(ElementOp op, Tensor... x) {
        var b = new Builder();
        List<Var> operands = Arrays.stream(x).map(t -> b.argument("x", t.type())).toList();
        Var y = b.emit(new Operation.Element(op), operands);
        Program program = Program.of(b.finish("f", List.of("result"), List.of(y)));
        return Interpreter.call(program, "f", List.of(x)).getFirst();
    }
}
