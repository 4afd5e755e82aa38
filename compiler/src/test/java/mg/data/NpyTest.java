package mg.data;

import static mg.data.Folder.bytes;
import static mg.data.Folder.gzipped;
import static mg.data.Folder.joined;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
    private static final String FOLLOWS = "\n  its header does not belong to its data, or something was appended\n";

    @TempDir
    private Path temporary;

    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(temporary);
    }

    private String npy(int version, String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer start = bytes(version == 1 ? 10 : 12, ByteOrder.LITTLE_ENDIAN);
        start.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            start.putShort((short) text.length);
        } else {
            start.putInt(text.length);
        }
        return folder.file("a.npy", joined(start.array(), text, data));
    }

    private String npy(String descr, String shape, byte[] data) {
        return npy(1, "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }     \n", data);
    }

    private static byte[] data(int n, ByteOrder order, Consumer<ByteBuffer> fill) {
        ByteBuffer buffer = bytes(n, order);
        fill.accept(buffer);
        return buffer.array();
    }

    @Test
    void everyElementTypeInEitherOrderIsRead() {
        var little = ByteOrder.LITTLE_ENDIAN;
        var big = ByteOrder.BIG_ENDIAN;
        assertEquals(Tensor.of(0.5, -0.0),
                Data.read(npy("<f8", "(2,)", data(16, little, b -> b.putDouble(0.5).putDouble(-0.0)))));
        assertEquals(Tensor.of(0.5, 3),
                Data.read(npy(">f8", "(2,)", data(16, big, b -> b.putDouble(0.5).putDouble(3)))));
        Tensor singles = Tensor.view(Type.of(ElementType.F32, 2), new float[] {0.1f, Float.NaN});
        assertEquals(singles,
                Data.read(npy("<f4", "(2,)", data(8, little, b -> b.putFloat(0.1f).putFloat(Float.NaN)))));
        assertEquals(singles, Data.read(npy(">f4", "(2,)", data(8, big, b -> b.putFloat(0.1f).putFloat(Float.NaN)))));
        assertEquals(Tensor.view(Type.of(ElementType.F32, 1), new float[] {1.5f}),
                Data.read(npy("<f2", "(1,)", data(2, little, b -> b.putShort(Float.floatToFloat16(1.5f))))));
        Tensor minus = Tensor.wholes(Type.of(ElementType.I64, 1), _ -> -3);
        assertEquals(minus, Data.read(npy("<i8", "(1,)", data(8, little, b -> b.putLong(-3)))));
        assertEquals(minus, Data.read(npy(">i4", "(1,)", data(4, big, b -> b.putInt(-3)))));
        assertEquals(minus, Data.read(npy("<i4", "(1,)", data(4, little, b -> b.putInt(-3)))));
        assertEquals(minus, Data.read(npy("<i2", "(1,)", data(2, little, b -> b.putShort((short) -3)))));
        assertEquals(minus, Data.read(npy("|i1", "(1,)", new byte[] {-3})));
        assertEquals(253, Data.read(npy("|u1", "(1,)", new byte[] {-3})).whole(0));
        assertEquals(65533, Data.read(npy("<u2", "(1,)", data(2, little, b -> b.putShort((short) -3)))).whole(0));
        assertEquals(0xfffffffdL, Data.read(npy("<u4", "(1,)", data(4, little, b -> b.putInt(-3)))).whole(0));
        assertEquals(Tensor.view(Type.of(ElementType.BOOL, 2), new boolean[] {false, true}),
                Data.read(npy("|b1", "(2,)", new byte[] {0, 1})));
        folder.assertError("error: a.npy: holds 18446744073709551613, more than an i64 holds",
                () -> Data.read(npy("<u8", "(1,)", data(8, little, b -> b.putLong(-3))), ElementType.F64));
    }

    @Test
    void fortranOrderBecomesRowMajor() {
        String header = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 2), }\n";
        Tensor read = Data.read(npy(1, header, new byte[] {0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11}));
        assertEquals(Tensor.wholes(Type.of(ElementType.I64, 2, 3, 2), k -> k), read);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyVersionAndWayOfWritingTheHeaderIsRead(int version) {
        String header = "{\"shape\":(2,1),\"descr\":\"|u1\",\"fortran_order\":False}";
        assertEquals(Type.of(ElementType.I64, 2, 1), Data.read(npy(version, header, new byte[2])).type());
        assertEquals(Type.I64, Data.read(npy("|u1", "()", new byte[1])).type());
        assertEquals(Type.of(ElementType.F64, 0, 3), Data.read(npy("<f8", "(0, 3)", new byte[0])).type());
    }

    @Test
    void compressedIsTheSame() throws IOException {
        Path plain = Path.of(npy("|u1", "(3,)", new byte[] {1, 2, 3}));
        String zipped = folder.file("b.npy.gz", gzipped(Files.readAllBytes(plain)));
        assertEquals(Data.read(plain.toString()), Data.read(zipped));
        assertEquals(3, Data.read(folder.file("noextension", Files.readAllBytes(plain))).whole(2));
    }

    @Test
    void faultyFilesAreErrors() {
        folder.assertError("""
                error: a.npy: the file is cut short: 15 of the 16 bytes of f64[2] are there
                  copy or download it again
                """, () -> Data.read(npy("<f8", "(2,)", new byte[15])));
        folder.assertError("error: a.npy: 1 bytes follow u8[2]" + FOLLOWS,
                () -> Data.read(npy("|u1", "(2,)", new byte[3])));
        folder.assertError("""
                error: a.npy: not a .npy file: it does not start with \\x93NUMPY
                  write it with numpy.save
                """, () -> Data.read(folder.file("a.npy", "1,2,3\n4,5,6\n")));
        folder.assertError("error: a.npy: version 9 of .npy; known are 1, 2 and 3",
                () -> Data.read(npy(9, "{}", new byte[0])));
        folder.assertError("error: a.npy: its header does not say descr, fortran_order and shape: {'descr': '<f8'}",
                () -> Data.read(npy(1, "{'descr': '<f8'}", new byte[0])));
        folder.assertError("""
                error: a.npy: holds elements of type '<c16'
                  known are f8 f4 f2, i8 i4 i2 i1, u8 u4 u2 u1 and b1; convert it with a.astype('f8')
                """, () -> Data.read(npy("<c16", "(1,)", new byte[16])));
        folder.assertError("""
                error: a.npy: holds records, not numbers
                  save each field as an array of its own
                """,
                () -> Data.read(npy(1,
                        "{'descr': [('a', '<f8')], 'fortran_order': True, 'shape': (2,)}", new byte[9])));
        folder.assertError("""
                error: a.npy: f64[200000000000000] has more than 2147483647 elements, more than an array holds
                  split it
                """, () -> Data.read(npy("<f8", "(200000000000000,)", new byte[0])));
        folder.assertError("""
                error: a.npy: the file is cut short: 0 of the 16000000000 bytes of f64[2000000000] are there
                  copy or download it again
                """, () -> Data.read(npy("<f8", "(2000000000,)", new byte[0])));
        folder.assertError("error: a.npy: a size of 99999999999999999999 in its header",
                () -> Data.read(npy("<f8", "(99999999999999999999,)", new byte[0])));
    }
}
