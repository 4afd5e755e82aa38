package mg.ir;

/// Factors and solutions of linear systems. Every element is what is left of it after one subtraction for each
/// elimination, in this order and rounded each time; so every backend gives the same bits.
final class Solvers {
    private Solvers() {}

    /// `L[i,j] = (A[i,j] - Σ_k<j L[i,k] L[j,k]) / L[j,j]`, row by row.
    static Tensor cholesky(Tensor a) {
        int n = a.type().size(0);
        Tensor l = Tensor.zeros(a.type());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                l.set(i * n + j, a.real(i * n + j));
                for (int k = 0; k < j; k++) {
                    subtract(l, i * n + j, l.real(i * n + k), l.real(j * n + k));
                }
                double rest = l.real(i * n + j);
                double pivot = rest > 0 ? Math.sqrt(rest) : Double.NaN;
                l.set(i * n + j, i == j ? pivot : rest / l.real(j * n + j));
            }
        }
        return l;
    }

    /// Forward substitution from the first row on, or backward from the last.
    static Tensor triangular(boolean lower, Tensor t, Tensor b) {
        int n = t.type().size(0);
        int columns = columns(b);
        Tensor x = b.part(b.type(), 0);
        for (int step = 0; step < n; step++) {
            int i = lower ? step : n - 1 - step;
            for (int before = 0; before < step; before++) {
                int k = lower ? before : n - 1 - before;
                subtractRow(x, i, t.real(i * n + k), k, 0, columns);
            }
            for (int c = 0; c < columns; c++) {
                x.set(i * columns + c, x.real(i * columns + c) / t.real(i * n + i));
            }
        }
        return x;
    }

    /// Gaussian elimination with row exchanges, then backward substitution.
    static Tensor solve(Tensor a, Tensor b) {
        int n = a.type().size(0);
        int columns = columns(b);
        Tensor u = a.part(a.type(), 0);
        Tensor y = b.part(b.type(), 0);
        for (int k = 0; k < n; k++) {
            int largest = k;
            for (int i = k + 1; i < n; i++) {
                if (Math.abs(u.real(largest * n + k)) < Math.abs(u.real(i * n + k))) {
                    largest = i;
                }
            }
            exchange(u, k, largest, n);
            exchange(y, k, largest, columns);
            double pivot = u.real(k * n + k);
            u.set(k * n + k, pivot == 0 ? Double.NaN : pivot);
            for (int i = k + 1; i < n; i++) {
                double factor = rounded(u, u.real(i * n + k) / u.real(k * n + k));
                subtractRow(u, i, factor, k, k + 1, n);
                subtractRow(y, i, factor, k, 0, columns);
            }
        }
        return triangular(false, u, y);
    }

    private static int columns(Tensor b) {
        return b.type().rank() == 1 ? 1 : b.type().size(1);
    }

    /// Row `i` of `x` less `factor` times row `k`, from column `first` on.
    private static void subtractRow(Tensor x, int i, double factor, int k, int first, int columns) {
        for (int c = first; c < columns; c++) {
            subtract(x, i * columns + c, factor, x.real(k * columns + c));
        }
    }

    private static void subtract(Tensor x, int at, double a, double b) {
        x.set(at, x.real(at) - rounded(x, a * b));
    }

    private static void exchange(Tensor x, int i, int k, int columns) {
        for (int c = 0; c < columns; c++) {
            double before = x.real(i * columns + c);
            x.set(i * columns + c, x.real(k * columns + c));
            x.set(k * columns + c, before);
        }
    }

    /// The nearest element that `x` can hold.
    private static double rounded(Tensor x, double value) {
        return x.type().element() == ElementType.F32 ? (float) value : value;
    }
}
