package mg.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// What was measured, where and with what.
final class Machine {
    private Machine() {}

    static String text(Path mg, List<String> chosen) throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(s -> s.startsWith("model name") || s.startsWith("cpu family") || s.matches("model\\s*:.*"))
                .distinct().map(s -> s.replaceAll("\\s*:\\s*", " ").replaceFirst("model name ", ""))
                .reduce((a, b) -> a + ", " + b)
                .orElse("unknown");
        return """
                # Results of `bench/run%s`

                All of this was measured in one run, on core %s of a machine with %s cores, each work by all its contenders in turn; see
                [README.md](README.md). Times are medians of rounds, ratios medians of the ratios of rounds; more is better.

                | | |
                |---|---|
                | processor | %s |
                | date, commit | %s, %s |
                | load when it began | %s |
                | Java | %s |
                | gcc | %s, `-O3 -march=native` for what is written by hand |
                | PyTorch | %s |
                | DJL | %s |
                """.formatted(chosen.isEmpty() ? "" : " " + String.join(" ", chosen), System.getProperty("mg.bench.core"),
                cores(), cpu, LocalDate.now(),
                said("git", "-C", mg.toString(), "describe", "--always", "--dirty"),
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0], System.getProperty("java.runtime.version"),
                said(System.getProperty("mg.bench.gcc"), "-dumpfullversion"),
                said(System.getProperty("mg.bench.python"), "-c", "import torch; print(torch.__version__)"), djl(mg));
    }

    /// The cores of the machine, whatever this process may use.
    static long cores() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(s -> s.startsWith("processor")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String djl(Path mg) throws IOException {
        Path jars = mg.resolve("bench/target/djl");
        if (!Files.isDirectory(jars)) {
            return "none";
        }
        try (var files = Files.list(jars)) {
            return String.join(", ", files.map(f -> f.getFileName().toString())
                    .filter(f -> f.matches("pytorch-(engine|native-cpu)-.*"))
                    .map(f -> f.replaceFirst("\\.jar$", "")).sorted().toList());
        }
    }

    /// What a command says in its last line, or "none".
    static String said(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String text = new String(process.getInputStream().readAllBytes()).strip();
            return process.waitFor() == 0 ? text.substring(text.lastIndexOf('\n') + 1) : "none";
        } catch (IOException e) {
            return "none";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
