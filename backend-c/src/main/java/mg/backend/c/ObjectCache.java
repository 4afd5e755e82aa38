package mg.backend.c;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;

/// Shared objects by what they were made from: the text, the flags, the compiler, the processor.
///
/// A file in the folder is the shared object followed by its own SHA-256, and comes there by renaming, so a file that
/// was cut short is noticed and processes do not disturb each other. Where the folder cannot be written, a temporary
/// one is used and standard error is told, once.
@SuppressWarnings("restricted")
final class ObjectCache {
    private static final int DIGEST_BYTES = 32;

    private final Path folder;
    private final Path temporary;
    private final AtomicBoolean told = new AtomicBoolean();

    /// @param folder    where the files are kept
    /// @param temporary where to work when that cannot be written
    ObjectCache(Path folder, Path temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /// The cache of the user: `$MG_CACHE`, otherwise `$XDG_CACHE_HOME/mg`, otherwise `~/.cache/mg`.
    static ObjectCache ofUser() {
        String own = System.getenv().getOrDefault("MG_CACHE", "");
        String shared = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path folder = !own.isEmpty() ? Path.of(own)
                : !shared.isEmpty() ? Path.of(shared, "mg")
                : Path.of(System.getProperty("user.home"), ".cache", "mg");
        return new ObjectCache(folder, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /// The symbols of a compiled source. They stay valid as long as `arena`.
    ///
    /// @throws DiagnosticException if gcc fails, with what it said and where the source is
    SymbolLookup load(Gcc gcc, List<String> flags, CSource source, Arena arena) {
        try {
            Path object = folder.resolve(key(gcc, flags, source) + ".so");
            return kept(object, arena).or(() -> built(gcc, flags, source, object, arena)).orElseGet(() ->
                    aside(gcc, flags, source, arena));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// What is in the cache, if it is whole and loads.
    private static Optional<SymbolLookup> kept(Path object, Arena arena) {
        try {
            byte[] bytes = Files.readAllBytes(object);
            int size = Math.max(0, bytes.length - DIGEST_BYTES);
            boolean whole = Arrays.equals(sha256(Arrays.copyOf(bytes, size)),
                    Arrays.copyOfRange(bytes, size, bytes.length));
            return whole ? Optional.of(SymbolLookup.libraryLookup(object, arena)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Compiles into the cache; nothing if that cannot be written.
    private Optional<SymbolLookup> built(Gcc gcc, List<String> flags, CSource source, Path object, Arena arena) {
        try {
            Files.createDirectories(folder);
            Path work = Files.createTempDirectory(folder, "build");
            try {
                Path made = compile(gcc, flags, source, work);
                Files.write(made, sha256(Files.readAllBytes(made)), java.nio.file.StandardOpenOption.APPEND);
                move(made, object);
            } finally {
                delete(work);
            }
            return kept(object, arena);
        } catch (IOException e) {
            if (told.compareAndSet(false, true)) {
                System.err.println("mg: the cache " + folder + " cannot be used (" + reason(e)
                        + "), compiling in a temporary folder; MG_CACHE names another");
            }
            return Optional.empty();
        }
    }

    /// Compiles in a folder of its own, which is gone once the object is loaded.
    private SymbolLookup aside(Gcc gcc, List<String> flags, CSource source, Arena arena) {
        try {
            Path work = Files.createTempDirectory(temporary, "mg");
            try {
                return SymbolLookup.libraryLookup(compile(gcc, flags, source, work), arena);
            } finally {
                delete(work);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw failed(e);
        }
    }

    private Path compile(Gcc gcc, List<String> flags, CSource source, Path work) throws IOException {
        Path text = source.write(work);
        Path made = work.resolve("object.so");
        Optional<String> said = gcc.compile(text, made, flags);
        if (said.isPresent() && said.get().contains("No space left on device")) {
            throw new IOException("no space left on device");
        }
        if (said.isPresent()) {
            Path kept = source.write(Files.createTempDirectory(temporary, "mg-failed"));
            throw new DiagnosticException(Diagnostic.of("gcc failed on a program of ours; the source is kept in "
                    + kept,
                    said.get().lines().limit(20).toArray(String[]::new)));
        }
        return made;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    private static String key(Gcc gcc, List<String> flags, CSource source) throws IOException {
        String made = String.join("\n", gcc.identity(), Processor.identity(), flags.toString(), Gcc.FLAGS.toString(),
                source.header(), source.text());
        return HexFormat.of().formatHex(sha256(made.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static DiagnosticException failed(Exception e) {
        return new DiagnosticException(Diagnostic.of("cannot compile with gcc: " + reason(e)));
    }

    private static String reason(Exception e) {
        return e instanceof java.nio.file.AccessDeniedException
                ? "no permission: " + e.getMessage()
                : String.valueOf(e.getMessage());
    }
}
