package mg.cli.gradbench;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import mg.ir.Tensor;

/// A line that answers a question. Numbers that are not finite are null, as in JavaScript: JSON has none.
final class Answer implements AutoCloseable {
    private final Writer out;
    private final JsonWriter json;

    /// Begins an answer to the question with this id.
    Answer(Writer out, Optional<String> id) throws IOException {
        this.out = out;
        json = new JsonWriter(out);
        json.setHtmlSafe(false);
        json.setSerializeNulls(true);
        json.beginObject();
        if (id.isPresent()) {
            json.name("id").jsonValue(id.get());
        }
    }

    void text(String name, String value) throws IOException {
        json.name(name).value(value);
    }

    void success() throws IOException {
        json.name("success").value(true);
    }

    void failure(String error) throws IOException {
        json.name("success").value(false);
        json.name("error").value(error);
    }

    /// What a function gives: its only result, or an object of results by name, where a dot is a field in a field.
    void output(Map<String, Tensor> results) throws IOException {
        json.name("output");
        if (results.size() == 1 && results.containsKey("result")) {
            elements(results.get("result"), 0, 0, results.get("result").type().size());
        } else {
            fields(results);
        }
    }

    private void fields(Map<String, Tensor> values) throws IOException {
        var parts = new LinkedHashMap<String, Map<String, Tensor>>();
        values.forEach((name, value) -> {
            String[] path = name.split("\\.", 2);
            parts.computeIfAbsent(path[0], _ -> new LinkedHashMap<>()).put(path.length == 1 ? "" : path[1], value);
        });
        json.beginObject();
        for (var part : parts.entrySet()) {
            json.name(part.getKey());
            Tensor value = part.getValue().get("");
            if (value == null) {
                fields(part.getValue());
            } else {
                elements(value, 0, 0, value.type().size());
            }
        }
        json.endObject();
    }

    private void elements(Tensor t, int axis, int from, int size) throws IOException {
        if (axis == t.type().rank()) {
            number(t, from);
            return;
        }
        json.beginArray();
        int n = t.type().size(axis);
        for (int k = 0; k < n; k++) {
            elements(t, axis + 1, from + k * (size / n), size / n);
        }
        json.endArray();
    }

    private void number(Tensor t, int k) throws IOException {
        switch (t.type().element()) {
            case F64, F32 -> {
                if (Double.isFinite(t.real(k))) {
                    json.value(t.real(k));
                } else {
                    json.nullValue();
                }
            }
            case I64 -> json.value(t.whole(k));
            case BOOL -> json.value(t.booleans()[k]);
        }
    }

    /// The times of an evaluation; that of compiling first.
    void timings(long compile, Measurement runs) throws IOException {
        json.name("timings").beginArray();
        timing("compile", compile);
        for (long time : runs.warmUp()) {
            timing("warmup", time);
        }
        for (long time : runs.evaluate()) {
            timing("evaluate", time);
        }
        json.endArray();
    }

    private void timing(String name, long nanoseconds) throws IOException {
        json.beginObject().name("name").value(name).name("nanoseconds").value(nanoseconds).endObject();
    }

    /// Ends the line.
    @Override
    public void close() throws IOException {
        json.endObject();
        json.flush();
        out.write('\n');
        out.flush();
    }
}
