package mg.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.NanTrap;
import mg.ir.Argument;
import mg.ir.Diagnostic;
import mg.ir.Function;
import mg.ir.Program;
import mg.ir.Tensor;

/// Why training broke off: the operation that made the first NaN or infinity in a step.
final class Cause {
    private Cause() {}

    /// Looks at the loss first, then at the whole step. Nothing is found if numbers were not finite before.
    ///
    /// @param program as [Step] makes it
    /// @param state   the parameters, then the optimizer's states
    /// @param batch   what the step was given of the examples
    static Optional<Diagnostic> find(Program program, List<Tensor> state, Object[] batch, double rate, long number) {
        Function step = program.function(Step.NAME);
        var operands = new ArrayList<>(state);
        for (Object array : batch) {
            operands.add(Tensor.view(step.arguments().get(operands.size()).type(), array));
        }
        List<Tensor> examples = List.copyOf(operands.subList(state.size(), operands.size()));
        operands.add(Tensor.scalar(step.resultTypes().getFirst().element(), rate));
        operands.add(Tensor.scalar(step.resultTypes().getFirst().element(), number));
        var first = new ArrayList<>(
                state.subList(0, (int) step.arguments().stream().filter(Argument::parameter).count()));
        first.addAll(examples);
        return NanTrap.find(program, Step.MEAN, first, "forward")
                .or(() -> NanTrap.find(program, Step.NAME, operands, "backward"));
    }
}
