package mg.data;

import static mg.data.Folder.bytes;
import static mg.data.Folder.joined;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    private Path temporary;

    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(temporary);
    }

    private String file(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        byte[] length = bytes(8, ByteOrder.LITTLE_ENDIAN).putLong(text.length).array();
        return folder.file("a.safetensors", joined(length, text, data));
    }

    private static Map<String, Tensor> example() {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("flags", Tensor.view(Type.of(ElementType.BOOL, 3), new boolean[] {true, false, true}));
        tensors.put("single \"é\"", Tensor.view(Type.of(ElementType.F32, 2), new float[] {-0.0f, Float.NaN}));
        tensors.put("W", Tensor.reals(Type.of(ElementType.F64, 100, 300), k -> Math.sin(k)));
        tensors.put("step", Tensor.of(Long.MIN_VALUE));
        tensors.put("none", Tensor.zeros(Type.of(ElementType.F64, 0, 4)));
        return tensors;
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Path file = temporary.resolve("w.safetensors");
        Safetensors.write(file, example());
        assertEquals(example(), Safetensors.read(file));
        assertEquals(List.of("W", "step", "none", "single \"é\"", "flags"),
                List.copyOf(Safetensors.read(file).keySet()));
        assertEquals(example().get("W"), Data.read(file + ":W"));
        assertEquals(Tensor.of(Long.MIN_VALUE), Data.read(file + ":step", Type.I64));
        Safetensors.write(file, Map.of());
        assertEquals(Map.of(), Safetensors.read(file));
    }

    @Test
    void theFormatIsThePublishedOne() throws IOException {
        Path file = temporary.resolve("w.safetensors");
        Safetensors.write(file, Map.of("b", Tensor.of(1.0, 2.0)));
        String header = "{\"b\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}";
        int length = (header.length() + 7) / 8 * 8;
        assertArrayEquals(joined(
                        bytes(8, ByteOrder.LITTLE_ENDIAN).putLong(length).array(),
                        header.getBytes(StandardCharsets.UTF_8),
                        " ".repeat(length - header.length()).getBytes(StandardCharsets.UTF_8),
                        bytes(16, ByteOrder.LITTLE_ENDIAN).putDouble(1).putDouble(2).array()),
                Files.readAllBytes(file));
    }

    @Test
    void otherElementTypesAreRead() {
        byte[] data = bytes(13, ByteOrder.LITTLE_ENDIAN).putShort(Float.floatToFloat16(-0.5f))
                .putShort((short) (Float.floatToIntBits(3f) >> 16)).putInt(-7).putInt(-1).put((byte) 200).array();
        String file = file("""
                {"__metadata__": {"format": "pt"},
                 "u": {"dtype": "U8", "shape": [1], "data_offsets": [12, 13]},
                 "h": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]},
                 "b": {"dtype": "BF16", "shape": [], "data_offsets": [2, 4]},
                 "i": {"dtype": "I32", "shape": [1, 1], "data_offsets": [4, 8]},
                 "v": {"dtype": "U32", "shape": [], "data_offsets": [8, 12]}}""", data);
        assertEquals(Map.of(
                        "h", Tensor.view(Type.of(ElementType.F32, 1), new float[] {-0.5f}),
                        "b", Tensor.view(Type.F32, new float[] {3}),
                        "i", Tensor.wholes(Type.of(ElementType.I64, 1, 1), _ -> -7),
                        "v", Tensor.of(0xffffffffL),
                        "u", Tensor.wholes(Type.of(ElementType.I64, 1), _ -> 200)),
                Safetensors.read(Path.of(file)));
        assertEquals(Tensor.of(new double[] {200}), Data.read(file + ":u", ElementType.F64));
    }

    @Test
    void theArrayIsChosenByName() {
        String one = "{\"w\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}";
        assertEquals(2, Data.read(file(one, new byte[2])).type().size());
        String two = "{\"w\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
                + "\"b:1\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[2,3]}}";
        assertEquals(Tensor.of(5L), Data.read(file(two, new byte[] {1, 2, 5}) + ":b:1"));
        folder.assertError("""
                error: a.safetensors: holds 2 arrays, say which
                  add one of these: :w, :b:1
                """, () -> Data.read(file(two, new byte[3])));
        folder.assertError("""
                error: a.safetensors: holds no array 'v'
                  it holds w, b:1
                """, () -> Data.read(file(two, new byte[3]) + ":v"));
    }

    @Test
    void faultyFilesAreErrors() {
        String one = "{\"w\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}";
        folder.assertError("""
                error: a.safetensors: the file is cut short: 15 of the 16 bytes of its 1 arrays are there
                  copy or download it again
                """, () -> Data.read(file(one, new byte[15])));
        folder.assertError("""
                error: a.safetensors: 1 bytes follow its arrays
                  its header does not belong to its data, or something was appended
                """, () -> Data.read(file(one, new byte[17])));
        folder.assertError("""
                error: a.safetensors: the file is cut short: 3 of the 8 bytes of its header are there
                  copy or download it again
                """, () -> Data.read(folder.file("a.safetensors", new byte[3])));
        folder.assertError("""
                error: a.safetensors: the file is cut short: 2 of the 90 bytes of its header are there
                  copy or download it again
                """, () -> Data.read(folder.file("a.safetensors", new byte[] {90, 0, 0, 0, 0, 0, 0, 0, '{', '}'})));
        folder.assertError("error: a.safetensors: not a .safetensors file: its header would be 7523094288207667809"
                        + " bytes long",
                () -> Data.read(folder.file("a.safetensors", "abcdefghi")));
        folder.assertError("error: a.safetensors: not a .safetensors file: its header is not a JSON object",
                () -> Data.read(file("[1]", new byte[0])));
        folder.assertError("""
                error: a.safetensors: its header is wrong: 'w' is described by \
                {"dtype":"F64","shape":[-2],"data_offsets":[0,16]}
                  an array has a dtype, a shape and two data_offsets
                """, () -> Data.read(file(one.replace("[2]", "[-2]"), new byte[16])));
        for (String wrong : List.of("1", "{}", "null", "[]", "{\"dtype\":7,\"shape\":2,\"data_offsets\":[0,16]}",
                "{\"dtype\":\"U8\",\"shape\":[1e99],\"data_offsets\":[0,1]}",
                "{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0]}")) {
            folder.assertError("error: a.safetensors: its header is wrong: 'w' is described by " + wrong
                    + "\n  an array has a dtype, a shape and two data_offsets",
                            () -> Data.read(file("{\"w\":" + wrong + "}", new byte[1])));
        }
        folder.assertError("""
                error: a.safetensors: 'w' has elements of type F8_E4M3; \
                known are F64 F32 F16 BF16 I64 I32 I16 I8 U64 U32 U16 U8 BOOL
                """, () -> Data.read(file(one.replace("F64", "F8_E4M3"), new byte[16])));
        folder.assertError("""
                error: a.safetensors: its header is wrong: 'w', f64[3], 24 bytes, cannot be at 0..16
                """, () -> Data.read(file(one.replace("[2]", "[3]"), new byte[16])));
        folder.assertError("""
                error: a.safetensors: its header is wrong: 'w', f64[2], 16 bytes, cannot be at 1..17, \
                the array before ends at 0
                """, () -> Data.read(file(one.replace("[0,16]", "[1,17]"), new byte[17])));
        folder.assertError("""
                error: a.safetensors: the file is cut short: 0 of the 16000000000 bytes of its 1 arrays are there
                  copy or download it again
                """,
                () -> Data.read(file(one.replace("[2]", "[2000000000]").replace("16]", "16000000000]"), new byte[0])));
    }

    @Test
    void notJsonIsAnErrorWithTheParsersReason() {
        String file = file("{\"w\": oops", new byte[0]);
        String message = assertThrows(DiagnosticException.class, () -> Data.read(file)).getMessage();
        assertTrue(message.contains("a.safetensors: not a .safetensors file: its header is not JSON\n  "), message);
    }

    @Test
    void theNameOfTheMetadataIsNotForArrays() {
        assertThrows(IllegalArgumentException.class, () -> Safetensors.write(
                temporary.resolve("x"), Map.of("__metadata__", Tensor.of(1.0))));
        assertFalse(Files.exists(temporary.resolve("x")));
    }
}
