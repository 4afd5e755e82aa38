package mg.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wanted of files of any format, and how files are written.
class DataTest {
    @TempDir
    private Path temporary;

    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(temporary);
    }

    @Test
    void filesThatCannotBeReadAreErrors() throws IOException {
        folder.assertError("error: missing.npy: no such file\n  looked for missing.npy",
                () -> Data.read(temporary.resolve("missing.npy").toString()));
        Files.createDirectory(temporary.resolve("d.npy"));
        folder.assertError("error: d.npy: is a directory, not a file",
                () -> Data.read(temporary.resolve("d.npy").toString()));
        for (String name : List.of("a.npy", "a.csv", "a.json", "a.safetensors", "a-idx1-ubyte")) {
            folder.assertError("error: " + name + ": the file is empty", () -> Data.read(folder.file(name, "")));
            folder.assertError("error: " + name + ".gz: the file is empty once uncompressed",
                    () -> Data.read(folder.file(name + ".gz", Folder.gzipped(new byte[0]))));
        }
        folder.assertError("error: a.csv.gz: not a valid gzip file: Unsupported compression method\n"
                        + "  copy or download it again",
                () -> Data.read(folder.file("a.csv.gz",
                        new byte[] {0x1f, (byte) 0x8b, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7})));
        assertThrows(DiagnosticException.class, () -> Data.read("a\0b"));
    }

    @Test
    void integersBecomeRealsAndWholeRealsIntegers() {
        String file = folder.file("a.json", "[1, 2, -3]");
        assertEquals(Tensor.of(1, 2, -3), Data.read(file, ElementType.F64));
        assertEquals(ElementType.F32, Data.read(file, ElementType.F32).type().element());
        assertEquals(-3, Data.read(folder.file("b.json", "[1.0, 2e0, -3.0]"), ElementType.I64).whole(2));
        folder.assertError("error: b.json: 2.5 at [1] is not an integer",
                () -> Data.read(folder.file("b.json", "[1.0, 2.5, -3.0]"), ElementType.I64));
        folder.assertError("error: b.json: NaN at [1, 0] is not an integer\n"
                        + "  the same holds for 1 more of its 4 elements",
                () -> Data.read(folder.file("b.json", "[[1.0, 2], [NaN, Infinity]]"), ElementType.I64));
        folder.assertError("error: b.json: 1.0E19 does not fit i64",
                () -> Data.read(folder.file("b.json", "1e19"), ElementType.I64));
        folder.assertError("error: b.json: 1.0E300 at [0] does not fit f32",
                () -> Data.read(folder.file("b.json", "[1e300]"), ElementType.F32));
        assertEquals(Float.POSITIVE_INFINITY, Data.read(folder.file("b.json", "Infinity"), ElementType.F32).real(0));
    }

    @Test
    void boolIsWrittenAsTrueOr1AndIsNoNumber() {
        assertEquals(Tensor.view(Type.of(ElementType.BOOL, 2), new boolean[] {true, false}),
                Data.read(folder.file("a.json", "[1, 0]"), ElementType.BOOL));
        folder.assertError("error: a.json: 2 at [1] is neither 0 nor 1, where bool is wanted",
                () -> Data.read(folder.file("a.json", "[1, 2]"), ElementType.BOOL));
        folder.assertError("error: a.json: holds bool, f64 is wanted",
                () -> Data.read(folder.file("a.json", "true"), ElementType.F64));
    }

    @Test
    void theShapeMustBeTheOneWanted() {
        String file = folder.file("a.json", "[[1, 2], [3, 4], [5, 6]]");
        assertEquals(Type.of(ElementType.F64, 3, 2), Data.read(file, Type.of(ElementType.F64, 3, 2)).type());
        folder.assertError("error: a.json: holds f64[3,2], f64[2,3] is wanted",
                () -> Data.read(file, Type.of(ElementType.F64, 2, 3)));
        folder.assertError("error: a.json: holds f64[3,2], f64[6] is wanted",
                () -> Data.read(file, Type.of(ElementType.F64, 6)));
        assertEquals(Type.of(ElementType.F64, 3, 2), Data.readExamples(file, Type.of(ElementType.F64, 2)).type());
        folder.assertError("""
                error: a.json: holds f64[3,2], examples of f64[3] are wanted
                  the first axis counts the examples
                """, () -> Data.readExamples(file, Type.of(ElementType.F64, 3)));
        folder.assertError("""
                error: b.json: holds i64, examples of i64 are wanted
                  the first axis counts the examples
                """, () -> Data.readExamples(folder.file("b.json", "1"), Type.I64));
    }

    /// A table cannot say that an axis has size 1.
    @Test
    void tablesHaveAxesOfSize1AsWanted() {
        String row = folder.file("row.csv", "1,2,3\n");
        String column = folder.file("column.csv", "1\n2\n3\n");
        for (String file : List.of(row, column)) {
            for (int[] sizes : new int[][] {{3}, {1, 3}, {3, 1}}) {
                Type type = Type.of(ElementType.F64, sizes);
                assertEquals(type, Data.read(file, type).type());
            }
        }
        assertEquals(Type.I64, Data.read(folder.file("one.csv", "1\n"), Type.I64).type());
        assertEquals(Type.of(ElementType.F64, 1, 3), Data.readExamples(row, Type.of(ElementType.F64, 3)).type());
        assertEquals(Type.of(ElementType.F64, 3), Data.readExamples(column, Type.F64).type());
        assertEquals(Type.of(ElementType.F64, 3, 1), Data.readExamples(column, Type.of(ElementType.F64, 1)).type());
        folder.assertError("""
                error: column.csv: holds f64[3], examples of f64[3] are wanted
                  the first axis counts the examples
                """, () -> Data.readExamples(column, Type.of(ElementType.F64, 3)));
    }

    @Test
    void nanIsLocated() {
        Tensor x = Data.read(folder.file("a.csv", "1,2\n3,nan\ninf,5\n"));
        folder.assertError("error: a.csv: NaN at [1, 1] is not a finite number\n"
                        + "  the same holds for 1 more of its 6 elements",
                () -> Data.requireFinite("a.csv", x));
        Data.requireFinite("a.csv", Tensor.of(1.0, -2.0));
        Data.requireFinite("a.csv", Tensor.of(1L));
    }

    @Test
    void writingReplacesAFileAsAWhole() throws IOException {
        Path file = temporary.resolve("out.bin");
        AtomicFile.write(file, out -> out.write(1));
        AtomicFile.write(file, out -> {
            out.write(2);
            assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
        });
        assertArrayEquals(new byte[] {2}, Files.readAllBytes(file));
        folder.assertError("error: out.bin: cannot be written: disk full", () -> AtomicFile.write(file, out -> {
            out.write(new byte[1 << 20]);
            throw new IOException("disk full");
        }));
        assertThrows(IllegalStateException.class, () -> AtomicFile.write(file, _ -> {
            throw new IllegalStateException();
        }));
        assertArrayEquals(new byte[] {2}, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(temporary)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void filesThatBelongTogetherAreWrittenTogether() throws IOException {
        Path header = temporary.resolve("a.h");
        Path source = temporary.resolve("a.c");
        var files = new LinkedHashMap<Path, AtomicFile.Content>();
        files.put(header, out -> out.write(1));
        files.put(source, _ -> {
            throw new IOException("disk full");
        });
        folder.assertError("error: a.c: cannot be written: disk full", () -> AtomicFile.write(files));
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
        files.put(source, out -> out.write(2));
        AtomicFile.write(files);
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(header));
        assertArrayEquals(new byte[] {2}, Files.readAllBytes(source));
    }

    @Test
    void whereNothingCanBeWrittenNothingIsLeft() throws IOException {
        Path nowhere = temporary.resolve("none").resolve("out.bin");
        folder.assertError("error: none/out.bin: cannot be written: no folder " + nowhere.getParent().getFileName(),
                () -> AtomicFile.write(nowhere, out -> out.write(1)));
        folder.assertError("error: " + temporary + ": is a directory, not a file",
                () -> AtomicFile.write(temporary, out -> out.write(1)));
        assertFalse(Files.exists(nowhere.getParent()));
    }

    @Test
    void linksAndDevicesStayWhatTheyAre() throws IOException {
        Path target = Files.write(temporary.resolve("target"), new byte[] {1});
        Path link = Files.createSymbolicLink(temporary.resolve("link"), target);
        AtomicFile.write(link, out -> out.write(2));
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(new byte[] {2}, Files.readAllBytes(target));
        Path device = Path.of("/dev/null");
        if (Files.exists(device)) {
            AtomicFile.write(device, out -> out.write(2));
            assertFalse(Files.isRegularFile(device));
        }
    }
}
