package mg.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;

/// A file that is read from its start, uncompressed on the way if it is gzipped.
final class Source implements AutoCloseable {
    /// The most bytes that one compressed byte can stand for (Deutsch 1996, RFC 1951).
    private static final long LARGEST_RATIO = 1032;
    private static final String AGAIN = "copy or download it again";

    private final String name;
    private final InputStream in;
    /// No more bytes than this can still come; if `exact`, no fewer either.
    private long left;
    private final boolean exact;

    private Source(String name, InputStream in, long left, boolean exact) {
        this.name = name;
        this.in = in;
        this.left = left;
        this.exact = exact;
    }

    /// @throws DiagnosticException if it cannot be read, or is empty
    static Source open(Path path) {
        String name = path.toString();
        if (Files.isDirectory(path)) {
            throw fault(name, "is a directory, not a file");
        }
        try {
            InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
            try {
                return open(name, raw, Files.isRegularFile(path) ? Files.size(path) : Long.MAX_VALUE);
            } catch (IOException | RuntimeException e) {
                raw.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /// @throws DiagnosticException if it cannot be read, or is empty
    static Source open(InputStream in) {
        String name = "standard input";
        try {
            return open(name, new BufferedInputStream(in, 1 << 16), Long.MAX_VALUE);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static Source open(String name, InputStream raw, long size) throws IOException {
        byte[] head = head(raw, 2);
        if (head.length == 0) {
            throw fault(name, size == Long.MAX_VALUE ? "is empty" : "the file is empty");
        }
        if (head.length < 2 || head[0] != 0x1f || head[1] != (byte) 0x8b) {
            return new Source(name, raw, size, size < Long.MAX_VALUE);
        }
        var unzipped = new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16);
        if (head(unzipped, 1).length == 0) {
            throw fault(name, "the file is empty once uncompressed");
        }
        return new Source(name, unzipped, Math.min(size, Long.MAX_VALUE / LARGEST_RATIO) * LARGEST_RATIO, false);
    }

    private static byte[] head(InputStream in, int n) throws IOException {
        in.mark(n);
        byte[] head = in.readNBytes(n);
        in.reset();
        return head;
    }

    String name() {
        return name;
    }

    /// The first bytes, as far as there are so many; they are read again afterwards.
    byte[] head(int n) {
        try {
            return head(in, n);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /// The next bytes, which belong to the header.
    ///
    /// @throws DiagnosticException if there are not so many
    ByteBuffer header(int n) {
        expect(n, "its header");
        byte[] bytes = read(n);
        if (bytes.length < n) {
            throw cutShort(n, bytes.length, "its header");
        }
        return ByteBuffer.wrap(bytes);
    }

    /// Checks that so many bytes can follow, before anything is allocated for them.
    void expect(long bytes, String described) {
        if (bytes > left) {
            throw exact
                    ? cutShort(bytes, left, described)
                    : error("the file cannot hold the " + bytes + " bytes of " + described, AGAIN);
        }
    }

    /// At most the next `n` bytes; fewer only if the file ends.
    byte[] read(int n) {
        try {
            byte[] bytes = in.readNBytes(n);
            left -= bytes.length;
            return bytes;
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /// Passes over the next bytes.
    void skip(long n, String described) {
        try {
            long skipped = 0;
            while (skipped < n) {
                long step = in.skip(n - skipped);
                if (step == 0 && in.read() < 0) {
                    throw cutShort(n, skipped, described);
                }
                skipped += Math.max(step, 1);
            }
            left -= n;
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /// Checks that nothing follows.
    void end(String described) {
        try {
            if (in.read() >= 0) {
                throw error((exact ? left : "more") + " bytes follow " + described,
                        "its header does not belong to its data, or something was appended");
            }
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /// The rest as UTF-8 text, without a byte order mark.
    Reader text() {
        byte[] mark = head(3);
        if (mark.length == 3 && mark[0] == (byte) 0xef && mark[1] == (byte) 0xbb && mark[2] == (byte) 0xbf) {
            read(3);
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    }

    /// All of the rest.
    String string() {
        try (Reader reader = text()) {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /// That only `found` bytes are there.
    DiagnosticException cutShort(long wanted, long found, String described) {
        String there = found + " of the " + wanted + " bytes of " + described + " are there";
        return error("the file is cut short: " + there, AGAIN);
    }

    /// An error in this file.
    DiagnosticException error(String message, String... notes) {
        return fault(name, message, notes);
    }

    /// An error in or with a file.
    static DiagnosticException fault(String file, String message, String... notes) {
        return new DiagnosticException(Diagnostic.of(file + ": " + message, notes));
    }

    /// What an exception in reading says to the user.
    static DiagnosticException failure(String file, IOException e) {
        return switch (e) {
            case NoSuchFileException _ ->
                fault(file, "no such file", "looked for " + Path.of(file).toAbsolutePath().normalize());
            case AccessDeniedException _ -> fault(file, "no permission to read it");
            case EOFException _ -> fault(file, "the file is cut short: its gzip stream does not end", AGAIN);
            case ZipException _ -> fault(file, "not a valid gzip file: " + e.getMessage(), AGAIN);
            case CharacterCodingException _ -> fault(file, "not UTF-8 text", "save it as UTF-8");
            default -> fault(file, "cannot be read: " + e.getMessage());
        };
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw failure(name, e);
        }
    }
}
