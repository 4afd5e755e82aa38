package mg.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import mg.data.AtomicFile;
import mg.ir.Artifact;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;

/// Files that a command leaves.
final class OutputFiles {
    private OutputFiles() {}

    /// Makes a folder, unless it is there.
    ///
    /// @throws DiagnosticException if it cannot be made or written to
    static void requireFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DiagnosticException(Diagnostic.of(folder + ": this folder cannot be made",
                    Files.exists(folder) ? "there is a file of that name" : "you may have no permission there"));
        }
        requireWritable(folder);
    }

    /// Checks that a file can be written, before the work that leads to it.
    ///
    /// @throws DiagnosticException if its folder is not there or not writable
    static void requireFile(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new DiagnosticException(Diagnostic.of(file + ": is a folder, not a file"));
        }
        if (!Files.isDirectory(folder)) {
            throw new DiagnosticException(Diagnostic.of(file + ": there is no folder " + folder));
        }
        if (!Files.exists(file) || Files.isRegularFile(file)) {
            requireWritable(folder);
        }
    }

    private static void requireWritable(Path folder) {
        if (!Files.isWritable(folder)) {
            throw new DiagnosticException(Diagnostic.of(folder + ": no permission to write into this folder"));
        }
    }

    /// Writes files into a folder, all or none; their paths.
    static List<Path> write(Path folder, List<Artifact> artifacts) {
        var contents = new LinkedHashMap<Path, AtomicFile.Content>();
        for (Artifact artifact : artifacts) {
            Path file = folder.resolve(artifact.name());
            requireFolder(file.toAbsolutePath().getParent());
            contents.put(file, out -> out.write(artifact.content()));
        }
        AtomicFile.write(contents);
        return List.copyOf(contents.keySet());
    }
}
