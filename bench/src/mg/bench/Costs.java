package mg.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mg.Backends;
import mg.Settings;
import mg.ir.Artifact;
import mg.ir.ElementType;
import mg.ir.Program;

/// What is measured in other units than speed: compiling, starting, memory.
///
/// @param mg the folder of mg
record Costs(Path mg, Training training) {
    static final List<String> NAMES = List.of("compile", "straight", "start", "memory", "calls");

    private static final int TIMES = 9;
    private static final int BATCH = 20;
    private static final List<String> PEAKS =
            List.of("mnist/f64/20", "gradbench/gmm/n-1000-d-64-k-100", "gradbench/ba");

    String text(String name) throws IOException {
        System.err.println(name + " …");
        return switch (name) {
            case "compile" -> compiling();
            case "straight" -> straight();
            case "start" -> starting();
            case "memory" -> memory();
            case "calls" -> calls();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// How long something took: CPU time with that of processes it started, and a clock on the wall.
    private record Took(double cpu, double wall) {
        static Took of(Runnable action) {
            double cpu = Clock.secondsOfAll();
            long wall = System.nanoTime();
            action.run();
            return new Took(Clock.secondsOfAll() - cpu, (System.nanoTime() - wall) / 1e9);
        }

        static String cells(List<Took> some) {
            return Report.duration(Rounds.median(some.stream().mapToDouble(Took::cpu).toArray())) + " | "
                    + Report.duration(Rounds.median(some.stream().mapToDouble(Took::wall).toArray()));
        }
    }

    /// From the text of the program to what runs, each time anew.
    private String compiling() {
        var rows = new ArrayList<String>();
        for (String backend : List.of("jvm", "c")) {
            var all = new ArrayList<Took>();
            for (int k = 0; k < TIMES; k++) {
                forget();
                all.add(Took.of(() -> training.trainer(backend, ElementType.F64, BATCH, 0.1).step(BATCH)));
            }
            rows.add("| text to executable, " + backend + ", the first time in this process | "
                    + Took.cells(all.subList(0, 1)) + " | |\n");
            rows.add("| text to executable, " + backend + ", warm | " + Took.cells(all.subList(TIMES / 3, TIMES))
                    + " | at most "
                    + (backend.equals("jvm") ? "300 ms" : "1.50 s") + " |\n");
        }
        Program step = training.trainer("jvm", ElementType.F64, BATCH, 0.1).program(BATCH);
        long text = emitted("c", step).stream().filter(a -> a.name().endsWith(".c")).mapToLong(a -> a.content().length)
                .sum();
        rows.add(String.format(Locale.ROOT, "| bytes of C | %,d | | at most 50,000 |%n", text));
        int longest = emitted("jvm", step).stream().mapToInt(a -> longestMethod(a.content())).max().orElse(0);
        rows.add(String.format(Locale.ROOT, "| bytecodes of the longest method | %,d | | at most 8,000 |%n", longest));
        return "\n## Compiling the training step of MNIST, f64, batch " + BATCH
                + "\n\n| what | CPU | wall | goal |\n|---|--:|--:|---|\n"
                + String.join("", rows);
    }

    /// A new process each time, on all cores, as a user has it.
    private String straight() {
        var rows = new ArrayList<String>();
        for (String words : List.of("jvm 100000 value", "jvm 100000 gradient", "c 100000 value", "jvm 1000000 value")) {
            String goal = words.equals("jvm 100000 value") ? "at most 2 s on the wall" : "";
            rows.add("| " + words + " | " + straight(words, words.startsWith("jvm 100000 ") ? 5 : 1) + " | " + goal
                    + " |\n");
        }
        return "\n## Irregular operations on single values, from the graph to the first result, each in a new process\n\n"
                + "| backend, operations, result | CPU | wall | goal |\n|---|--:|--:|---|\n" + String.join("", rows);
    }

    /// The cells of one row: of so many times, or that it failed, after saying why.
    private String straight(String words, int times) {
        var command = new ArrayList<>(List.of("taskset", "-c", "0-" + (Machine.cores() - 1)));
        command.addAll(java("mg.bench.Straight"));
        command.addAll(List.of(words.split(" ")));
        var all = new ArrayList<Took>();
        for (int k = 0; k < times; k++) {
            forget();
            try {
                String[] seconds = said(command).strip().split(" ");
                all.add(new Took(Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1])));
            } catch (IllegalStateException e) {
                System.err.println(e.getMessage());
                return "failed | failed";
            }
        }
        return Took.cells(all);
    }

