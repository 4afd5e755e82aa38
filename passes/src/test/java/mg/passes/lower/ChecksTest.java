package mg.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Options;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.loops.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Positions are checked exactly where they may be outside, and then say the same as the interpreter.
class ChecksTest {
    /// For `%5` in `0..4`, how many checks `x[…]` needs on an axis of five.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "%6 = add %5, %5 : i64 | 1",
        "%6 = const 4 : i64 | 0",
        "%6 = const 5 : i64 | 1",
        "%6 = const -1 : i64 | 1",
        "%6 = add %5, %2 : i64 | 0",
        "%6 = sub %5, %2 : i64 | 1",
        "%6 = sub %3, %5 : i64 | 0",
        "%6 = mul %5, %2 : i64 | 0",
        "%6 = mul %5, %3 : i64 | 1",
        "%6 = mul %5, %k : i64 | 1",
        "%6 = rem %k, %3 : i64 | 1",
        "%6 = rem %5, %3 : i64 | 0",
        "%6 = min %5, %k : i64 | 1",
        "%6 = max %5, %2 : i64 | 0",
        "%6 = div %5, %3 : i64 | 0",
    })
    void positionInALoop(String position, int checks) {
        String text = """
                func @f(%x: f64[5], %k: i64) -> f64[4] {
                  %2 = const 1 : i64
                  %3 = const 3 : i64
                  %4 = for %5 in 0..4 {
                    POSITION
                    %7 = index %x, %6 : f64
                    %8 = index %x, %6 : f64
                    %9 = mul %7, %8 : f64
                    yield collect %9
                  } : f64[4]
                  return %4
                }
                """.replace("POSITION", position);
        assertEquals(checks, Statements.count(Lowered.kernel(text), Statement.Check.class));
    }

    /// For `%5` in `0..4`, how many checks `x[…]` needs on an axis of five at a position that is one or the other.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "%5 | %7 | 0",
        "%3 | %2 | 0",
        "%8 | %5 | 1",
        "%5 | %8 | 1",
        "%k | %5 | 1",
        "%5 | %k | 1",
    })
    void positionOfEitherBranch(String one, String other, int checks) {
        String text = """
                func @f(%x: f64[5], %k: i64, %c: bool[4]) -> f64[4] {
                  %2 = const 1 : i64
                  %3 = const 4 : i64
                  %4 = for %5 in 0..4 {
                    %6 = index %c, %5 : bool
                    %7 = add %5, %2 : i64
                    %8 = add %7, %2 : i64
                    %9 = if %6 {
                      yield ONE
                    } else {
                      yield OTHER
                    } : i64
                    %10 = index %x, %9 : f64
                    yield collect %10
                  } : f64[4]
                  return %4
                }
                """.replace("ONE", one).replace("OTHER", other);
        assertEquals(checks, Statements.count(Lowered.kernel(text), Statement.Check.class));
    }

    /// For `%5` in `0..4`, how many checks `x[…]` needs at a position from a table on an axis of five.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "4, 0, 2, 1 | %6 = index %2, %5 : i64 | 0",
        "4, 0, 2, 5 | %6 = index %2, %5 : i64 | 1",
        "4, 0, -1, 4 | %6 = index %2, %5 : i64 | 1",
        "3, 0, 2, 1 | %9 = index %2, %5 : i64; %6 = add %9, %3 : i64 | 0",
        "4, 0, 2, 1 | %9 = index %2, %5 : i64; %6 = add %9, %3 : i64 | 1",
    })
    void positionFromATable(String table, String position, int checks) {
        String text = """
                func @f(%x: f64[5]) -> f64[4] {
                  %2 = const {TABLE} : i64[4]
                  %3 = const 1 : i64
                  %4 = for %5 in 0..4 {
                    POSITION
                    %7 = index %x, %6 : f64
                    yield collect %7
                  } : f64[4]
                  return %4
                }
                """.replace("TABLE", table).replace("POSITION", position.replace("; ", "\n"));
        assertEquals(checks, Statements.count(Lowered.kernel(text), Statement.Check.class));
    }

    @ParameterizedTest
    @CsvSource({"-1", "2", "9223372036854775807", "-9223372036854775808"})
    void everyPositionTrapsAsInTheInterpreter(long k) {
        String body = "return %2\n}\n";
        List.of(
                "func @f(%x: f64[2], %k: i64) -> f64 {\n %2 = index %x, %k : f64 at \"a.mg\":3:4+5\n" + body,
                "func @f(%x: f64[2], %k: i64) -> f64[2,2] {\n %2 = place %x, %k : f64[2,2] at \"a.mg\":3:4+5\n" + body,
                "func @f(%x: f64[2], %k: i64) -> f64 {\n %2 = gather %x, %k : f64 at \"a.mg\":3:4+5\n" + body,
                "func @f(%x: f64[2], %k: i64) -> f64[2,2] {\n %2 = scatter_add %x, %k : f64[2,2] at \"a.mg\":3:4+5\n"
                        + body)
                .forEach(text -> traps(text, k));
    }

    @Test
    void aBoundAboveTheSizeTraps() {
        String text = """
                func @f(%x: f64[2], %k: i64) -> i64 {
                  %2 = for %3 in 0..2 until %k {
                    yield sum %3
                  } : i64 at "a.mg":3:4+5
                  return %2
                }
                """;
        traps(text, 3);
        Lowered.check(Lowered.parse(text), arguments(2));
        Lowered.check(Lowered.parse(text), arguments(Long.MIN_VALUE));
    }

    @Test
    void divisionByZeroTrapsUnlessTheDivisorIsKnown() {
        String text = "func @f(%x: f64[2], %k: i64) -> i64 {\n %2 = div %k, %k : i64 at \"a.mg\":3:4+5\n return %2\n}\n";
        traps(text, 0);
        Lowered.check(Lowered.parse(text), arguments(Long.MIN_VALUE));
        assertEquals(1, Statements.count(Lowered.kernel(text), Statement.NonZero.class));
        String constant = text.replace(" %2 = div %k, %k", " %3 = const -1 : i64\n %2 = div %k, %3");
        Lowered.check(Lowered.parse(constant), arguments(Long.MIN_VALUE));
        assertEquals(0, Statements.count(Lowered.kernel(constant), Statement.NonZero.class));
    }

    private static List<Tensor> arguments(long k) {
        return List.of(Tensor.of(1.5, 2.5), Tensor.of(k));
    }

    private static void traps(String text, long k) {
        Function f = Lowered.parse(text);
        var expected = assertThrows(Trap.class, () -> Interpreter.call(Program.of(f), "f", arguments(k)));
        var kernel = new LoopsInterpreter(Lowered.kernel(f, Options.DEFAULT));
        assertEquals(expected.getMessage(), assertThrows(Trap.class, () -> kernel.call(arguments(k))).getMessage());
    }
}
