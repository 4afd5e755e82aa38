package mg.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Values by name, as `NAME=VALUE`.
final class Assignments {
    /// A value that is read from standard input.
    static final String INPUT = "@-";

    private Assignments() {}

    /// The values by name, in order.
    ///
    /// @throws ParameterException if one has no name, a name comes twice, or more than one reads standard input
    static Map<String, String> of(CommandLine command, Target target, List<String> texts) {
        requireOneReader(command, target, texts);
        var values = new LinkedHashMap<String, String>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals <= 0 || equals == text.length() - 1) {
                throw new ParameterException(command, "'" + text + "' is not NAME=VALUE");
            }
            String name = text.substring(0, equals);
            if (values.put(name, text.substring(equals + 1)) != null) {
                throw new ParameterException(command, "'" + name + "' is given twice");
            }
        }
        return values;
    }

    /// Checks that at most one thing is to come from standard input.
    ///
    /// @throws ParameterException if there are more
    static void requireOneReader(CommandLine command, Target target, List<String> texts) {
        long readers = texts.stream().filter(t -> t.endsWith("=" + INPUT)).count() + (target.isInput() ? 1 : 0);
        if (readers > 1) {
            throw new ParameterException(command, "standard input can be one thing only: the program, or one value");
        }
    }
}
