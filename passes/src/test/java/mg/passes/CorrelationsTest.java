package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Verifier;
import mg.testing.Agreement;
import mg.testing.RandomValues;
import org.junit.jupiter.api.Test;

/// Sums over a window that moves, and when the window's loops become the outer ones.
class CorrelationsTest {
    private static final String HEADER =
            "func @f(%g: f64[20], %x: f64[22], %k: f64[3], %G: f64[2,9,8], %X: f64[4,10,10], %K: f64[2,4,2,3], "
                    + "%s: f64[20,30], %at: i64[20]) -> ";

    /// Checks what a function becomes, and that it gives the same.
    private static void turns(String types, String before, String after) {
        Program given = Parser.parse("before", HEADER + types + " {\n" + before + "}\n");
        Program expected = Parser.parse("after", HEADER + types + " {\n" + after + "}\n");
        Verifier.check(given);
        Verifier.check(expected);
        Function rewritten = DeadCode.run(Correlations.run(given.functions().getFirst()));
        Program actual = Program.of(rewritten);
        Verifier.check(actual);
        assertEquals(Printer.print(expected), Printer.print(actual));
        List<Tensor> x = RandomValues.arguments(rewritten, 7, true);
        Arrays.setAll(x.getLast().longs(), k -> k % 7);
        Agreement.ROUNDING.check(Interpreter.call(given, "f", x), Interpreter.call(actual, "f", x), () -> before);
    }

    private static void keeps(String types, String list) {
        turns(types, list, list);
    }

    @Test
    void adjointsOfAConvolutionAreSumsAlongRows() {
        turns("(t: f64, dk: f64[3], dx: f64[22])", """
                %t, %dk, %dx = for %i in 0..20 {
                  %a = index %g, %i : f64
                  %e = exp %a : f64
                  %u, %v = for %j in 0..3 {
                    %p = add %i, %j : i64
                    %b = index %x, %p : f64
                    %c = index %k, %j : f64
                    %d = mul %e, %b : f64
                    %h = mul %e, %c : f64
                    %q = place %h, %p : f64[22]
                    yield collect %d, sum %q
                  } : f64[3], f64[22]
                  yield sum %e, sum %u, sum %v
                } : f64, f64[3], f64[22]
                return %t, %dk, %dx
                """, """
                %t, %E = for %i in 0..20 {
                  %a = index %g, %i : f64
                  %e = exp %a : f64
                  yield sum %e, collect %e
                } : f64, f64[20]
                %dk, %dx = for %j in 0..3 {
                  %u, %v = for %i in 0..20 {
                    %e = index %E, %i : f64
                    %p = add %i, %j : i64
                    %b = index %x, %p : f64
                    %c = index %k, %j : f64
                    %d = mul %e, %b : f64
                    %h = mul %e, %c : f64
                    %q = place %h, %p : f64[22]
                    yield sum %d, sum %q
                  } : f64, f64[22]
                  yield collect %u, sum %v
                } : f64[3], f64[22]
                return %t, %dk, %dx
                """);
    }

    @Test
    void imagesWithChannelsToo() {
        turns("(dk: f64[4,2,3], dx: f64[4,10,10])", """
                %zero = const 0 : i64
                %dk, %dx = for %i in 0..9 {
                  %u, %v = for %j in 0..8 {
                    %e = index %G, %zero, %i, %j : f64
                    %ul, %vl = for %l in 0..4 {
                      %ua, %va = for %a in 0..2 {
                        %p = add %i, %a : i64
                        %ub, %vb = for %b in 0..3 {
                          %q = add %j, %b : i64
                          %y = index %X, %l, %p, %q : f64
                          %c = index %K, %zero, %l, %a, %b : f64
                          %d = mul %e, %y : f64
                          %h = mul %e, %c : f64
                          %w = place %h, %q : f64[10]
                          yield collect %d, sum %w
                        } : f64[3], f64[10]
                        %z = place %vb, %p : f64[10,10]
                        yield collect %ub, sum %z
                      } : f64[2,3], f64[10,10]
                      yield collect %ua, collect %va
                    } : f64[4,2,3], f64[4,10,10]
                    yield sum %ul, sum %vl
                  } : f64[4,2,3], f64[4,10,10]
                  yield sum %u, sum %v
                } : f64[4,2,3], f64[4,10,10]
                return %dk, %dx
                """, """
                %zero = const 0 : i64
                %dk, %dx = for %l in 0..4 {
                  %ua, %va = for %a in 0..2 {
                    %ub, %vb = for %b in 0..3 {
                      %u, %v = for %i in 0..9 {
                        %uj, %vj = for %j in 0..8 {
                          %e = index %G, %zero, %i, %j : f64
                          %p = add %i, %a : i64
                          %q = add %j, %b : i64
                          %y = index %X, %l, %p, %q : f64
                          %c = index %K, %zero, %l, %a, %b : f64
                          %d = mul %e, %y : f64
                          %h = mul %e, %c : f64
                          %z = place %h, %p, %q : f64[10,10]
                          yield sum %d, sum %z
                        } : f64, f64[10,10]
                        yield sum %uj, sum %vj
                      } : f64, f64[10,10]
                      yield collect %u, sum %v
                    } : f64[3], f64[10,10]
                    yield collect %ub, sum %vb
                  } : f64[2,3], f64[10,10]
                  yield collect %ua, collect %va
                } : f64[4,2,3], f64[4,10,10]
                return %dk, %dx
                """);
    }

