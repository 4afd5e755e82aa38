package mg.passes.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mg.ir.Block;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.passes.Gradient;
import mg.testing.RandomPrograms;
import mg.testing.RandomValues;
import mg.testing.TryLimit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.Test;

/// Sparse Jacobians against dense ones and finite differences.
@AddLifecycleHook(TryLimit.class)
class SparseJacobianTest {
    /// Checks the Jacobian of the first result of `@f` by its first argument at random arguments, and how many
    /// derivatives of each mode it takes: the lengths of the loops around them.
    private static void check(String text, int count, List<Long> loops) {
        Program program = Dense.parse(text);
        Function f = program.function("f");
        var random = new Random(7);
        var x = new ArrayList<Tensor>();
        for (Type type : f.argumentTypes()) {
            x.add(type.isReal() ? Tensor.reals(type, _ -> 0.5 + random.nextDouble()) : Tensor.wholes(type, k -> k % 3));
        }
        Tensor dense = Dense.jacobian(program, "f", 0, 0, x);
        double[][] differences = Dense.differences(program, "f", 0, 0, x);
        Program sparse = SparseJacobian.of(program, "f", 0, 0, "J");
        double[][] actual = filled(sparse, f, x, count);
        int columns = f.argumentTypes().getFirst().size();
        for (int k = 0; k < dense.type().size(); k++) {
            assertEquals(dense.real(k), actual[k / columns][k % columns], 1e-12, "element " + k);
            assertEquals(differences[k / columns][k % columns], actual[k / columns][k % columns], 1e-7, "element " + k);
        }
        assertEquals(loops, sparse.function("J").body().instructions().stream()
                .map(Instruction::operation)
                .filter(Operation.For.class::isInstance)
                .map(o -> ((Operation.For) o).n())
                .toList());
    }

    private static double[][] filled(Program sparse, Function f, List<Tensor> x, int count) {
        List<Tensor> results = Dense.run(sparse, "J", x);
        long[] rows = results.get(0).longs();
        long[] cols = results.get(1).longs();
        assertEquals(count, rows.length);
        assertEquals(count, cols.length);
        assertEquals(count, results.get(2).type().size());
        assertEquals(f.resultTypes().getFirst().element(), results.get(2).type().element());
        int columns = f.argumentTypes().getFirst().size();
        var matrix = new double[f.resultTypes().getFirst().size()][columns];
        for (int k = 0; k < count; k++) {
            matrix[(int) rows[k]][(int) cols[k]] = results.get(2).real(k);
            assertTrue(k == 0 || rows[k - 1] * columns + cols[k - 1] < rows[k] * columns + cols[k], "row-major order");
        }
        return matrix;
    }

    /// A function of `f64[n]` whose element `i` is made of those at the given distances, as far as there are such.
    private static String neighbours(int n, int... distances) {
        var body = new StringBuilder();
        String sum = "%z";
        for (int k = 0; k < distances.length; k++) {
            body.append("""
                    %d@ = const D : i64
                    %j@ = add %i, %d@ : i64
                    %l@ = le %z0, %j@ : bool
                    %h@ = lt %j@, %n : bool
                    %c@ = and %l@, %h@ : bool
                    %v@ = if %c@ {
                      %a@ = index %x, %j@ : f64
                      %b@ = index %x, %i : f64
                      %m@ = mul %a@, %b@ : f64
                      yield %m@
                    } else {
                      yield %z
                    } : f64
                    %s@ = add SUM, %v@ : f64
                    """.replace("@", "" + k).replace("SUM", sum).replace("D ", distances[k] + " "));
            sum = "%s" + k;
        }
        return """
                func @f(%x: f64[N]) -> f64[N] {
                %z = const 0x0p0 : f64
                %z0 = const 0 : i64
                %n = const N : i64
                %y = for %i in 0..N {
                BODY
                yield collect SUM
                } : f64[N]
                return %y
                }
                """.replace("N", "" + n).replace("BODY", body).replace("SUM", sum);
    }

    @Test
    void bands() {
        check(neighbours(7, -1, 0, 1), 19, List.of(3L));
        check(neighbours(9, -2, 0, 2), 23, List.of(3L));
        check(neighbours(6, 0), 6, List.of(1L));
        check(neighbours(1, -1, 0, 1), 1, List.of(1L));
        check(neighbours(0, -1, 0, 1), 0, List.of());
        check(neighbours(2, -1, 0, 1), 4, List.of(2L));
    }

    @Test
    void stencilOnAGrid() {
        check("""
                func @f(%u: f64[6,5]) -> f64[4,3] {
                  %c = slice [1:5:1, 1:4:1] %u : f64[4,3]
                  %n = slice [0:4:1, 1:4:1] %u : f64[4,3]
                  %s = slice [2:6:1, 1:4:1] %u : f64[4,3]
                  %w = slice [1:5:1, 0:3:1] %u : f64[4,3]
                  %e = slice [1:5:1, 2:5:1] %u : f64[4,3]
                  %a = add %n, %s : f64[4,3]
                  %b = add %w, %e : f64[4,3]
                  %d = add %a, %b : f64[4,3]
                  %y = mul %d, %c : f64[4,3]
                  return %y
                }
                """, 60, List.of(5L));
    }

