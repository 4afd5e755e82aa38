package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

class RepeatedRowsTest {
    /// 65,536 rows of two numbers are 1 MiB.
    private static final String ROWS = """
            func @f(%%x: f64[65536]) -> %3$s {
              %%1, %%2 = for %%3 in 0..%1$d {
                %%4 = index %%x, %%3 : f64
                %%5 = neg %%4 : f64
                %%6 = reshape %%4 : f64[1]
                %%7 = reshape %%5 : f64[1]
                %%8 = concat [0] %%6, %%7 : f64[2]
                yield collect %%8, sum %%4
              } : f64[%1$d,2], f64
              %%9 = broadcast %2$s %%1 : %3$s
              return %%9
            }
            """;

    private static Function parse(String text) {
        Program program = Parser.parse("t.ir", text);
        Verifier.check(program);
        return program.functions().getFirst();
    }

    @Test
    void rowsAreRepeatedAsTheyAreMade() {
        Function before = parse(ROWS.formatted(65536, "[0,2]", "f64[65536,3,2]"));
        Function after = RepeatedRows.run(before);
        Verifier.check(Program.of(after));
        assertEquals(Printer.print(parse("""
                func @f(%x: f64[65536]) -> f64[65536,3,2] {
                  %1, %2 = for %3 in 0..65536 {
                    %4 = index %x, %3 : f64
                    %5 = neg %4 : f64
                    %6 = reshape %4 : f64[1]
                    %7 = reshape %5 : f64[1]
                    %8 = concat [0] %6, %7 : f64[2]
                    %9 = broadcast [1] %8 : f64[3,2]
                    yield collect %9, sum %4
                  } : f64[65536,3,2], f64
                  return %1
                }
                """)), Printer.print(after));
        List<Tensor> x = List.of(Tensor.reals(Type.of(ElementType.F64, 65536), k -> 0.5 * k));
        assertEquals(Interpreter.call(Program.of(before), "f", x), Interpreter.call(Program.of(after), "f", x));
    }

    @Test
    void smallRowsOrWholesAreRepeatedAfterwards() {
        stays(ROWS.formatted(65535, "[0,2]", "f64[65535,3,2]"));
        stays(ROWS.formatted(65536, "[1,2]", "f64[3,65536,2]"));
    }

    @Test
    void whatIsReadElsewhereStays() {
        String text = ROWS.formatted(65536, "[0,2]", "f64[65536,3,2]");
        stays(text.replace("return %9", "return %9, %1")
                .replace("-> f64[65536,3,2]", "-> (a: f64[65536,3,2], b: f64[65536,2])"));
        stays(text.replace("return", "%10 = neg %1 : f64[65536,2]\n  return"));
    }

    private static void stays(String text) {
        Function function = parse(text);
        assertSame(function, RepeatedRows.run(function));
    }
}
