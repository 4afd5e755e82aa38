package mg.train;

import java.util.Map;
import mg.ir.Tensor;

/// What training gave.
///
/// @param epochs            how many were finished
/// @param loss              the mean loss over the last epoch
/// @param parameters        by name
/// @param examplesPerSecond of training alone, without compiling
public record Result(int epochs, double loss, Map<String, Tensor> parameters, double examplesPerSecond) {}