    @Test
    void arrow() {
        check("""
                func @f(%x: f64[12]) -> f64[12] {
                  %z = const 0 : i64
                  %a = index %x, %z : f64
                  %s = reduce sum [0] %x : f64
                  %t = mul %s, %s : f64
                  %p = place %t, %z : f64[12]
                  %b = broadcast [] %a : f64[12]
                  %m = mul %x, %b : f64[12]
                  %y = add %m, %p : f64[12]
                  return %y
                }
                """, 12 + 11 + 11, List.of(2L, 1L));
    }

    @Test
    void blocksAndDenseAndEmpty() {
        check("""
                func @f(%x: f64[4,3]) -> f64[4,2] {
                  %y = for %i in 0..4 {
                    %r = index %x, %i : f64[3]
                    %W = const {1, 2, 3, 4, 5, 6} : f64[2,3]
                    %h = dot [1=0] %W, %r : f64[2]
                    %t = tanh %h : f64[2]
                    yield collect %t
                  } : f64[4,2]
                  return %y
                }
                """, 24, List.of(2L));
        String dense = """
                func @f(%x: f64[N]) -> f64[M] {
                  %s = reduce prod [0] %x : f64
                  %y = broadcast [] %s : f64[M]
                  return %y
                }
                """;
        check(dense.replace("N", "3").replace("M", "5"), 15, List.of(3L));
        check(dense.replace("N", "5").replace("M", "3"), 15, List.of(3L));
        check("func @f(%x: f64[3]) -> f64[2] {\n%y = const {1, 2} : f64[2]\nreturn %y\n}", 0, List.of());
        check("func @f(%x: f64) -> f64 {\n%y = sin %x : f64\nreturn %y\n}", 1, List.of(1L));
        check("func @f(%x: f64[3]) -> f64 {\n%y = reduce prod [0] %x : f64\nreturn %y\n}", 3, List.of(1L));
        check("func @f(%x: f64) -> f64[3] {\n%s = sin %x : f64\n%y = broadcast [] %s : f64[3]\nreturn %y\n}", 3,
                List.of(1L));
    }

    @Test
    void aHessianIsTheJacobianOfAGradient() {
        String rosenbrock = """
                func @g(%x: f64[8]) -> f64 {
                  %o = const 1 : i64
                  %h = const 100 : f64
                  %r1 = const 1 : f64
                  %y = for %i in 0..7 {
                    %j = add %i, %o : i64
                    %a = index %x, %i : f64
                    %b = index %x, %j : f64
                    %q = mul %a, %a : f64
                    %d = sub %b, %q : f64
                    %e = mul %d, %d : f64
                    %k = mul %h, %e : f64
                    %u = sub %r1, %a : f64
                    %v = mul %u, %u : f64
                    %w = add %k, %v : f64
                    yield sum %w
                  } : f64
                  return %y
                }
                func @f(%x: f64[8]) -> f64[8] {
                  %o = const 1 : f64
                  %v, %g = vjp @g [0](%x, %o) : f64, f64[8]
                  return %g
                }
                """;
        Program program = Dense.parse(rosenbrock);
        Tensor x = Tensor.reals(Type.of(ElementType.F64, 8), k -> 1 + 0.1 * k);
        Tensor dense = Dense.jacobian(program, "f", 0, 0, List.of(x));
        Program sparse = SparseJacobian.of(program, "f", 0, 0, "J");
        double[][] actual = filled(sparse, program.function("f"), List.of(x), 22);
        for (int k = 0; k < 64; k++) {
            assertEquals(dense.real(k), actual[k / 8][k % 8], 1e-9);
        }
        assertEquals(3, Compression.of(Pattern.of(program, "f", 0, 0, Map.of())).groups());
    }

    /// Each observation depends on one camera of three, by a table, and on one point, by an argument.
    @Test
    void observationsOfCamerasAndPoints() {
        String text = """
                func @f(%c: f64[3,2], %p: f64[4,3], %w: f64[5], %at: i64[5]) -> f64[5,2] {
                  %cameras = const {0, 2, 1, 0, 2} : i64[5]
                  %y = for %i in 0..5 {
                    %k = index %cameras, %i : i64
                    %camera = index %c, %k : f64[2]
                    %j = index %at, %i : i64
                    %point = index %p, %j : f64[3]
                    %n = dot [0=0] %point, %point : f64
                    %m = broadcast [] %n : f64[2]
                    %v = index %w, %i : f64
                    %u = broadcast [] %v : f64[2]
                    %e = mul %camera, %m : f64[2]
                    %r = mul %e, %u : f64[2]
                    yield collect %r
                  } : f64[5,2]
                  return %y
                }
                """;
        check(text, 10, List.of(1L));
        String byPoint = text.replace("(%c: f64[3,2], %p: f64[4,3],", "(%p: f64[4,3], %c: f64[3,2],");
        check(byPoint, 120, List.of(10L));
        Pattern known = Pattern.of(Dense.parse(byPoint), "f", 0, 0,
                Map.of(3, Tensor.wholes(Type.of(ElementType.I64, 5), k -> k % 4)));
        assertEquals(30, known.count());
        assertEquals(3, Compression.of(known).groups());
    }

