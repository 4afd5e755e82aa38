package mg.cli.start;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import mg.cli.Main;

/// Does a little of everything that short commands do, so that the JVM sees what to keep in its ahead-of-time cache.
public final class Rehearsal {
    private static final String PROGRAM =
            """
            /// A small network, and loops of each kind.
            param W: real[3, 4] = uniform(-1, 1)
            param b: real[3] = 0
            fn logits(x: real[2, 2]) = W @ relu(flatten(x)) + b
            fn loss(x: real[2, 2], label: int) = cross_entropy(logits(x), label)
            fn accuracy(x: real[2, 2], label: int) = if argmax(logits(x)) == label { 1.0 } else { 0.0 }
            fn norm2[n](x: real[n]) = sum(x[i]^2 * exp(x[i]) for i)
            fn root(x: real) = loop (y = x) while abs(y * y - 2) > 1e-9 { y - (y * y - 2) / (2 * y) }
            fn curve(x: real, y: real) {
                let (dx, dy) = grad((a, b) -> (1 - a)^2 + 100 * (b - a^2)^2)(x, y)
                loop (s = 0.0) for i in 0..3 { s + dx * dy }
            }
            """;

    private Rehearsal() {}

    /// Runs them on a program of its own.
    ///
    /// @throws AssertionError if one fails
    public static void main(String[] arguments) throws IOException {
        System.getLogger("java.lang.Runtime").isLoggable(System.Logger.Level.DEBUG); // as System.exit does
        Path folder = Files.createTempDirectory("mg-rehearsal");
        try {
            String file = Files.writeString(folder.resolve("program.mg"), PROGRAM).toString();
            run("run", file + ":norm2", "x=[1, 2, 3]");
            run("run", file + ":root", "x=1.5");
            run("run", file + ":curve", "x=-1.2", "y=1", "--json");
            run("run", file + ":accuracy", "x=random", "label=1", "--json");
            run("grad", file + ":loss", "x=[[1, 2], [3, 4]]", "label=2");
            run("grad", file + ":norm2", "x=[1.5, 2]", "--json", "--backend", "interpreter");
            run("ir", file + ":loss", "--grad", "--print-after", "all");
            run("emit", file + ":loss", "--grad", "--to", "c", "-o", folder.toString());
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static void run(String... arguments) {
        var nowhere = new PrintWriter(OutputStream.nullOutputStream());
        var errors = new StringWriter();
        if (Main.run(nowhere, new PrintWriter(errors), arguments) != 0) {
            throw new AssertionError(String.join(" ", arguments) + ": " + errors);
        }
    }
}
