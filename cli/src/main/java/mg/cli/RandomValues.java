package mg.cli;

import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import mg.ModelFunction;
import mg.ir.Argument;
import mg.ir.Tensor;
import mg.passes.IndexRanges;
import mg.passes.Inline;

/// Values made up for arguments: reals from 0 to 1, where most functions are defined; integers that are valid positions
/// where the argument is one, otherwise from 0 to 9.
final class RandomValues {
    private static final int WHOLE = 10;

    private final Map<String, IndexRanges.Range> ranges;
    private final long seed;

    RandomValues(ModelFunction.Instance instance, long seed) {
        this.ranges = IndexRanges.of(Inline.run(instance.program()).function(instance.name()));
        this.seed = seed;
    }

    /// The value of an argument; the same whatever the others are.
    Tensor of(Argument a) {
        RandomGenerator random = generator(seed, a.name());
        return switch (a.type().element()) {
            case F64, F32 -> Tensor.reals(a.type(), _ -> random.nextDouble());
            case BOOL -> Tensor.reals(a.type(), _ -> random.nextInt(2));
            case I64 -> {
                int bound = ranges.containsKey(a.name()) ? ranges.get(a.name()).size() : WHOLE;
                yield Tensor.wholes(a.type(), _ -> random.nextInt(Math.max(1, bound)));
            }
        };
    }

    /// A source of numbers for something that has a name.
    static RandomGenerator generator(long seed, String name) {
        return RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(31 * seed + name.hashCode());
    }
}
