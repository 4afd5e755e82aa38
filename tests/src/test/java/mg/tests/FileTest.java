package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mg.Backends;
import mg.Mg;
import mg.Settings;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.testing.Agreement;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/// Every file in `src/test/mg`, on every backend that works here. [ExpectationReader] says what they may expect.
///
/// With `-Dmg.bless=true` errors are written into the files as they are now; read the difference like code.
class FileTest {
    private static final Path FOLDER = Path.of("src", "test", "mg");
    private static final boolean BLESS = Boolean.getBoolean("mg.bless");

    @TestFactory
    Stream<DynamicNode> files() throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(FOLDER)) {
            paths = all.filter(p -> p.toString().matches(".*\\.(mg|ir)")).sorted().toList();
        }
        assertTrue(paths.size() > 30, "only " + paths.size() + " files in " + FOLDER.toAbsolutePath());
        return paths.stream().filter(p -> !p.getParent().endsWith("imported")).map(FileTest::file);
    }

    private static DynamicNode file(Path path) {
        String name = FOLDER.relativize(path).toString();
        try {
            TestFile file = TestFile.read(path);
            var tests = new ArrayList<DynamicTest>();
            file.expectations().forEach((line, expectation) ->
                    tests.addAll(tests(path, file.lines().get(line), expectation)));
            return DynamicContainer.dynamicContainer(name, tests);
        } catch (IOException | IllegalArgumentException e) {
            return DynamicTest.dynamicTest(name, () -> fail(name, e));
        }
    }

    private static List<DynamicTest> tests(Path path, String line, Expectation expectation) {
        return switch (expectation) {
            case Expectation.Run(Call call, List<Literal> results, Optional<Double> tolerance) ->
                everywhere(path, line, call, run -> check(results, run.results(), tolerance, line));
            case Expectation.Grad grad -> everywhere(path, line, grad.call(), run -> {
                var expected = new ArrayList<>(List.of(grad.value()));
                expected.addAll(grad.gradient().values());
                List<Tensor> actual = run.gradient(List.copyOf(grad.gradient().keySet()));
                check(expected, actual, grad.tolerance(), line);
            });
            case Expectation.Fault(Optional<Call> call, String text) when call.isPresent() ->
                everywhere(path, line, call.get(), run -> checkFault(path, line, text, run::results));
            case Expectation.Fault(_, String text) ->
                List.of(DynamicTest.dynamicTest(line, () -> checkFault(path, line, text, () -> Mg.load(path))));
        };
    }

    private interface Check {
        void on(FileRun run) throws IOException;
    }

    private static List<DynamicTest> everywhere(Path path, String line, Call call, Check check) {
        var tests = new ArrayList<DynamicTest>();
        Backends.all().stream().filter(b -> b.unavailable().isEmpty()).forEach(b -> {
            Settings settings = Settings.DEFAULT.on(b.name()).with(call.single() ? ElementType.F32 : ElementType.F64);
            tests.add(DynamicTest.dynamicTest(
                    b.name() + ": " + line, () -> check.on(new FileRun(path, call, settings))));
        });
        return tests;
    }

    private static void check(List<Literal> expected, List<Tensor> actual, Optional<Double> tolerance, String line) {
        Agreement agreement = tolerance.map(t -> Agreement.within(t, 1)).orElse(Agreement.EXACT);
        assertEquals(expected.size(), actual.size(), "results of " + line);
        var values = new ArrayList<Tensor>();
        for (int k = 0; k < expected.size(); k++) {
            values.add(expected.get(k).value(actual.get(k).type().element()));
        }
        agreement.check(values, actual, () -> line);
    }

    private static void checkFault(Path path, String line, String text, Executable faulty) throws IOException {
        RuntimeException fault = assertThrows(RuntimeException.class, faulty);
        boolean users = fault instanceof DiagnosticException || fault instanceof Trap;
        assertTrue(users, () -> "not an error of the user's: " + fault);
        String said = fault.getMessage().replace(path.toString(), path.getFileName().toString());
        if (BLESS) {
            TestFile.bless(path, line, said);
        } else {
            assertEquals(text, said);
        }
    }
}
