package mg.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mg.testing.RandomPrograms;
import mg.testing.RandomValues;
import mg.testing.TryLimit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

@AddLifecycleHook(TryLimit.class)
class RoundTripTest {
    @Provide
    Arbitrary<Program> texts() {
        return RandomPrograms.arbitrary(RandomPrograms.Style.TEXT);
    }

    @Provide
    Arbitrary<Program> programs() {
        return RandomPrograms.arbitrary(RandomPrograms.Style.ANY);
    }

    @Property(tries = 1000)
    void whatIsPrintedParsesToAnEqualProgram(@ForAll("texts") Program program) {
        String text = Printer.print(program);
        Program parsed = Parser.parse("random.ir", text);
        assertEquals(program, parsed, text);
        assertEquals(text, Printer.print(parsed));
    }

    @Property(tries = 300)
    void withoutSpansEverythingElseStays(@ForAll("texts") Program program) {
        String text = Printer.print(program, false);
        assertEquals(text, Printer.print(Parser.parse("random.ir", text), true));
    }

    @Property(tries = 300)
    void randomProgramsVerify(@ForAll("texts") Program program) {
        assertEquals(List.of(), Verifier.violations(program), () -> Printer.print(program));
    }

    @Property(tries = 300)
    void renumberingANumberedFunctionChangesNothing(@ForAll("texts") Program program) {
        program.functions().forEach(f -> assertEquals(f, Renumber.run(f)));
    }

    @Property(tries = 500)
    void randomProgramsRunAndGiveTheTypesTheySay(@ForAll("programs") Program program, @ForAll long seed) {
        Function main = program.functions().getLast();
        List<Tensor> results = Interpreter.call(program, main.name(), RandomValues.arguments(main, seed, false));
        assertEquals(main.resultTypes(), results.stream().map(Tensor::type).toList());
    }

    @Property(tries = 200)
    void whatIsParsedComputesTheSame(@ForAll("programs") Program program, @ForAll long seed) {
        Function main = program.functions().getLast();
        List<Tensor> arguments = RandomValues.arguments(main, seed, false);
        Program parsed = Parser.parse("random.ir", Printer.print(program));
        assertEquals(Interpreter.call(program, main.name(), arguments),
                Interpreter.call(parsed, main.name(), arguments));
    }
}
