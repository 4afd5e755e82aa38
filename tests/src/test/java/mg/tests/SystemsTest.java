package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mg.Mg;
import mg.Model;
import mg.Settings;
import mg.ir.Backend;
import mg.ir.ElementType;
import mg.ir.Interpreter;
import mg.ir.Options;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Factors of matrices and solutions of linear systems at several sizes, on every backend that works here.
class SystemsTest {
    /// What NumPy has for a size: the value, the sum of its derivatives by `A`, that of their squares, the sum of those
    /// by `b`. For `S = AAᵀ + nI` and `x = A⁻¹b` these are `2 S⁻¹A - A⁻ᵀb xᵀ` and `x + A⁻ᵀb`.
    private record Expected(int n, double value, double sum, double squares, double right) {}

    private static final List<Expected> NUMPY = List.of(
            new Expected(0, 0, 0, 0, 0),
            new Expected(1, 1.7237611851583614, -0.4269962579001889, 0.18232580426076464, 2.3767902115562425),
            new Expected(2, 0.8159188637270278, 1.2908265634853118, 104.89720811446539, -1.7563505792552311),
            new Expected(3, 4.230059341481351, 0.902705514446525, 1.6894568995246566, 1.3432665108750286),
            new Expected(17, 42.80662378219387, 10.634542306129173, 2174.077983555641, 1.060843455504096));

    private static final String TEXT = """
            fn f[n](A: real[n, n], b: real[n]) = logdet_spd(A @ transpose(A) + n * eye(n)) + b @ solve(A, b)
            fn second[n](A: real[n, n], b: real[n], u: real[n, n], v: real[n, n]) =
                jvp(M -> sum(v * grad(N -> f(N, b))(M)), A, u)[1]
            """;

    static List<String> backends() {
        return Working.names().toList();
    }

    private static Model on(String backend) {
        return Mg.parse(TEXT).with(Settings.DEFAULT.on(backend));
    }

    private static Tensor matrix(int n) {
        return Tensor.reals(Type.of(ElementType.F64, n, n), k -> {
            int i = k / n;
            int j = k % n;
            return Math.sin(1 + 3 * i + 7 * j + i * j);
        });
    }

    private static Tensor vector(int n) {
        return Tensor.reals(Type.of(ElementType.F64, n), Math::cos);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void valuesAndGradientsAreThoseOfNumPy(String backend) {
        for (Expected e : NUMPY) {
            List<Tensor> all = on(backend).function("f").valueAndGradient().call(matrix(e.n()), vector(e.n()));
            near(e.value(), all.get(0).real(0));
            near(e.sum(), sum(all.get(1), 1));
            near(e.squares(), sum(all.get(1), 2));
            near(e.right(), sum(all.get(2), 1));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void secondDerivativesAreSymmetricAndThoseOfTheGradient(String backend) {
        var random = new Random(3);
        for (int n : new int[] {1, 2, 3, 17}) {
            Tensor u = Tensor.reals(matrix(n).type(), _ -> random.nextGaussian());
            Tensor v = Tensor.reals(matrix(n).type(), _ -> random.nextGaussian());
            double uv = second(backend, n, u, v);
            assertEquals(uv, second(backend, n, v, u), 1e-11 * Math.max(100, Math.abs(uv)));
            double h = 1e-6;
            double difference = (along(backend, n, u, v, h) - along(backend, n, u, v, -h)) / (2 * h);
            assertEquals(difference, uv, 1e-6 * Math.max(100, Math.abs(uv)));
        }
    }

    private static double second(String backend, int n, Tensor u, Tensor v) {
        return on(backend).function("second").call(matrix(n), vector(n), u, v).getFirst().real(0);
    }

    /// The derivative along `v`, a step of `h` along `u` away.
    private static double along(String backend, int n, Tensor u, Tensor v, double h) {
        Tensor moved = Tensor.reals(u.type(), k -> matrix(n).real(k) + h * u.real(k));
        Tensor gradient = on(backend).function("f").gradient("A").call(moved, vector(n)).getFirst();
        double sum = 0;
        for (int k = 0; k < v.type().size(); k++) {
            sum += gradient.real(k) * v.real(k);
        }
        return sum;
    }

    private static double sum(Tensor x, int power) {
        double sum = 0;
        for (int k = 0; k < x.type().size(); k++) {
            sum += Math.pow(x.real(k), power);
        }
        return sum;
    }

    private static void near(double expected, double actual) {
        assertEquals(expected, actual, 1e-12 * Math.max(10, Math.abs(expected)));
    }

    /// Elimination has one order, whether sums are reproducible or not.
    @ParameterizedTest
    @EnumSource(names = {"F64", "F32"})
    void everyBitIsTheInterpreters(ElementType element) {
        for (int n : new int[] {0, 1, 2, 3, 17}) {
            Program program = Parser.parse("systems.ir", """
                    func @f(%%a: E[n,n], %%b: E[n], %%c: E[n,3]) -> (l: E[n,n], x: E[n], y: E[n,3], p: E[n,3], q: E[n]) {
                      %%3 = transpose [1,0] %%a : E[n,n]
                      %%4 = dot [1=1] %%a, %%a : E[n,n]
                      %%5 = cholesky %%a : E[n,n]
                      %%6 = solve %%a, %%b : E[n]
                      %%7 = solve %%3, %%c : E[n,3]
                      %%8 = triangular_solve lower %%a, %%c : E[n,3]
                      %%9 = triangular_solve upper %%3, %%b : E[n]
                      return %%5, %%6, %%7, %%8, %%9
                    }
                    """.formatted().replace("E", element.toString()).replace("[n", "[" + n).replace(",n]", "," + n + "]"));
            Verifier.check(program);
            var random = new Random(n);
            for (double diagonal : new double[] {0, 2 * n}) {
                var x = new ArrayList<Tensor>();
                for (Type type : program.function("f").argumentTypes()) {
                    x.add(Tensor.reals(type, k -> random.nextGaussian()
                            + (type.rank() == 2 && type.size(1) == n && n > 0 && k / n == k % n ? diagonal : 0)));
                }
                List<Tensor> expected = Interpreter.call(program, "f", x);
                for (Backend backend : Working.backends()) {
                    for (Options options : List.of(Working.EXACT, Options.DEFAULT)) {
                        assertEquals(expected, Working.compile(backend, program, "f", options).call(x), backend.name());
                    }
                }
            }
        }
    }

    @Test
    void everyBackendIsThere() {
        assertEquals(List.of("c", "interpreter", "jvm"), backends().stream().sorted().toList());
    }
}
