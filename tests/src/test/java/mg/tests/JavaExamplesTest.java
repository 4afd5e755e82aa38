package mg.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import mg.CompiledGraph;
import mg.Mg;
import mg.Model;
import mg.ModelFunction;
import mg.Settings;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.nn.MLP;
import mg.value.Value;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples in Java, compiled as `mg java` does, do what their pages say.
class JavaExamplesTest {
    private static final Path FOLDER = Path.of("..", "examples");
    private static URLClassLoader loader;

    @TempDir
    private static Path classes;

    @BeforeAll
    static void compile() throws Exception {
        var words = new ArrayList<>(List.of("-Xlint:all,-path", "-Werror", "-cp", System.getProperty("java.class.path"),
                "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(FOLDER)) {
            files.filter(f -> f.toString().endsWith(".java")).map(Path::toString).forEach(words::add);
        }
        assertEquals(0, ToolProvider.findFirst("javac").orElseThrow()
                .run(System.out, System.err, words.toArray(String[]::new)));
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, JavaExamplesTest.class.getClassLoader());
    }

    @Test
    void theMoonsAreToldApartAndDrawn(@TempDir Path folder) throws Exception {
        BufferedImage picture = drawn("Moons", folder.resolve("moons.png"));
        assertTrue(picture.getWidth() > 300 && picture.getHeight() > 200, picture::toString);
        // The upper moon's side is red, the lower one's blue.
        assertTrue(isRed(picture.getRGB(picture.getWidth() / 4, 3)));
        assertTrue(!isRed(picture.getRGB(picture.getWidth() * 3 / 4, picture.getHeight() - 4)));
    }

    @Test
    void exclusiveOrIsLearntAndDrawn(@TempDir Path folder) throws Exception {
        BufferedImage picture = drawn("Xor", folder.resolve("xor.png"));
        int low = picture.getWidth() / 4 + 12;
        int high = picture.getWidth() * 3 / 4 - 12;
        // Rows count from the top.
        assertTrue(isRed(picture.getRGB(low, high)) && isRed(picture.getRGB(high, low)));
        assertTrue(!isRed(picture.getRGB(low, low)) && !isRed(picture.getRGB(high, high)));
    }

    private static BufferedImage drawn(String program, Path file) throws Exception {
        List<String> printed = printed(program, file.toString());
        assertTrue(printed.stream().anyMatch(line -> line.matches("step 99 loss 0\\.01\\d+, accuracy 100 %")),
                printed::toString);
        return ImageIO.read(file.toFile());
    }

    private static boolean isRed(int rgb) {
        var colour = new Color(rgb);
        return colour.getRed() > colour.getBlue();
    }

