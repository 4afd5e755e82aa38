package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import mg.ir.Artifact;
import mg.ir.Backend;
import mg.ir.Tensor;
import mg.ir.Type;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The C files of random programs and of the examples, in a project of their own: compiled with warnings as errors,
/// linked with a `main` and run.
class EmittedCTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        "gcc -std=c11 -O1", "g++ -x c++ -O0", "gcc -std=gnu11 -O3 -march=native -ffp-contract=fast",
                "clang -std=c11 -O2"
    })
    void isCompiledWithoutWarningsAndGivesWhatTheInterpreterGives(String compiler) throws Exception {
        Backend c = Working.backends().stream().filter(b -> b.name().equals("c")).findFirst().orElse(null);
        assumeTrue(c != null, "no gcc");
        assumeTrue(isHere(compiler.split(" ")[0]), compiler);
        List<Shipment> shipments = Stream.concat(Shipment.random(10).stream(), Shipment.examples().stream()).toList();
        var command = new ArrayList<>(Arrays.asList(compiler.split(" ")));
        command.addAll(List.of("-Wall", "-Wextra", "-Wpedantic", "-Werror", "-o", "main", "main.c"));
        for (Shipment s : shipments) {
            for (Artifact file : c.emit(s.program(), List.of(s.function()), s.name(),
                    Working.EXACT.withVectorBytes(16))) {
                Files.write(folder.resolve(file.name()), file.content());
                if (file.name().endsWith(".c")) {
                    command.add(file.name());
                }
            }
        }
        Files.writeString(folder.resolve("main.c"), CMain.of(shipments));
        command.add("-lm");
        assertEquals("", said(command));
        Iterator<String> words = said(List.of("./main")).lines().iterator();
        for (Shipment s : shipments) {
            assertEquals("0", words.next(), "status of " + s.name());
            List<Tensor> results = s.signature().resultTypes().stream().map(type -> result(type, words)).toList();
            s.check(results, compiler);
        }
        assertTrue(!words.hasNext());
    }

    private static boolean isHere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(p -> Files.isExecutable(Path.of(p, program)));
    }

    private static Tensor result(Type type, Iterator<String> words) {
        Tensor result = Tensor.zeros(type);
        for (int k = 0; k < type.size(); k++) {
            long bits = Long.parseUnsignedLong(words.next(), 16);
            switch (result.data()) {
                case double[] a -> a[k] = Double.longBitsToDouble(bits);
                case float[] a -> a[k] = Float.intBitsToFloat((int) bits);
                case long[] a -> a[k] = bits;
                case boolean[] a -> a[k] = bits != 0;
                default -> throw new AssertionError(type);
            }
        }
        return result;
    }

    private String said(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> command + "\n" + said);
        return said;
    }
}
