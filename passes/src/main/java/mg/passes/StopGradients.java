package mg.passes;

import java.util.List;
import mg.ir.Function;
import mg.ir.Operation;

/// Removes `stop_gradient`, which has done its work once derivatives are expanded.
public final class StopGradients {
    private StopGradients() {}

    public static Function run(Function function) {
        return Rewriter.run(
                function, i -> i.operation() instanceof Operation.StopGradient, (_, i) -> List.of(i.operand(0)));
    }
}
