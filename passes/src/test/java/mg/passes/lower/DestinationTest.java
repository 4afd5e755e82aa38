package mg.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mg.ir.Options;
import mg.loops.Kernel;
import mg.loops.Statement;
import org.junit.jupiter.api.Test;

/// Values are made where they are wanted, and only there.
class DestinationTest {
    private static void check(String text, int buffers, int copies, int fills) {
        Kernel kernel = Lowered.kernel(text);
        assertEquals(buffers, kernel.locals().size(), () -> mg.loops.LoopsPrinter.print(kernel));
        assertEquals(copies, Statements.count(kernel, Statement.Copy.class));
        assertEquals(fills, Statements.count(kernel, Statement.Fill.class));
    }

    @Test
    void aSumOfPlacedValuesIsAddedInPlace() {
        check("""
                func @f(%x: f64[9,2], %k: i64[9]) -> f64[5,2] {
                  %2 = for %3 in 0..9 {
                    %4 = index %k, %3 : i64
                    %5 = index %x, %3 : f64[2]
                    %6 = mul %5, %5 : f64[2]
                    %7 = place %6, %4 : f64[5,2]
                    yield sum %7
                  } : f64[5,2]
                  return %2
                }
                """, 0, 0, 1);
    }

    @Test
    void rowsThatALoopCollectsAreAddedToWhatItPlaces() {
        check("""
                func @f(%x: f64[9,2], %k: i64[9]) -> f64[9,2] {
                  %2, %9 = for %3 in 0..9 {
                    %4 = index %k, %3 : i64
                    %5 = index %x, %3 : f64[2]
                    %6 = mul %5, %5 : f64[2]
                    %7 = place %6, %4 : f64[9,2]
                    %8 = sin %5 : f64[2]
                    yield sum %7, collect %8
                  } : f64[9,2], f64[9,2]
                  %10 = add %9, %2 : f64[9,2]
                  return %10
                }
                """, 0, 0, 1);
    }

    @Test
    void numbersThatALoopCollectsAreNotAddedBesideThoseItPlaces() {
        check("""
                func @f(%x: f64[9], %k: i64[9]) -> f64[9] {
                  %2, %9 = for %3 in 0..9 {
                    %4 = index %k, %3 : i64
                    %5 = index %x, %3 : f64
                    %7 = place %5, %4 : f64[9]
                    %8 = sin %5 : f64
                    yield sum %7, collect %8
                  } : f64[9], f64[9]
                  %10 = add %9, %2 : f64[9]
                  return %10
                }
                """, 1, 1, 1);
    }

    @Test
    void zerosAreNotAddedToATotal() {
        Kernel kernel = Lowered.kernel("""
                func @f(%x: f64[9]) -> f64[5] {
                  %1 = for %2 in 0..9 {
                    %3 = const 5 : i64
                    %4 = lt %2, %3 : bool
                    %5 = if %4 {
                      %6 = index %x, %2 : f64
                      %7 = place %6, %2 : f64[5]
                      yield %7
                    } else {
                      %8 = const 0x0p0 : f64
                      %9 = broadcast [] %8 : f64[5]
                      yield %9
                    } : f64[5]
                    yield sum %5
                  } : f64[5]
                  return %1
                }
                """);
        assertEquals(1, Statements.count(kernel, Statement.Loop.class), () -> mg.loops.LoopsPrinter.print(kernel));
    }

    @Test
    void zerosAreNotAddedToAnotherAddend() {
        Kernel kernel = Lowered.kernel("""
                func @f(%x: f64[9], %y: f64[9]) -> f64[9] {
                  %2 = mul %y, %y : f64[9]
                  %3 = for %4 in 0..9 {
                    %5 = const 5 : i64
                    %6 = lt %4, %5 : bool
                    %7 = if %6 {
                      %8 = index %x, %4 : f64
                      %9 = place %8, %4 : f64[9]
                      yield %9
                    } else {
                      %10 = const 0x0p0 : f64
                      %11 = broadcast [] %10 : f64[9]
                      yield %11
                    } : f64[9]
                    yield sum %7
                  } : f64[9]
                  %12 = add %2, %3 : f64[9]
                  return %12
                }
                """);
        assertEquals(2, Statements.count(kernel, Statement.Loop.class), () -> mg.loops.LoopsPrinter.print(kernel));
    }

    @Test
    void zerosAreAddedWhereThereMayBeNegativeZeros() {
        Kernel kernel = Lowered.kernel("""
                func @f(%x: f64[5]) -> f64[5] {
                  %1 = const 0x0p0 : f64
                  %2 = broadcast [] %1 : f64[5]
                  %3 = add %x, %2 : f64[5]
                  return %3
                }
                """);
        assertEquals(1, Statements.count(kernel, Statement.Loop.class), () -> mg.loops.LoopsPrinter.print(kernel));
    }

