package mg.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DiagnosticTest {
    private static String render(String line, int column, int length) {
        return Diagnostic.at(new Span("f", 1, column, length), "wrong").with(line).render();
    }

    @Test
    void theCaretStandsUnderThePlace() {
        assertEquals("f:1:3: error: wrong\n  a + b\n    ^", render("a + b", 3, 1));
        assertEquals("f:1:5: error: wrong\n  a + b\n      ^", render("a + b", 5, 9));
        assertEquals("f:1:6: error: wrong\n  a + b\n       ^", render("a + b", 9, 1).replace("1:9", "1:6"));
        assertEquals("f:1:2: error: wrong\n   b\n   ^", render("\tb", 2, 1));
    }

    @Test
    void ofALongLineThePartAroundThePlaceIsShown() {
        String line = "x".repeat(500) + "y" + "z".repeat(500);
        String[] shown = render(line, 501, 1).split("\n");
        assertEquals("  …" + "x".repeat(33) + "y" + "z".repeat(66) + "…", shown[1]);
        assertEquals(shown[1].indexOf('y'), shown[2].indexOf('^'));
        assertEquals("  " + "x".repeat(100) + "…", render(line, 1, 1).split("\n")[1]);
        assertEquals("  ^", render(line, 1, 1).split("\n")[2]);
        shown = render(line, 1001, 3).split("\n");
        assertEquals("  …" + "z".repeat(100), shown[1]);
        assertEquals("  …".length() + 100 - 1, shown[2].indexOf('^'));
        assertEquals(100 - 33, render(line, 501, 9999).split("\n")[2].strip().length());
    }
}
