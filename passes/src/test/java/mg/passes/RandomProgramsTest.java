package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Verifier;
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
        for (String name : List.of("inline", "fold", "share", "dead-code", "invariant-loops", "fuse", "interchange",
                "copies", "hoist")) {
            inlined = pass(name).run(inlined);
            Verifier.check(inlined);
            List<Tensor> actual = Interpreter.call(inlined, main.name(), arguments);
            Program shown = inlined;
            assertEquals(expected, actual, () -> "after " + name + ":\n" + Printer.print(shown));
        }
    }

    @Property(tries = 200)
    void deadCodeIsDroppedAtOnce(@ForAll("wild") Program program) {
        Program dropped = pass("dead-code").run(pass("inline").run(program));
        assertSame(dropped, pass("dead-code").run(dropped));
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
            Agreement.ROUNDING.on(program)
                    .check(expected, actual, () -> "after " + pass.name() + ":\n" + Printer.print(shown));
        }
    }

    /// Of both orders; the second derivatives are symmetric.
    @Property(tries = 300)
    void derivativesInAllModesAgree(@ForAll("tame") Program program, @ForAll long seed) {
        RandomDerivatives derivatives = RandomDerivatives.of(program, seed).orElse(null);
        Assume.that(derivatives != null);
        Function optimized = Pipelines.optimized(derivatives.program(), RandomDerivatives.NAME);
        var alone = new Program(program.parameters(), List.of(optimized));
        Verifier.check(alone);
        List<Tensor> results = Interpreter.call(alone, RandomDerivatives.NAME, derivatives.arguments());
        derivatives.check(results, () -> Printer.print(program));
    }
}
