package mg.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page on the library has a row for all that each file declares, as it is called and as it is documented.
/// `-Dmg.bless=true` rewrites the rows; what stands above them is written by hand.
class LibraryPageTest {
    private static final Path PAGE = Path.of("..", "docs", "library.md");

    @Test
    void everythingHasARow() throws IOException {
        String page = Files.readString(PAGE);
        int tables = page.indexOf("\n## ");
        String above = tables < 0 ? page : page.substring(0, tables + 1);
        String expected = above + Library.units().stream().map(LibraryPageTest::section)
                .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("mg.bless")) {
            Files.writeString(PAGE, expected);
        }
        assertEquals(expected, Files.readString(PAGE));
    }

    private static String section(Unit unit) {
        String file = Path.of(unit.source().name()).getFileName().toString();
        String title = Character.toUpperCase(file.charAt(0)) + file.substring(1, file.indexOf('.'));
        return "## " + title + "\n\n| | |\n|---|---|\n" + unit.declarations().stream()
                .filter(d -> !(d instanceof Declaration.Stated))
                .map(LibraryPageTest::row)
                .collect(Collectors.joining());
    }

    private static String row(Declaration declaration) {
        assertTrue(!declaration.doc().isBlank(), declaration.name() + " is not documented");
        return "| `" + call(declaration) + "` | " + declaration.doc().replaceAll("\\s+", " ")
                .replace("|", "\\|") + " |\n";
    }

    private static String call(Declaration declaration) {
        return declaration instanceof Declaration.Fn fn
                ? FunctionHeader.of(fn).arguments().stream()
                        .map(a -> a.name() + a.type().map(t -> ": " + t).orElse(""))
                        .collect(Collectors.joining(", ", fn.name() + "(", ")"))
                : declaration.name();
    }

    @Test
    void aRowShowsTypesThatAreDeclared() {
        List<Declaration> f = Syntax.parse(
                Source.of("text", "/// Twice\n/// as `|x|`.\nfn f[n](x: real[n, 2 * n], g) = x"), new Diagnostics());
        assertEquals("| `f(x: real[n, 2 * n], g)` | Twice as `\\|x\\|`. |\n", row(f.getFirst()));
    }
}
