package mg.cli.gradbench;

import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import mg.ir.Tensor;

/// A JSON value, as far as programs can take it.
sealed interface Input {
    /// A number, a truth value, or arrays of them nested evenly: `f64` or `bool`.
    record Numbers(Tensor value) implements Input {}

    record Fields(SequencedMap<String, Input> values) implements Input {}

    /// The id of a message, a name: `text` without the quotes, `json` as it has to be written.
    record Text(String text, String json) implements Input {}

    /// What no program takes: arrays that are not nested evenly, or have strings or objects in them; null.
    record Other() implements Input {}

    /// The numbers in it by name, with dots between the names of fields.
    default Map<String, Tensor> leaves() {
        var leaves = new TreeMap<String, Tensor>();
        collect("", leaves);
        return leaves;
    }

    private void collect(String name, Map<String, Tensor> leaves) {
        switch (this) {
            case Numbers(Tensor value) -> leaves.put(name, value);
            case Fields(var values) ->
                values.forEach((field, value) -> value.collect(name.isEmpty() ? field : name + "." + field, leaves));
            case Text _, Other _ -> {}
        }
    }
}
