package mg.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mg.ir.Function;
import mg.ir.Options;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.loops.Statement;
import org.junit.jupiter.api.Test;

/// A carried array is written over as its next state is made, where nothing else needs the state any more.
class InPlaceTest {
    /// Steps of a 3x3 state `%w`; `before` and `after` stand around the loops that make `%8` from its elements `%10`,
    /// which `read` defines.
    private static void check(boolean inPlace, String before, String read, String after, String yield) {
        Function function = Lowered.parse("""
                func @f(%%x: f64[3,3]) -> f64[3,3] {
                  %%2 = for %%3 in 0..4 carry(%%w = %%x) {
                    %s
                    %%8 = for %%5 in 0..3 {
                      %%9 = for %%6 in 0..3 {
                        %s
                        %%11 = sin %%10 : f64
                        %%12 = index %%x, %%5, %%6 : f64
                        %%13 = add %%11, %%12 : f64
                        yield collect %%13
                      } : f64[3]
                      yield collect %%9
                    } : f64[3,3]
                    %s
                    yield carry %s
                  } : f64[3,3]
                  return %%2
                }
                """.formatted(before, read, after, yield));
        Lowered.check(function);
        Kernel kernel = Lowered.kernel(function, Options.DEFAULT);
        long copies = Statements.count(kernel, Statement.Copy.class);
        assertEquals(inPlace ? 1 : 2, copies, () -> LoopsPrinter.print(kernel));
    }

    private static final String SAME = "%10 = index %w, %5, %6 : f64";

    @Test
    void elementByElementIsInPlace() {
        check(true, "", SAME, "", "%8");
    }

    @Test
    void whatWasReadBeforeDoesNotMatter() {
        check(true, "%20 = transpose [1,0] %w : f64[3,3]\n%21 = reduce max [0,1] %20 : f64",
                SAME + "\n%22 = add %10, %21 : f64", "", "%8");
    }

    @Test
    void otherElementsAreReadBesideIt() {
        check(false, "", "%10 = index %w, %6, %5 : f64", "", "%8");
        check(false, "%20 = const 1 : i64", "%10 = index %w, %5, %20 : f64", "", "%8");
        check(false, "", "%20 = index %w, %5 : f64[3]\n%10 = index %20, %6 : f64", "", "%8");
        check(false, "", "%20 = reduce max [0,1] %w : f64\n%21 = index %w, %5, %6 : f64\n%10 = add %20, %21 : f64", "",
                "%8");
    }

    @Test
    void viewsAreReadBesideIt() {
        check(false, "%20 = transpose [1,0] %w : f64[3,3]", "%10 = index %20, %5, %6 : f64", "", "%8");
        check(false, "%20 = slice [1:3:1, 0:3:1] %w : f64[2,3]\n%21 = transpose [1,0] %20 : f64[3,2]\n%22 = const 1 : i64",
                "%10 = index %21, %6, %22 : f64", "", "%8");
    }

    @Test
    void whatIsReadAfterIsKept() {
        check(false, "", SAME, "%20 = reduce max [0,1] %w : f64\n%21 = broadcast [] %20 : f64[3,3]\n%22 = mul %8, %21 : f64[3,3]", "%22");
        check(false, "%20 = reshape %w : f64[9]", SAME, "%21 = reshape %20 : f64[3,3]\n%22 = sub %8, %21 : f64[3,3]",
                "%22");
    }

    @Test
    void severalStatesAreInPlaceAtOnce() {
        states("index %w, %5 : f64", "index %m, %5 : f64", "%8, %9", 2);
        states("index %w, %5 : f64", "index %m, %4 : f64", "%8, %9", 3);
        states("index %m, %5 : f64", "index %w, %5 : f64", "%9, %8", 2);
        states("index %w, %5 : f64", "index %m, %5 : f64", "%8, %w", 5);
        states("index %w, %5 : f64", "index %m, %5 : f64", "%8, %8", 3);
    }

    private static void states(String first, String second, String yields, int copies) {
        Function function = Lowered.parse("""
                func @f(%%x: f64[5], %%y: f64[5]) -> (w: f64[5], m: f64[5]) {
                  %%2, %%3 = for %%4 in 0..4 carry(%%w = %%x, %%m = %%y) {
                    %%8, %%9 = for %%5 in 0..5 {
                      %%10 = %s
                      %%11 = %s
                      %%12 = sub %%10, %%11 : f64
                      %%13 = mul %%10, %%11 : f64
                      yield collect %%12, collect %%13
                    } : f64[5], f64[5]
                    yield carry %s
                  } : f64[5], f64[5]
                  return %%2, %%3
                }
                """.formatted(first, second, String.join(", carry ", yields.split(", "))));
        Lowered.check(function);
        Kernel kernel = Lowered.kernel(function, Options.DEFAULT);
        assertEquals(copies, Statements.count(kernel, Statement.Copy.class), () -> LoopsPrinter.print(kernel));
    }

    @Test
    void aWhileIsInPlaceToo() {
        Function function = Lowered.parse("""
                func @f(%x: f64[5]) -> f64[5] {
                  %1 = const 0 : i64
                  %2, %3 = while (%4 = %x, %5 = %1) {
                    %6 = const 3 : i64
                    %7 = lt %5, %6 : bool
                    yield %7
                  } do (%8, %9) {
                    %10 = for %11 in 0..5 {
                      %12 = index %8, %11 : f64
                      %13 = sin %12 : f64
                      yield collect %13
                    } : f64[5]
                    %14 = const 1 : i64
                    %15 = add %9, %14 : i64
                    yield %10, %15
                  } : f64[5], i64
                  return %2
                }
                """);
        Lowered.check(function);
        Kernel kernel = Lowered.kernel(function, Options.DEFAULT);
        assertEquals(1, Statements.count(kernel, Statement.Copy.class), () -> LoopsPrinter.print(kernel));
    }
}
