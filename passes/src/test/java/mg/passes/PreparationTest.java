package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import mg.ir.Function;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

/// The passes before and after differentiation, each on its own, in text form, in both directions.
class PreparationTest {
    private static void turns(UnaryOperator<Program> pass, String before, String after) {
        Program given = Parser.parse("before", before);
        Verifier.check(given);
        Program actual = pass.apply(given);
        Verifier.check(actual);
        assertEquals(Printer.print(Parser.parse("after", after)), Printer.print(actual));
    }

    private static UnaryOperator<Program> each(UnaryOperator<Function> pass) {
        return p -> p.with(p.functions().stream().map(pass).toList());
    }

    @Test
    void callsBecomeTheBodyOfWhatIsCalled() {
        turns(Inline::run, """
                func @g(%x: f64) -> f64 {
                  %1 = call @h(%x, %x) : f64
                  %2 = exp %1 : f64
                  return %2
                }
                func @h(%x: f64, %y: f64) -> f64 {
                  %1 = mul %x, %y : f64
                  return %1
                }
                """, """
                func @g(%x: f64) -> f64 {
                  %1 = mul %x, %x : f64
                  %2 = exp %1 : f64
                  return %2
                }
                func @h(%x: f64, %y: f64) -> f64 {
                  %1 = mul %x, %y : f64
                  return %1
                }
                """);
    }

    private static final String STATED = """
            func @h(%x: f64) -> f64 {
              %1 = exp %x : f64
              return %1
            }
            func @h.pullback(%x: f64, %ct: f64) -> f64 {
              %2 = mul %ct, %x : f64
              return %2
            }
            func @g(%x: f64) -> f64 {
              %1 = call @h(%x) : f64
              return %1
            }
            """;

    @Test
    void derivativesStayAndSoDoCallsOfWhatStatesItsOwn() {
        String derivative = STATED + """
                func @d(%x: f64, %c: f64) -> f64 {
                  %2, %3 = vjp @g [0](%x, %c) : f64, f64
                  return %3
                }
                """;
        turns(Inline::run, derivative, derivative);
    }

    @Test
    void withoutDerivativesNothingIsStated() {
        turns(Inline::run, STATED, STATED.replace("%1 = call @h(%x)", "%1 = exp %x"));
    }

    @Test
    void operationsOnArraysBecomeLoops() {
        turns(each(Expand::run), """
                func @f(%x: f64[3,4], %y: f64[4]) -> (a: f64[3,4], b: f64[3]) {
                  %2 = exp %x : f64[3,4]
                  %3 = broadcast [1] %y : f64[3,4]
                  %4 = mul %2, %3 : f64[3,4]
                  %5 = reduce max [1] %4 : f64[3]
                  return %4, %5
                }
                """, """
                func @f(%x: f64[3,4], %y: f64[4]) -> (a: f64[3,4], b: f64[3]) {
                  %2 = for %3 in 0..3 {
                    %4 = for %5 in 0..4 {
                      %6 = index %x, %3, %5 : f64
                      %7 = exp %6 : f64
                      yield collect %7
                    } : f64[4]
                    yield collect %4
                  } : f64[3,4]
                  %8 = for %9 in 0..3 {
                    %10 = for %11 in 0..4 {
                      %12 = index %y, %11 : f64
                      yield collect %12
                    } : f64[4]
                    yield collect %10
                  } : f64[3,4]
                  %13 = for %14 in 0..3 {
                    %15 = for %16 in 0..4 {
                      %17 = index %2, %14, %16 : f64
                      %18 = index %8, %14, %16 : f64
                      %19 = mul %17, %18 : f64
                      yield collect %19
                    } : f64[4]
                    yield collect %15
                  } : f64[3,4]
                  %20 = for %21 in 0..3 {
                    %22 = for %23 in 0..4 {
                      %24 = index %13, %21, %23 : f64
                      yield max %24
                    } : f64
                    yield collect %22
                  } : f64[3]
                  return %13, %20
                }
                """);
    }

    @Test
    void numbersProductsAndZerosStay() {
        String list = """
                func @f(%x: f64, %m: f64[3,4], %y: f64[4]) -> (a: f64, b: f64[3], c: f64[4]) {
                  %3 = exp %x : f64
                  %4 = dot [1=0] %m, %y : f64[3]
                  %5 = const 0.0 : f64
                  %6 = broadcast [] %5 : f64[4]
                  return %3, %4, %6
                }
                """;
        turns(each(Expand::run), list, list);
    }

    @Test
    void nothingStopsDerivativesAfterwards() {
        turns(each(StopGradients::run), """
                func @f(%x: f64) -> f64 {
                  %1 = stop_gradient %x : f64
                  %2 = mul %1, %x : f64
                  return %2
                }
                """, """
                func @f(%x: f64) -> f64 {
                  %1 = mul %x, %x : f64
                  return %1
                }
                """);
    }

    /// Or the infinite derivative of the root at 0 would be multiplied by the 0 that reaches it there.
    @Test
    void aSteepSideOfAChoiceRunsOnlyWhereItIsChosen() {
        turns(each(LazySelects::run), """
                func @f(%x: f64, %c: bool) -> f64 {
                  %2 = sqrt %x : f64
                  %3 = neg %2 : f64
                  %4 = select %c, %3, %x : f64
                  return %4
                }
                """, """
                func @f(%x: f64, %c: bool) -> f64 {
                  %2 = if %c {
                    %3 = sqrt %x : f64
                    %4 = neg %3 : f64
                    yield %4
                  } else {
                    yield %x
                  } : f64
                  return %2
                }
                """);
    }

    /// The first is smooth, the second is also used elsewhere.
    @Test
    void otherChoicesStay() {
        String list = """
                func @f(%x: f64, %c: bool) -> (a: f64, b: f64, r: f64) {
                  %2 = sin %x : f64
                  %3 = select %c, %2, %x : f64
                  %4 = sqrt %x : f64
                  %5 = select %c, %4, %x : f64
                  return %3, %5, %4
                }
                """;
        turns(each(LazySelects::run), list, list);
    }
}
