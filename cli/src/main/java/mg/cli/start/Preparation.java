package mg.cli.start;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Writes a jar that starts the command as `lib/mg.jar` does, but from the class path that the ahead-of-time cache can
/// hold all of.
public final class Preparation {
    private final Path lib;
    private final Path start;

    private Preparation(Path lib, Path start) {
        this.lib = lib;
        this.start = start;
    }

    /// Writes `start/mg.jar` and the jars that it needs there; they refer to `lib` by a relative path.
    ///
    /// @param arguments the folders `lib` and `start`
    public static void main(String[] arguments) throws IOException {
        new Preparation(Path.of(arguments[0]), Path.of(arguments[1])).write();
    }

    private void write() throws IOException {
        Path command = lib.resolve("mg.jar");
        var manifest = new Manifest();
        try (var jar = new JarFile(command.toFile())) {
            manifest.getMainAttributes().putAll(jar.getManifest().getMainAttributes());
        }
        List<String> jars = Arrays.asList(
                manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH).split(" "));
        var classPath = new ArrayList<String>();
        for (String name : jars) {
            Path jar = lib.resolve(name);
            if (Modernized.isOld(jar)) {
                replace(start.resolve(name), Modernized.bytes(jar));
                classPath.add(name);
            }
        }
        // Those before: lib/mg.jar names the old ones too.
        classPath.add(start.relativize(command).toString().replace(File.separatorChar, '/'));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
        Path temporary = Files.createTempFile(start, "mg", ".jar");
        new JarOutputStream(Files.newOutputStream(temporary), manifest).close();
        Files.move(temporary, start.resolve("mg.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    /// A command that runs at the same time sees the old file or the new one.
    private void replace(Path file, byte[] bytes) {
        try {
            Path temporary = Files.createTempFile(start, "mg", ".jar");
            Files.write(temporary, bytes);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
