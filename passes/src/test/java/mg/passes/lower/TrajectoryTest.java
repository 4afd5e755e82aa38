package mg.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mg.ir.Function;
import mg.ir.Options;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.loops.Statement;
import org.junit.jupiter.api.Test;

/// Where a loop collects the states that it carries, each is made where it is kept: only the first is copied there.
class TrajectoryTest {
    private static void check(String text, int copies) {
        Function function = Lowered.parse(text);
        Lowered.check(function);
        Kernel kernel = Lowered.kernel(function, Options.DEFAULT);
        assertEquals(copies, Statements.count(kernel, Statement.Copy.class), () -> LoopsPrinter.print(kernel));
    }

    /// Steps of a state of n x 9, each from the transpose of the one before; `after` uses the states `%3`.
    private static String steps(int n, String direction, String after) {
        return """
                func @f(%%x: f64[N,N]) -> f64 {
                  %%2, %%3 = for %%4 in 0..5 %s carry(%%5 = %%x) {
                    %%6 = transpose [1,0] %%5 : f64[N,N]
                    %%7 = sin %%6 : f64[N,N]
                    yield carry %%7, collect %%5
                  } : f64[N,N], f64[5,N,N]
                  %%8 = reduce sum [0,1] %%2 : f64
                  %s
                }
                """.formatted(direction, after).replace("N", "" + n);
    }

    private static final String READ = """
            %9 = const 3 : i64
              %10 = index %3, %9, %9 : f64[N]
              %11 = reduce sum [0] %10 : f64
              %12 = mul %8, %11 : f64
              return %12
            """;

    @Test
    void statesThatAreCollectedAreMadeInTheirRows() {
        check(steps(9, "", READ), 1);
        check(steps(9, "down", READ), 1);
    }

    @Test
    void smallStatesHaveAPlaceOfTheirOwn() {
        check(steps(8, "", READ), 3);
    }

    @Test
    void statesThatAreNotCollectedStayInOnePlace() {
        check(steps(9, "", READ).replace("collect %5", "collect %7"), 3);
    }

    @Test
    void statesThatAreWantedElsewhereAreCopiedThere() {
        check(steps(9, "", "return %3").replace("-> f64 {", "-> f64[5,9,9] {"), 3);
    }

    @Test
    void theLastStateIsAddedWhereItIsWanted() {
        check(steps(9, "", """
                %9 = const 3 : i64
                  %10 = index %3, %9, %9, %9 : f64
                  %11 = broadcast [] %10 : f64[9,9]
                  %12 = mul %11, %11 : f64[9,9]
                  %13 = add %12, %2 : f64[9,9]
                  return %13
                """).replace("-> f64 {", "-> f64[9,9] {"), 2);
    }
}
