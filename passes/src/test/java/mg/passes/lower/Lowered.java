package mg.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Kind;
import mg.ir.Options;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.loops.Statement;
import mg.passes.Pipelines;
import mg.passes.loops.DeadScalars;
import mg.passes.loops.PlaceBuffers;
import mg.passes.loops.Threaded;
import mg.passes.loops.Widest;

/// Compares kernels with the functions they are made of.
final class Lowered {
    private static final double[] EDGES = {0.0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-310, 3};

    /// Both orders of sums, without wide scalars, with short and with long ones.
    private static final List<Options> ALL = Stream.of(0, 16, 64)
            .flatMap(bytes -> Stream.of(new Options(true, bytes), new Options(false, bytes)))
            .toList();

    private Lowered() {}

    static Function parse(String text) {
        return Parser.parse("test.ir", text).functions().getFirst();
    }

    static Kernel kernel(String text) {
        return kernel(parse(text), Options.DEFAULT);
    }

    /// The function as it is lowered, with places for its buffers.
    static Kernel kernel(Function function, Options options) {
        return PlaceBuffers.run(DeadScalars.run(Lowering.run(function, options)));
    }

    /// Runs function and kernel on random arguments, some of them with edge values, in all modes: in reproducible mode
    /// they agree to the last bit, otherwise to rounding, but where a product of many factors, which may be made in any
    /// order then, is not a number or infinite: `4e-324 * 0.5 * inf` is NaN from the left and `inf` from the right.
    static void check(Function function) {
        var random = new Random(7);
        for (int round = 0; round < 12; round++) {
            boolean edges = round % 3 == 2;
            List<Tensor> x = new ArrayList<>();
            function.argumentTypes().forEach(t -> x.add(random(t, random, edges)));
            check(function, x);
        }
    }

    static void check(Function function, List<Tensor> x) {
        for (Options options : ALL) {
            compare(function, Pipelines.kernel(function, options), x, options);
            compare(function, Widest.run(Lowering.run(function, options), options), x, options);
            compare(function, Threaded.run(Lowering.run(function, options), options, 3), x, options);
        }
    }

    private static void compare(Function function, Kernel kernel, List<Tensor> x, Options options) {
        try {
            compare(function, kernel, x, options.reproducible());
        } catch (AssertionError e) {
            fail(options + "\n" + Printer.print(function) + LoopsPrinter.print(kernel) + x, e);
        }
    }

    private static void compare(Function function, Kernel kernel, List<Tensor> x, boolean exact) {
        List<Tensor> expected;
        try {
            expected = Interpreter.call(Program.of(function), function.name(), x);
        } catch (Trap trap) {
            try {
                new LoopsInterpreter(kernel).call(x);
            } catch (Trap _) {
                return;
            }
            throw new AssertionError("does not trap: " + trap.getMessage());
        }
        List<Tensor> actual = new LoopsInterpreter(kernel).call(x);
        for (int k = 0; k < expected.size(); k++) {
            if (exact) {
                assertEquals(expected.get(k), actual.get(k), "result " + k);
            } else {
                near(expected.get(k), actual.get(k), !multiplies(kernel.body()));
            }
        }
    }

    private static boolean multiplies(List<Statement> statements) {
        return statements.stream().anyMatch(s -> s instanceof Statement.Accumulate(_, Kind kind, _) && kind == Kind.PROD
                || s.bodies().stream().anyMatch(Lowered::multiplies));
    }

    /// @param special whether NaN and infinity must agree, too
    private static void near(Tensor expected, Tensor actual, boolean special) {
        assertEquals(expected.type(), actual.type());
        double tolerance = expected.type().element() == ElementType.F32 ? 1e-4 : 1e-11;
        for (int k = 0; k < expected.type().size(); k++) {
            double e = expected.real(k);
            double a = actual.real(k);
            if (!special && !(Double.isFinite(e) && Double.isFinite(a))) {
                continue;
            }
            if (e != a && !(Math.abs(e - a) <= tolerance * (1 + Math.abs(e))) && !(e != e && a != a)) {
                fail("element " + k + ": " + e + " and " + a);
            }
        }
    }

    private static Tensor random(Type type, Random random, boolean edges) {
        if (type.isReal()) {
            return Tensor.reals(type, _ -> edges && random.nextInt(4) == 0
                    ? EDGES[random.nextInt(EDGES.length)]
                    : random.nextGaussian());
        }
        return Tensor.reals(type, _ -> random.nextInt(edges ? 6 : 3) - (edges ? 1 : 0));
    }
}
