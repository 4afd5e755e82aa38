package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import mg.ir.Backend;
import mg.ir.Builder;
import mg.ir.DiagnosticException;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.InterpreterBackend;
import mg.ir.Operation;
import mg.ir.Options;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.Verifier;
import mg.passes.Gradient;
import mg.passes.Pipelines;
import mg.testing.Agreement;
import mg.testing.RandomPrograms;
import mg.testing.RandomValues;
import mg.testing.TryLimit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/// Random programs and their derivatives, compiled: the interpreter says what is right.
@AddLifecycleHook(TryLimit.class)
class RandomProgramsTest {
    /// Derivatives of compositions are up to this much larger than their values, and so are their errors.
    private static final Agreement DERIVATIVE = new Agreement(1e-2, 1e-8, 1);

    @Provide
    Arbitrary<Program> exact() {
        return RandomPrograms.arbitrary(RandomPrograms.Style.EXACT);
    }

    @Provide
    Arbitrary<Program> tame() {
        return RandomPrograms.arbitrary(RandomPrograms.Style.TAME);
    }

    private static List<Backend> compilers() {
        return Working.backends().stream().filter(b -> !b.name().equals("interpreter")).toList();
    }

    @Property(tries = 60)
    void withoutLibraryFunctionsBackendsAgreeToTheLastBit(@ForAll("exact") Program program, @ForAll long seed) {
        Function main = program.functions().getLast();
        List<Tensor> x = RandomValues.arguments(main, seed, false);
        List<Tensor> expected = Interpreter.call(program, main.name(), x);
        for (Backend backend : compilers()) {
            List<Tensor> actual = Working.compile(backend, program, main.name(), Working.EXACT).call(x);
            Agreement.EXACT.check(expected, actual, () -> backend.name() + "\n" + Printer.print(program) + x);
        }
    }

    @Property(tries = 60)
    void backendsAgreeWithinRounding(@ForAll("tame") Program program, @ForAll long seed) {
        Function main = program.functions().getLast();
        List<Tensor> x = RandomValues.arguments(main, seed, true);
        List<Tensor> expected = Interpreter.call(program, main.name(), x);
        for (Backend backend : compilers()) {
            List<Tensor> actual = Working.run(backend, program, main.name(), x);
            Agreement.ROUNDING.check(expected, actual, () -> backend.name() + "\n" + Printer.print(program) + x);
        }
    }

    @Property(tries = 200)
    void optimizedProgramsParseBack(@ForAll("tame") Program program) {
        String main = program.functions().getLast().name();
        Program optimized = new Program(program.parameters(), List.of(Pipelines.optimized(program, main)));
        String text = Printer.print(optimized);
        Verifier.check(optimized);
        assertEquals(optimized, Parser.parse("optimized.ir", text), text);
    }

    /// Both modes of one program in one function: results, tangents along random directions, adjoints of random
    /// cotangents.
    private record Derivatives(Program program, List<Tensor> arguments, int tangents, int adjoints) {
        /// Nothing if there is nothing real, or something has no derivative.
        static Optional<Derivatives> of(Program program, long seed) {
            Function main = program.functions().getLast();
            List<Integer> wrt = Gradient.reals(main);
            List<Type> results = main.resultTypes().stream().filter(Type::isReal).toList();
            if (wrt.isEmpty() || results.isEmpty()) {
                return Optional.empty();
            }
            var b = new Builder();
            List<Var> x = b.argumentsOf(main);
            List<Type> sources = wrt.stream().map(k -> main.argumentTypes().get(k)).toList();
            List<Var> dx = directions(b, "dx", sources);
            List<Var> ct = directions(b, "ct", results);
            List<Var> forward = derivative(b, new Operation.Jvp(main.name(), wrt), main, x, dx, results);
            List<Var> reverse = derivative(b, new Operation.Vjp(main.name(), wrt), main, x, ct, sources);
            var all = new ArrayList<>(forward);
            all.addAll(reverse);
            List<String> names = IntStream.range(0, all.size()).mapToObj(k -> "r" + k).toList();
            Program extended = program.plus(b.finish("derivatives", names, all));
            Verifier.check(extended);
            var arguments = new ArrayList<>(RandomValues.arguments(main, seed, true));
            var random = new Random(seed);
            sources.forEach(t -> arguments.add(Tensor.reals(t, _ -> random.nextGaussian())));
            results.forEach(t -> arguments.add(Tensor.reals(t, _ -> random.nextGaussian())));
            return Optional.of(new Derivatives(extended, arguments, results.size(), sources.size()));
        }

        private static List<Var> directions(Builder b, String name, List<Type> types) {
            return IntStream.range(0, types.size()).mapToObj(k -> b.argument(name + k, types.get(k))).toList();
        }

        private static List<Var> derivative(
                Builder b, Operation operation, Function f, List<Var> x, List<Var> direction, List<Type> types) {
            var operands = new ArrayList<>(x);
            operands.addAll(direction);
            var all = new ArrayList<>(f.resultTypes());
            all.addAll(types);
            List<Var> results = b.emit(operation, operands, List.of(), all);
            return results.subList(f.resultTypes().size(), results.size());
        }

        List<Tensor> run(Backend backend) {
            return Working.compile(backend, program, "derivatives", Options.DEFAULT).call(arguments);
        }

        List<Tensor> dx() {
            int end = arguments.size() - tangents;
            return arguments.subList(end - adjoints, end);
        }

        List<Tensor> ct() {
            return arguments.subList(arguments.size() - tangents, arguments.size());
        }
    }

    @Property(tries = 60)
    void derivativesAgreeBetweenBackendsAndModes(@ForAll("tame") Program program, @ForAll long seed) {
        Derivatives derivatives = Derivatives.of(program, seed).orElse(null);
        Assume.that(derivatives != null);
        List<Tensor> expected;
        try {
            expected = derivatives.run(new InterpreterBackend());
        } catch (DiagnosticException e) {
            Assume.that(!e.getMessage().contains("has no derivative"));
            throw e;
        }
        boolean single = Printer.print(program).contains("f32");
        for (Backend backend : compilers()) {
            List<Tensor> actual = derivatives.run(backend);
            String text = backend.name() + "\n" + Printer.print(program);
            DERIVATIVE.check(expected, actual, () -> text);
            List<Tensor> tangents = actual.subList(0, derivatives.tangents());
            List<Tensor> adjoints = actual.subList(derivatives.tangents(), actual.size());
            double forward = sum(derivatives.ct(), tangents, false);
            double reverse = sum(adjoints, derivatives.dx(), false);
            double size = sum(derivatives.ct(), tangents, true) + sum(adjoints, derivatives.dx(), true);
            if (Double.isFinite(size)) {
                assertEquals(forward, reverse, (single ? 1e-2 : 1e-9) * Math.max(1, size), text);
            }
        }
    }

    /// The inner product, or the sum of the magnitudes of its terms.
    private static double sum(List<Tensor> a, List<Tensor> b, boolean magnitudes) {
        double sum = 0;
        for (int k = 0; k < a.size(); k++) {
            for (int e = 0; e < a.get(k).type().size(); e++) {
                double term = a.get(k).real(e) * b.get(k).real(e);
                sum += magnitudes ? Math.abs(term) : term;
            }
        }
        return sum;
    }
}
