package mg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmitTest extends CommandLineTest {
    private static final String PROGRAM =
            "param w: real[2] = uniform(1, 2)\nfn f(x: real[2]) = w @ x\nfn g(x: real[2]) = f(x)\n";

    @Test
    void everyKindIsWrittenAndNamed() throws IOException {
        String f = file("line.mg", PROGRAM);
        for (String[] kind : new String[][] {
            {"c", "line.c", "line.h"},
            {"class", "line.class"},
            {"jar", "line.jar"},
            {"ir", "line.ir"},
            {"dot", "line.dot"},
            {"svg", "line.svg"}
        }) {
            Path folder = folder().resolve("made " + kind[0]);
            assertEquals(0, run("emit", f + ":f", "--to", kind[0], "-o", folder.toString(), "--grad"), err());
            List<String> named = out().lines().sorted().toList();
            try (Stream<Path> found = Files.list(folder)) {
                assertEquals(named, found.map(Path::toString).sorted().toList());
            }
            assertEquals(List.of(kind).subList(1, kind.length),
                    named.stream().map(n -> Path.of(n).getFileName().toString()).toList());
        }
        assertEquals(0, run("run", path("made ir/line.ir") + ":f_grad", "x=[1, 0]", "--json"), err());
    }

    @Test
    void frozenParametersAreNoArguments() throws IOException {
        String f = file("line.mg", PROGRAM);
        assertEquals(0, run("emit", f + ":g", "--to", "c", "-o", path("c")), err());
        assertTrue(Files.readString(folder().resolve("c/line.h")).contains("parameter w"));
        assertEquals(0, run("emit", f + ":g", "--to", "c", "-o", path("c"), "--freeze", "--grad"), err());
        String header = Files.readString(folder().resolve("c/line.h"));
        assertTrue(!header.contains("parameter w") && header.contains("grad_x") && !header.contains("grad_w"), header);
    }

    @Test
    void unknownKindIsWrongUsage() {
        String f = file("line.mg", PROGRAM);
        assertEquals(2, run("emit", f + ":f", "--to", "rust"));
        assertTrue(err().contains("there are c, class, jar, ir, dot, svg"), err());
        assertEquals(2, run("emit", f + ":f"));
        assertEquals("", out());
    }

    @Test
    void folderThatIsAFile() {
        String f = file("line.mg", PROGRAM);
        assertEquals(1, run("emit", f + ":f", "--to", "c", "-o", file("taken", "")));
        assertTrue(err().contains("taken"), err());
        assertEquals("", out());
    }
}
