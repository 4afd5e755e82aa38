import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mg.Mg;
import mg.Model;
import mg.ModelFunction;
import mg.ir.Tensor;

/// Trains the language model of `microgpt.mg` and shows names that it makes up; or trains it twice, as it stands there
/// and in scalars ([ScalarGpt]), and shows that the losses are the same.
///
///     mg java examples/microgpt/Microgpt.java            1,000 steps as in microgpt.mg, then 20 names
///     mg java examples/microgpt/Microgpt.java 50         50 steps of both
class Microgpt {
    // As in microgpt.mg.
    private static final int WIDTH = 16;
    private static final int LAYERS = 1;
    private static final int HEADS = 4;
    private static final int BLOCK = 16;

    private static final Path PROGRAM = Path.of("examples", "microgpt", "microgpt.mg");

    public static void main(String[] arguments) {
        Model model = Mg.load(PROGRAM);
        if (arguments.length == 0) {
            learn(model);
        } else {
            compare(model, Integer.parseInt(arguments[0]));
        }
    }

    private static void learn(Model model) {
        List<Tensor> results = model.function("learned").call(Tensor.of(1000L));
        print("loss %.4f", results.get(0).real(0));
        long[] letters = results.get(1).longs();
        for (int k = 0; k < letters.length; k += BLOCK) {
            var name = new StringBuilder();
            Arrays.stream(letters, k, k + BLOCK).takeWhile(c -> c < 26).forEach(c -> name.append((char) ('a' + c)));
            System.out.println(name);
        }
    }

    private static void compare(Model model, int steps) {
        List<Tensor> names = model.function("names").size("n", steps).call(Map.of());
        long[] letters = names.get(0).longs();
        long[] counts = names.get(1).longs();
        ModelFunction losses = model.function("losses").size("steps", steps);
        Tensor expected = losses.call(names.get(0), names.get(1)).getFirst();
        double[] weights = losses.instance(Map.of("names", names.get(0).type(), "counts", names.get(1).type()))
                .parameters().get("weights").doubles();
        var scalars = new ScalarGpt(WIDTH, LAYERS, HEADS, BLOCK, weights);
        print("step  microgpt.mg         scalars");
        for (int t = 0; t < steps; t++) {
            long[] name = Arrays.copyOfRange(letters, t * (BLOCK + 1), (t + 1) * (BLOCK + 1));
            print("%4d  %.15f  %.15f", t, expected.real(t), scalars.step(name, (int) counts[t], t, steps));
        }
    }

    private static void print(String format, Object... numbers) {
        System.out.println(String.format(Locale.ROOT, format, numbers));
    }
}
