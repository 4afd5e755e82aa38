package mg.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ModelFunction;
import mg.data.Data;
import mg.ir.Argument;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Function;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.lang.Suggestion;
import mg.train.Dataset;

/// Data for training from the command line: for each argument of the loss an array with one more leading axis.
final class Examples {
    private final Map<String, Text> texts;
    private final Map<String, Tensor> read = new LinkedHashMap<>();

    private Examples(Map<String, Text> texts) {
        this.texts = texts;
    }

    /// What was given by name.
    ///
    /// @throws DiagnosticException if something is `random`: nobody said how many
    static Examples of(Map<String, String> given) {
        Map<String, Text> texts = Text.all(given);
        texts.values().stream().filter(Text::isRandom).findFirst().ifPresent(t -> {
            throw new DiagnosticException(Diagnostic.of("'" + t.name() + "' cannot be random: examples have a number",
                    "give it as " + t.name() + "=@FILE"));
        });
        return new Examples(texts);
    }

    /// The types of one example's arguments as far as they do not follow from the declaration.
    Map<String, Type> types(ModelFunction loss) {
        if (loss.declaredTypes().isPresent()) {
            return Map.of();
        }
        var types = new LinkedHashMap<String, Type>();
        texts.forEach((name, text) -> {
            Type type = tensor(text, Optional.empty()).type();
            if (type.isScalar()) {
                throw new DiagnosticException(Diagnostic.of(
                        "data for '" + name + "' is one number", "its first axis must count the examples"));
            }
            types.put(name, type.row(1));
        });
        return types;
    }

    private Tensor tensor(Text text, Optional<Type> type) {
        return read.computeIfAbsent(
                text.name(), _ -> type.isPresent() ? text.tensor(type.get().element()) : text.tensor());
    }

    /// The data, checked against the loss.
    Dataset dataset(Function loss) {
        var columns = new LinkedHashMap<String, Tensor>();
        texts.forEach((name, text) -> {
            Optional<Type> type = loss.arguments().stream()
                    .filter(a -> a.name().equals(name) && !a.parameter())
                    .findFirst()
                    .map(Argument::type);
            Tensor found = tensor(text, type);
            columns.put(name, type.isPresent() ? Data.convert(text.source(), found, type.get().element()) : found);
        });
        read.clear();
        List<String> names = loss.arguments().stream().filter(a -> !a.parameter()).map(Argument::name).toList();
        columns.keySet().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw new DiagnosticException(Diagnostic.of(
                    "'" + loss.name() + "' has no argument '" + name + "'" + Suggestion.among(names, name),
                    "it takes " + String.join(", ", names)));
        });
        return Dataset.of(loss, columns);
    }
}
