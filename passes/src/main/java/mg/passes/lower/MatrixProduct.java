package mg.passes.lower;

import mg.ir.ElementType;

/// A matrix product: `out[i, j] = Σ_k rows[i, k] · columns[k, j]`, of `m` rows and `n` columns, each the sum of `depth`
/// products. Neighbouring columns of `out` are neighbours in memory.
///
/// @param adds whether the product is added to what `out` holds
record MatrixProduct(Matrix out, boolean adds, Matrix rows, Matrix columns, long m, long n, long depth) {
    ElementType element() {
        return out.buffer().element();
    }

    /// The number of multiplications.
    long size() {
        return m * n * depth;
    }
}
