package mg.cli.gradbench;

import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Optional;

/// A message of the suite: its fields, and what is wrong with it if it could not be read to its end.
record Question(Input.Fields fields, Optional<String> fault) {
    static Question read(Reader line) {
        var fields = new LinkedHashMap<String, Input>();
        try {
            new InputReader(line).fields(fields);
            return new Question(new Input.Fields(fields), Optional.empty());
        } catch (IOException | RuntimeException e) {
            return new Question(new Input.Fields(fields), Optional.of("this is not a message: " + e.getMessage()));
        }
    }

    /// A field that is a string, or "".
    String text(String name) {
        return fields.values().get(name) instanceof Input.Text(String text, _) ? text : "";
    }

    /// The id as it has to be written, if there is one.
    Optional<String> id() {
        return switch (fields.values().get("id")) {
            case Input.Text(_, String json) -> Optional.of(json);
            case Input.Numbers(var value) when value.type().isScalar() && value.real(0) == Math.rint(value.real(0)) ->
                Optional.of(Long.toString(value.whole(0)));
            case null -> Optional.empty();
            case Input.Numbers _, Input.Fields _, Input.Other _ -> Optional.empty();
        };
    }

    /// The fields of the input; an input that is no object is the field "".
    Input input() {
        return fields.values().getOrDefault("input", new Input.Fields(new LinkedHashMap<>()));
    }
}
