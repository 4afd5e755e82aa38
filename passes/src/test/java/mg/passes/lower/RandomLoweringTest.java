package mg.passes.lower;

import mg.ir.Function;
import mg.ir.Program;
import mg.passes.Inline;
import mg.passes.Pipelines;
import mg.testing.RandomPrograms;
import mg.testing.RandomValues;
import mg.testing.TryLimit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/// Kernels of random programs compute what the programs do.
@AddLifecycleHook(TryLimit.class)
class RandomLoweringTest {
    @Provide
    Arbitrary<Program> programs() {
        return RandomPrograms.arbitrary(RandomPrograms.Style.ANY);
    }

    @Property(tries = 2000)
    void asTheyAre(@ForAll("programs") Program program, @ForAll long seed) {
        Function main = Inline.run(program).function(program.functions().getLast().name());
        Lowered.check(main, RandomValues.arguments(main, seed, false));
    }

    @Property(tries = 1000)
    void optimized(@ForAll("programs") Program program, @ForAll long seed) {
        Function main = Pipelines.optimized(program, program.functions().getLast().name());
        Lowered.check(main, RandomValues.arguments(main, seed, false));
    }
}
