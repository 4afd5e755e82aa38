package mg.tests;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a file test says about its program.
sealed interface Expectation {
    /// The results of a function, one after the other.
    record Run(Call call, List<Literal> results, Optional<Double> tolerance) implements Expectation {}

    /// The value of a function and its gradient with respect to some arguments.
    record Grad(Call call, Literal value, Map<String, Literal> gradient, Optional<Double> tolerance)
            implements Expectation {}

    /// What reading the file says, or calling a function, word for word.
    record Fault(Optional<Call> call, String text) implements Expectation {}
}
