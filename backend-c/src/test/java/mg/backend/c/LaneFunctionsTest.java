package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The functions that are done in all lanes at once, everywhere within 4 ulp of numbers of 60 digits.
class LaneFunctionsTest {
    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal ONE = BigDecimal.ONE;

    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void areWithinFourUlps(int lanes) throws Exception {
        double[] x = everywhere();
        List<Tensor> found = inLanes(x, lanes);
        for (int k = 0; k < x.length; k++) {
            BigDecimal e = exp(x[k]);
            check("exp", x[k], e, found.get(0).real(k));
            check("sigmoid", x[k], e.divide(ONE.add(e), DIGITS), found.get(1).real(k));
            check("tanh", x[k], tanh(x[k], e), found.get(2).real(k));
        }
    }

    /// Where nothing is to be rounded.
    @Test
    void areExactAtTheEdges() throws Exception {
        double inf = Double.POSITIVE_INFINITY;
        double least = Double.MIN_VALUE;
        double[] x = {0.0, -0.0, inf, -inf, Double.NaN, least, -least, 800};
        List<Tensor> found = inLanes(x, 8);
        double[][] wanted = {
            {1, 1, inf, 0, Double.NaN, 1, 1, inf},
            {0.5, 0.5, 1, 0, Double.NaN, 0.5, 0.5, 1},
            {0.0, -0.0, 1, -1, Double.NaN, least, -least, 1}};
        for (int k = 0; k < 3; k++) {
            for (int j = 0; j < x.length; j++) {
                assertEquals(wanted[k][j], found.get(k).real(j), "result " + k + " at " + x[j]);
            }
        }
    }

    /// Numbers of every size, and those near where the functions change how they are formed.
    private double[] everywhere() {
        var all = new ArrayList<Double>();
        for (int exponent = -1074; exponent <= 9; exponent++) {
            for (int k = 0; k < (exponent < -60 ? 1 : 20); k++) {
                all.add(Math.scalb(1 + random.nextDouble(), exponent));
            }
        }
        for (int n = 1; n <= 2152; n++) {
            all.add((n + 1e-9 * random.nextGaussian()) * Math.log(2) / 2);
        }
        for (double x = 708; x <= 746; x += 0.125) {
            all.add(x + random.nextDouble() / 8);
        }
        all.removeIf(x -> x > 746);
        all.addAll(all.stream().map(x -> -x).toList());
        while (all.size() % 8 != 0) {
            all.add(1.0);
        }
        return all.stream().mapToDouble(x -> x).toArray();
    }

    private static List<Tensor> inLanes(double[] x, int lanes) throws Exception {
        var b = new KernelBuilder();
        Buffer in = b.input("x", Type.of(ElementType.F64, x.length));
        List<ElementOp> ops = List.of(ElementOp.EXP, ElementOp.SIGMOID, ElementOp.TANH);
        List<Buffer> out = ops.stream().map(op -> b.output(op.toString(), in(x))).toList();
        b.loop(x.length / lanes, i -> {
            Index at = Index.ZERO.plus(i, lanes);
            Scalar v = b.load(in, at, 1, lanes);
            for (int k = 0; k < ops.size(); k++) {
                b.store(out.get(k), at, 1, b.apply(ops.get(k), v), false);
            }
        });
        return Strict.run(b.finish("functions"), Tensor.of(x));
    }

    private static Type in(double[] x) {
        return Type.of(ElementType.F64, x.length);
    }

    private static void check(String function, double x, BigDecimal wanted, double got) {
        double near = wanted.doubleValue();
        if (Double.isInfinite(near)) {
            assertEquals(near, got, function + "(" + x + ")");
        } else {
            BigDecimal error = new BigDecimal(got).subtract(wanted).abs()
                    .divide(new BigDecimal(Math.ulp(near)), DIGITS);
            assertTrue(error.compareTo(BigDecimal.valueOf(4)) <= 0,
                    () -> function + "(" + x + ") = " + got + " is " + error.round(new MathContext(4)) + " ulp from "
                    + near);
        }
    }

    /// Taylor's series, after as many halvings as make it short.
    private static BigDecimal exp(double x) {
        int halvings = Math.max(0, Math.getExponent(x) + 20);
        BigDecimal small = new BigDecimal(Math.scalb(x, -halvings)).round(DIGITS);
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int k = 1; k <= 10; k++) {
            term = term.multiply(small).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int k = 0; k < halvings; k++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    private static BigDecimal tanh(double x, BigDecimal e) {
        if (Math.abs(x) < 0x1p-40) {
            BigDecimal v = new BigDecimal(x);
            return v.subtract(v.pow(3, DIGITS).divide(BigDecimal.valueOf(3), DIGITS));
        }
        BigDecimal square = e.multiply(e);
        return square.subtract(ONE).divide(square.add(ONE), DIGITS);
    }
}
