package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Verifier;
import mg.testing.Agreement;
import mg.testing.RandomValues;
import org.junit.jupiter.api.Test;

/// Which loops are run inside of those that they run, and which stay.
class LoopInterchangeTest {
    private static final String HEADER = "func @f(%x: f64[5], %d: f64[3], %n: i64[5]) -> ";

    /// Checks what a function becomes, with what then can be said in fewer words, and that it gives the same to the
    /// last bit.
    private static void turns(String types, String before, String after) {
        Program given = Parser.parse("before", HEADER + types + " {\n" + before + "}\n");
        Program expected = Parser.parse("after", HEADER + types + " {\n" + after + "}\n");
        Verifier.check(given);
        Verifier.check(expected);
        Function rewritten = LoopInterchange.run(given.functions().getFirst());
        for (int k = 0; k < 2; k++) {
            rewritten = DeadCode.run(Identities.run(CommonSubexpressions.run(rewritten)));
        }
        Program actual = Program.of(rewritten);
        Verifier.check(actual);
        assertEquals(Printer.print(expected), Printer.print(actual));
        var x = RandomValues.arguments(rewritten, 7, true);
        for (int k = 0; k < 5; k++) {
            x.getLast().longs()[k] = k * k % 5;
        }
        Agreement.EXACT.check(Interpreter.call(given, "f", x), Interpreter.call(actual, "f", x), () -> before);
    }

    private static void keeps(String types, String list) {
        turns(types, list, list);
    }

    private static final String COLUMNS = """
            %A = for %k in 0..3 {
              %dk = index %d, %k : f64
              %m = exp %dk : f64
              %a = for %i in 0..5 {
                %xi = index %x, %i : f64
                %y = mul %m, %xi : f64
                yield collect %y
              } : f64[5]
              yield collect %a
            } : f64[3,5]
            """;

    @Test
    void rowsAreMadeWhole() {
        turns("f64[5,3]", COLUMNS + """
                %B = transpose [1,0] %A : f64[5,3]
                return %B
                """, """
                %M = for %k in 0..3 {
                  %dk = index %d, %k : f64
                  %m = exp %dk : f64
                  yield collect %m
                } : f64[3]
                %B = for %i in 0..5 {
                  %b = for %k in 0..3 {
                    %m = index %M, %k : f64
                    %xi = index %x, %i : f64
                    %y = mul %m, %xi : f64
                    yield collect %y
                  } : f64[3]
                  yield collect %b
                } : f64[5,3]
                return %B
                """);
    }

    @Test
    void whatOnlyMovedLoopsReadMoves() {
        turns("f64[5,2,3]", """
                %A = for %k in 0..3 {
                  %dk = index %d, %k : f64
                  %s = for %i in 0..5 {
                    %xi = index %x, %i : f64
                    %p = for %j in 0..2 {
                      %y = mul %dk, %xi : f64
                      yield collect %y
                    } : f64[2]
                    yield collect %p
                  } : f64[5,2]
                  %a = for %i in 0..5 {
                    %at = index %n, %i : i64
                    %p = for %j in 0..2 {
                      %y = index %s, %at, %j : f64
                      %z = neg %y : f64
                      yield collect %z
                    } : f64[2]
                    yield collect %p
                  } : f64[5,2]
                  yield collect %a
                } : f64[3,5,2]
                %B = transpose [1,2,0] %A : f64[5,2,3]
                return %B
                """, """
                %D = for %k in 0..3 {
                  %dk = index %d, %k : f64
                  yield collect %dk
                } : f64[3]
                %S = for %i in 0..5 {
                  %s = for %k in 0..3 {
                    %dk = index %D, %k : f64
                    %xi = index %x, %i : f64
                    %p = for %j in 0..2 {
                      %y = mul %dk, %xi : f64
                      yield collect %y
                    } : f64[2]
                    yield collect %p
                  } : f64[3,2]
                  %t = transpose [1,0] %s : f64[2,3]
                  yield collect %t
                } : f64[5,2,3]
                %B = for %i in 0..5 {
                  %b = for %k in 0..3 {
                    %at = index %n, %i : i64
                    %p = for %j in 0..2 {
                      %y = index %S, %at, %j, %k : f64
                      %z = neg %y : f64
                      yield collect %z
                    } : f64[2]
                    yield collect %p
                  } : f64[3,2]
                  %t = transpose [1,0] %b : f64[2,3]
                  yield collect %t
                } : f64[5,2,3]
                return %B
                """);
    }

