package mg.passes.sparse;

import mg.ir.Tensor;

/// What is known of a value without running the program: the value itself, or what its elements depend on.
///
/// @param known      the value, or null; then it depends on nothing
/// @param dependence only what is real depends on something
record Fact(Tensor known, Dependence dependence) {
    /// A value of which nothing is known, except that it has no derivative.
    static final Fact CONSTANT = new Fact(null, Dependence.NONE);

    static Fact known(Tensor value) {
        return new Fact(value, Dependence.NONE);
    }

    static Fact of(Dependence dependence) {
        return dependence.isNone() ? CONSTANT : new Fact(null, dependence);
    }

    boolean isKnown() {
        return known != null;
    }

    /// What is known of a value that is one or the other.
    Fact or(Fact other) {
        if (this == other || isKnown() && known.equals(other.known)) {
            return this;
        }
        return of(dependence.or(other.dependence));
    }
}