    @Test
    void realsOfTwoTypes() {
        String text = """
                func @f(%x: f32[3]) -> f64[3] {
                  %w = cast f64 %x : f64[3]
                  %y = mul %w, %w : f64[3]
                  return %y
                }
                """;
        Program sparse = SparseJacobian.of(Dense.parse(text), "f", 0, 0, "J");
        Tensor x = Tensor.reals(Type.of(ElementType.F32, 3), k -> k);
        assertEquals(Tensor.of(0.0, 2.0, 4.0), Dense.run(sparse, "J", List.of(x)).get(2));
        Program one = SparseJacobian.of(Dense.parse("""
                func @f(%x: f32[3]) -> f64 {
                  %w = cast f64 %x : f64[3]
                  %y = dot [0=0] %w, %w : f64
                  return %y
                }
                """), "f", 0, 0, "J");
        assertEquals(Tensor.of(0.0, 2.0, 4.0), Dense.run(one, "J", List.of(x)).get(2));
    }

    @Test
    void theProgramDoesNotGrowWithItsSize() {
        Program small = SparseJacobian.of(Dense.parse(neighbours(10, -1, 0, 1)), "f", 0, 0, "J");
        Program large = SparseJacobian.of(Dense.parse(neighbours(1000, -1, 0, 1)), "f", 0, 0, "J");
        assertEquals(count(small.function("J").body()), count(large.function("J").body()));
    }

    private static int count(Block block) {
        return block.instructions().stream()
                .mapToInt(i -> 1 + i.blocks().stream().mapToInt(SparseJacobianTest::count).sum())
                .sum();
    }

    @Test
    void aHundredThousandRowsTakeSeconds() {
        int n = 100_000;
        Program sparse = SparseJacobian.of(Dense.parse(neighbours(n, -1, 0, 1)), "f", 0, 0, "J");
        List<Type> types = sparse.function("J").resultTypes();
        assertEquals(List.of(3 * n - 2, 3 * n - 2, 3 * n - 2), types.stream().map(Type::size).toList());
        List<Tensor> results = Dense.run(sparse, "J", List.of(Tensor.reals(Type.of(ElementType.F64, n), k -> k)));
        assertEquals(n - 2, results.get(1).longs()[3 * n - 4]);
        assertEquals(n - 1, results.get(2).real(3 * n - 4));
    }

    @Provide
    Arbitrary<Program> tame() {
        return RandomPrograms.arbitrary(RandomPrograms.Style.TAME);
    }

    /// What is not in the pattern is 0, and what is has the value of the dense Jacobian.
    @Property(tries = 300)
    void randomProgramsHaveZerosOutsideTheirPattern(@ForAll("tame") Program program, @ForAll long seed) {
        Function main = program.functions().getLast();
        List<Tensor> x = RandomValues.arguments(main, seed, true);
        for (int argument : Gradient.reals(main)) {
            for (int result = 0; result < main.resultTypes().size(); result++) {
                if (main.resultTypes().get(result).isReal()) {
                    compare(program, main, argument, result, x);
                }
            }
        }
    }

    private static void compare(Program program, Function f, int argument, int result, List<Tensor> x) {
        Tensor dense;
        try {
            dense = Dense.jacobian(program, f.name(), argument, result, x);
        } catch (DiagnosticException _) {
            return;
        }
        List<Tensor> sparse = Dense.run(SparseJacobian.of(program, f.name(), argument, result, "J"), "J", x);
        int columns = f.argumentTypes().get(argument).size();
        var expected = new double[dense.type().size()];
        for (int k = 0; k < sparse.get(0).type().size(); k++) {
            expected[(int) (sparse.get(0).longs()[k] * columns + sparse.get(1).longs()[k])] = sparse.get(2).real(k);
        }
        double error = Printer.print(program).contains("f32") ? 1e-3 : 1e-9;
        for (int k = 0; k < expected.length; k++) {
            double tolerance = error * Math.max(1, Math.abs(expected[k]));
            if (Double.isFinite(dense.real(k))) {
                assertEquals(dense.real(k), expected[k], tolerance, () -> Printer.print(program));
            }
        }
    }
}
