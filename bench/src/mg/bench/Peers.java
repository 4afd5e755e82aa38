package mg.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The processes of others: PyTorch in a Python, DJL in a JVM of its own.
///
/// @param folder  `bench/peers`
/// @param python  the Python that has PyTorch
/// @param djl     the folder of DJL's jars, perhaps missing
/// @param classes where `DjlWorker` is compiled to
record Peers(Path folder, String python, Path djl, Path classes) {
    /// @param tolerance how far its result may be off
    /// @param question  what to do
    Worker pytorch(double tolerance, Object... question) {
        return new Worker(command(List.of(python, folder.resolve("pytorch.py").toString()), question), tolerance == 0 ? 1e-4 : tolerance);
    }

    Worker djl(double tolerance, Object... question) {
        if (!Files.isDirectory(djl)) {
            throw new Absent("no jars in " + djl.getFileName());
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Worker(command(
                List.of(java, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", djl + "/*:" + classes, "mg.bench.DjlWorker"),
                question), tolerance);
    }

    private static List<String> command(List<String> program, Object[] question) {
        return new ArrayList<>(Stream.concat(program.stream(), Stream.of(question).map(Object::toString)).toList());
    }
}
