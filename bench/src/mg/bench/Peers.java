package mg.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The processes of others: PyTorch in a Python, for all works; DJL in a JVM of its own, for each. They end when their
/// input does.
final class Peers {
    private final Path folder;
    private final String python;
    private final Path djl;
    private final Path classes;
    private Worker pytorch;

    /// @param folder  `bench/peers`
    /// @param python  the Python that has PyTorch
    /// @param djl     the folder of DJL's jars, perhaps missing
    /// @param classes where `DjlWorker` is compiled to
    Peers(Path folder, String python, Path djl, Path classes) {
        this.folder = folder;
        this.python = python;
        this.djl = djl;
        this.classes = classes;
    }

    /// PyTorch, which leaves what it did before.
    ///
    /// @param tolerance how far its result may be off
    /// @param question  what to do
    Worker pytorch(double tolerance, Object... question) {
        if (pytorch == null) {
            pytorch = new Worker(List.of(python, folder.resolve("pytorch.py").toString()), true);
        }
        return pytorch.open(tolerance, question);
    }

    /// DJL, anew.
    Worker djl(double tolerance, Object... question) {
        if (!Files.isDirectory(djl)) {
            throw new Absent("no jars in " + djl.getFileName());
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Worker(List.of(java, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                djl + "/*:" + classes,
                "mg.bench.DjlWorker"), false).open(tolerance, question);
    }
}
