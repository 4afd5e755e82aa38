package mg.cli;

import java.util.Map;
import mg.ModelFunction;
import mg.ir.DiagnosticException;
import mg.ir.Tensor;
import picocli.CommandLine.Option;

/// `--trap-nan`: looks for the operation that makes the first NaN before anything is computed.
final class NanTrapOption {
    @Option(names = "--trap-nan",
            description = "Stop at the first operation that makes a NaN or an infinity out of finite numbers, and say"
                    + " where it is. Slow.")
    private boolean trap;

    /// @throws DiagnosticException if it was asked for and there is one
    void check(ModelFunction f, Map<String, Tensor> arguments) {
        if (trap) {
            f.trapNan(arguments).ifPresent(d -> {
                throw new DiagnosticException(d);
            });
        }
    }
}
