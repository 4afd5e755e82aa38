package mg;

import java.util.List;
import mg.ir.Tensor;

/// The gradient of a function, without its value.
public final class GradientFunction {
    private final ModelFunction valueAndGradient;

    GradientFunction(ModelFunction valueAndGradient) {
        this.valueAndGradient = valueAndGradient;
    }

    /// The elements of the gradient, one after the other, for these scalar arguments in order.
    public double[] call(double... arguments) {
        double[] all = valueAndGradient.call(arguments);
        return java.util.Arrays.copyOfRange(all, 1, all.length);
    }

    /// The gradient with respect to each argument, for these arguments in order.
    public List<Tensor> call(Tensor... arguments) {
        List<Tensor> all = valueAndGradient.call(arguments);
        return all.subList(1, all.size());
    }
}