    @Test
    void otherResultsStayWhereTheyAre() {
        turns("(B: f64[5,3], s: f64[3])", """
                %A, %s = for %k in 0..3 {
                  %dk = index %d, %k : f64
                  %one = neg %dk : f64
                  %a = for %i in 0..5 {
                    %xi = index %x, %i : f64
                    %y = mul %dk, %xi : f64
                    yield collect %y
                  } : f64[5]
                  yield collect %a, collect %one
                } : f64[3,5], f64[3]
                %B = transpose [1,0] %A : f64[5,3]
                return %B, %s
                """, """
                %s, %D = for %k in 0..3 {
                  %dk = index %d, %k : f64
                  %one = neg %dk : f64
                  yield collect %one, collect %dk
                } : f64[3], f64[3]
                %B = for %i in 0..5 {
                  %b = for %k in 0..3 {
                    %dk = index %D, %k : f64
                    %xi = index %x, %i : f64
                    %y = mul %dk, %xi : f64
                    yield collect %y
                  } : f64[3]
                  yield collect %b
                } : f64[5,3]
                return %B, %s
                """);
    }

    @Test
    void columnsThatAreWantedAsSuchStay() {
        keeps("f64[3,5]", COLUMNS + "return %A\n");
        keeps("(B: f64[5,3], A: f64[3,5])", COLUMNS + "%B = transpose [1,0] %A : f64[5,3]\nreturn %B, %A\n");
    }

    @Test
    void shorterLoopsStay() {
        keeps("f64[3,5]", """
                %A = for %k in 0..5 {
                  %xk = index %x, %k : f64
                  %a = for %i in 0..3 {
                    %di = index %d, %i : f64
                    %y = mul %xk, %di : f64
                    yield collect %y
                  } : f64[3]
                  yield collect %a
                } : f64[5,3]
                %B = transpose [1,0] %A : f64[3,5]
                return %B
                """);
    }

    /// The sums are of all of `s`, for each `k`.
    @Test
    void whatIsReadBeforeItIsWantedByRowsStays() {
        keeps("f64[5,3]", """
                %A = for %k in 0..3 {
                  %dk = index %d, %k : f64
                  %s = for %i in 0..5 {
                    %xi = index %x, %i : f64
                    %y = mul %dk, %xi : f64
                    yield collect %y
                  } : f64[5]
                  %t = for %i in 0..5 {
                    %y = index %s, %i : f64
                    yield sum %y
                  } : f64
                  %a = for %i in 0..4 {
                    %y = index %s, %i : f64
                    %z = mul %y, %t : f64
                    yield collect %z
                  } : f64[4]
                  %w = concat [0] %a, %a : f64[8]
                  %v = slice [0:5:1] %w : f64[5]
                  yield collect %v
                } : f64[3,5]
                %B = transpose [1,0] %A : f64[5,3]
                return %B
                """);
    }

    /// Thirty numbers of each iteration would be kept for five.
    @Test
    void whatReadsMuchStays() {
        keeps("f64[5,3]", """
                %zero = const 0 : i64
                %A = for %k in 0..3 {
                  %dk = index %d, %k : f64
                  %s = broadcast [] %dk : f64[30]
                  %e = exp %s : f64[30]
                  %a = for %i in 0..5 {
                    %xi = index %x, %i : f64
                    %ei = index %e, %zero : f64
                    %y = mul %ei, %xi : f64
                    yield collect %y
                  } : f64[5]
                  yield collect %a
                } : f64[3,5]
                %B = transpose [1,0] %A : f64[5,3]
                return %B
                """);
    }
}
