package mg.backend.c;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The compiler we found.
record Gcc(Path program) {
    /// What to say when there is none.
    static final String MISSING =
            "gcc is missing: apt install gcc, dnf install gcc, or xcode-select --install; or name one in MG_GCC";

    /// How a function is compiled to run here. A sum may be reordered where the source says so, nothing else may be:
    /// traps and `errno` are not looked at, which changes no value. Tuned for no processor in particular: tuned for one
    /// that it knows only an older relative of, gcc 12 takes vectors of AVX-512 from memory again and again.
    static final List<String> FLAGS = List.of(
            "-std=c11", "-march=native", "-mtune=generic", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math",
            "-fopenmp-simd",
            "-DMG_SIMD", "-fPIC", "-shared", "-pipe", "-w");

    /// The compiler that `chosen` names, if it is not empty, otherwise the first `gcc` in the folders of `path`.
    static Optional<Gcc> find(String chosen, String path) {
        Stream<Path> candidates = chosen.isEmpty()
                ? Stream.of(path.split(File.pathSeparator)).filter(f -> !f.isEmpty()).map(f -> Path.of(f, "gcc"))
                : Stream.of(Path.of(chosen));
        return candidates.filter(Files::isExecutable).filter(Files::isRegularFile).findFirst().map(Gcc::new);
    }

    /// The compiler of this process.
    static Optional<Gcc> find() {
        return find(System.getenv().getOrDefault("MG_GCC", ""), System.getenv().getOrDefault("PATH", ""));
    }

    /// What distinguishes it from another version of itself, without running it.
    String identity() throws IOException {
        Path real = program.toRealPath();
        return real + " " + Files.size(real) + " " + Files.getLastModifiedTime(real).toMillis();
    }

    /// Makes a shared object with more flags, and gives what the compiler said if it failed.
    Optional<String> compile(Path source, Path object, List<String> more) throws IOException {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(FLAGS);
        if (System.getProperty("os.arch").equals("amd64")) {
            command.add("-mprefer-vector-width=512");
        }
        command.addAll(more);
        command.addAll(List.of("-o", object.toString(), source.toString(), "-lm"));
        var builder = new ProcessBuilder(command).directory(source.getParent().toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (var output = process.getInputStream()) {
            process.getOutputStream().close();
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while gcc ran");
        } finally {
            process.destroy();
        }
    }
}
