package mg.tests;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mg.Mg;
import mg.ModelFunction;
import mg.ir.Backend;
import mg.ir.Interpreter;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.passes.Pipelines;
import mg.testing.Agreement;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Convolutions of one to three axes with channels, steps and gaps of any size, forward and reverse: the interpreter
/// says what is right.
class ConvolutionsTest {
    @Property(tries = 25)
    void convolutionsAndTheirGradientsAgree(@ForAll long seed) {
        var random = new Random(seed);
        String source = source(random);
        ModelFunction f = Mg.parse(source).function("f").valueAndGradient();
        ModelFunction.Instance instance = f.instance(f.declaredTypes().orElseThrow());
        List<Tensor> x = instance.function().argumentTypes().stream()
                .map(t -> Tensor.reals(t, _ -> element(random))).toList();
        Program derivative = Program.of(Pipelines.run(Pipelines.EXPANDED, instance.program(), instance.name()));
        List<Tensor> expected = Interpreter.call(derivative, instance.name(), x);
        for (Backend backend : Working.backends()) {
            Agreement.ROUNDING.check(expected, Working.run(backend, instance.program(), instance.name(), x),
                    () -> backend.name() + "\n" + source);
        }
    }

    /// What is not finite must not reach others, nor be lost.
    private static double element(Random random) {
        return random.nextInt(500) == 0 ? random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY
                : random.nextInt(-8, 9) / 4.0;
    }

    private static String source(Random random) {
        int axes = 1 + random.nextInt(3);
        int most = List.of(40, 14, 9).get(axes - 1);
        int[] window = random.ints(axes, 1, 5).toArray();
        int[] step = random.ints(axes, 1, 3).toArray();
        int[] gap = random.ints(axes, 1, 3).toArray();
        int[] made = random.ints(axes, 1, most).toArray();
        boolean channels = random.nextBoolean();
        boolean filters = random.nextBoolean();
        boolean batch = random.nextInt(3) == 0;
        String read = each(axes, k -> step[k] + " * i" + k + " + " + gap[k] + " * a" + k);
        String product = "K[" + (filters ? "o, " : "") + (channels ? "l, " : "") + each(axes, k -> "a" + k) + "] * X["
                + (batch ? "n, " : "") + (channels ? "l, " : "") + read + "]";
        String sum = "sum(" + product + " for " + (channels ? "l, " : "")
                + each(axes, k -> "a" + k + " in 0.." + window[k]) + ")";
        String weight = "G[" + (filters ? "o, " : "") + each(axes, k -> "i" + k) + "]";
        String all = (batch ? "n, " : "") + (filters ? "o, " : "") + each(axes, k -> "i" + k + " in 0.." + made[k]);
        int l = 1 + random.nextInt(4);
        int o = 1 + random.nextInt(4);
        return "fn f(K: real[" + (filters ? o + ", " : "") + (channels ? l + ", " : "")
                + each(axes, k -> "" + window[k])
                + "], X: real[" + (batch ? "3, " : "") + (channels ? l + ", " : "")
                + each(axes, k -> "" + (step[k] * (made[k] - 1) + gap[k] * (window[k] - 1) + 1 + random.nextInt(3)))
                + "], G: real[" + (filters ? o + ", " : "") + each(axes, k -> "" + made[k]) + "]) = sum(" + weight
                        + " * "
                + (random.nextBoolean() ? sum : "relu(" + sum + ")") + " for " + all + ")\n";
    }

    private static String each(int axes, IntFunction<String> part) {
        return IntStream.range(0, axes).mapToObj(part).collect(Collectors.joining(", "));
    }
}
