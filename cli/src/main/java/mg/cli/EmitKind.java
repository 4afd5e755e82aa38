package mg.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mg.lang.Suggestion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What a function can be written as.
enum EmitKind {
    /// A C source and its header.
    C,
    /// Java class files.
    CLASS,
    /// The same in an archive.
    JAR,
    /// The text form of the Wengert list.
    IR,
    /// A drawing of the list in the language of Graphviz.
    DOT,
    /// The drawing itself.
    SVG;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// From the command line.
    static final class Converter implements ITypeConverter<EmitKind> {
        @Override
        public EmitKind convert(String text) {
            List<String> names = Arrays.stream(values()).map(EmitKind::toString).toList();
            if (!names.contains(text)) {
                throw new TypeConversionException("no kind '" + text + "'" + Suggestion.among(names, text)
                        + "; there are " + String.join(", ", names));
            }
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
