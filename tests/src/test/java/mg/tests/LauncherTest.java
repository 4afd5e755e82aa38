package mg.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shell script `mg`, on what this build has packaged.
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path elsewhere;

    @BeforeEach
    void isPackaged() {
        assumeTrue(Files.exists(ROOT.resolve("cli/target/lib/mg.jar")),
                "nothing packaged: mvn test instead of mvn verify");
    }

    @Test
    void worksThroughSymbolicLinksFromAnyFolder() throws Exception {
        Path direct = Files.createSymbolicLink(elsewhere.resolve("direct"), ROOT.resolve("mg"));
        Path indirect = Files.createSymbolicLink(elsewhere.resolve("indirect"), Path.of("direct"));
        Run run = run("./indirect", "--version");
        assertEquals(0, run.status, run.err);
        assertTrue(run.out.startsWith("mg "), run.out);
        Files.delete(indirect);
        Files.delete(direct);
    }

    @Test
    void passesArgumentsAndStatusExactly() throws Exception {
        for (String argument : List.of("a  b", "*", "", "$HOME")) {
            Run run = run(ROOT.resolve("mg").toString(), argument);
            assertEquals(2, run.status, run.err);
            assertTrue(run.err.contains("there is no command '" + argument + "'"), run.err);
        }
    }

    @Test
    void runsAProgramInJavaThatUsesMgAndAnotherFileBesideIt() throws Exception {
        Files.writeString(elsewhere.resolve("Cube.java"), """
                import mg.value.Value;
                class Cube {
                    static Value of(Value x) { return x.pow(3); }
                }
                """);
        Files.writeString(elsewhere.resolve("Slope.java"), """
                import mg.Mg;
                import mg.value.Value;
                class Slope {
                    public static void main(String[] arguments) {
                        Value x = Value.of(Double.parseDouble(arguments[0]));
                        Mg.compile(Cube.of(x)).backward();
                        System.out.println(x.grad());
                    }
                }
                """);
        Run run = run(ROOT.resolve("mg").toString(), "java", "Slope.java", "2");
        assertEquals(new Run(0, "12.0\n", ""), run);
        assertEquals(new Run(1, "", "mg java: there is no file Nowhere.java\n"),
                run(ROOT.resolve("mg").toString(), "java", "Nowhere.java", "2"));
    }

    @Test
    void saysSoWhenTheJdkIsTooOld() throws Exception {
        Path old = Files.createDirectories(elsewhere.resolve("jdk/bin")).getParent();
        Files.createFile(old.resolve("bin/java")).toFile().setExecutable(true);
        Files.createFile(old.resolve("bin/javac")).toFile().setExecutable(true);
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        Run run = run("env", "MG_JAVA_HOME=" + old, ROOT.resolve("mg").toString(), "--version");
        assertEquals(new Run(3, "", "MG_JAVA_HOME=" + old + " is not a JDK of version 25 or later\n"), run);
    }

    private record Run(int status, String out, String err) {}

    @Test
    void saysSoWhereItCannotBeBuilt() throws Exception {
        Path copy = Files.createDirectories(elsewhere.resolve("copy/.mvn")).getParent();
        Files.copy(ROOT.resolve("mg"), copy.resolve("mg"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(ROOT.resolve(".mvn/find-jdk"), copy.resolve(".mvn/find-jdk"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(copy.resolve("cli"));
        Run run = run(copy.resolve("mg").toString(), "--version");
        assertEquals(new Run(3, "", "mg: it has to be built, and cannot be: " + copy.toRealPath()
                + "/cli/target is not a folder that can be written\n"), run);
    }

    private Run run(String... command) throws IOException, InterruptedException {
        Path out = elsewhere.resolve("out");
        Path err = elsewhere.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int status = process.waitFor();
        return new Run(status, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
