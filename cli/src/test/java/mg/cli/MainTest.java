package mg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertEquals(0, run("--version"));
        assertTrue(out.toString().matches("mg \\d+\\.\\d+\\.\\d+\\S*\\R"), out.toString());
    }

    @Test
    void helpGoesToStandardOutput() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().startsWith("Usage: mg"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void wrongUsageHasStatus2AndNothingOnStandardOutput() {
        assertEquals(2, run("--no-such-option"));
        assertEquals("", out.toString());
        assertTrue(err.toString().contains("--no-such-option"), err.toString());
    }

    @Test
    void noCommandIsWrongUsage() {
        assertEquals(2, run());
        assertEquals("", out.toString());
    }
}
