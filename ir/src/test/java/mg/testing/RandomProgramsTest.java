package mg.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import mg.ir.Block;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Printer;
import mg.ir.Program;
import mg.testing.RandomPrograms.Style;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomProgramsTest {
    private static final long MOST = 200_000;
    private static final int LONGEST_WHILE = 3;
    /// What bounds a loop of which nothing else is known.
    private static final long LONGEST_OPEN = 4;

    /// Products of products of arrays, in loops, could take hours. Choices from 20 to 27 make them.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void computeFewElements(boolean tame) {
        Style style = tame ? Style.TAME : Style.ANY;
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            Program program = RandomPrograms.of(style, new Choices(random.ints(400, 0, 1 << 20)
                    .map(k -> k % 2 == 0 ? 20 + k / 2 % 8 : k)
                    .toArray()));
            long elements = elements(program);
            long shown = seed;
            assertTrue(elements <= MOST, () -> "seed " + shown + ": " + elements + "\n" + Printer.print(program));
        }
    }

    private static long elements(Program program) {
        var calls = new HashMap<String, Long>();
        program.functions().forEach(f -> calls.put(f.name(), elements(f.body(), calls)));
        return calls.get(program.functions().getLast().name());
    }

    private static long elements(Block block, Map<String, Long> calls) {
        return block.instructions().stream().mapToLong(i -> elements(i, calls)).sum();
    }

    private static long elements(Instruction i, Map<String, Long> calls) {
        long inside = i.blocks().stream().mapToLong(b -> elements(b, calls)).sum();
        long trips = switch (i.operation()) {
            case Operation.For loop -> loop.n() == Long.MAX_VALUE ? LONGEST_OPEN : loop.n();
            case Operation.While _ -> LONGEST_WHILE;
            default -> 1;
        };
        return i.results().stream().mapToLong(v -> v.type().size()).sum() + trips * inside
                + (i.operation() instanceof Operation.Call(var callee) ? calls.get(callee) : 0);
    }
}
