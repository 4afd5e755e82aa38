package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.DiagnosticException;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Verifier;
import mg.testing.RandomPrograms;
import mg.testing.RandomValues;
import mg.testing.TryLimit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/// Passes and derivatives on random programs.
@AddLifecycleHook(TryLimit.class)
class RandomProgramsTest {
    @Provide
    Arbitrary<Program> wild() {
        return RandomPrograms.arbitrary(RandomPrograms.Style.ANY);
    }

    @Provide
    Arbitrary<Program> tame() {
        return RandomPrograms.arbitrary(RandomPrograms.Style.TAME);
    }

    private static Pass pass(String name) {
        return Pipelines.ALL.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    /// Passes that neither reorder sums nor replace library functions.
    @Property(tries = 400)
    void exactPassesKeepEveryBit(@ForAll("wild") Program program, @ForAll long seed) {
        Function main = program.functions().getLast();
        List<Tensor> arguments = RandomValues.arguments(main, seed, false);
        List<Tensor> expected = Interpreter.call(program, main.name(), arguments);
        Program inlined = pass("inline").run(program);
        for (String name : List.of("inline", "fold", "share", "dead-code", "fuse", "copies", "hoist")) {
            inlined = pass(name).run(inlined);
            Verifier.check(inlined);
            List<Tensor> actual = Interpreter.call(inlined, main.name(), arguments);
            Program shown = inlined;
            assertEquals(expected, actual, () -> "after " + name + ":\n" + Printer.print(shown));
        }
    }

    @Property(tries = 400)
    void everyPassKeepsTheMeaning(@ForAll("tame") Program program, @ForAll long seed) {
        Function main = program.functions().getLast();
        List<Tensor> arguments = RandomValues.arguments(main, seed, true);
        List<Tensor> expected = Interpreter.call(program, main.name(), arguments);
        Program result = program;
        for (Pass pass : Pipelines.COMPILE) {
            result = pass.run(result);
            Verifier.check(result);
            List<Tensor> actual = Interpreter.call(result, main.name(), arguments);
            Program shown = result;
            assertClose(expected, actual, () -> "after " + pass.name() + ":\n" + Printer.print(shown));
        }
    }

    @Property(tries = 400)
    void forwardAndReverseAgree(@ForAll("tame") Program program, @ForAll long seed) {
        Function main = program.functions().getLast();
        List<Integer> wrt = Gradient.reals(main);
        Assume.that(!wrt.isEmpty() && main.resultTypes().stream().anyMatch(Type::isReal));
        List<Tensor> x = RandomValues.arguments(main, seed, true);
        List<Tensor> dx = wrt.stream().map(k -> random(x.get(k).type(), seed + k)).toList();
        List<Type> real = main.resultTypes().stream().filter(Type::isReal).toList();
        List<Tensor> ct = IntStream.range(0, real.size()).mapToObj(k -> random(real.get(k), seed - k)).toList();
        try {
            List<Tensor> tangents = last(derivative(program, new Operation.Jvp(main.name(), wrt), x, dx, real), real.size());
            List<Type> sources = wrt.stream().map(k -> x.get(k).type()).toList();
            List<Tensor> adjoints = last(derivative(program, new Operation.Vjp(main.name(), wrt), x, ct, sources), wrt.size());
            double forward = inner(ct, tangents);
            double reverse = inner(adjoints, dx);
            boolean single = Printer.print(program).contains("f32");
            double size = magnitude(ct, tangents) + magnitude(adjoints, dx);
            if (Double.isFinite(size)) {
                assertEquals(forward, reverse, (single ? 1e-2 : 1e-9) * Math.max(1, size), () -> Printer.print(program));
            }
        } catch (DiagnosticException e) {
            // What has no derivative says so, and nothing else is an error here.
            assertTrue(e.getMessage().contains("has no derivative") || e.getMessage().contains("'while'"), e.getMessage());
            Assume.that(false);
        }
    }

    /// The results of a program's last function, `x` its arguments, and of a derivative of it.
    private static List<Tensor> derivative(
            Program program, Operation operation, List<Tensor> x, List<Tensor> direction, List<Type> types) {
        Function main = program.functions().getLast();
        var b = new Builder();
        var operands = new ArrayList<>(b.argumentsOf(main));
        for (int k = 0; k < direction.size(); k++) {
            operands.add(b.argument("d" + k, direction.get(k).type()));
        }
        List<Type> all = Lists.concat(main.resultTypes(), types);
        var results = b.emit(operation, operands, List.of(), all);
        List<String> names = IntStream.range(0, all.size()).mapToObj(k -> "r" + k).toList();
        Program extended = program.plus(b.finish("derivative", names, results));
        Verifier.check(extended);
        Program optimized = Program.of(Pipelines.optimized(extended, "derivative"));
        return Interpreter.call(new Program(program.parameters(), optimized.functions()), "derivative", Lists.concat(x, direction));
    }

    private static <T> List<T> last(List<T> list, int count) {
        return list.subList(list.size() - count, list.size());
    }

    private static Tensor random(Type type, long seed) {
        var random = new Random(seed);
        return Tensor.reals(type, _ -> random.nextGaussian());
    }

    private static double inner(List<Tensor> a, List<Tensor> b) {
        return sum(a, b, false);
    }

    private static double magnitude(List<Tensor> a, List<Tensor> b) {
        return sum(a, b, true);
    }

    private static double sum(List<Tensor> a, List<Tensor> b, boolean absolute) {
        double sum = 0;
        for (int k = 0; k < a.size(); k++) {
            for (int e = 0; e < a.get(k).type().size(); e++) {
                double term = a.get(k).real(e) * b.get(k).real(e);
                sum += absolute ? Math.abs(term) : term;
            }
        }
        return sum;
    }

    private static void assertClose(List<Tensor> expected, List<Tensor> actual, java.util.function.Supplier<String> message) {
        for (int k = 0; k < expected.size(); k++) {
            Tensor a = expected.get(k);
            Tensor b = actual.get(k);
            assertEquals(a.type(), b.type());
            for (int e = 0; e < a.type().size(); e++) {
                double x = a.real(e);
                double y = b.real(e);
                double tolerance = (a.type().element() == mg.ir.ElementType.F32 ? 1e-3 : 1e-9) * Math.max(1, Math.abs(x));
                int result = k;
                assertTrue(Double.compare(x, y) == 0 || Math.abs(x - y) <= tolerance,
                        () -> "result " + result + ": " + x + " became " + y + " " + message.get());
            }
        }
    }
}
