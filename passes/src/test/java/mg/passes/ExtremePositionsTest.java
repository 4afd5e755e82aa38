package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtremePositionsTest {
    private static final String HEAD = "func @f(%x: f64[64], %y: i64[64]) -> (p: i64, m: f64) {\n";
    private static final String LOOP = HEAD + """
              %2, %3, %4 = for %5 in 0..64 {
                %6 = index %x, %5 : f64
                %7 = mul %6, %6 : f64
                yield argmax %7, sum %7, argmin %6
              } : i64, f64, i64
              %8 = add %2, %4 : i64
              return %8, %3
            }
            """;

    private static Function run(String text) {
        Program p = Parser.parse("t.ir", text);
        return ExtremePositions.run(p.functions().getFirst());
    }

    @Test
    void theExtremeIsFoundFirstAndThenWhereItStands() {
        assertEquals(HEAD + """
                  %2, %3, %4 = for %5 in 0..64 {
                    %6 = index %x, %5 : f64
                    %7 = mul %6, %6 : f64
                    yield max %7, sum %7, min %6
                  } : f64, f64, f64
                  %8, %9 = for %10 in 0..64 {
                    %11 = index %x, %10 : f64
                    %12 = mul %11, %11 : f64
                    %13 = eq %12, %2 : bool
                    %14 = ne %12, %12 : bool
                    %15 = or %13, %14 : bool
                    %16 = const 63 : i64
                    %17 = select %15, %10, %16 : i64
                    %18 = eq %11, %4 : bool
                    %19 = ne %11, %11 : bool
                    %20 = or %18, %19 : bool
                    %21 = const 63 : i64
                    %22 = select %20, %10, %21 : i64
                    yield min %17, min %22
                  } : i64, i64
                  %23 = add %8, %9 : i64
                  return %23, %3
                }
                """, Printer.print(new Program(List.of(), List.of(run(LOOP)))));
    }

    /// The first of equals, zeros of both signs among them; the first NaN; the first of all if none is greater.
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1", "0.0, -0.0", "-0.0, 0.0", "1, NaN", "NaN, 1", "-Infinity, -Infinity", "Infinity, 3"})
    void thePositionIsTheSame(double some, double other) {
        for (int special : new int[] {0, 1, 5, 62, 63}) {
            var x = new double[64];
            Arrays.fill(x, some);
            x[special] = other;
            x[63] = other;
            for (String kind : new String[] {"argmax", "argmin"}) {
                String text = LOOP.replace("mul %6, %6", "neg %6").replace("argmax %7", kind + " %7");
                Program before = Parser.parse("t.ir", text);
                List<Tensor> arguments =
                        List.of(Tensor.of(x), Tensor.wholes(before.function("f").arguments().get(1).type(), k -> k));
                Program after = before.with(List.of(ExtremePositions.run(before.function("f"))));
                assertEquals(Interpreter.call(before, "f", arguments), Interpreter.call(after, "f", arguments),
                        kind + " " + special);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0..64 { | 0..63 {",
        "0..64 { | 0..64 down {",
        "%2, %3, %4 = for %5 in 0..64 { | %9 = const 5 : i64\n %2, %3, %4 = for %5 in 0..64 until %9 {",
        "mul %6, %6 | exp %6",
        "argmax %7, sum %7, argmin %6 | max %7, sum %7, min %6",
    })
    void shortLoopsAndThoseThatRunDownOrEndEarlierAndExpensiveNumbersAndExtremesAloneStay(String change) {
        String[] parts = change.split(" [|] ");
        String text = LOOP.replace(parts[0], parts[1]);
        if (parts[1].startsWith("max")) {
            text = text.replace(": i64, f64, i64", ": f64, f64, f64")
                    .replace("%8 = add %2, %4 : i64", "%8 = const 1 : i64");
        }
        Function before = Parser.parse("t.ir", text).functions().getFirst();
        assertSame(before, ExtremePositions.run(before));
    }

    @Test
    void loopsInsideOthersStay() {
        Function before = Parser.parse("t.ir", """
                func @f(%x: f64[9,64]) -> i64[9] {
                  %1 = for %2 in 0..9 {
                    %3 = for %4 in 0..64 {
                      %5 = index %x, %2, %4 : f64
                      yield argmax %5
                    } : i64
                    yield collect %3
                  } : i64[9]
                  return %1
                }
                """).functions().getFirst();
        assertSame(before, ExtremePositions.run(before));
    }
}
