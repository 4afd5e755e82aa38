package mg.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Values by name, as `NAME=VALUE`.
final class Assignments {
    private Assignments() {}

    /// The values by name, in order.
    ///
    /// @throws ParameterException if one has no name, or a name comes twice
    static Map<String, String> of(CommandLine command, List<String> texts) {
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
}
