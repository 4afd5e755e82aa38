package mg.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import mg.Backends;
import mg.Model;
import mg.ModelFunction;
import mg.data.AtomicFile;
import mg.ir.Artifact;
import mg.ir.Backend;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Tensor;
import mg.passes.Freeze;

/// A C program that reads digits, and the images and labels to try it on.
final class DemoClassifier {
    private static final List<String> FLAGS = List.of("-std=c11", "-O2", "-o", "classify", "main.c", "mnist.c", "-lm");
    private static final String IMAGES = "test-images-idx3-ubyte";
    private static final String LABELS = "test-labels-idx1-ubyte";

    /// How to compile it, in its folder.
    static final String COMMAND = "gcc " + String.join(" ", FLAGS);

    /// How to run it.
    static final String RUN = "./classify " + IMAGES + " " + LABELS;

    private final Path folder;

    DemoClassifier(Path folder) {
        this.folder = folder;
    }

    /// Writes the source, with these parameters as constants, and the data.
    void write(Model model, Map<String, Tensor> parameters) {
        ModelFunction.Instance classify = model.function("classify").parameters(parameters).instance(Map.of());
        Backend c = Backends.all().stream().filter(b -> b.name().equals("c")).findFirst().orElseThrow();
        List<Artifact> files = new ArrayList<>(c.emit(Freeze.run(classify.program(), classify.parameters()),
                List.of(classify.name()), "mnist", model.settings().options()));
        files.add(new Artifact("main.c", resource()));
        OutputFiles.write(folder, files);
        for (String name : List.of(IMAGES, LABELS)) {
            Path packed = Installation.example("mnist/data/" + name + ".gz");
            AtomicFile.write(folder.resolve(name), out -> {
                try (var in = new GZIPInputStream(Files.newInputStream(packed))) {
                    in.transferTo(out);
                }
            });
        }
    }

    private static byte[] resource() {
        try (InputStream in = DemoClassifier.class.getResourceAsStream("demo/main.c")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Compiles and runs it; what it says. Nothing if there is no gcc.
    ///
    /// @throws DiagnosticException if that fails
    Optional<String> run() {
        return gcc().map(gcc -> {
            var command = new ArrayList<>(List.of(gcc.toString()));
            command.addAll(FLAGS);
            run(command);
            return run(List.of(folder.resolve("classify").toAbsolutePath().toString(), IMAGES, LABELS));
        });
    }

    /// The compiler that the backend uses.
    private static Optional<Path> gcc() {
        String chosen = System.getenv().getOrDefault("MG_GCC", "");
        return (chosen.isEmpty()
                        ? Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                                .filter(f -> !f.isEmpty())
                                .map(f -> Path.of(f, "gcc"))
                        : Stream.of(Path.of(chosen)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new DiagnosticException(Diagnostic.of(
                        String.join(" ", command) + " failed in " + folder.toAbsolutePath() + ":", said));
            }
            return said;
        } catch (IOException e) {
            throw new DiagnosticException(Diagnostic.of(command.getFirst() + " cannot be run: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiagnosticException(Diagnostic.of("interrupted while " + command.getFirst() + " ran"));
        }
    }
}
