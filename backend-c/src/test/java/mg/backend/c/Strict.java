package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mg.ir.Artifact;
import mg.ir.Executable;
import mg.ir.Options;
import mg.ir.Tensor;
import mg.loops.Kernel;

/// Compiles what the backend emits as its users would, with warnings as errors.
final class Strict {
    private static final List<String> WARNINGS = List.of("-Wall", "-Wextra", "-Wpedantic", "-Werror");

    private Strict() {}

    /// Skips the test where there is no gcc.
    static void needsGcc() {
        assumeTrue(Gcc.find().isPresent(), Gcc.MISSING);
    }

    /// Compiles the kernel as C at three levels of optimisation and as C++, and makes it run.
    static Executable compile(Kernel kernel) throws IOException, InterruptedException {
        return compile(kernel, Options.DEFAULT);
    }

    static Executable compile(Kernel kernel, Options options) throws IOException, InterruptedException {
        needsGcc();
        check(CBackend.emit(List.of(kernel), "strict", options.withVectorBytes(16)), "strict.c");
        return new CBackend().compile(kernel, options);
    }

    /// Compiles what is emitted for a kernel with vectors of so many bytes: without a word where those are not longer
    /// than the machine's, which every x86-64 has of 16.
    static void checkLanes(Kernel kernel, int bytes) throws IOException, InterruptedException {
        needsGcc();
        List<Artifact> files = CBackend.emit(List.of(kernel), "strict", Options.DEFAULT);
        if (bytes <= 16) {
            check(files, "strict.c");
        } else {
            gcc(write(files), List.of("gcc", "-std=c11", "-O3", "-march=native", "-fopenmp-simd", "-DMG_SIMD",
            "-Wno-psabi",
                    "-c", "strict.c", "-o", "wide.o"));
        }
    }

    /// The results of a kernel for these arguments.
    static List<Tensor> run(Kernel kernel, Tensor... arguments) throws IOException, InterruptedException {
        return compile(kernel).call(List.of(arguments));
    }

    /// Compiles an emitted file as C at three levels of optimisation, and as C++.
    static void check(List<Artifact> files, String source) throws IOException, InterruptedException {
        Path folder = write(files);
        gcc(folder, List.of("gcc", "-std=c11", "-O1", "-c", source, "-o", "o1.o"));
        gcc(folder, List.of("gcc", "-std=c11", "-O2", "-c", source, "-o", "o2.o"));
        gcc(folder, List.of("gcc", "-std=c11", "-O3", "-march=native", "-fopenmp-simd", "-DMG_SIMD", "-c", source, "-o",
                "o3.o"));
        gcc(folder, List.of("g++", "-x", "c++", "-O1", "-fopenmp-simd", "-DMG_SIMD", "-c", source, "-o", "cxx.o"));
    }

    static Path write(List<Artifact> files) throws IOException {
        Path folder = Files.createTempDirectory("mg-test");
        for (Artifact file : files) {
            Files.write(folder.resolve(file.name()), file.content());
        }
        return folder;
    }

    /// Runs a compiler with warnings as errors; the test fails with what it says. A note is no warning: gcc has one
    /// about vectors as parameters that nothing in a file turns off.
    static void gcc(Path folder, List<String> command) throws IOException, InterruptedException {
        var all = new ArrayList<>(command);
        all.addAll(1, WARNINGS);
        run(folder, all);
    }

    /// What a command prints. It must succeed.
    static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> command + " in " + folder + "\n" + said);
        return said;
    }
}
