package mg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CheckTest extends CommandLineTest {
    @Test
    void rightDerivativesAgree() {
        String f = file("f.mg", "param w: real[3] = uniform(-1, 1)\nfn f(x: real[3], k: int) = exp(w * x) * x[k]\n");
        assertEquals(0, run("check", f, "x=[0.5, -2, 1]", "k=1"), out() + err());
        assertEquals(4, out().lines().filter(l -> l.contains(": agrees (")).count(), out());
        assertEquals(0, run("check", f, "--dtype", "f32", "--json"), out() + err());
        assertTrue(json().get("agrees").getAsBoolean());
    }

    /// A difference of six millionths steps across this.
    @Test
    void kinksThatADifferenceStepsAcrossAreNoDisagreement() {
        String f = file("f.mg", "fn f(x: real, y: real) = abs(x - 1) * y + sin(x)\n");
        for (int k = 0; k <= 40; k++) {
            assertEquals(0, run("check", f, "x=" + (1 + (k - 20) * 4e-7), "y=3", "--backend", "jvm"), out() + err());
            assertTrue(out().startsWith("gradient against finite differences: agrees (5 compared); worst at "), out());
        }
    }

    @Test
    void wrongDerivativesNextToKinksDisagree() {
        String f = file("f.mg", "fn f(x: real, y: real) = abs(x - 1) * y + x * stop_gradient(x)\n");
        for (int k = 1; k <= 20; k++) {
            assertEquals(1, run("check", f, "x=" + (1 + k * 4e-7), "y=0.1", "--backend", "jvm"), out() + err());
        }
    }

    @Test
    void kinksNearerThanAnyStepAreNotCompared() {
        String f = file("f.mg",
                "fn f[n](x: real[n]) = min(min(if i == j { 9 } else { abs(x[i] - x[j]) } for j) for i)\n");
        for (int seed = 1; seed <= 4; seed++) {
            assertEquals(0, run("check", f, "--dtype", "f32", "--seed", "" + seed, "--backend", "jvm", "--size",
                    "n=65"), out() + err());
        }
        assertEquals(0, run("check", f, "--dtype", "f32", "--seed", "2", "--backend", "jvm", "--size", "n=200"),
                out() + err());
        assertTrue(out().contains(" not: a kink is nearer than any step); worst at "), out());
        assertEquals(0, run("check", f, "--dtype", "f32", "--seed", "2", "--backend", "jvm", "--size", "n=200",
                "--json"), out() + err());
        assertTrue(json().getAsJsonObject("checks").getAsJsonObject("gradient against finite differences")
                .get("kinks").getAsInt() > 0, out());
    }

    @Test
    void wrongDerivativeIsNamedWithBothValuesAndTheStep() {
        String f = file("f.mg", "fn f(x: real[2], y: real) = y + x[0] + x[1] * stop_gradient(x[1])\n");
        assertEquals(1, run("check", f, "x=[1, 3]", "y=1"), out() + err());
        String worst = out().lines().findFirst().orElseThrow();
        assertTrue(worst.matches("gradient against finite differences: DISAGREES \\(6 compared\\); worst at "
                + "(x\\[1\\]: 3\\.0 and (6\\.0|5\\.99)\\d*|random direction \\d: \\S+ and \\S+), step \\S+"), worst);
        assertEquals(1, run("check", f, "x=[1, 3]", "y=1", "--wrt", "x", "--json"));
        assertFalse(json().getAsJsonObject("checks").getAsJsonObject("gradient against finite differences")
                .get("agrees").getAsBoolean());
        assertTrue(json().getAsJsonObject("checks").getAsJsonObject("forward against reverse mode")
                .get("agrees").getAsBoolean());
    }

    @Test
    void slopesAtAKinkAreRightBetweenItsSides() {
        String f = file("f.mg", "fn f(x: real[3]) = sum(relu(x)) + abs(x[0])\n");
        assertEquals(0, run("check", f, "x=[0, 1, -1]"), out() + err());
    }

    @Test
    void singleNumbersOnTheWayAreNoMoreExactThanThat() {
        String f = file("f.mg", "fn f(x: real[2]) = sum(f64(f32(x)) * x)\n");
        assertEquals(0, run("check", f, "x=[1, 2]"), out() + err());
        String g = file("g.mg", "fn single(x) = f64(f32(x))\npullback single(x, ct) = 1.01 * ct\n"
                + "fn f(x: real[2]) = sum(single(x) * x)\n");
        assertEquals(1, run("check", g + ":f", "x=[1, 2]"), out() + err());
    }

    @Test
    void whatRoundingLeavesOfACancellationIsNoDisagreement() {
        String f = file("f.mg", "fn f(x: real) = 1 - tanh(x)^2\n");
        assertEquals(0, run("check", f, "x=8"), out() + err());
        String none = file("none.mg", "fn f(x: real, y: real) = y + (x + 0.1) - x\n");
        assertEquals(0, run("check", none, "x=1", "y=1"), out() + err());
        String wrong = file("wrong.mg", "fn f(x: real) = 1 - tanh(x) * stop_gradient(tanh(x))\n");
        assertEquals(1, run("check", wrong, "x=8"), out() + err());
    }

    @Test
    void whereItIsNotFiniteThereIsNothingToCheck() {
        String f = file("f.mg", "fn f(x: real) = log(x)\n");
        assertEquals(1, run("check", f, "x=-1"));
        assertTrue(err().contains("NaN"), err());
        assertEquals(1, run("check", file("g.mg", "fn f(k: int) = k\n"), "k=2"));
    }

    @Test
    void statedDerivativesAreCheckedWhereTheyAreCalledAndNamed() {
        String wrong = """
                fn square(x) = x^2
                pullback square(x, ct) = 3 * ct * x
                fn cube(x) = x^3
                tangent cube(x, dx) = 3 * x^2 * dx
                fn both(x: real) = exp(x)
                tangent both(x, dx) = dx * exp(x)
                pullback both(x, ct) = ct * exp(2 * x)
                fn f(x: real[2]) = sum(square(sin(x[i])) + cube(x[i]) + both(x[i]) for i)
                fn g(x: real) = square(x)
                fn h(x: real) = cube(x)
                """;
        String f = file("f.mg", wrong);
        assertEquals(1, run("check", f + ":f", "x=[1, 2]"), out() + err());
        assertTrue(out().matches("(?s).*\npullback of square at " + java.util.regex.Pattern.quote(f)
                + ":2:\\d+ against finite differences: DISAGREES .*"), out());
        assertTrue(out().matches("(?s).*\ntangent of cube at .*:4:\\d+ against finite differences: agrees .*"), out());
        assertTrue(out().matches("(?s).*\npullback of both at .*:7:\\d+ against finite differences: DISAGREES .*"),
                out());
        assertTrue(out().matches("(?s).*\ntangent of both at .*:6:\\d+ against its pullback: DISAGREES .*"), out());
        assertEquals(1, run("check", f + ":square", "x=3.0"), out() + err());
        assertEquals(1, run("check", f + ":g", "x=3"), out() + err());
        assertEquals(0, run("check", f + ":h", "x=3"), out() + err());
        assertEquals(0, run("check", f + ":cube", "x=3.0"), out() + err());
    }
}
