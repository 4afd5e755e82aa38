package mg.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cache that the script `mg` starts from, in a copy of what this build has packaged.
class StartTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String[] RUN = {"run", "f.mg", "x=3", "--json"};
    private static final Run VALUE = new Run(0, "{\"value\":9.0}\n", "");

    @TempDir
    Path temporary;

    private Path clone;

    @BeforeEach
    void copyWhatIsPackaged() throws IOException {
        assumeTrue(Files.exists(ROOT.resolve("cli/target/lib/mg.jar")),
                "nothing packaged: mvn test instead of mvn verify");
        clone = Files.createDirectory(temporary.resolve("a clone"));
        Files.createDirectories(clone.resolve("cli/src/main"));
        Files.writeString(clone.resolve("cli/pom.xml"), "");
        Files.writeString(clone.resolve("pom.xml"), "");
        copy(Path.of("mg"));
        copy(Path.of(".mvn/find-jdk"));
        try (Stream<Path> jars = Files.list(ROOT.resolve("cli/target/lib"))) {
            for (Path jar : jars.toList()) {
                copy(ROOT.relativize(jar));
            }
        }
        Files.writeString(clone.resolve("f.mg"), "fn f(x: real) = x^2");
    }

    @Test
    void startsFromTheCacheThatTheFirstCallMadeAndPrintsTheSame() throws Exception {
        assertEquals(VALUE, run(Map.of(), RUN));
        assertTrue(isCached());
        assertEquals(VALUE, run(Map.of(), RUN));
        assertEquals(VALUE, run(Map.of("MG_JAVA_OPTS", "-XX:AOTMode=off"), RUN));
        assertEquals(1, run(Map.of(), "run", "f.mg", "y=3").status);
    }

    @Test
    void aCacheThatIsDamagedOrOfAnotherJvmOrOfOtherJarsIsIgnored() throws Exception {
        run(Map.of(), RUN);
        Path cache = clone.resolve("cli/target/start/mg.aot");
        byte[] good = Files.readAllBytes(cache);

        String header = new String(good, 0, 4096, ISO_8859_1);
        int version = header.indexOf("OpenJDK");
        assertTrue(version > 0, "the header names the JVM");
        byte[] foreign = good.clone();
        foreign[version] = 'X';
        for (byte[] bad : List.of(foreign, Arrays.copyOf(good, good.length / 2), new byte[0], "text".getBytes(UTF_8))) {
            Files.write(cache, bad);
            assertEquals(VALUE, run(Map.of(), RUN));
            assertFalse(isCached());
        }
        Files.write(cache, good);
        assertTrue(isCached());

        // A later build: the jars are others, and the cache is made again.
        Files.copy(clone.resolve("cli/target/lib/mg.jar"), clone.resolve("copy"));
        Files.move(clone.resolve("copy"), clone.resolve("cli/target/lib/mg.jar"),
                StandardCopyOption.REPLACE_EXISTING);
        assertEquals(VALUE, run(Map.of(), RUN));
        assertTrue(isCached());
    }

    @Test
    void aCacheThatIsSaidToBeOfAnotherJdkIsMadeAgain() throws Exception {
        run(Map.of(), RUN);
        Path jdk = clone.resolve("cli/target/start/jdk");
        String ours = Files.readString(jdk);
        Files.writeString(jdk, "another");
        Files.writeString(clone.resolve("cli/target/start/mg.aot"), "of another");
        assertEquals(VALUE, run(Map.of(), RUN));
        assertEquals(ours, Files.readString(jdk));
        assertTrue(isCached());
    }

    /// Whether a start takes the classes of the command from the cache.
    private boolean isCached() throws Exception {
        String out = run(Map.of("MG_JAVA_OPTS", "-Xlog:class+load"), RUN).out;
        assertTrue(out.contains(" mg.cli.Main "), out);
        return out.lines().anyMatch(line -> line.contains(" mg.cli.Main ") && line.contains("shared objects file"));
    }

    private void copy(Path file) throws IOException {
        Files.createDirectories(clone.resolve(file).getParent());
        Files.copy(ROOT.resolve(file), clone.resolve(file));
        assertTrue(clone.resolve(file).toFile().setExecutable(true));
    }

    private record Run(int status, String out, String err) {}

    private Run run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(clone.resolve("mg").toString()));
        command.addAll(List.of(arguments));
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        var builder = new ProcessBuilder(command).directory(clone.toFile());
        builder.environment().remove("MG_JAVA_OPTS");
        builder.environment().putAll(environment);
        int status = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
        return new Run(status, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
