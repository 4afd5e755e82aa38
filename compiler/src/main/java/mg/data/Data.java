package mg.data;

import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// Reads tensors from files of any known format.
///
/// A `spec` is a path, or `path.safetensors:name`. All methods throw [DiagnosticException] for what is wrong with a
/// file or does not convert.
public final class Data {
    private static final String NAMED = ".safetensors:";

    private Data() {}

    /// What a file holds, in the smallest element type that has all its numbers.
    public static Tensor read(String spec) {
        return load(spec, null);
    }

    /// What a stream holds, in the smallest element type that has all its numbers: NPY, IDX, JSON or rows of a table,
    /// told apart by how it starts. It is closed; errors call it standard input.
    public static Held read(InputStream stream) {
        try (Source in = Source.open(stream)) {
            byte[] head = in.head(8);
            return Npy.starts(head) ? new Held(Npy.read(in, ElementType.I64), false)
                    : Idx.starts(head) ? new Held(Idx.read(in, ElementType.I64), false)
                    : written(in);
        }
    }

    /// JSON, or numbers with only commas and line ends between them.
    private static Held written(Source in) {
        String text = in.string();
        boolean table = !text.stripLeading().startsWith("[") && (text.strip().contains("\n") || text.contains(","));
        return new Held(table ? Csv.read(in.name(), text) : Json.parse(in.name(), text), table);
    }

    /// What a file holds, as this element type.
    public static Tensor read(String spec, ElementType wanted) {
        return Conversion.to(wanted, load(spec, wanted), spec);
    }

    /// What a file holds, as this type. From a table, axes of size 1 may be missing or too many.
    public static Tensor read(String spec, Type wanted) {
        Tensor found = new Held(read(spec, wanted.element()), isTable(spec)).shaped(wanted);
        if (found.type().equals(wanted)) {
            return found;
        }
        throw Source.fault(spec, "holds " + found.type() + ", " + wanted + " is wanted");
    }

    /// What a file holds, as examples of this type: its first axis counts them.
    public static Tensor readExamples(String spec, Type each) {
        Tensor found = read(spec, each.element());
        List<Integer> shape = found.type().shape();
        if (!shape.isEmpty()) {
            Type stacked = each.stacked(shape.getFirst());
            Tensor examples = new Held(found, isTable(spec)).shaped(stacked);
            if (examples.type().equals(stacked)) {
                return examples;
            }
        }
        throw Source.fault(spec, "holds " + found.type() + ", examples of " + each + " are wanted",
                "the first axis counts the examples");
    }

    /// Checks that no number is NaN or infinite. `spec` is what the error calls them.
    public static void requireFinite(String spec, Tensor x) {
        Conversion.requireFinite(x, spec);
    }

    /// The same numbers as this element type, if that loses nothing. `source` is what the error calls them.
    public static Tensor convert(String source, Tensor x, ElementType wanted) {
        return Conversion.to(wanted, x, source);
    }

    private static boolean isTable(String spec) {
        return extension(spec).equals("csv");
    }

    /// What a file holds: integers at once as `wanted` if that is real, otherwise as stored.
    private static Tensor load(String spec, ElementType wanted) {
        int named = spec.lastIndexOf(NAMED);
        String file = named < 0 ? spec : spec.substring(0, named + NAMED.length() - 1);
        String name = named < 0 ? "" : spec.substring(named + NAMED.length());
        ElementType element = wanted == null ? ElementType.I64 : wanted;
        try (Source in = Source.open(path(file))) {
            return switch (extension(file)) {
                case "npy" -> Npy.read(in, element);
                case "csv" -> Csv.read(in);
                case "json" -> Json.read(in);
                case "safetensors" -> Safetensors.read(in, name, element);
                default -> unnamed(in, element);
            };
        }
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw Source.fault(file, "not a path: " + e.getReason());
        }
    }

    /// What follows the last dot, `.gz` aside, in lower case.
    private static String extension(String file) {
        String name = file.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Tensor unnamed(Source in, ElementType element) {
        byte[] head = in.head(8);
        if (Npy.starts(head)) {
            return Npy.read(in, element);
        }
        if (Idx.starts(head) || in.name().toLowerCase(Locale.ROOT).matches(".*(idx|ubyte).*")) {
            return Idx.read(in, element);
        }
        throw in.error("not a known format", "known are IDX and, by extension, .npy, .csv, .json and .safetensors");
    }
}
