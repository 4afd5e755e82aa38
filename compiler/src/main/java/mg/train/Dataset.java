package mg.train;

import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Argument;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Function;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.passes.IndexRanges;

/// Examples: for each argument of a function, an array with one more leading axis.
public final class Dataset {
    private final int size;
    private final Map<String, Tensor> columns;

    private Dataset(int size, Map<String, Tensor> columns) {
        this.size = size;
        this.columns = Map.copyOf(columns);
    }

    /// The examples for a function without calls, checked.
    ///
    /// @param columns data by argument name; parameters have none
    /// @throws DiagnosticException if an argument has no data, data is of the wrong shape or length, is not finite, or
    ///                             is an index that the function would find out of range
    public static Dataset of(Function function, Map<String, Tensor> columns) {
        var ordered = new LinkedHashMap<String, Tensor>();
        for (Argument a : function.arguments()) {
            if (!a.parameter()) {
                ordered.put(a.name(), column(a, columns.get(a.name())));
            }
        }
        if (ordered.isEmpty()) {
            throw new DiagnosticException(Diagnostic.of("'" + function.name() + "' takes no examples to train on"));
        }
        for (String name : columns.keySet()) {
            if (!ordered.containsKey(name)) {
                throw new DiagnosticException(Diagnostic.of("'" + function.name() + "' has no argument '" + name + "'",
                        "it takes " + String.join(", ", ordered.keySet())));
            }
        }
        var first = ordered.firstEntry();
        int size = first.getValue().type().size(0);
        ordered.forEach((name, data) -> {
            if (data.type().size(0) != size) {
                throw new DiagnosticException(Diagnostic.of("'" + first.getKey() + "' has " + size + " examples, '"
                        + name
                        + "' " + data.type().size(0)));
            }
            finite(name, data);
        });
        if (size == 0) {
            throw new DiagnosticException(Diagnostic.of("there are no examples"));
        }
        IndexRanges.of(function).forEach((name, range) -> {
            if (ordered.containsKey(name)) {
                inRange(name, ordered.get(name), range);
            }
        });
        return new Dataset(size, ordered);
    }

    private static Tensor column(Argument a, Tensor data) {
        if (data == null) {
            throw new DiagnosticException(Diagnostic.of("no data for argument '" + a.name() + "'",
                    "give it as " + a.name() + "=@FILE"));
        }
        Type type = data.type();
        boolean fits = type.rank() > 0 && type.row(1).size() == a.type().size()
                && (type.row(1).shape().equals(a.type().shape()) || type.rank() <= 2 || a.type().rank() <= 1);
        if (!fits) {
            throw new DiagnosticException(Diagnostic.of("data for '" + a.name() + "' is " + type + "; each example is "
                    + a.type() + ", so it must be " + a.type().element() + "[examples"
                    + (a.type().isScalar() ? "" : ", " + a.type().shape().toString().replaceAll("[\\[\\]]", ""))
                    + "]"));
        }
        return data.reshaped(a.type().as(type.element()).stacked(type.size(0))).cast(a.type().element());
    }

    private static void finite(String name, Tensor data) {
        int row = data.type().row(1).size();
        for (int k = 0; data.type().isReal() && k < data.type().size(); k++) {
            if (!Double.isFinite(data.real(k))) {
                throw new DiagnosticException(Diagnostic.of(
                        "data for '" + name + "' is " + data.real(k) + " in example " + k / row + ", element "
                        + k % row));
            }
        }
    }

    private static void inRange(String name, Tensor data, IndexRanges.Range range) {
        int row = data.type().row(1).size();
        for (int k = 0; k < data.type().size(); k++) {
            long value = data.whole(k);
            if (value < 0 || value >= range.size()) {
                throw new DiagnosticException(Diagnostic.of(
                        "data for '" + name + "' is " + value + " in example " + k / row + ", but it must be in 0.."
                                + (range.size() - 1),
                        "it is used as a position at " + range.span()));
            }
        }
    }

    /// The number of examples.
    public int size() {
        return size;
    }

    /// Arrays for a batch of `n` examples, one for each of these arguments.
    Object[] batch(List<String> names, int n) {
        return names.stream()
                .map(name -> Tensor.zeros(columns.get(name).type().row(1).stacked(n)).data())
                .toArray();
    }

    /// Copies the examples at `order[from]`, `order[from + 1]`, … into a batch of these arguments.
    void fill(List<String> names, Object[] batch, int[] order, int from) {
        for (int k = 0; k < batch.length; k++) {
            Tensor column = columns.get(names.get(k));
            int row = column.type().row(1).size();
            int n = row == 0 ? 0 : Array.getLength(batch[k]) / row;
            for (int e = 0; e < n; e++) {
                System.arraycopy(column.data(), order[from + e] * row, batch[k], e * row, row);
            }
        }
    }
}
