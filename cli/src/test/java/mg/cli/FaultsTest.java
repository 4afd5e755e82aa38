package mg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import mg.ir.Trap;
import org.junit.jupiter.api.Test;

class FaultsTest {
    @Test
    void aBugOfOursSaysWhatToKeepAndLeavesATrace() throws IOException {
        var err = new StringWriter();
        var faults = new Faults(new String[] {"run", "f.mg"}, () -> false);
        assertEquals(3, faults.report(new AssertionError("what cannot be"), new PrintWriter(err, true)));
        String start = "mg: this is a bug in mg: java.lang.AssertionError: what cannot be\n"
                + "  to have it mended, keep three things for whom you have mg from: your program with its data, the command,"
                + " and the trace in ";
        String text = err.toString().replace("\r", "");
        assertTrue(text.startsWith(start), text);
        Path log = Path.of(text.substring(start.length()).strip());
        String trace = Files.readString(log);
        Files.delete(log);
        assertTrue(trace.contains("arguments: [run, f.mg]"), trace);
        assertTrue(trace.contains("aBugOfOursSaysWhatToKeepAndLeavesATrace"), trace);
    }

    @Test
    void aFaultInATextThatCannotBeReadIsSaidWithoutItsLine() {
        for (String said : new String[] {"gone.mg:1:2: error: integer division by zero",
                "error: integer division by zero"}) {
            var err = new StringWriter();
            assertEquals(1, new Faults(new String[0], () -> false).report(new Trap(said), new PrintWriter(err, true)));
            assertEquals(said, err.toString().strip());
        }
    }
}
