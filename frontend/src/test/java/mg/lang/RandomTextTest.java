package mg.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

/// Any text gives a module or diagnostics, and any function of a module a program that verifies, or diagnostics.
class RandomTextTest {
    private static final Pattern TOKEN = Pattern.compile("\\w+|\\s+|.", Pattern.DOTALL);
    private static final List<String> TOKENS = List.of("0", "-1", "1e400", "99999999999", "n", "x", "{", "}", "(", ")",
            "[",
            "]", "for", "..", "->", "grad", "loop", "while", "true", "if", "jvp", "max", "zeros", "1000000", "sum",
            "i", "let",
            "@", "^", ":", ",", "\n", "fn", "param", "\"", "é", "\t", "///");

    private static List<String> texts() throws IOException {
        var texts = new ArrayList<String>();
        for (String folder : List.of("src/test/resources/mg/lang/claims", "src/main/resources/mg/lang",
                "../examples")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".mg")).sorted().toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }

    @Test
    void mutationsOfProgramsNeverFailInside() throws IOException {
        List<String> texts = texts();
        int parsed = 0;
        int built = 0;
        for (int seed = 0; seed < 600; seed++) {
            String text = mutation(texts, new Random(seed));
            try {
                Module module = Module.parse("random.mg", text);
                parsed++;
                built += build(module);
            } catch (DiagnosticException e) {
                assertTrue(!e.diagnostics().isEmpty());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ":\n" + text, e);
            }
        }
        assertTrue(parsed > 50 && built > 500, parsed + " parsed, " + built + " functions built");
    }

    private static int build(Module module) {
        int built = 0;
        for (FunctionHeader f : module.functions()) {
            Program program;
            try {
                program = module.instantiate(f.name(), Map.of(), Map.of(), ElementType.F64);
            } catch (DiagnosticException e) {
                continue;
            }
            Verifier.check(program);
            assertEquals(program, Parser.parse("random.ir", Printer.print(program)));
            built++;
        }
        return built;
    }

    private static String mutation(List<String> texts, Random random) {
        List<String> tokens = TOKEN.matcher(texts.get(random.nextInt(texts.size()))).results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(ArrayList::new));
        for (int k = random.nextInt(4); k >= 0 && !tokens.isEmpty(); k--) {
            int i = random.nextInt(tokens.size());
            int j = random.nextInt(tokens.size());
            List<String> part = tokens.subList(i, Math.min(tokens.size(), i + random.nextInt(12)));
            switch (random.nextInt(7)) {
                case 0 -> tokens.remove(i);
                case 1 -> tokens.set(i, tokens.get(j));
                case 2 -> tokens.add(i, tokens.get(j));
                case 3 -> Collections.swap(tokens, i, j);
                case 4 -> tokens.set(i, TOKENS.get(random.nextInt(TOKENS.size())));
                case 5 -> tokens.addAll(j, List.copyOf(part));
                default -> part.clear();
            }
        }
        return String.join("", tokens);
    }
}
