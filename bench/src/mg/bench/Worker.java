package mg.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A process of its own that does a work: it answers `ready NUMBER…`, its result, or `absent WHY`; then to each line
/// `run N` the seconds of CPU time, and to `peak` its largest memory in KiB.
final class Worker implements Contender {
    private final Process process;
    private final BufferedReader from;
    private final PrintWriter to;
    private final double[] result;
    private final double tolerance;

    /// @throws Absent if what it needs is not installed
    Worker(List<String> command, double tolerance) {
        this.tolerance = tolerance;
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new Absent(e.getMessage());
        }
        from = process.inputReader(StandardCharsets.UTF_8);
        to = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        String line = answer();
        if (line.startsWith("ready")) {
            result = Arrays.stream(line.split(" ")).skip(1).mapToDouble(Double::parseDouble).toArray();
        } else {
            close();
            throw new Absent(line.replaceFirst("^absent ", ""));
        }
    }

    /// The next line that is an answer; libraries print what they like in between.
    private String answer() {
        try {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                if (line.matches("(ready|absent|took|peak)( .*)?")) {
                    return line;
                }
            }
            return "absent it ends without an answer";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double run(long calls) {
        to.println("run " + calls);
        return Double.parseDouble(answer().replaceFirst("took ", ""));
    }

    /// The largest memory it has had, in KiB.
    long peak() {
        to.println("peak");
        return Long.parseLong(answer().replaceFirst("peak ", ""));
    }

    @Override
    public double[] result() {
        return result;
    }

    @Override
    public double tolerance() {
        return tolerance;
    }

    @Override
    public void close() {
        to.close();
        process.destroy();
    }
}
