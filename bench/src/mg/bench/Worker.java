package mg.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A process of its own that does works. To a line `open WORK…` it answers `ready NUMBER…`, the result, or
/// `absent WHY`; then to each line `run N` the seconds of CPU time, and to `peak` its largest memory in KiB.
final class Worker implements Contender {
    private final Process process;
    private final BufferedReader from;
    private final PrintWriter to;
    private final boolean lasts;
    private double[] result;
    private double tolerance;

    /// @param lasts whether it is for more than one work
    /// @throws Absent if it does not start
    Worker(List<String> command, boolean lasts) {
        this.lasts = lasts;
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new Absent(e.getMessage());
        }
        from = process.inputReader(StandardCharsets.UTF_8);
        to = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /// The same process for a work.
    ///
    /// @param tolerance how far the result may be off
    /// @throws Absent if what it needs is not installed
    Worker open(double tolerance, Object... question) {
        to.println("open " + Stream.of(question).map(Object::toString).collect(Collectors.joining(" ")));
        String line = answer();
        if (!line.startsWith("ready")) {
            throw new Absent(line.replaceFirst("^absent ", ""));
        }
        this.result = Arrays.stream(line.split(" ")).skip(1).mapToDouble(Double::parseDouble).toArray();
        this.tolerance = tolerance;
        return this;
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
        if (!lasts) {
            to.close();
            process.destroy();
        }
    }
}
