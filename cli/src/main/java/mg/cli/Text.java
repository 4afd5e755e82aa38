package mg.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import mg.data.Data;
import mg.data.Held;
import mg.data.Json;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// A value as a user writes it: JSON, `@file`, `@-` for standard input, or `random`.
///
/// @param input what standard input held
record Text(String name, String value, Optional<Held> input) {
    /// What help says about values.
    static final String DESCRIPTION = "A value is JSON, random, @FILE: .json, .npy, .csv, IDX (each also gzipped), or "
            + ".safetensors:NAME, or @- for standard input.";

    private Text(String name, String value) {
        this(name, value, Optional.empty());
    }

    /// By name; a JSON object stands for its fields, `NAME.FIELD`.
    static Map<String, Text> all(Map<String, String> texts) {
        var all = new LinkedHashMap<String, Text>();
        texts.forEach((name, text) -> add(all, name, text));
        return all;
    }

    /// One made up.
    static Text random(String name) {
        return new Text(name, "random");
    }

    private static void add(Map<String, Text> all, String name, String text) {
        if (text.equals("@")) {
            throw new DiagnosticException(Diagnostic.of("the value of '" + name + "' has no file's name after the @"));
        }
        if (text.equals(Assignments.INPUT)) {
            all.put(name, new Text(name, text, Optional.of(Data.read(System.in))));
            return;
        }
        if (!text.stripLeading().startsWith("{")) {
            all.put(name, new Text(name, text));
            return;
        }
        try {
            JsonObject object = JsonParser.parseString(text).getAsJsonObject();
            object.entrySet().forEach(e -> add(all, name + "." + e.getKey(), text(e.getValue())));
        } catch (JsonParseException e) {
            String why = e.getMessage().replaceFirst("^[\\w.]+Exception: ", "");
            throw new DiagnosticException(Diagnostic.of("the value of '" + name + "' is not JSON: " + why));
        }
    }

    /// Numbers that are not finite are not JSON; the parser makes strings of them.
    private static String text(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    boolean isRandom() {
        return value.equals("random");
    }

    private boolean isFile() {
        return value.startsWith("@") && input.isEmpty();
    }

    /// The value as it is written.
    Tensor tensor() {
        return isFile()
                ? Data.read(value.substring(1))
                : input.map(Held::tensor).orElseGet(() -> Json.parse(name, value));
    }

    /// The value with these elements.
    ///
    /// @throws DiagnosticException if one is not a number of that type
    Tensor tensor(ElementType element) {
        return isFile() ? Data.read(value.substring(1), element) : Data.convert(name, tensor(), element);
    }

    /// What errors call it.
    String source() {
        return isFile() ? value.substring(1) : name;
    }

    /// The value as this type.
    ///
    /// @throws DiagnosticException if it is not of that shape, or not a number of that type
    Tensor tensor(Type type) {
        if (isFile()) {
            return Data.read(value.substring(1), type);
        }
        Tensor found = new Held(tensor(type.element()), input.isPresent() && input.get().isTable()).shaped(type);
        if (found.type().size() == 0 && type.size() == 0) {
            return Tensor.zeros(type);
        }
        if (!found.type().equals(type)) {
            throw new DiagnosticException(
                    Diagnostic.of("'" + name + "' is " + type + ", its value " + shape(found.type())));
        }
        return found;
    }

    private static String shape(Type type) {
        return type.isScalar() ? "one number" : "an array " + type.shape();
    }
}
