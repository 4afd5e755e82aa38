package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.ir.DiagnosticException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shared objects are compiled once, whatever happens to the folder they are kept in.
@SuppressWarnings("restricted")
class ObjectCacheTest {
    private static final CSource SOURCE = new CSource("a.h", "", "a.c", "int answer(void) { return 42; }\n");

    @TempDir
    Path folder;

    private Path calls;
    private Gcc gcc;
    private ObjectCache cache;

    /// A compiler that counts its calls.
    @BeforeEach
    void countCalls() throws IOException {
        Strict.needsGcc();
        calls = folder.resolve("calls");
        gcc = script("echo x >> " + calls + "\nexec gcc \"$@\"\n");
        cache = new ObjectCache(folder.resolve("cache/deeper"), folder);
    }

    @Test
    void compilesOnce() throws IOException {
        load(cache);
        load(cache);
        load(new ObjectCache(folder.resolve("cache/deeper"), folder));
        assertEquals(1, calls());
        assertEquals(1, files().size());
    }

    @Test
    void anotherTextLevelOrCompilerIsAnotherObject() throws IOException {
        load(cache);
        cache.load(gcc, List.of("-O1"), SOURCE, Arena.ofAuto());
        cache.load(gcc, List.of("-O3"), SOURCE.plus("int more(void) { return 1; }\n"), Arena.ofAuto());
        gcc = script("echo x >> " + calls + "\n# newer\nexec gcc \"$@\"\n");
        load(cache);
        assertEquals(4, calls());
        assertEquals(4, files().size());
    }

    @Test
    void aDamagedFileIsMadeAgain() throws IOException {
        load(cache);
        Path object = files().getFirst();
        byte[] bytes = Files.readAllBytes(object);
        for (byte[] damaged : List.of(new byte[0], java.util.Arrays.copyOf(bytes, 40),
                java.util.Arrays.copyOf(bytes, bytes.length - 1))) {
            Files.delete(object);
            Files.write(object, damaged);
            load(cache);
        }
        assertEquals(4, calls());
        load(cache);
        assertEquals(4, calls());
    }

    @Test
    void aFolderThatCannotBeMadeIsToldOnce() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file");
        String said = errors(() -> {
            load(cache);
            load(cache);
        });
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.startsWith("mg: the cache " + folder.resolve("cache/deeper") + " cannot be used ("), said);
        assertEquals(2, calls());
        assertEquals(2, left().size(), "only the file and the list of calls beside gcc: " + left());
    }

    @Test
    void aFolderThatCannotBeWrittenIsStillRead() throws IOException {
        load(cache);
        Path kept = folder.resolve("cache/deeper");
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertEquals("", errors(() -> load(cache)));
            assertEquals(1, calls());
        } finally {
            Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void aFullDiskIsToldAndAvoided() throws IOException {
        gcc = script("case \"$PWD\" in *cache*) echo 'a.c: fatal error: error writing to a.s: No space left on device'; exit 1;; esac\nexec gcc \"$@\"\n");
        String said = errors(() -> load(cache));
        assertTrue(said.contains("no space left on device"), said);
    }

    @Test
    void whatGccSaysAndTheSourceAreKept() throws IOException {
        var wrong = new CSource("a.h", "", "a.c", "int answer(void) { return oops; }\n");
        var e = assertThrows(DiagnosticException.class, () -> cache.load(gcc, List.of("-O1"), wrong, Arena.ofAuto()));
        var diagnostic = e.diagnostics().getFirst();
        assertTrue(String.join("\n", diagnostic.notes()).contains("'oops' undeclared"), e.getMessage());
        Path kept = Path.of(diagnostic.message().replaceAll(".* kept in ", ""));
        assertEquals(wrong.text(), Files.readString(kept));
        assertTrue(files().isEmpty());
    }

    @Test
    void manyAtOnceAgree() throws Exception {
        List<Callable<Integer>> tasks = IntStream.range(0, 8)
                .mapToObj(_ -> (Callable<Integer>) () -> answer(
                        new ObjectCache(folder.resolve("cache"), folder)
                        .load(gcc, List.of("-O1"), SOURCE, Arena.ofAuto())))
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var result : threads.invokeAll(tasks)) {
                assertEquals(42, result.get());
            }
        }
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void gccIsLookedForWhereItIsSaid() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        assertTrue(Gcc.find("", bin.toString()).isEmpty());
        Path fake = Files.copy(gcc.program(), bin.resolve("gcc"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        assertEquals(fake, Gcc.find("", "/nowhere::" + bin).orElseThrow().program());
        assertEquals(gcc.program(), Gcc.find(gcc.program().toString(), "").orElseThrow().program());
        assertFalse(Gcc.find(folder.toString(), bin.toString()).isPresent());
        assertEquals(1, Gcc.MISSING.lines().count());
    }

    private void load(ObjectCache from) {
        assertEquals(42, answer(from.load(gcc, List.of("-O3"), SOURCE, Arena.ofAuto())));
    }

    private static int answer(SymbolLookup symbols) {
        return assertDoesNotThrow(() -> (int) java.lang.foreign.Linker.nativeLinker()
                .downcallHandle(symbols.findOrThrow("answer"),
                        java.lang.foreign.FunctionDescriptor.of(java.lang.foreign.ValueLayout.JAVA_INT))
                .invokeExact());
    }

    private Gcc script(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("fake-gcc"), "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Gcc(file);
    }

    private long calls() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache/deeper"))) {
            return files.toList();
        }
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> !f.equals(gcc.program())).toList();
        }
    }

    private static String errors(Runnable run) {
        PrintStream before = System.err;
        var bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes));
        try {
            run.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString();
    }
}
