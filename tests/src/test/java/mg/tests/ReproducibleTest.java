package mg.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.Mg;
import mg.ir.Backend;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Interpreter;
import mg.ir.InterpreterBackend;
import mg.ir.Operation;
import mg.ir.Options;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.testing.Agreement;
import mg.testing.Edges;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With [mg.ir.Options#reproducible] every operation gives the same bits on every backend: here those on reals for many
/// arguments of many sizes, alone, and several at a time where a backend does that.
class ReproducibleTest {
    private static final int COUNT = 100_000;
    /// Each takes up to a tenth of a millisecond.
    private static final int COUNT_OF_SLOW = 2_000;

    @TestFactory
    Stream<DynamicTest> everyOperationIsTheSameOnEveryBackend() {
        return Arrays.stream(ElementOp.values())
                .filter(op -> Edges.takes(op, ElementType.F64) && op != ElementOp.SELECT)
                .map(op -> DynamicTest.dynamicTest(op.toString(), () -> check(op)));
    }

    private static void check(ElementOp op) {
        var b = new Builder();
        var arguments = new ArrayList<Tensor>();
        var results = new ArrayList<Var>();
        for (ElementType type : List.of(ElementType.F64, ElementType.F32)) {
            var random = new Random(op.ordinal());
            for (List<Tensor> operands : List.of(Edges.operands(op, type), operands(op, type, random))) {
                var x = new ArrayList<Var>();
                for (Tensor operand : operands) {
                    x.add(b.argument("x" + arguments.size(), operand.type()));
                    arguments.add(operand);
                }
                results.add(b.emit(new Operation.Element(op), x));
            }
        }
        Program program = Program.of(b.finish("f", List.of("a", "b", "c", "d"), results));
        List<Tensor> expected = Interpreter.call(program, "f", arguments);
        for (Backend backend : Working.backends()) {
            Executable f = Working.compile(backend, program, "f", Working.EXACT);
            Agreement.EXACT.check(expected, f.call(arguments), () -> backend.name() + " " + op);
        }
    }

    /// Sums of products, several at a time: here the adjoints of a small array, which are in registers, and of a row of
    /// a large one, which are added to where they are.
    @ParameterizedTest
    @ValueSource(ints = {3, 30})
    void productsAreRoundedBeforeTheyAreAdded(int size) {
        Program program = Mg.parse("""
                fn error[m, k](a: real[m, k], q: real[k]) = sum(sum(a[j, l] * q[l] for l)^2 for j)
                fn gradients[m, k, n](a: real[m, k, n], p: real[k]) = [grad(q -> error(a[:, :, i], q))(p) for i in 0..n]
                """)
                .program("gradients",
                        Map.of("a", Type.of(ElementType.F64, 50, size, 64), "p", Type.of(ElementType.F64, size)));
        var random = new Random(1);
        List<Tensor> arguments = program.function("gradients").arguments().stream()
                .map(x -> Tensor.reals(x.type(), _ -> random.nextGaussian()))
                .toList();
        List<Tensor> expected = Working.compile(new InterpreterBackend(), program, "gradients", Working.EXACT)
                .call(arguments);
        for (Backend backend : Working.backends()) {
            Agreement.EXACT.check(expected,
            Working.compile(backend, program, "gradients", Working.EXACT).call(arguments),
                    backend::name);
        }
    }

    /// The compiler knows simpler ways to some.
    @ParameterizedTest
    @ValueSource(doubles = {-3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 4})
    void powersToANumberAreTheSameOnEveryBackend(double exponent) {
        var b = new Builder();
        var arguments = new ArrayList<Tensor>();
        var results = new ArrayList<Var>();
        for (ElementType type : List.of(ElementType.F64, ElementType.F32)) {
            Tensor bases = operands(ElementOp.POW, type, new Random(1)).getFirst();
            Var x = b.argument("x" + arguments.size(), bases.type());
            arguments.add(bases);
            results.add(b.pow(x, b.like(x, exponent)));
        }
        Program program = Program.of(b.finish("f", List.of("a", "b"), results));
        List<Tensor> expected = Interpreter.call(program, "f", arguments);
        for (Backend backend : Working.backends()) {
            Executable f = Working.compile(backend, program, "f", Working.EXACT);
            Agreement.EXACT.check(expected, f.call(arguments), () -> backend.name() + " x^" + exponent);
        }
    }

    /// Sums over the rows of short arrays: these are kept in scalars.
    @ParameterizedTest
    @ValueSource(strings = {
        "sum(sqrt(abs(A[i])) * x[i] / (1 + x[i]^2) for i)",
        "sum([x[i] * y[i], x[i] / (1 + y[i]^2), 1] for i)",
        "sum([x[i] * y[i]] for i)[[0, 0, 0]]",
        "grad(t -> sum([sin(t) for i in 0..333, j in 0..1] * [[x[i]] for i in 0..333]))(s) * y[:3]",
        "grad(w -> sum((w[0] * x[i] + w[1] - y[i])^2 for i))([s, 1 - s, 0])",
    })
    void sumsOfShortArraysAreTheSameOnEveryBackend(String sums) {
        Program program = Mg.parse("fn f(A: real[333, 3], x: real[333], y: real[333], s: real) { let c = " + sums
                + "; c[0] * c[1] - c[2] }").function("f").instance(Map.of()).program();
        var random = new Random(7);
        List<Tensor> arguments = program.function("f").argumentTypes().stream()
                .map(t -> Tensor.reals(t, _ -> random.nextGaussian()))
                .toList();
        List<Tensor> expected = Working.compile(new InterpreterBackend(), program, "f", Working.EXACT).call(arguments);
        for (Backend backend : Working.backends()) {
            for (int threads : new int[] {1, 3}) {
                Options options = Working.EXACT.onThreads(threads);
                Agreement.EXACT.check(expected, Working.compile(backend, program, "f", options).call(arguments),
                        () -> backend.name() + " " + options + " " + sums);
            }
        }
    }

    private static List<Tensor> operands(ElementOp op, ElementType type, Random random) {
        boolean slow = op == ElementOp.POLYGAMMA || op == ElementOp.DIGAMMA || op == ElementOp.LGAMMA;
        return IntStream.range(0, op.arity()).mapToObj(k -> {
            boolean order = op == ElementOp.POLYGAMMA && k == 0;
            return Tensor.reals(Type.of(type, slow ? COUNT_OF_SLOW : COUNT), _ -> order
                    ? random.nextInt(12)
                    : number(random));
        }).toList();
    }

    /// A number of the kind that some implementation might get wrong.
    private static double number(Random random) {
        List<DoubleSupplier> kinds = List.of(
                () -> Double.longBitsToDouble(random.nextLong()),
                () -> Float.intBitsToFloat(random.nextInt()),
                () -> 2 * random.nextDouble() - 1,
                () -> 10 * random.nextGaussian(),
                () -> Math.scalb(random.nextGaussian(), random.nextInt(-40, 40)),
                () -> random.nextInt(-200, 200) / 2.0,
                () -> 1 + Math.scalb(random.nextGaussian(), -random.nextInt(52)),
                () -> random.nextInt(1 << 20) * (Math.PI / 4) * (1 + random.nextInt(-2, 3) * 0x1p-52),
                () -> 800 * (2 * random.nextDouble() - 1));
        return kinds.get(random.nextInt(kinds.size())).getAsDouble();
    }
}
