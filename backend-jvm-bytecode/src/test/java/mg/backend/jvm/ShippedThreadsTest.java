package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mg.ir.Artifact;
import mg.ir.Options;
import mg.ir.Parser;
import mg.ir.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Class files that use several threads, where there is nothing but the JDK and them.
class ShippedThreadsTest {
    /// `y[i] = 2 x[k[i]]`, and the sum of all `k[i]`.
    private static final Program PROGRAM = Parser.parse("t.ir", """
            func @f(%x: f64[1000000], %k: i64[1000000]) -> (y: f64[1000000], s: i64) {
              %1, %2 = for %3 in 0..1000000 {
                %4 = index %k, %3 : i64
                %5 = index %x, %4 : f64 at "u.mg":7:5+4
                %6 = add %5, %5 : f64
                yield collect %6, sum %4
              } : f64[1000000], i64
              return %1, %2
            }
            """);
    private static final String CALLER = """
            import java.util.concurrent.ForkJoinPool;

            class Caller {
                public static void main(String[] arguments) throws InterruptedException {
                    int n = 1_000_000;
                    double[] x = new double[n], y = new double[n];
                    long[] k = new long[n], s = new long[1];
                    for (int i = 0; i < n; i++) {
                        x[i] = i;
                        k[i] = n - 1 - i;
                    }
                    boolean right = true;
                    for (int time = 0; time < 20; time++) {
                        Threaded.f(x, k, y, s);
                        for (int i = 0; i < n; i++) {
                            right &= y[i] == 2 * (n - 1 - i);
                            y[i] = 0;
                        }
                        right &= s[0] == n * (n - 1L) / 2;
                    }
                    System.out.println(right);
                    System.out.println(Integer.getInteger("java.util.concurrent.ForkJoinPool.common.parallelism") == 0
                            || ForkJoinPool.commonPool().getPoolSize() > 0);
                    k[600_000] = 1_000_000;
                    k[900_000] = -1;
                    try {
                        Threaded.f(x, k, y, s);
                    } catch (IndexOutOfBoundsException e) {
                        System.out.println(e.getMessage());
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        List<Artifact> files = new JvmBackend().emit(PROGRAM, List.of("f"), "Threaded", Options.DEFAULT.onThreads(3));
        assertEquals(1, files.size());
        assertEquals(List.of(), ClassFile.of().verify(files.getFirst().content()));
        Files.write(folder.resolve("Threaded.class"), files.getFirst().content());
        Files.writeString(folder.resolve("Caller.java"), CALLER);
    }

    /// Also if the pool is to have no threads.
    @ParameterizedTest
    @ValueSource(ints = {3, 1, 0})
    void theyNeedTheJdkAlone(int threads) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + threads);
        command.addAll(List.of("-cp", folder.toString(), folder.resolve("Caller.java").toString()));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "no thread keeps the process alive");
        String expected = "true\ntrue\nu.mg:7:5: error: index 1000000 is out of range 0..999999\n";
        assertEquals(expected, Files.readString(output));
    }

    @Test
    void whatTheyHaveForThatIsNotShownToCompilers() throws ReflectiveOperationException, IOException {
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            Class<?> type = loader.loadClass("Threaded");
            assertEquals(List.of("f", "f", "f_workspace"), Arrays.stream(type.getDeclaredMethods())
                    .filter(m -> !m.isSynthetic() && Modifier.isPublic(m.getModifiers()))
                    .map(m -> m.getName()).sorted().toList());
            assertEquals(0, type.getConstructors().length);
        }
        byte[] one = new JvmBackend().emit(PROGRAM, List.of("f"), "Threaded", Options.DEFAULT).getFirst().content();
        assertFalse(new String(one, StandardCharsets.ISO_8859_1).contains("ForkJoin"));
    }
}
