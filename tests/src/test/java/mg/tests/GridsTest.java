package mg.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mg.Mg;
import mg.ModelFunction;
import mg.ir.Backend;
import mg.ir.Interpreter;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.passes.Pipelines;
import mg.testing.Agreement;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Steps on grids whose borders stay, repeat, or meet the other side, forward and reverse: the interpreter says what is
/// right.
class GridsTest {
    @Property(tries = 25)
    void gridsAndTheirGradientsAgree(@ForAll long seed) {
        var random = new Random(seed);
        String source = source(random);
        ModelFunction f = Mg.parse(source).function("f").valueAndGradient();
        ModelFunction.Instance instance = f.instance(f.declaredTypes().orElseThrow());
        List<Tensor> x = instance.function().argumentTypes().stream()
                .map(t -> Tensor.reals(t, _ -> random.nextInt(-8, 9) / 4.0)).toList();
        Program derivative = Program.of(Pipelines.run(Pipelines.EXPANDED, instance.program(), instance.name()));
        List<Tensor> expected = Interpreter.call(derivative, instance.name(), x);
        for (Backend backend : Working.backends()) {
            Agreement.ROUNDING.check(expected, Working.run(backend, instance.program(), instance.name(), x),
                    () -> backend.name() + "\n" + source);
        }
    }

    /// Iterations of its gradient's loops add to elements three apart; gcc 12 made wrong vectors of them.
    @Example
    void whatIterationsThatMeetAddIsThere() {
        gridsAndTheirGradientsAgree(97);
    }

    private static String source(Random random) {
        int n = 1 + random.nextInt(40);
        int m = 1 + random.nextInt(random.nextBoolean() ? 3 : 40);
        var terms = new ArrayList<String>();
        for (int k = 1 + random.nextInt(4); k > 0; k--) {
            terms.add(random.nextInt(-4, 5) + " * u[" + position(random, "i", n) + ", " + position(random, "j", m)
                    + "]");
        }
        String next = String.join(" + ", terms);
        if (random.nextBoolean()) {
            next = "if " + border(random, "i", n) + (random.nextBoolean() ? " || " : " && ") + border(random, "j", m)
                    + " { u[i, j] } else { " + next + " }";
        }
        return "fn f(x: real[" + n + ", " + m + "], w: real[" + n + ", " + m + "]) = sum(w * (loop (u = x) for t in 0.."
                + (1 + random.nextInt(3)) + " { [0.125 * (" + next + ") for i in 0.." + n + ", j in 0.." + m
                + "] }))\n";
    }

    /// A position inside, by an offset.
    private static String position(Random random, String i, int n) {
        String moved = i + " + " + random.nextInt(-3, 4);
        return switch (random.nextInt(7)) {
            case 0 -> "max(min(" + moved + ", " + (n - 1) + "), 0)";
            case 1 -> "min(" + (n - 1) + ", max(0, " + moved + "))";
            case 2 -> "(" + moved + " + " + 3 * n + ") % " + n;
            case 3 -> "((" + moved + ") % " + n + " + " + n + ") % " + n;
            case 4 -> "max((" + moved + ") % " + n + ", 0)";
            case 5 -> "select(" + i + " < " + random.nextInt(n + 1) + ", " + i + ", " + (n - 1) + " - " + i + ")";
            default -> i;
        };
    }

    private static String border(Random random, String i, int n) {
        return i + List.of(" == ", " < ", " >= ").get(random.nextInt(3)) + random.nextInt(n + 1);
    }
}
