package mg.passes.lower;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What a kernel computes is what its function computes.
class LoweringTest {
    @TestFactory
    Stream<DynamicTest> straightLines() {
        return each(Lists.STRAIGHT);
    }

    @TestFactory
    Stream<DynamicTest> loops() {
        return each(Lists.LOOPS);
    }

    @TestFactory
    Stream<DynamicTest> destinations() {
        return each(Lists.DESTINATIONS);
    }

    private static Stream<DynamicTest> each(List<String> texts) {
        return texts.stream().map(text -> {
            String name = text.lines().findFirst().orElseThrow().replace("// ", "");
            return DynamicTest.dynamicTest(name, () -> Lowered.check(Lowered.parse(text)));
        });
    }
}