    @Test
    void aPlacedValueThatIsReadElsewhereIsCopied() {
        check("""
                func @f(%x: f64[9,2], %k: i64[9]) -> (a: f64[5,2], b: f64) {
                  %2, %3 = for %4 in 0..9 {
                    %5 = index %k, %4 : i64
                    %6 = index %x, %4 : f64[2]
                    %7 = mul %6, %6 : f64[2]
                    %8 = place %7, %5 : f64[5,2]
                    %9 = dot [0=0] %7, %7 : f64
                    yield sum %8, sum %9
                  } : f64[5,2], f64
                  return %2, %3
                }
                """, 1, 1, 1);
    }

    @Test
    void aValueThatIsReadElsewhereIsReadWhereItIsWanted() {
        check("""
                func @f(%x: f64[9]) -> (a: f64[9], b: f64[3,3], c: f64) {
                  %1 = mul %x, %x : f64[9]
                  %2 = reshape %1 : f64[3,3]
                  %3 = sub %2, %2 : f64[3,3]
                  %4 = dot [0=0] %1, %1 : f64
                  return %1, %3, %4
                }
                """, 0, 0, 0);
    }

    @Test
    void reshapesTransposesAndConcatenationsTakeNoMemory() {
        check("""
                func @f(%x: f64[2,3]) -> f64[12] {
                  %1 = mul %x, %x : f64[2,3]
                  %2 = transpose [1,0] %1 : f64[3,2]
                  %3 = sub %2, %2 : f64[3,2]
                  %4 = add %x, %x : f64[2,3]
                  %5 = transpose [1,0] %4 : f64[3,2]
                  %6 = concat [1] %3, %5 : f64[3,4]
                  %7 = reshape %6 : f64[12]
                  return %7
                }
                """, 1, 0, 0);
    }

    @Test
    void partsOfWhatIsAddedToASumAreAddedInTheirPlaces() {
        String text = """
                func @f(%x: f64[9,4]) -> f64[8] {
                  %1 = for %2 in 0..9 {
                    %3, %4 = for %5 in 0..4 {
                      %6 = index %x, %2, %5 : f64
                      %7 = sin %6 : f64
                      %8 = cos %6 : f64
                      yield collect %7, collect %8
                    } : f64[4], f64[4]
                    %9 = concat [0] %4, %3 : f64[8]
                    yield sum %9
                  } : f64[8]
                  return %1
                }
                """;
        check(text, 0, 0, 1);
        // Another addend may be there before the second part is: that one is added when the sum is set.
        check(text.replace("yield sum %9", "%10 = add %9, %9 : f64[8]\n yield collect %10").replace(
                "} : f64[8]\n  return", "} : f64[9,8]\n  return").replace("-> f64[8]", "-> f64[9,8]"), 1, 0, 0);
    }

    @Test
    void aPositionKnownOnlyAfterTheValueMeansACopy() {
        check("""
                func @f(%x: f64[3]) -> f64[3,3] {
                  %1 = mul %x, %x : f64[3]
                  %2 = for %3 in 0..3 {
                    %4 = index %x, %3 : f64
                    yield argmax %4
                  } : i64
                  %5 = place %1, %2 : f64[3,3]
                  return %5
                }
                """, 1, 1, 1);
    }

    @Test
    void aCarriedArrayOnlyAddedToGrowsInPlace() {
        check(carried("add %4, %x"), 0, 2, 0);
    }

    @Test
    void aCarriedArrayOtherwiseHasItsNextStateBesideIt() {
        check(carried("sub %4, %x"), 1, 2, 0);
    }

    private static String carried(String step) {
        return """
                func @f(%%x: f64[3]) -> f64[3] {
                  %%2 = for %%3 in 0..3 carry(%%4 = %%x) {
                    %%5 = %s : f64[3]
                    yield carry %%5
                  } : f64[3]
                  return %%2
                }
                """.formatted(step);
    }

    @Test
    void inReproducibleModeSumsOfSumsAreNotRegrouped() {
        String text = """
                func @f(%x: f64[4,3]) -> f64[3] {
                  %1 = for %2 in 0..4 {
                    %3 = for %4 in 0..4 {
                      %5 = index %x, %4 : f64[3]
                      yield sum %5
                    } : f64[3]
                    yield sum %3
                  } : f64[3]
                  return %1
                }
                """;
        assertEquals(0, Lowered.kernel(text).locals().size());
        assertEquals(1, Lowered.kernel(Lowered.parse(text), new Options(true)).locals().size());
    }

    @Test
    void buffersNotNeededAtTheSameTimeShareMemory() {
        var text = new StringBuilder("func @f(%x: f64[64]) -> f64[64] {\n  %1 = sub %x, %x : f64[64]\n");
        for (int k = 2; k < 50; k++) {
            text.append("  %%%d = mul %%%d, %%%d : f64[64]%n".formatted(k, k - 1, k - 1));
        }
        Kernel kernel = Lowered.kernel(text.append("  return %49\n}\n").toString());
        assertEquals(48, kernel.locals().size());
        assertEquals(128, kernel.arena().get(mg.ir.ElementType.F64));
    }
}
