package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mg.Backends;
import mg.Mg;
import mg.ModelFunction;
import mg.Settings;
import mg.ir.Argument;
import mg.ir.Tensor;
import mg.ir.Type;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every program in `examples` is what it says, on every backend that works here: in a comment `// a is b` the values
/// of both expressions are equal, to a part in 10^12 or as `// a is b ~tolerance` says. The README there lists them
/// all.
class ExamplesTest {
    private static final Path FOLDER = Path.of("..", "examples");
    private static final Pattern CLAIM = Pattern.compile("^// (.+) is (.+?)(?: ~(\\S+))?$", Pattern.MULTILINE);

    @TestFactory
    Stream<DynamicNode> programs() throws IOException {
        List<Path> programs = all();
        assertTrue(programs.size() >= 12, "only " + programs);
        return programs.stream().map(ExamplesTest::program);
    }

    @TestFactory
    Stream<DynamicTest> listed() throws IOException {
        String page = Files.readString(FOLDER.resolve("README.md"));
        return all().stream().map(p -> p.getFileName().toString()).map(name -> DynamicTest.dynamicTest(
                name, () -> assertTrue(page.contains("[" + name + "](" + name + ")"), "not in README.md: " + name)));
    }

    private static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(p -> p.toString().endsWith(".mg")).sorted().toList();
        }
    }

    private static DynamicNode program(Path path) {
        String name = path.getFileName().toString();
        try {
            String text = Files.readString(path);
            List<MatchResult> claims = CLAIM.matcher(text).results().toList();
            assertTrue(!claims.isEmpty(), name + " claims nothing");
            var all = new StringBuilder(text);
            for (int k = 0; k < claims.size(); k++) {
                all.append("\nfn claim_%d() = %s\nfn value_%d() = %s".formatted(
                        k, claims.get(k).group(1), k, claims.get(k).group(2)));
            }
            return DynamicContainer.dynamicContainer(name, tests(all.toString(), claims));
        } catch (IOException e) {
            return DynamicTest.dynamicTest(name, () -> {
                throw e;
            });
        }
    }

    private static List<DynamicTest> tests(String text, List<MatchResult> claims) {
        var tests = new ArrayList<DynamicTest>();
        for (String backend : Working.names().toList()) {
            Settings settings = Settings.DEFAULT.on(backend);
            for (int k = 0; k < claims.size(); k++) {
                String claim = claims.get(k).group();
                double tolerance = Optional.ofNullable(claims.get(k).group(3)).map(Double::parseDouble).orElse(1e-12);
                int number = k;
                tests.add(DynamicTest.dynamicTest(backend + ": " + claim, () -> compare(
                        call(text, settings, "value_" + number), call(text, settings, "claim_" + number), tolerance)));
            }
        }
        return tests;
    }

    private static List<Tensor> call(String text, Settings settings, String name) {
        ModelFunction function = Mg.parse(text).with(settings).function(name);
        ModelFunction.Instance instance = function.instance(Map.of());
        List<Tensor> parameters = instance.function().arguments().stream()
                .map(Argument::name)
                .map(instance.parameters()::get)
                .toList();
        return Backends.compile(settings, instance.program(), instance.name()).call(parameters);
    }

    private static void compare(List<Tensor> expected, List<Tensor> actual, double tolerance) {
        assertEquals(expected.stream().map(Tensor::type).map(Type::shape).toList(),
                actual.stream().map(Tensor::type).map(Type::shape).toList());
        for (int k = 0; k < expected.size(); k++) {
            for (int j = 0; j < expected.get(k).type().size(); j++) {
                double x = expected.get(k).real(j);
                double y = actual.get(k).real(j);
                assertTrue(Double.compare(x, y) == 0 || Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x)),
                        actual.get(k) + " instead of " + expected.get(k));
            }
        }
    }
}