    private static List<String> printed(String program, String... arguments) throws Exception {
        Method main = loader.loadClass(program).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (var out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            main.invoke(null, (Object) arguments);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /// Two layers, other widths and a name that is cut at the block's size: eager scalars, compiled scalars and arrays
    /// on each backend lose the same, step by step.
    @Test
    void microgptInScalarsLosesWhatItLosesInArrays() throws Exception {
        int block = 4;
        int steps = 5;
        String text = Files.readString(FOLDER.resolve("microgpt/microgpt.mg"))
                .replace("const width = 16", "const width = 6").replace("const layers = 1", "const layers = 2")
                .replace("const heads = 4", "const heads = 3").replace("const block = 16", "const block = " + block);
        double[] expected = null;
        for (String backend : Working.names().toList()) {
            Model model = Mg.parse(text).with(Settings.DEFAULT.on(backend).seeded(3));
            List<Tensor> names = model.function("names").size("n", steps).call(Map.of());
            ModelFunction losses = model.function("losses").size("steps", steps);
            double[] found = losses.call(names.get(0), names.get(1)).getFirst().doubles();
            if (expected == null) {
                assertTrue(found[0] > 3 && found[0] < 3.6, () -> Arrays.toString(found));
                double[] weights = losses.instance(Map.of("names", names.get(0).type(), "counts", names.get(1).type()))
                        .parameters().get("weights").doubles();
                assertArrayEquals(found, scalars(block, weights, names, steps, false), 1e-10);
                assertArrayEquals(found, scalars(block, weights, names, steps, true), 1e-10);
                assertTrue(Arrays.stream(names.get(1).longs()).anyMatch(n -> n == block));
                expected = found;
            }
            assertArrayEquals(expected, found, 1e-10, backend);
        }
    }

    private static double[] scalars(int block, double[] weights, List<Tensor> names, int steps, boolean compiled)
            throws Exception {
        Class<?> type = loader.loadClass("ScalarGpt");
        Constructor<?> make = type.getDeclaredConstructor(int.class, int.class, int.class, int.class, double[].class);
        make.setAccessible(true);
        Object model = make.newInstance(6, 2, 3, block, weights.clone());
        Method step = type.getDeclaredMethod("step", long[].class, int.class, int.class, int.class);
        Method compiledStep =
                type.getDeclaredMethod("step", CompiledGraph.class, long[].class, int.class, int.class, int.class);
        Method graph = type.getDeclaredMethod("compiled", Settings.class);
        Stream.of(step, compiledStep, graph).forEach(m -> m.setAccessible(true));
        CompiledGraph ready = compiled ? (CompiledGraph) graph.invoke(model, Settings.DEFAULT) : null;
        var losses = new double[steps];
        for (int t = 0; t < steps; t++) {
            long[] name = Arrays.copyOfRange(names.get(0).longs(), t * (block + 1), (t + 1) * (block + 1));
            int count = (int) names.get(1).longs()[t];
            losses[t] = (double) (compiled

                    ? compiledStep.invoke(model, ready, name, count, t, steps)
                    : step.invoke(model, name, count, t, steps));
        }
        return losses;
    }

    /// With the weights of the one in the other: on an image of noise both lose the same.
    @Test
    void digitsInScalarsAreReadAsInTheLanguage() throws Exception {
        Class<?> type = loader.loadClass("MnistScalars");
        Constructor<?> make = type.getDeclaredConstructor();
        make.setAccessible(true);
        Object model = make.newInstance();
        Tensor images = Tensor.reals(Type.of(ElementType.F64, 1, 28, 28), k -> k * 37 % 256);
        Method show = type.getDeclaredMethod("show", Tensor.class, Tensor.class, int.class);
        show.setAccessible(true);
        show.invoke(model, images, Tensor.view(Type.of(ElementType.I64, 1), new long[] {7}), 0);
        var loss = (Value) field(model, "loss");
        loss.forward();
        loss.backward();

        List<Value> all = ((MLP) field(model, "network")).parameters();
        Map<String, Tensor> weights = Map.of(
                "W1", Tensor.reals(Type.of(ElementType.F64, 50, 784), k -> all.get(k / 784 * 785 + k % 784).data()),
                "b1", Tensor.reals(Type.of(ElementType.F64, 50), k -> all.get(k * 785 + 784).data()),
                "W2", Tensor.reals(Type.of(ElementType.F64, 10, 50), k ->
                all.get(50 * 785 + k / 50 * 51 + k % 50).data()),
                "b2", Tensor.reals(Type.of(ElementType.F64, 10), k -> all.get(50 * 785 + k * 51 + 50).data()));
        ModelFunction f = Mg.load(FOLDER.resolve("mnist/scalars.mg")).function("loss").parameters(weights);
        Map<String, Tensor> image =
                Map.of("image", images.part(Type.of(ElementType.F64, 28, 28), 0), "label", Tensor.of(7L));
        assertEquals(f.call(image).getFirst().real(0), loss.data(), 1e-11);
        Tensor gradient = f.valueAndGradient("W2").results(image).get("grad_W2");
        for (int k = 0; k < 500; k++) {
            assertEquals(gradient.real(k), all.get(50 * 785 + k / 50 * 51 + k % 50).grad(), 1e-11);
        }
    }

    private static Object field(Object of, String name) throws Exception {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    @Test
    void microgptLearns() {
        Model model = Mg.load(FOLDER.resolve("microgpt/microgpt.mg"));
        List<Tensor> results = model.function("learned").call(Tensor.of(300L));
        // From log(27) = 3.3 to about what vowels and consonants that take turns leave open.
        assertTrue(results.get(0).real(0) < 2.4, results.get(0)::toString);
        long[] names = results.get(1).longs();
        assertEquals(20 * 16, names.length);
        assertTrue(Arrays.stream(names).allMatch(c -> 0 <= c && c <= 26));
        assertTrue(Arrays.stream(names).filter(c -> c < 26).count() > 40, () -> Arrays.toString(names));
    }
}
