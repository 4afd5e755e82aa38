package mg.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import mg.ir.DiagnosticException;

/// Writes a file beside its place and then moves it there: whoever looks finds the old one or the new one, whole.
public final class AtomicFile {
    private AtomicFile() {}

    /// What writes the content.
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /// Writes a file, all or nothing; one that exists is replaced. What is not a regular file (`/dev/null`, a pipe) is
    /// written to directly.
    ///
    /// @throws DiagnosticException if it cannot be written; then nothing has changed
    public static void write(Path file, Content content) {
        if (Files.isDirectory(file)) {
            throw Source.fault(file.toString(), "is a directory, not a file");
        }
        try {
            boolean exists = Files.exists(file);
            if (exists && !Files.isRegularFile(file)) {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    content.write(out);
                }
                return;
            }
            // A link stays one.
            replace(exists ? file.toRealPath() : file.toAbsolutePath(), content);
        } catch (NoSuchFileException e) {
            throw Source.fault(file.toString(), "cannot be written: no folder " + file.toAbsolutePath().getParent());
        } catch (AccessDeniedException e) {
            throw Source.fault(file.toString(), "cannot be written: no permission");
        } catch (IOException e) {
            throw Source.fault(file.toString(), "cannot be written: " + e.getMessage());
        }
    }

    private static void replace(Path file, Content content) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW), 1 << 16)) {
                content.write(out);
            }
            try {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
