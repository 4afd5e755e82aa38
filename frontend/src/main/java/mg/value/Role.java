package mg.value;

/// What a leaf stands for when its graph is compiled. Arguments of the compiled function come in this order.
public enum Role {
    /// An argument, refilled from call to call. What is not declared otherwise is one.
    INPUT,
    /// A learnable parameter.
    WEIGHT,
    /// A learnable parameter that is added.
    BIAS,
    /// A number that stays: part of the compiled code. It has no gradient.
    CONSTANT;

    /// What several of them are called.
    String plural() {
        return switch (this) {
            case INPUT -> "inputs";
            case WEIGHT -> "weights";
            case BIAS -> "biases";
            case CONSTANT -> "constants";
        };
    }

    /// Whether such leaves are learnt.
    public boolean isParameter() {
        return this == WEIGHT || this == BIAS;
    }
}
