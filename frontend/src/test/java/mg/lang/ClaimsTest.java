package mg.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {
    private static String resource(String file) throws IOException {
        try (InputStream in = ClaimsTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"expressions.mg", "arrays.mg", "loops.mg", "functions.mg", "derivatives.mg", "stated.mg",
        "library.mg"})
    void everyClaimHolds(String file) throws IOException {
        assertTrue(Claims.check(file, resource("claims/" + file)) > 0);
    }

    @Test
    void aWrongClaimIsFound() {
        assertThrows(AssertionError.class, () -> Claims.check("wrong.mg", "// 1 + 1 is 3"));
        assertThrows(AssertionError.class, () -> Claims.check("wrong.mg", "// [1, 1] is 1"));
        assertThrows(AssertionError.class, () -> Claims.check("wrong.mg", "// nan is 1"));
    }

    @Test
    void everyFunctionOfTheLibraryIsClaimedAndDocumented() throws IOException {
        String claims = resource("claims/library.mg");
        for (Declaration d : library()) {
            assertTrue(claims.matches("(?s).*\\b" + d.name() + "\\b.*"), d.name());
            assertTrue(!d.doc().isEmpty(), d.name());
        }
    }

    /// What can be named in a program.
    private static List<Declaration> library() {
        return Library.units().stream().flatMap(u -> u.declarations().stream())
                .filter(d -> !(d instanceof Declaration.Stated))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "language.md", "arrays.md", "functions.md", "loops.md", "numbers.md", "training.md", "derivatives.md"})
    void everyExampleInThePagesOnTheLanguageRuns(String file) throws IOException {
        String page = Files.readString(Path.of("..", "docs", file));
        List<MatchResult> blocks = Pattern.compile("```mg\n(.*?)```", Pattern.DOTALL).matcher(page).results().toList();
        int claims = 0;
        for (MatchResult block : blocks) {
            claims += Claims.check(file, block.group(1));
        }
        assertTrue(blocks.size() > 1 && claims > 0, blocks.size() + " blocks with " + claims + " claims");
    }

    @Test
    void thePageOnTheLanguageHasTheGrammar() throws IOException {
        String grammar = Files.readString(Path.of("src/main/antlr4/mg/lang/Mg.g4"));
        String page = Files.readString(Path.of("..", "docs", "language.md"));
        assertTrue(page.contains(grammar.substring(grammar.indexOf("file: declaration"))));
    }

    @Test
    void thePageOnTheLanguageNamesTheWholeLibrary() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "language.md"));
        List<String> missing = java.util.stream.Stream.concat(
                        library().stream().map(Declaration::name),
                        Natives.names().stream())
                .filter(n -> !page.matches("(?s).*`[^`\n]*\\b" + n + "\\b.*"))
                .toList();
        assertEquals(List.of(), missing);
    }
}
