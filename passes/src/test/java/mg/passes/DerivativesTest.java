package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Verifier;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.FiniteDifferencesDifferentiator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// First and second derivatives of [Examples], in every combination of modes, against finite differences and each
/// other.
class DerivativesTest {
    @TestFactory
    Stream<DynamicTest> gradientAgreesWithFiniteDifferences() {
        return each((program, x, dx) -> {
            Program p = gradient(program);
            List<Tensor> g = run(p, "grad", x);
            double expected = directional(program, "f", x, dx);
            double actual = 0;
            for (int k = 0; k < x.size(); k++) {
                actual += inner(g.get(k + 1), dx.get(k));
            }
            assertEquals(run(program, "f", x).getFirst().real(0), g.getFirst().real(0), 1e-12);
            assertEquals(expected, actual, 1e-6 * Math.max(1, Math.abs(expected)));
        });
    }

    @TestFactory
    Stream<DynamicTest> forwardAgreesWithReverse() {
        return each((program, x, dx) -> {
            List<Tensor> g = run(gradient(program), "grad", x);
            Tensor tangent = jvp(program, "f", x, dx).getLast();
            double reverse = 0;
            for (int k = 0; k < x.size(); k++) {
                reverse += inner(g.get(k + 1), dx.get(k));
            }
            assertEquals(reverse, tangent.real(0), 1e-11 * Math.max(1, Math.abs(reverse)));
        });
    }

    @TestFactory
    Stream<DynamicTest> secondDerivativesAgreeInEveryModeAndAreSymmetric() {
        return each((program, x, u) -> {
            List<Tensor> v = random(program.function("f").argumentTypes(), new Random(77), 1);
            Program p = gradient(program);
            double forwardOverReverse = inner(hessianTimes(p, x, v), u);
            double swapped = inner(hessianTimes(p, x, u), v);
            double reverseOverReverse = inner(reverseOverReverse(p, x, u), v);
            double scale = Math.max(1, Math.abs(forwardOverReverse));
            assertEquals(forwardOverReverse, swapped, 1e-10 * scale);
            assertEquals(forwardOverReverse, reverseOverReverse, 1e-10 * scale);
            UnivariateFunction along = t -> inner(gradientAt(p, shifted(x, v, t)), u);
            var differences = new FiniteDifferencesDifferentiator(5, 1e-3);
            double difference = differences.differentiate(along)
                    .value(new DerivativeStructure(1, 1, 0, 0))
                    .getPartialDerivative(1);
            assertEquals(difference, forwardOverReverse, 1e-5 * scale);
        });
    }

    private interface Check {
        void run(Program program, List<Tensor> x, List<Tensor> dx);
    }

    private static Stream<DynamicTest> each(Check check) {
        return IntStream.range(0, Examples.ALL.size()).mapToObj(k -> {
            String text = Examples.ALL.get(k);
            return DynamicTest.dynamicTest(text.lines().findFirst().orElseThrow(), () -> {
                Program program = Parser.parse("example" + k, text);
                Verifier.check(program);
                for (int seed = 1; seed <= 3; seed++) {
                    var random = new Random(seed);
                    List<Type> types = program.function("f").argumentTypes();
                    check.run(program, random(types, random, 0.6), random(types, random, 1));
                }
            });
        });
    }

    private static Program gradient(Program program) {
        return Gradient.of(program, "f", Gradient.reals(program.function("f")), "grad");
    }

    /// Runs a function before any pass where that is possible, and after all of them, and checks that both agree.
    private static List<Tensor> run(Program program, String function, List<Tensor> x) {
        Verifier.check(program);
        Function optimized = Pipelines.optimized(program, function);
        Verifier.check(Program.of(optimized));
        return Interpreter.call(Program.of(optimized), function, x);
    }

    private static List<Tensor> jvp(Program program, String function, List<Tensor> x, List<Tensor> dx) {
        Function f = program.function(function);
        var b = new mg.ir.Builder();
        var operands = new ArrayList<>(b.argumentsOf(f));
        for (int k = 0; k < x.size(); k++) {
            operands.add(b.argument("t" + k, x.get(k).type()));
        }
        var types = new ArrayList<>(f.resultTypes());
        types.addAll(f.resultTypes());
        var wrt = IntStream.range(0, x.size()).boxed().toList();
        var results = b.emit(new mg.ir.Operation.Jvp(function, wrt), operands, List.of(), types);
        var names = IntStream.range(0, results.size()).mapToObj(k -> "r" + k).toList();
        Program all = program.plus(b.finish("j", names, results));
        return run(all, "j", Lists.concat(x, dx));
    }

    /// `H v` by forward mode over reverse mode.
    private static List<Tensor> hessianTimes(Program p, List<Tensor> x, List<Tensor> v) {
        List<Tensor> all = jvp(p, "grad", x, v);
        return all.subList(all.size() - x.size(), all.size());
    }

    /// `H u` by reverse mode over reverse mode: the gradient of `<∇f, u>`.
    private static List<Tensor> reverseOverReverse(Program p, List<Tensor> x, List<Tensor> u) {
        Function g = p.function("grad");
        var b = new mg.ir.Builder();
        var operands = new ArrayList<>(b.argumentsOf(g));
        operands.add(b.constant(0.0));
        u.forEach(t -> operands.add(b.constant(t)));
        var types = new ArrayList<>(g.resultTypes());
        types.addAll(g.argumentTypes());
        var wrt = IntStream.range(0, x.size()).boxed().toList();
        var results = b.emit(new mg.ir.Operation.Vjp("grad", wrt), operands, List.of(), types);
        var names = IntStream.range(0, results.size()).mapToObj(k -> "r" + k).toList();
        List<Tensor> all = run(p.plus(b.finish("h", names, results)), "h", x);
        return all.subList(all.size() - x.size(), all.size());
    }

    private static List<Tensor> gradientAt(Program p, List<Tensor> x) {
        return run(p, "grad", x).subList(1, x.size() + 1);
    }

    private static double directional(Program program, String f, List<Tensor> x, List<Tensor> dx) {
        UnivariateFunction along =
                t -> Interpreter.call(program, f, shifted(x, dx, t)).getFirst().real(0);
        var differences = new FiniteDifferencesDifferentiator(7, 1e-3);
        return differences.differentiate(along).value(new DerivativeStructure(1, 1, 0, 0)).getPartialDerivative(1);
    }

    private static List<Tensor> shifted(List<Tensor> x, List<Tensor> dx, double h) {
        return IntStream.range(0, x.size())
                .mapToObj(k -> Tensor.reals(x.get(k).type(), e -> x.get(k).real(e) + h * dx.get(k).real(e)))
                .toList();
    }

    private static double inner(List<Tensor> a, List<Tensor> b) {
        return IntStream.range(0, a.size()).mapToDouble(k -> inner(a.get(k), b.get(k))).sum();
    }

    private static double inner(Tensor a, Tensor b) {
        return IntStream.range(0, a.type().size()).mapToDouble(k -> a.real(k) * b.real(k)).sum();
    }

    private static List<Tensor> random(List<Type> types, Random random, double scale) {
        return types.stream().map(t -> Tensor.reals(t, _ -> scale * random.nextGaussian())).toList();
    }
}
