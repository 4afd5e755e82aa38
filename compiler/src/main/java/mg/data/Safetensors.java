package mg.data;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// The safetensors format: the length of the header as a little-endian `u64`, the header, a JSON object that gives each
/// name its `dtype`, `shape` and `data_offsets`, then the elements, little-endian and without gaps.
public final class Safetensors {
    private static final long LONGEST_HEADER = 100_000_000;
    private static final String METADATA = "__metadata__";

    private static final TypeAdapter<JsonElement> JSON = new Gson().getAdapter(JsonElement.class);

    private Safetensors() {}

    /// A named array and where its bytes are.
    private record Entry(String name, Elements elements, long start, long end) {}

    /// All arrays of a file by name, in the order of their data; reals and integers as the smallest element type that
    /// holds them.
    ///
    /// @throws DiagnosticException if it cannot be read, or is not such a file
    public static Map<String, Tensor> read(Path file) {
        try (Source in = Source.open(file)) {
            return read(in, entries(in), "", null);
        }
    }

    /// The array of that name, or the only one if the name is "".
    static Tensor read(Source in, String name, ElementType wanted) {
        List<Entry> entries = entries(in);
        if (name.isEmpty() && entries.size() != 1) {
            throw in.error("holds " + entries.size() + " arrays, say which",
                    "add one of these: " + names(entries, ":"));
        }
        String found = name.isEmpty() ? entries.getFirst().name() : name;
        if (entries.stream().noneMatch(e -> e.name().equals(found))) {
            throw in.error("holds no array '" + found + "'", "it holds " + names(entries, ""));
        }
        return read(in, entries, found, wanted).get(found);
    }

    private static String names(List<Entry> entries, String prefix) {
        return entries.isEmpty()
                ? "nothing"
                : entries.stream().limit(20).map(e -> prefix + e.name()).collect(Collectors.joining(", "))
                        + (entries.size() > 20 ? ", …" : "");
    }

    private static Map<String, Tensor> read(Source in, List<Entry> entries, String only, ElementType wanted) {
        var tensors = new LinkedHashMap<String, Tensor>();
        for (Entry entry : entries) {
            Elements elements = entry.elements();
            if (only.isEmpty() || only.equals(entry.name())) {
                ElementType element = wanted == null ? elements.encoding().natural() : wanted;
                tensors.put(entry.name(), elements.read(in, element));
            } else {
                in.skip(elements.bytes(), "'" + entry.name() + "', " + elements.described());
            }
        }
        in.end("its arrays");
        return tensors;
    }

    /// What the header declares, in the order of the data.
    private static List<Entry> entries(Source in) {
        long length = in.header(8).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > LONGEST_HEADER) {
            throw in.error("not a .safetensors file: its header would be " + Long.toUnsignedString(length)
                    + " bytes long");
        }
        String text = StandardCharsets.UTF_8.decode(in.header((int) length)).toString();
        var entries = new ArrayList<Entry>();
        for (var named : object(in, text).entrySet()) {
            if (!named.getKey().equals(METADATA)) {
                entries.add(entry(in, named.getKey(), named.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
        long end = 0;
        for (Entry entry : entries) {
            if (entry.start() != end || entry.end() - entry.start() != entry.elements().bytes()) {
                throw in.error("its header is wrong: '" + entry.name() + "', " + entry.elements().described() + ", "
                        + entry.elements().bytes() + " bytes, cannot be at " + entry.start() + ".." + entry.end()
                        + (entry.start() == end ? "" : ", the array before ends at " + end));
            }
            end = entry.end();
        }
        in.expect(end, "its " + entries.size() + " arrays");
        return entries;
    }

    private static JsonObject object(Source in, String text) {
        try {
            if (JSON.fromJson(text) instanceof JsonObject object) {
                return object;
            }
            throw in.error("not a .safetensors file: its header is not a JSON object");
        } catch (JsonParseException | IOException e) {
            throw in.error("not a .safetensors file: its header is not JSON", e.getMessage());
        }
    }

    private static Entry entry(Source in, String name, JsonElement value) {
        try {
            JsonObject object = value.getAsJsonObject();
            JsonArray offsets = object.getAsJsonArray("data_offsets");
            List<Long> shape = object.getAsJsonArray("shape").asList().stream().map(Safetensors::whole).toList();
            Encoding encoding = encoding(in, name, object.get("dtype").getAsString());
            if (offsets.size() == 2) {
                var elements = new Elements(encoding, ByteOrder.LITTLE_ENDIAN, shape);
                return new Entry(name, elements, whole(offsets.get(0)), whole(offsets.get(1)));
            }
        } catch (RuntimeException e) {
            if (e instanceof DiagnosticException) {
                throw e;
            }
        }
        throw in.error("its header is wrong: '" + name + "' is described by " + value,
                "an array has a dtype, a shape and two data_offsets");
    }

    /// @throws ArithmeticException if it is negative or not an integer
    private static long whole(JsonElement number) {
        long value = number.getAsBigDecimal().longValueExact();
        if (value < 0) {
            throw new ArithmeticException("negative");
        }
        return value;
    }

    private static Encoding encoding(Source in, String name, String dtype) {
        try {
            return Encoding.valueOf(dtype);
        } catch (IllegalArgumentException e) {
            throw in.error("'" + name + "' has elements of type " + dtype
                    + "; known are F64 F32 F16 BF16 I64 I32 I16 I8 U64 U32 U16 U8 BOOL");
        }
    }

    /// Writes arrays to a file, all or nothing; one that exists is replaced.
    ///
    /// @throws DiagnosticException if it cannot be written
    public static void write(Path file, Map<String, Tensor> tensors) {
        // The larger elements first, so that all are aligned.
        List<Map.Entry<String, Tensor>> ordered = tensors.entrySet().stream()
                .sorted(Comparator.comparing(e -> -e.getValue().type().element().bytes()))
                .toList();
        var header = new JsonObject();
        long offset = 0;
        for (var named : ordered) {
            if (named.getKey().equals(METADATA)) {
                throw new IllegalArgumentException("an array cannot be called " + METADATA);
            }
            Type type = named.getValue().type();
            long end = offset + (long) type.size() * type.element().bytes();
            header.add(named.getKey(), description(type, offset, end));
            offset = end;
        }
        byte[] bytes = header.toString().getBytes(StandardCharsets.UTF_8);
        byte[] spaces = " ".repeat(-bytes.length & 7).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> {
            long length = bytes.length + spaces.length;
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
            out.write(bytes);
            out.write(spaces);
            for (var named : ordered) {
                write(out, named.getValue());
            }
        });
    }

    private static JsonObject description(Type type, long start, long end) {
        var shape = new JsonArray();
        type.shape().forEach(shape::add);
        var offsets = new JsonArray();
        offsets.add(start);
        offsets.add(end);
        var description = new JsonObject();
        description.addProperty("dtype", type.element().name());
        description.add("shape", shape);
        description.add("data_offsets", offsets);
        return description;
    }

    private static void write(OutputStream out, Tensor tensor) throws IOException {
        var chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int k = 0; k < tensor.type().size(); k++) {
            switch (tensor.type().element()) {
                case F64 -> chunk.putDouble(tensor.doubles()[k]);
                case F32 -> chunk.putFloat(tensor.floats()[k]);
                case I64 -> chunk.putLong(tensor.longs()[k]);
                case BOOL -> chunk.put((byte) (tensor.booleans()[k] ? 1 : 0));
            }
            if (chunk.remaining() < 8) {
                out.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
        }
        out.write(chunk.array(), 0, chunk.position());
    }
}
