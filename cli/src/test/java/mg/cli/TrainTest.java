package mg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainTest extends CommandLineTest {
    private static final String LINE = """
            param w: real[2] = 0
            param b: real = 0
            fn loss(x: real[2], y: real) = (w @ x + b - y)^2
            fn predict(x: real[2]) = w @ x + b
            """;
    private static final String X = "x=[[0, 0], [0, 1], [1, 0], [1, 1]]";
    private static final String Y = "y=[1, 4, 3, 6]";
    private static final String CLASSES = """
            param W: real[10, 4] = uniform(-0.1, 0.1)
            fn loss(image: real[2, 2], label: int) = cross_entropy(W @ flatten(image) / 255, label)
            fn accuracy(label: int, image: real[2, 2]) = if argmax(W @ flatten(image)) == label { 1.0 } else { 0.0 }
            """;

    /// An IDX file of bytes.
    private static byte[] idx(int rank, int[] sizes, int... bytes) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 8, (byte) rank});
        for (int n : sizes) {
            out.writeBytes(new byte[] {0, 0, (byte) (n >> 8), (byte) n});
        }
        for (int b : bytes) {
            out.write(b);
        }
        return out.toByteArray();
    }

    private static byte[] images() {
        return idx(3, new int[] {3, 2, 2}, 255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "adam"})
    void findsALine(String optimizer) {
        String f = file("line.mg", LINE);
        String save = path("the line.safetensors");
        String plot = path("the loss.png");
        assertEquals(0, run("train", f, X, Y, "--epochs", "600", "--batch", "2", "--optimizer", optimizer,
                "--lr", "0.05", "--save", save, "--plot", plot, "--json"), err());
        assertEquals(600, number("epochs"));
        assertEquals(0, number("loss"), 1e-3);
        assertTrue(number("examples_per_second") > 0);
        assertTrue(Files.exists(Path.of(plot)));
        assertEquals(0, run("run", f + ":predict", "x=[2, 2]", "--load", save, "--json"), err());
        assertEquals(11, number("value"), 0.1);
        assertEquals(0, run("run", f + ":predict", "x=[2, 2]", "w=@" + save + ":w", "b=0", "--json"), err());
        assertEquals(10, number("value"), 0.1);
    }

    @Test
    void trainingGoesOnFromLoadedWeights() {
        String f = file("line.mg", LINE);
        String save = path("w.safetensors");
        assertEquals(0, run("train", f, X, Y, "--epochs", "300", "--json", "--save", save), err());
        assertEquals(0, run("train", f, X, Y, "--epochs", "1", "--json", "--load", save), err());
        assertEquals(0, number("loss"), 1e-3);
    }

    @Test
    void seedDecides() {
        String f = file("c.mg", CLASSES);
        String image = "image=@" + file("train images", images());
        String[] losses = new String[3];
        for (int k = 0; k < 3; k++) {
            assertEquals(0, run("train", f, image, "label=[1, 2, 3]", "--json", "--batch", "2",
                    "--seed", String.valueOf(k / 2)), err());
            losses[k] = json().get("loss").getAsString();
        }
        assertEquals(losses[0], losses[1]);
        assertFalse(losses[0].equals(losses[2]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "c", "interpreter"})
    void testExamplesAndAMetricWithArgumentsInAnotherOrder(String backend) {
        String f = file("c.mg", CLASSES);
        String image = "image=@" + file("images-idx3-ubyte", images());
        String label = "label=@" + file("labels-idx1-ubyte", idx(1, new int[] {3}, 1, 2, 9));
        assertEquals(0, run("train", f, image, label, "--epochs", "40", "--json", "--backend", backend,
                "--test", image, label), err());
        assertEquals(1, number("test", "accuracy"));
        assertEquals(0, run("train", f, image, label, "--epochs", "2", "--batch", "2", "--backend", backend,
                "--test", image, label), err());
        assertTrue(out().contains("test accuracy"), out());
        assertEquals(0, run("train", f, image, label, "--json", "--metric", "loss", "--test", image, label), err());
        assertTrue(number("test", "loss") > 0);
    }

    @Test
    void labelsOutOfRange() {
        String f = file("c.mg", CLASSES);
        String image = "image=@" + file("images-idx3-ubyte", images());
        for (String label : new String[] {"10", "-1"}) {
            String labels = "label=[1, 2, " + label + "]";
            assertEquals(1, run("train", f, image, labels, "--save", path("w.safetensors"), "--json"));
            assertTrue(err().contains("'label' is " + label + " in example 2"), err());
            assertTrue(err().contains("0..9"), err());
            assertEquals(1, run("train", f, image, "label=[1, 2, 3]", "--json", "--test", image, labels));
            assertTrue(err().contains("'label' is " + label), err());
        }
        assertEquals(1, run("train", f, image, "label=[1, 2, 3.5]"));
        assertTrue(err().contains("3.5"), err());
        assertFalse(Files.exists(Path.of(path("w.safetensors"))));
        assertEquals("", out());
    }

    @Test
    void wrongFiles() {
        String f = file("c.mg", CLASSES);
        byte[] whole = images();
        String cut = "image=@" + file("cut-idx3-ubyte", java.util.Arrays.copyOf(whole, whole.length - 1));
        assertEquals(1, run("train", f, cut, "label=[1, 2, 3]"));
        assertTrue(err().contains("cut short"), err());
        byte[] magic = images();
        magic[0] = 7;
        assertEquals(1, run("train", f, "image=@" + file("magic-idx3-ubyte", magic), "label=[1, 2, 3]"));
        assertTrue(err().contains("not an IDX file"), err());
        assertEquals(1, run("train", f, "image=@" + path("none"), "label=[1, 2, 3]"));
        assertTrue(err().contains("no such file"), err());
        String other = "image=@" + file("other-idx3-ubyte", idx(3, new int[] {1, 1, 2}, 1, 2));
        assertEquals(1, run("train", f, other, "label=[1]"));
        assertTrue(err().contains("f64[2,2]"), err());
        assertEquals("", out());
    }

    @Test
    void wrongData() {
        String f = file("line.mg", LINE);
        assertEquals(1, run("train", f, "x=[[0, 0], [0, NaN], [1, 0], [1, 1]]", Y));
        assertTrue(err().contains("NaN in example 1, element 1"), err());
        assertEquals(1, run("train", f, X, "y=[1, 2, 3]"));
        assertTrue(err().contains("4 examples"), err());
        assertEquals(1, run("train", f, X));
        assertTrue(err().contains("no data for argument 'y'"), err());
        assertEquals(1, run("train", f, X, Y, "zz=[1]"));
        assertTrue(err().contains("no argument 'zz'"), err());
        assertEquals(1, run("train", f, "x=random", Y));
        assertEquals(1, run("train", f, "x=[]", "y=[]"));
        assertEquals(1, run("train", f, X, Y, "--loss", "lsos"));
        assertTrue(err().contains("did you mean 'loss'?"), err());
        assertEquals(1, run("train", file("none.mg", "fn loss(x: real) = x\n"), "x=[1]"));
        assertTrue(err().contains("no parameters"), err());
        assertEquals("", out());
    }

    @Test
    void divergenceIsRefused() {
        String f = file("line.mg", LINE);
        assertEquals(1, run("train", f, X, Y, "--lr", "1e200", "--save", path("w.safetensors")));
        assertTrue(err().matches("(?s).*step \\d+ of epoch \\d+.*parameter '[wb]'.*learning rate.*"), err());
        assertFalse(Files.exists(Path.of(path("w.safetensors"))));
    }

    @Test
    void placesThatCannotBeWrittenAreFoundBeforeTraining() throws IOException {
        String f = file("line.mg", LINE);
        assertEquals(1, run("train", f, X, Y, "--save", path("no folder/w.safetensors")));
        assertTrue(err().contains("no folder"), err());
        assertEquals(1, run("train", f, X, Y, "--plot", folder().toString()));
        Path locked = Files.createDirectory(folder().resolve("locked"));
        if (locked.toFile().setWritable(false) && !Files.isWritable(locked)) {
            assertEquals(1, run("train", f, X, Y, "--save", locked.resolve("w.safetensors").toString()));
            assertTrue(err().contains("no permission"), err());
        }
        assertEquals("", out());
    }

    @Test
    void wrongUsage() {
        String f = file("line.mg", LINE);
        assertEquals(2, run("train", f, X, Y, "--epochs", "0"));
        assertEquals(2, run("train", f, X, Y, "--batch", "-3"));
        assertEquals(2, run("train", f, X, Y, "--lr", "NaN"));
        assertEquals(2, run("train", f, X, Y, "--optimizer", "newton"));
        assertEquals(2, run("train", f, X, Y, "--test"));
        assertEquals("", out());
    }
}
