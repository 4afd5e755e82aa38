package mg.cli;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import mg.ir.Tensor;
import mg.ir.Type;

/// One line of JSON. Numbers have the digits that tell them from their neighbours; those that are not finite are the
/// strings `"NaN"`, `"Infinity"` and `"-Infinity"`.
final class JsonOutput {
    private final JsonWriter json;

    private JsonOutput(Writer out) {
        json = new JsonWriter(out);
        json.setHtmlSafe(false);
    }

    /// What is written between the braces of the outermost object.
    interface Fields {
        void write(JsonOutput json) throws IOException;
    }

    /// Prints an object on a line of its own.
    static void print(PrintWriter out, Fields fields) {
        new JsonOutput(out).braces(fields);
        out.println();
    }

    private JsonOutput braces(Fields fields) {
        try {
            json.beginObject();
            fields.write(this);
            json.endObject();
            json.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A field that is an object.
    JsonOutput object(String name, Fields fields) throws IOException {
        json.name(name);
        return braces(fields);
    }

    /// A field that is a string.
    JsonOutput field(String name, String value) throws IOException {
        json.name(name).value(value);
        return this;
    }

    /// A field that is an integer.
    JsonOutput field(String name, long value) throws IOException {
        json.name(name).value(value);
        return this;
    }

    /// A field that is true or false.
    JsonOutput field(String name, boolean value) throws IOException {
        json.name(name).value(value);
        return this;
    }

    /// A field that is a number.
    JsonOutput field(String name, double value) throws IOException {
        json.name(name);
        number(value);
        return this;
    }

    /// A field that is a number or nested arrays of them.
    JsonOutput field(String name, Tensor value) throws IOException {
        json.name(name);
        elements(value, 0, 0, value.type().size());
        return this;
    }

    /// A field for what a function gives: its only result, or an object of its results by name.
    JsonOutput results(String name, Map<String, Tensor> results) throws IOException {
        return results.size() == 1
                ? field(name, results.values().iterator().next())
                : object(name, o -> o.fields(results));
    }

    /// A field for each of these.
    JsonOutput fields(Map<String, Tensor> values) throws IOException {
        for (var e : values.entrySet()) {
            field(e.getKey(), e.getValue());
        }
        return this;
    }

    private void elements(Tensor t, int axis, int from, int size) throws IOException {
        Type type = t.type();
        if (axis == type.rank()) {
            switch (type.element()) {
                case F64 -> number(t.doubles()[from]);
                case F32 -> number(t.floats()[from]);
                case I64 -> json.value(t.longs()[from]);
                case BOOL -> json.value(t.booleans()[from]);
            }
            return;
        }
        json.beginArray();
        int n = type.size(axis);
        for (int k = 0; k < n; k++) {
            elements(t, axis + 1, from + k * (size / n), size / n);
        }
        json.endArray();
    }

    private void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.value(value);
        } else {
            json.value(Double.toString(value));
        }
    }

    private void number(float value) throws IOException {
        if (Float.isFinite(value)) {
            json.value(value);
        } else {
            json.value(Float.toString(value));
        }
    }
}