    /// The command that runs a class as this process runs.
    private static List<String> java(String main) {
        List<String> command = new ArrayList<>(ProcessHandle.current().info().command().stream().toList());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        return command;
    }

    /// Empties the cache of compiled C.
    private static void forget() {
        Path cache = Path.of(System.getenv("MG_CACHE"));
        if (Files.isDirectory(cache)) {
            try (Stream<Path> files = Files.list(cache)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<Artifact> emitted(String backend, Program program) {
        return Backends.named(backend).emit(
                program, List.of(program.functions().getLast().name()), "step", Settings.DEFAULT.options());
    }

    private static int longestMethod(byte[] classFile) {
        return ClassFile.of().parse(classFile).methods().stream()
                .flatMap(m -> m.findAttribute(Attributes.code()).stream())
                .mapToInt(code -> code.codeLength())
                .max()
                .orElse(0);
    }

    /// A new process each time, on all cores, as a user has it.
    private String starting() throws IOException {
        var rows = new ArrayList<String>();
        for (String words : List.of("run examples/rosenbrock.mg x=1 y=2", "grad examples/rosenbrock.mg x=1 y=2")) {
            var command = new ArrayList<>(List.of("taskset", "-c", "0-" + (Machine.cores() - 1),
                    mg.resolve("mg").toString()));
            command.addAll(List.of(words.split(" ")));
            var all = new ArrayList<Took>();
            for (int k = 0; k < TIMES; k++) {
                all.add(Took.of(() -> said(command)));
            }
            rows.add("| `./mg " + words + "` | " + Took.cells(all) + " | "
                    + (words.startsWith("run") ? "at most 400 ms" : "") + " |\n");
        }
        return "\n## A new process\n\n| command | CPU | wall | goal |\n|---|--:|--:|---|\n" + String.join("", rows);
    }

    /// A process for each contender alone.
    private String memory() {
        var rows = new ArrayList<String>();
        for (String work : PEAKS) {
            var cells = new ArrayList<String>();
            for (String who : List.of("jvm", "c", "PyTorch")) {
                List<String> command = java("mg.bench.Main");
                command.addAll(List.of(mg.toString(), "--peak", work, who));
                cells.add(said(command).strip());
            }
            rows.add("| " + work + " | " + String.join(" | ", cells) + " |\n");
        }
        return "\n## The largest memory of a process, MiB\n\n| work | mg, jvm | mg, c | PyTorch |\n|---|--:|--:|--:|\n"
                + String.join("", rows);
    }

    /// By JMH, in a process of its own.
    private String calls() {
        Path jars = mg.resolve("bench/target/jmh");
        if (!Files.isDirectory(jars)) {
            return "\n- Calls were left out: no JMH in bench/target/jmh\n";
        }
        List<String> command = new ArrayList<>(ProcessHandle.current().info().command().stream().toList());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path") + ":" + jars + "/*",
                "org.openjdk.jmh.Main", "-f", "1", "-wi", "5", "-i", "7", "-w", "300ms", "-r", "300ms", "-v", "SILENT",
                "-rf", "csv", "-rff", "/dev/stdout"));
        String rows = said(command).lines().skip(1)
                .map(line -> line.replace("\"", "").split(","))
                .map(c -> "| " + c[0].substring(c[0].lastIndexOf('.') + 1) + " | " + c[7] + " | "
                        + Report.number(Double.parseDouble(c[4])) + " | " + Report.number(Double.parseDouble(c[5]))
                        + " |\n")
                .collect(Collectors.joining());
        return "\n## Calls inside one JVM, by JMH\n\nNanoseconds; see [Calls.java](jmh/Calls.java).\n\n"
                + "| call | backend | ns | error (99.9 %) |\n|---|---|--:|--:|\n" + rows;
    }

    private String said(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).directory(mg.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String text = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " fails");
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
