package mg.ir;

/// The first value of a parameter.
public sealed interface Initial {
    /// Every element drawn uniformly from `low` to `high`.
    record Uniform(double low, double high) implements Initial {}

    /// Every element drawn from the normal distribution.
    record Normal(double mean, double deviation) implements Initial {}

    /// This value, of the parameter's type or one scalar for every element.
    record Given(Tensor value) implements Initial {}
}
