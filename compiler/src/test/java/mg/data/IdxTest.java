package mg.data;

import static mg.data.Folder.bytes;
import static mg.data.Folder.gzipped;
import static mg.data.Folder.joined;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    @TempDir
    private Path temporary;

    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(temporary);
    }

    private static byte[] idx(int code, byte[] data, int... sizes) {
        ByteBuffer header = bytes(4 + 4 * sizes.length, ByteOrder.BIG_ENDIAN);
        header.put((byte) 0).put((byte) 0).put((byte) code).put((byte) sizes.length);
        Arrays.stream(sizes).forEach(header::putInt);
        return joined(header.array(), data);
    }

    @Test
    void everyElementTypeIsRead() {
        assertEquals(Tensor.wholes(Type.of(ElementType.I64, 2), k -> k == 0 ? 255 : 1),
                Data.read(folder.file("u8", idx(0x08, new byte[] {-1, 1}, 2))));
        assertEquals(Tensor.wholes(Type.of(ElementType.I64, 2), k -> k == 0 ? -1 : 1),
                Data.read(folder.file("i8", idx(0x09, new byte[] {-1, 1}, 2))));
        assertEquals(Tensor.wholes(Type.of(ElementType.I64, 1), _ -> -2),
                Data.read(folder.file("i16", idx(0x0b, new byte[] {-1, -2}, 1))));
        assertEquals(Tensor.wholes(Type.of(ElementType.I64, 1, 1), _ -> 0x01020304),
                Data.read(folder.file("i32", idx(0x0c, new byte[] {1, 2, 3, 4}, 1, 1))));
        assertEquals(Tensor.view(Type.of(ElementType.F32, 1), new float[] {1.5f}),
                Data.read(folder.file("f32", idx(0x0d, bytes(4, ByteOrder.BIG_ENDIAN).putFloat(1.5f).array(), 1))));
        assertEquals(Tensor.of(new double[] {-2.25}),
                Data.read(folder.file("f64", idx(0x0e, bytes(8, ByteOrder.BIG_ENDIAN).putDouble(-2.25).array(), 1))));
    }

    @Test
    void bytesBecomeReals0To255() {
        String file = folder.file("images-idx3-ubyte", idx(0x08, new byte[] {0, 127, -128, -1}, 1, 2, 2));
        assertEquals(Tensor.view(Type.of(ElementType.F64, 1, 2, 2), new double[] {0, 127, 128, 255}),
                Data.read(file, ElementType.F64));
        assertEquals(Tensor.view(Type.of(ElementType.F32, 1, 2, 2), new float[] {0, 127, 128, 255}),
                Data.read(file, ElementType.F32));
    }

    @Test
    void compressedIsTheSame() {
        byte[] plain = idx(0x08, new byte[200_000], 200, 1000);
        plain[plain.length - 1] = 7;
        Tensor read = Data.read(folder.file("a.gz", gzipped(plain)));
        assertEquals(Data.read(folder.file("a", plain)), read);
        assertEquals(7, read.whole(199_999));
    }

    @Test
    void theDigitsInTheRepositoryAreRead() {
        Path data = Path.of("..", "examples", "mnist", "data");
        Tensor images = Data.readExamples(
                data.resolve("test-images-idx3-ubyte.gz").toString(), Type.of(ElementType.F32, 28, 28));
        Tensor labels = Data.readExamples(data.resolve("test-labels-idx1-ubyte.gz").toString(), Type.I64);
        assertEquals(Type.of(ElementType.F32, 1500, 28, 28), images.type());
        assertEquals(Type.of(ElementType.I64, 1500), labels.type());
        assertEquals(255, Arrays.stream(range(images)).max().orElseThrow());
        assertEquals(9, Arrays.stream(labels.longs()).max().orElseThrow());
    }

    private static double[] range(Tensor x) {
        var all = new double[x.type().size()];
        Arrays.setAll(all, x::real);
        return all;
    }

    @Test
    void filesCutShortOrTooLongAreErrors() {
        folder.assertError("""
                error: a: the file is cut short: 5 of the 6 bytes of u8[2, 3] are there
                  copy or download it again
                """, () -> Data.read(folder.file("a", idx(0x08, new byte[5], 2, 3))));
        folder.assertError("""
                error: a.gz: the file is cut short: 5 of the 6 bytes of u8[2, 3] are there
                  copy or download it again
                """, () -> Data.read(folder.file("a.gz", gzipped(idx(0x08, new byte[5], 2, 3)))));
        folder.assertError("""
                error: a: 2 bytes follow u8[2, 3]
                  its header does not belong to its data, or something was appended
                """, () -> Data.read(folder.file("a", idx(0x08, new byte[8], 2, 3))));
        folder.assertError("""
                error: a.gz: more bytes follow u8[2, 3]
                  its header does not belong to its data, or something was appended
                """, () -> Data.read(folder.file("a.gz", gzipped(idx(0x08, new byte[8], 2, 3)))));
        folder.assertError("""
                error: a: the file is cut short: 3 of the 8 bytes of its header are there
                  copy or download it again
                """, () -> Data.read(folder.file("a", new byte[] {0, 0, 8, 2, 0, 0, 0})));
        folder.assertError("""
                error: idx: the file is cut short: 2 of the 4 bytes of its header are there
                  copy or download it again
                """, () -> Data.read(folder.file("idx", new byte[] {0, 0})));
        byte[] zipped = gzipped(idx(0x08, new byte[] {3, 1, 4, 1, 5, 9}, 2, 3));
        folder.assertError("""
                error: a.gz: the file is cut short: its gzip stream does not end
                  copy or download it again
                """, () -> Data.read(folder.file("a.gz", Arrays.copyOf(zipped, zipped.length - 9))));
    }

    @Test
    void theWrongMagicIsNamed() {
        folder.assertError("""
                error: t10k-images-idx3-ubyte: not an IDX file: it starts with 00 00 0f 03
                  an IDX file starts with 00 00, an element type (08, 09, 0b, 0c, 0d, 0e), the number of dimensions; \
                MNIST images with 00 00 08 03, labels with 00 00 08 01
                """, () -> Data.read(folder.file("t10k-images-idx3-ubyte", idx(0x0f, new byte[1], 1, 1, 1))));
        folder.assertError("""
                error: picture.png: not a known format
                  known are IDX and, by extension, .npy, .csv, .json and .safetensors
                """, () -> Data.read(folder.file("picture.png", "\u0089PNG\r\n")));
    }

    /// The sizes are checked against the file before anything is allocated.
    @Test
    void hugeSizesInSmallFilesAllocateNothing() {
        folder.assertError("""
                error: a: the file is cut short: 4 of the 2000000000 bytes of u8[2000000000] are there
                  copy or download it again
                """, () -> Data.read(folder.file("a", idx(0x08, new byte[4], 2_000_000_000))));
        folder.assertError("""
                error: a.gz: the file cannot hold the 2000000000 bytes of u8[2000000000]
                  copy or download it again
                """, () -> Data.read(folder.file("a.gz", gzipped(idx(0x08, new byte[4], 2_000_000_000)))));
        folder.assertError("""
                error: a: f64[4294967295, 4294967295, 4294967295] has more than 2147483647 elements, \
                more than an array holds
                  split it
                """, () -> Data.read(folder.file("a", idx(0x0e, new byte[4], -1, -1, -1))));
        assertEquals(Type.of(ElementType.I64, 0, 5), Data.read(folder.file("a", idx(0x08, new byte[0], 0, 5))).type());
    }
}
