package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Scalar;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The functions that bytecode does itself in all lanes at once, everywhere within 4 ulp of numbers of 50 digits.
class WideFunctionsTest {
    private static final MathContext DIGITS = new MathContext(50);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.TWO;
    private static final List<ElementOp> OPS = List.of(ElementOp.EXP, ElementOp.SIGMOID, ElementOp.TANH);

    private final Random random = new Random(11);

    @ParameterizedTest
    @CsvSource({"F64,2,512", "F64,4,256", "F64,8,512", "F32,2,256", "F32,4,512", "F32,8,256", "F32,16,512"})
    void areWithinFourUlps(ElementType element, int lanes, int bits) {
        double[] x = everywhere(element);
        List<Tensor> found = inLanes(element, x, lanes, bits);
        for (int k = 0; k < x.length; k++) {
            BigDecimal e = exp(x[k]);
            check(element, "exp", x[k], e, found.get(0).real(k));
            check(element, "sigmoid", x[k], e.divide(ONE.add(e), DIGITS), found.get(1).real(k));
            check(element, "tanh", x[k], tanh(x[k], e), found.get(2).real(k));
        }
    }

    /// Where nothing is to be rounded.
    @ParameterizedTest
    @CsvSource({"F64,2,512", "F64,4,256", "F64,8,512", "F32,2,256", "F32,8,256", "F32,16,512"})
    void areExactAtTheEdges(ElementType element, int lanes, int bits) {
        double inf = Double.POSITIVE_INFINITY;
        double least = element == ElementType.F64 ? Double.MIN_VALUE : Float.MIN_VALUE;
        double most = element == ElementType.F64 ? Double.MAX_VALUE : Float.MAX_VALUE;
        double[] x = {0.0, -0.0, inf, -inf, Double.NaN, least, -least, 800, -800, most, -most, 0, 0, 0, 0, 0};
        List<Tensor> found = inLanes(element, x, lanes, bits);
        double[][] wanted = {
            {1, 1, inf, 0, Double.NaN, 1, 1, inf, 0, inf, 0},
            {0.5, 0.5, 1, 0, Double.NaN, 0.5, 0.5, 1, 0, 1, 0},
            {0.0, -0.0, 1, -1, Double.NaN, least, -least, 1, -1, 1, -1}};
        for (int k = 0; k < OPS.size(); k++) {
            for (int j = 0; j < wanted[k].length; j++) {
                assertEquals(wanted[k][j], found.get(k).real(j), OPS.get(k) + " of " + x[j]);
            }
        }
    }

    /// Numbers of every size, those near where n changes, and those whose results are subnormal.
    private double[] everywhere(ElementType element) {
        boolean real = element == ElementType.F64;
        double most = real ? 746 : 104;
        var all = new ArrayList<Double>();
        for (int exponent = real ? -1074 : -149; exponent <= (real ? 9 : 6); exponent++) {
            for (int k = 0; k < (exponent < -60 ? 1 : 10); k++) {
                all.add(Math.scalb(1 + random.nextDouble(), exponent));
            }
        }
        for (int n = 1; n * Math.log(2) / 2 < most; n++) {
            all.add((n + (real ? 1e-9 : 1e-3) * random.nextGaussian()) * Math.log(2) / 2);
        }
        for (double x = 0.95 * most; x <= most; x += 0.125) {
            all.add(x + random.nextDouble() / 8);
        }
        all.removeIf(x -> x > most);
        all.addAll(all.stream().map(x -> -x).toList());
        while (all.size() % 16 != 0) {
            all.add(1.0);
        }
        return all.stream().mapToDouble(x -> real ? x : (double) (float) (double) x).toArray();
    }

    private static List<Tensor> inLanes(ElementType element, double[] x, int lanes, int bits) {
        var kernels = new Kernels();
        Type type = Type.of(element, x.length);
        Buffer in = kernels.input("x", type);
        List<Buffer> out = OPS.stream().map(op -> kernels.output(op.toString(), type)).toList();
        kernels.loop(x.length / lanes, i -> {
            Scalar width = kernels.literal((long) lanes);
            Scalar at = kernels.apply(ElementOp.MUL, i, width);
            Scalar v = kernels.load(Kernels.lanes(in, at, 1), lanes);
            IntStream.range(0, OPS.size()).forEach(k ->
                    kernels.store(Kernels.lanes(out.get(k), at, 1), kernels.apply(OPS.get(k), v)));
        });
        return JvmBackend.compile(kernels.finish("functions"), bits).call(List.of(Tensor.reals(type, k -> x[k])));
    }

    private static void check(ElementType element, String function, double x, BigDecimal wanted, double got) {
        double near = element == ElementType.F64 ? wanted.doubleValue() : wanted.floatValue();
        if (Double.isInfinite(near)) {
            assertEquals(near, got, function + "(" + x + ")");
            return;
        }
        double ulp = element == ElementType.F64 ? Math.ulp(near) : Math.ulp((float) near);
        BigDecimal error = new BigDecimal(got).subtract(wanted).abs().divide(new BigDecimal(ulp), DIGITS);
        assertTrue(error.compareTo(BigDecimal.valueOf(4)) <= 0,
                () -> function + "(" + x + ") = " + got + " is " + error.round(new MathContext(4)) + " ulp from "
                + near);
    }

    /// Taylor's series of x divided by a power of two, squared that often.
    private static BigDecimal exp(double x) {
        int squarings = Math.max(0, Math.getExponent(x) + 16);
        BigDecimal small = new BigDecimal(Math.scalb(x, -squarings)).round(DIGITS);
        BigDecimal sum = ONE;
        for (int k = 11; k > 0; k--) {
            sum = ONE.add(sum.multiply(small).divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
        }
        for (int k = 0; k < squarings; k++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    private static BigDecimal tanh(double x, BigDecimal e) {
        if (Math.abs(x) < 0x1p-30) {
            BigDecimal v = new BigDecimal(x);
            return v.subtract(v.pow(3, DIGITS).divide(BigDecimal.valueOf(3), DIGITS));
        }
        BigDecimal square = e.multiply(e);
        return ONE.subtract(TWO.divide(square.add(ONE), DIGITS));
    }
}