    @Test
    void anAxisThatIsCollectedInsideOfAPlaceIsPlaced() {
        turns("(r: f64[22,3])", """
                %r = for %i in 0..20 {
                  %e = index %g, %i : f64
                  %u = for %j in 0..3 {
                    %p = add %i, %j : i64
                    %v = for %l in 0..3 {
                      %c = index %k, %l : f64
                      %h = mul %e, %c : f64
                      yield collect %h
                    } : f64[3]
                    %q = place %v, %p : f64[22,3]
                    yield sum %q
                  } : f64[22,3]
                  yield sum %u
                } : f64[22,3]
                return %r
                """, """
                %r = for %j in 0..3 {
                  %u = for %l in 0..3 {
                    %v = for %i in 0..20 {
                      %e = index %g, %i : f64
                      %p = add %i, %j : i64
                      %c = index %k, %l : f64
                      %h = mul %e, %c : f64
                      %q = place %h, %p, %l : f64[22,3]
                      yield sum %q
                    } : f64[22,3]
                    yield sum %v
                  } : f64[22,3]
                  yield sum %u
                } : f64[22,3]
                return %r
                """);
    }

    @Test
    void whatEveryIterationReadsAtPlacesOfItsOwnStays() {
        keeps("(r: f64[30])", """
                %r = for %i in 0..20 {
                  %e = index %g, %i : f64
                  %u = for %j in 0..30 {
                    %c = index %s, %i, %j : f64
                    %h = mul %e, %c : f64
                    yield collect %h
                  } : f64[30]
                  yield sum %u
                } : f64[30]
                return %r
                """);
    }

    @Test
    void aWindowThatCostsMoreThanASumStays() {
        keeps("(r: f64[3])", """
                %r = for %i in 0..20 {
                  %u = for %j in 0..3 {
                    %p = add %i, %j : i64
                    %b = index %x, %p : f64
                    %h = exp %b : f64
                    yield collect %h
                  } : f64[3]
                  yield sum %u
                } : f64[3]
                return %r
                """);
    }

    @Test
    void aWindowThatMovesAFewTimesStays() {
        keeps("(r: f64[3])", """
                %r = for %i in 0..7 {
                  %e = index %g, %i : f64
                  %u = for %j in 0..3 {
                    %p = add %i, %j : i64
                    %b = index %x, %p : f64
                    %h = mul %e, %b : f64
                    yield collect %h
                  } : f64[3]
                  yield sum %u
                } : f64[3]
                return %r
                """);
    }

    @Test
    void aWindowThatIsReadBesidesItsSumStays() {
        keeps("(r: f64[3], t: f64)", """
                %r, %t = for %i in 0..20 {
                  %e = index %g, %i : f64
                  %u = for %j in 0..3 {
                    %p = add %i, %j : i64
                    %b = index %x, %p : f64
                    %h = mul %e, %b : f64
                    yield collect %h
                  } : f64[3]
                  %zero = const 0 : i64
                  %first = index %u, %zero : f64
                  yield sum %u, sum %first
                } : f64[3], f64
                return %r, %t
                """);
    }

    @Test
    void aWindowAtPlacesFromATableStays() {
        keeps("(r: f64[3])", """
                %r = for %i in 0..20 {
                  %e = index %g, %i : f64
                  %n = index %at, %i : i64
                  %u = for %j in 0..3 {
                    %p = add %n, %j : i64
                    %b = index %x, %p : f64
                    %h = mul %e, %b : f64
                    yield collect %h
                  } : f64[3]
                  yield sum %u
                } : f64[3]
                return %r
                """);
    }
}
