package mg.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import mg.ir.DiagnosticException;
import org.junit.jupiter.api.function.Executable;

/// Files for tests, and what reading them says, with the folder's path left out.
record Folder(Path path) {
    String file(String name, byte[] content) {
        try {
            return Files.write(path.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzipped(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// Room for numbers in either order of bytes.
    static ByteBuffer bytes(int n, ByteOrder order) {
        return ByteBuffer.allocate(n).order(order);
    }

    static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    void assertError(String message, Executable code) {
        String found = assertThrows(DiagnosticException.class, code).getMessage();
        assertEquals(message.strip(), found.replace(path + "/", ""));
    }
}
