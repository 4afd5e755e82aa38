package mg.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The largest memory of a process that does one work, by one contender.
final class Peaks {
    private static final int CALLS = 3;

    private Peaks() {}

    /// Does the work in this process, or lets the contender's own do it, and prints its peak in MiB.
    static void print(List<Work> works, String name, String who) throws IOException {
        Work work = works.stream().filter(w -> w.is(name)).findFirst().orElseThrow();
        Optional<Work.Entry> entry = work.entries("").stream().filter(e -> e.who().equals(who)).findFirst();
        if (entry.isEmpty()) {
            System.out.println();
            return;
        }
        try (Contender contender = entry.get().open().get()) {
            contender.run(CALLS);
            long kib = contender instanceof Worker worker ? worker.peak() : ownPeak();
            System.out.println(Math.round(kib / 1024.0));
        } catch (Absent e) {
            System.out.println("not installed");
        }
    }

    private static long ownPeak() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(s -> s.startsWith("VmHWM")).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", ""));
    }
}
