package mg.cli.gradbench;

import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import mg.ir.Tensor;

/// Reads JSON as [Input] while it comes in; numbers go straight into arrays.
final class InputReader {
    /// Reads further would overflow the stack of who reads.
    private static final int DEEPEST = 200;

    private final JsonReader json;
    private int depth;

    InputReader(Reader text) {
        json = new JsonReader(text);
        json.setStrictness(Strictness.LENIENT); // takes NaN and Infinity, as Python writes them
        json.setNestingLimit(DEEPEST);
    }

    /// The fields of an object, each handed on when it is read: those before an error are known.
    ///
    /// @throws IOException if the text is not one object
    void fields(LinkedHashMap<String, Input> fields) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            fields.put(json.nextName(), value());
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new IOException("more text follows the object");
        }
    }

    private Input value() throws IOException {
        return switch (json.peek()) {
            case BEGIN_ARRAY -> array();
            case BEGIN_OBJECT -> object();
            case NUMBER, BOOLEAN -> scalar();
            case STRING -> string();
            default -> {
                json.skipValue();
                yield new Input.Other();
            }
        };
    }

    private Input object() throws IOException {
        var fields = new LinkedHashMap<String, Input>();
        json.beginObject();
        while (json.hasNext()) {
            fields.put(json.nextName(), value());
        }
        json.endObject();
        return new Input.Fields(fields);
    }

    private Input scalar() throws IOException {
        return json.peek() == JsonToken.BOOLEAN
                ? new Input.Numbers(Tensor.of(json.nextBoolean()))
                : new Input.Numbers(Tensor.of(json.nextDouble()));
    }

    /// The lenient reader takes `NaN` and any other bare word for a string.
    private Input string() throws IOException {
        String text = json.nextString();
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> new Input.Numbers(Tensor.of(Double.parseDouble(text)));
            default -> new Input.Text(text, new JsonPrimitive(text).toString());
        };
    }

    private Input array() throws IOException {
        var items = new NumberArray();
        depth = 0;
        do {
            switch (json.peek()) {
                case BEGIN_ARRAY -> {
                    json.beginArray();
                    items.open(depth++);
                }
                case END_ARRAY -> {
                    json.endArray();
                    items.close(--depth);
                }
                case NUMBER -> items.add(depth, json.nextDouble(), false);
                case BOOLEAN -> items.add(depth, json.nextBoolean() ? 1 : 0, true);
                case STRING -> {
                    if (string() instanceof Input.Numbers(Tensor value)) {
                        items.add(depth, value.real(0), false);
                    } else {
                        items.spoil();
                    }
                }
                default -> {
                    json.skipValue();
                    items.spoil();
                }
            }
        } while (depth > 0);
        return items.input();
    }
}
