package mg.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import mg.Mg;
import mg.ModelFunction;
import mg.ir.Backend;
import mg.ir.InterpreterBackend;
import mg.ir.Options;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.testing.Agreement;
import mg.testing.Choices;
import mg.testing.RandomDerivatives;
import mg.testing.TryLimit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/// Random loop nests of real sizes, and their derivatives: the interpreter says what is right.
@AddLifecycleHook(TryLimit.class)
class RandomLoopsTest {
    private static String text(long seed, long most) {
        var random = new SplittableRandom(seed);
        return RandomLoops.text(new Choices(random.ints(80 + random.nextInt(300)).toArray()), most);
    }

    private static List<Tensor> arguments(Program program, long seed) {
        var random = new SplittableRandom(seed);
        return program.function("f").argumentTypes().stream()
                .map(t -> t.isReal()
                        ? Tensor.reals(t, _ -> random.nextDouble(-1, 1))
                        : Tensor.wholes(t, _ -> random.nextInt(64)))
                .toList();
    }

    private static Program program(String text) {
        ModelFunction f = Mg.parse(text).function("f");
        return f.instance(Map.of()).program();
    }

    @Property(tries = 30)
    void backendsAgree(@ForAll long seed) {
        String text = text(seed, 3000);
        Program program = program(text);
        List<Tensor> x = arguments(program, seed);
        List<Tensor> expected = Working.compile(new InterpreterBackend(), program, "f", Working.EXACT).call(x);
        for (Backend backend : Working.backends()) {
            agree(Agreement.ROUNDING, expected, backend, program, "f", Options.DEFAULT, x, text);
            agree(Agreement.EXACT, expected, backend, program, "f", Working.EXACT, x, text);
        }
    }

    @Property(tries = 10)
    void derivativesAgreeBetweenBackendsAndModes(@ForAll long seed) {
        String text = text(seed, 300);
        Program program = program(text);
        RandomDerivatives derivatives = RandomDerivatives.of(program, seed).orElseThrow();
        var x = new ArrayList<>(derivatives.arguments());
        List<Tensor> given = arguments(program, seed);
        for (int k = 0; k < given.size(); k++) {
            x.set(k, given.get(k));
        }
        var there = new RandomDerivatives(derivatives.program(), x, derivatives.sources(), derivatives.targets());
        List<Tensor> expected =
                Working.compile(new InterpreterBackend(), there.program(), RandomDerivatives.NAME, Working.EXACT)
                .call(x);
        there.check(expected, () -> text);
        double largest = expected.stream().flatMapToDouble(t -> IntStream.range(0, t.type().size())
                .mapToDouble(k -> Math.abs(t.real(k)))).reduce(1, Math::max);
        for (Backend backend : Working.backends()) {
            agree(Agreement.within(1e-8, largest), expected, backend, there.program(), RandomDerivatives.NAME,
            Options.DEFAULT, x,
                    text);
        }
    }

    private static void agree(Agreement agreement, List<Tensor> expected, Backend backend, Program program,
            String function, Options options, List<Tensor> x, String text) {
        agreement.check(expected, Working.compile(backend, program, function, options).call(x),
                () -> backend.name() + " " + options + "\n" + text);
    }
}
