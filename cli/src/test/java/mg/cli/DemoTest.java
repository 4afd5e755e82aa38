package mg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import mg.data.Safetensors;
import org.junit.jupiter.api.Test;

class DemoTest extends CommandLineTest {
    private static final Pattern ACCURACY = Pattern.compile("accuracy (0\\.\\d+)");

    @Test
    void networksLearnDigitsAndTheirProgramReadsThem() throws IOException {
        Path folder = Path.of(path("the demo"));
        assertEquals(0, run("demo", "-o", folder.toString(), "--epochs", "2"), err());
        assertTrue(out().contains("backend jvm:"), out());
        Matcher accuracy = ACCURACY.matcher(out());
        int found = 0;
        for (; accuracy.find(); found++) {
            assertTrue(Double.parseDouble(accuracy.group(1)) > 0.92, out());
        }
        assertTrue(found == 3 || out().contains("no gcc"), out());
        BufferedImage plot = ImageIO.read(folder.resolve("loss.png").toFile());
        assertTrue(plot.getWidth() > 100 && plot.getHeight() > 100);
        assertEquals(4, Safetensors.read(folder.resolve("mnist.safetensors")).size());
        for (String name : new String[] {"main.c", "mnist.c", "mnist.h", "test-images-idx3-ubyte"}) {
            assertTrue(Files.size(folder.resolve(name)) > 0, name);
        }
    }

    @Test
    void folderThatIsAFile() {
        assertEquals(1, run("demo", "-o", file("taken", "")));
        assertTrue(err().contains("taken"), err());
        assertEquals(2, run("demo", "--epochs", "0"));
    }
}
