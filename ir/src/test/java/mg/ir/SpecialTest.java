package mg.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SpecialTest {
    /// `special.txt` has 25 digits of each value, computed with mpmath: dense samples, neighbours of poles and of the
    /// places where one approximation takes over from another, tiny and huge arguments.
    @TestFactory
    Stream<DynamicTest> isWithinFourUlp() throws IOException {
        String text = new String(SpecialTest.class.getResourceAsStream("special.txt").readAllBytes(),
                StandardCharsets.UTF_8);
        return text.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" "))
                .map(part -> DynamicTest.dynamicTest(part[0] + " " + part[1], () ->
                        assertNear(new BigDecimal(part[2]),
                                named(part[0]).applyAsDouble(Double.parseDouble(part[1])))));
    }

    private static void assertNear(BigDecimal expected, double actual) {
        double nearest = expected.doubleValue();
        if (actual == nearest) {
            return;
        }
        BigDecimal error = new BigDecimal(actual).subtract(expected).abs();
        double ulps = error.divide(new BigDecimal(Math.ulp(nearest)), MathContext.DECIMAL64).doubleValue();
        assertTrue(ulps <= 4, actual + " is " + ulps + " ulp from " + expected);
    }

    private static DoubleUnaryOperator named(String function) {
        return switch (function) {
            case "erf" -> Special::erf;
            case "lgamma" -> Special::lgamma;
            case "digamma" -> Special::digamma;
            case "polygamma1", "polygamma2", "polygamma3", "polygamma7", "polygamma60" ->
                x -> Special.polygamma(Integer.parseInt(function.substring(9)), x);
            default -> throw new AssertionError(function);
        };
    }

    @Test
    void agreesWithCommonsMath() {
        for (double x = 0.01; x < 40; x += 0.037) {
            assertEquals(Erf.erf(x), Special.erf(x), 1e-13);
            assertEquals(-Erf.erf(x), Special.erf(-x), 1e-13);
            assertEquals(Gamma.logGamma(x), Special.lgamma(x), 1e-13 * (1 + Math.abs(Special.lgamma(x))));
            assertEquals(Gamma.digamma(x), Special.digamma(x), 1e-8 * (1 + Math.abs(Special.digamma(x))));
        }
    }

    @Test
    void edges() {
        double inf = Double.POSITIVE_INFINITY;
        assertEquals(1.0, Special.erf(inf));
        assertEquals(-1.0, Special.erf(-inf));
        assertEquals(-0.0, Special.erf(-0.0));
        assertEquals(Double.NaN, Special.erf(Double.NaN));
        assertEquals(inf, Special.lgamma(0.0));
        assertEquals(inf, Special.lgamma(-3));
        assertEquals(inf, Special.lgamma(inf));
        assertEquals(inf, Special.lgamma(-inf));
        assertEquals(0.0, Special.lgamma(1));
        assertEquals(0.0, Special.lgamma(2));
        assertEquals(Double.NaN, Special.lgamma(Double.NaN));
        assertEquals(-inf, Special.digamma(0.0));
        assertEquals(inf, Special.digamma(-0.0));
        assertEquals(Double.NaN, Special.digamma(-4));
        assertEquals(Double.NaN, Special.digamma(-inf));
        assertEquals(inf, Special.digamma(inf));
        assertEquals(Double.NaN, Special.digamma(Double.NaN));
        assertEquals(inf, Special.polygamma(1, -0.0));
        assertEquals(-inf, Special.polygamma(2, 0.0));
        assertEquals(inf, Special.polygamma(2, -1e-200));
        assertEquals(inf, Special.polygamma(3, -2));
        assertEquals(Double.NaN, Special.polygamma(2, -2));
        assertEquals(0.0, Special.polygamma(1, inf));
        assertEquals(-0.0, Special.polygamma(2, inf));
        assertEquals(1e-300, Special.polygamma(1, 1e300));
        assertEquals(Special.digamma(0.3), Special.polygamma(0, 0.3));
        for (double order : new double[] {-1, 0.5, 1001, inf, Double.NaN}) {
            assertEquals(Double.NaN, Special.polygamma(order, 1.5));
        }
        assertEquals(1.0, Special.pow(1, Double.NaN));
        assertEquals(1.0, Special.pow(Double.NaN, 0));
        assertEquals(1.0, Special.pow(-1, -inf));
        assertEquals(0.0, Special.sigmoid(-inf));
        assertEquals(1.0, Special.sigmoid(inf));
    }

    @Test
    void sigmoidOfVeryNegativeNumbersIsNotZero() {
        assertEquals(Math.exp(-720), Special.sigmoid(-720));
    }
}
