package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mg.ir.Backend;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.InterpreterBackend;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Verifier;
import mg.passes.Pipelines;
import mg.testing.Agreement;
import mg.testing.RandomDerivatives;
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
        compiledGive(Interpreter.call(program, main.name(), x), program, main.name(), x);
    }

    @Property(tries = 40)
    void reproducibleValuesAreTheSameOnEveryBackend(@ForAll("tame") Program program, @ForAll long seed) {
        Function main = program.functions().getLast();
        List<Tensor> x = RandomValues.arguments(main, seed, true);
        compiledGive(Interpreter.call(program, main.name(), x), program, main.name(), x);
    }

    @Property(tries = 25)
    void reproducibleDerivativesAreTheSameOnEveryBackend(@ForAll("tame") Program program, @ForAll long seed) {
        RandomDerivatives derivatives = RandomDerivatives.of(program, seed).orElse(null);
        Assume.that(derivatives != null);
        Program all = derivatives.program();
        List<Tensor> x = derivatives.arguments();
        List<Tensor> expected =
                Working.compile(new InterpreterBackend(), all, RandomDerivatives.NAME, Working.EXACT).call(x);
        derivatives.check(expected, () -> Printer.print(program));
        compiledGive(expected, all, RandomDerivatives.NAME, x);
    }

    private static void compiledGive(List<Tensor> expected, Program program, String function, List<Tensor> x) {
        for (Backend backend : compilers()) {
            List<Tensor> actual = Working.compile(backend, program, function, Working.EXACT).call(x);
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
            Agreement.ROUNDING.on(program)
                    .check(expected, actual, () -> backend.name() + "\n" + Printer.print(program) + x);
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

    @Property(tries = 25)
    void derivativesAgreeBetweenBackendsAndModes(@ForAll("tame") Program program, @ForAll long seed) {
        RandomDerivatives derivatives = RandomDerivatives.of(program, seed).orElse(null);
        Assume.that(derivatives != null);
        List<Tensor> expected = run(new InterpreterBackend(), derivatives);
        derivatives.check(expected, () -> Printer.print(program));
        for (Backend backend : compilers()) {
            List<Tensor> actual = run(backend, derivatives);
            DERIVATIVE.on(program).check(expected, actual, () -> backend.name() + "\n" + Printer.print(program));
        }
    }

    private static List<Tensor> run(Backend backend, RandomDerivatives derivatives) {
        return Working.run(backend, derivatives.program(), RandomDerivatives.NAME, derivatives.arguments());
    }
}
