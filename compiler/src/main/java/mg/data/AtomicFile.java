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
import java.util.LinkedHashMap;
import java.util.Map;
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
        write(Map.of(file, content));
    }

    /// Writes files that belong together: none takes its place before all are written.
    ///
    /// @throws DiagnosticException if one of them cannot be written; then nothing has changed
    public static void write(Map<Path, Content> files) {
        var drafts = new LinkedHashMap<Path, Path>();
        try {
            files.forEach((file, content) -> reporting(file, () -> draft(file, content, drafts)));
            drafts.forEach((draft, place) -> reporting(place, () -> move(draft, place)));
        } finally {
            drafts.forEach((draft, place) -> reporting(place, () -> Files.deleteIfExists(draft)));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void reporting(Path file, Work work) {
        try {
            work.run();
        } catch (NoSuchFileException e) {
            throw Source.fault(file.toString(), "cannot be written: no folder " + file.toAbsolutePath().getParent());
        } catch (AccessDeniedException e) {
            throw Source.fault(file.toString(), "cannot be written: no permission");
        } catch (IOException e) {
            throw Source.fault(file.toString(), "cannot be written: " + e.getMessage());
        }
    }

    /// Writes the content beside its place.
    private static void draft(Path file, Content content, Map<Path, Path> drafts) throws IOException {
        if (Files.isDirectory(file)) {
            throw Source.fault(file.toString(), "is a directory, not a file");
        }
        boolean exists = Files.exists(file);
        if (exists && !Files.isRegularFile(file)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                content.write(out);
            }
            return;
        }
        // A link stays one.
        Path place = exists ? file.toRealPath() : file.toAbsolutePath();
        Path draft = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".tmp");
        drafts.put(draft, place);
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW), 1 << 16)) {
            content.write(out);
        }
    }

    private static void move(Path draft, Path place) throws IOException {
        try {
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
