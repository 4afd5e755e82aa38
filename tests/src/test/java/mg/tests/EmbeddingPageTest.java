package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of the page on Java compile and run, and what they assert holds.
class EmbeddingPageTest {
    private static final String IMPORTS = "import java.util.*; import mg.*; import mg.ir.*; import mg.train.*;"
            + " import mg.nn.MLP; import mg.value.*; import mg.draw.Direction;";

    @TempDir
    Path folder;

    private void run(List<String> blocks) throws Exception {
        var text = new StringBuilder(IMPORTS + "\npublic class Page {\n");
        for (int k = 0; k < blocks.size(); k++) {
            text.append("public static void example").append(k).append("() {\n").append(blocks.get(k)).append("}\n");
        }
        Path source = Files.writeString(folder.resolve("Page.java"), text.append("}\n"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new StringWriter();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var files = compiler.getStandardFileManager(null, null, null);
        boolean compiled = compiler.getTask(errors, files, null, List.of("-cp", classPath, "-d", folder.toString()),
                null, files.getJavaFileObjects(source)).call();
        assertTrue(compiled, errors.toString());
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.setDefaultAssertionStatus(true);
            for (int k = 0; k < blocks.size(); k++) {
                loader.loadClass("Page").getMethod("example" + k).invoke(null);
            }
        }
    }

    private static List<String> blocks() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "embedding.md"));
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page).results().map(r -> r.group(1))
                .toList();
    }

    @Test
    void everyExampleHolds() throws Exception {
        assertTrue(blocks().size() >= 7);
        run(blocks());
    }

    @Test
    void aWrongOneIsFound() {
        var e = assertThrows(InvocationTargetException.class, () -> run(List.of("assert Value.of(1).data() == 2;\n")));
        assertEquals(AssertionError.class, e.getCause().getClass());
    }
}
