package mg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import mg.ir.Parser;
import mg.ir.Printer;
import org.junit.jupiter.api.Test;

class IrTest extends CommandLineTest {
    private static final String PROGRAM = """
            param w: real[3] = uniform(-1, 1)
            fn loss(x: real[3], y: real) = (sum(w * x) - y)^2
            """;

    @Test
    void whatIsPrintedRunsAgain() {
        String f = file("loss.mg", PROGRAM);
        for (String passes : new String[] {"none", "inline,expand", ""}) {
            int status = passes.isEmpty() ? run("ir", f, "--grad") : run("ir", f, "--grad", "--passes", passes);
            assertEquals(0, status, err());
            assertEquals(out().strip(), Printer.print(Parser.parse("out", out())).strip());
            String saved = file("saved.ir", out());
            assertEquals(0, run("run", saved + ":loss_grad", "x=[1, 2, 3]", "y=4", "--json"), err());
            String again = out();
            assertEquals(0, run("grad", f, "x=[1, 2, 3]", "y=4", "--json"), err());
            String plain = out().replace("\"grad\":{", "").replace("}}", "}");
            assertEquals(plain, again.replace("{\"value\":{", "{").replace("}}", "}").replace("grad_", ""));
        }
    }

    @Test
    void lastFormOfAllRunsAgain() {
        String f = file("loss.mg", PROGRAM);
        String saved = path("last form.ir");
        assertEquals(0, run("ir", f, "--grad", "--print-after", "all", "--stats", "--verify", "-o", saved), err());
        for (String part :
                new String[] {"// as written", "// after differentiate", "// after hoist", "// loops", " ms "}) {
            assertTrue(out().contains(part), part);
        }
        assertTrue(Files.exists(Path.of(saved)));
        assertEquals(0, run("run", saved, "x=[1, 2, 3]", "y=4"), err());
        assertTrue(out().startsWith("value = "), out());
    }

    @Test
    void statsNameEveryStageUpToWhatRuns() {
        String f = file("loss.mg", PROGRAM);
        assertEquals(0, run("ir", f, "--grad", "--stats"), err());
        for (String stage : new String[] {"differentiate", "hoist", "lower", "place-buffers", "backend jvm"}) {
            assertTrue(out().matches("(?s).*// " + stage + " +\\d+\\.\\d+ ms .*"), stage + " in " + out());
        }
        assertFalse(out().contains("// loops"), out());
        assertEquals(0, run("ir", f, "--passes", "fold", "--stats"), err());
        assertFalse(out().contains("backend"), out());
    }

    @Test
    void onePass() {
        String f = file("loss.mg", PROGRAM);
        assertEquals(0, run("ir", f, "--passes", "inline,expand", "--print-after", "expand"), err());
        assertTrue(out().startsWith("// after expand\nparam @w"), out());
        assertTrue(out().contains("for %"), out());
        assertEquals(0, run("ir", f, "--passes", "none"), err());
        assertFalse(out().contains("for %"), out());
    }

    @Test
    void unknownPassIsWrongUsage() {
        String f = file("loss.mg", PROGRAM);
        assertEquals(2, run("ir", f, "--passes", "inlnie"));
        assertTrue(err().contains("did you mean 'inline'?"), err());
        assertEquals(2, run("ir", f, "--print-after", "nothing"));
        assertEquals(1, run("ir", f, "-o", path("no such folder/f.ir")));
        assertEquals("", out());
    }
}
