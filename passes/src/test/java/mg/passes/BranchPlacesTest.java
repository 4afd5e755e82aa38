package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

/// What [PlaceRules] do with branches that place numbers.
class BranchPlacesTest {
    private static final String HEADER =
            "func @f(%a: f64[4], %m: f64[4,4], %b: bool[4], %n: i64[4], %p: i64) -> f64[4,4] {\n";

    private static void turns(String before, String after) {
        Program expected = Parser.parse("after", HEADER + after + "}\n");
        Program given = Parser.parse("before", HEADER + before + "}\n");
        Verifier.check(expected);
        Verifier.check(given);
        Program actual = Program.of(DeadCode.run(PlaceRules.run(given.functions().getFirst())));
        Verifier.check(actual);
        assertEquals(Printer.print(expected), Printer.print(actual));
    }

    private static void keeps(String list) {
        turns(list, list);
    }

    @Test
    void whatOneSidePlacesIsZeroOnTheOther() {
        turns("""
                %s = for %i in 0..4 {
                  %c = index %b, %i : bool
                  %r = if %c {
                    %x = index %a, %i : f64
                    %v = exp %x : f64
                    %w = place %v, %i, %i : f64[4,4]
                    yield %w
                  } else {
                    %o = const 0x0.0p0 : f64
                    %z = broadcast [] %o : f64[4,4]
                    yield %z
                  } : f64[4,4]
                  yield sum %r
                } : f64[4,4]
                return %s
                """, """
                %s = for %i in 0..4 {
                  %c = index %b, %i : bool
                  %r = if %c {
                    %x = index %a, %i : f64
                    %v = exp %x : f64
                    yield %v
                  } else {
                    %o = const 0x0.0p0 : f64
                    yield %o
                  } : f64
                  %w = place %r, %i : f64[4]
                  yield collect %w
                } : f64[4,4]
                return %s
                """);
    }

    @Test
    void whatBothSidesPlaceAtOnePositionIsPlacedOnce() {
        turns("""
                %s = for %i in 0..4 {
                  %c = index %b, %i : bool
                  %x = index %m, %i : f64[4]
                  %r = if %c {
                    %w = place %x, %i : f64[4,4]
                    yield %w
                  } else {
                    %y = neg %x : f64[4]
                    %w = place %y, %i : f64[4,4]
                    yield %w
                  } : f64[4,4]
                  yield sum %r
                } : f64[4,4]
                return %s
                """, """
                %s = for %i in 0..4 {
                  %c = index %b, %i : bool
                  %x = index %m, %i : f64[4]
                  %r = if %c {
                    yield %x
                  } else {
                    %y = neg %x : f64[4]
                    yield %y
                  } : f64[4]
                  yield collect %r
                } : f64[4,4]
                return %s
                """);
    }

    @Test
    void constantPositionsOfABranchAreKnownOutside() {
        turns("""
                %s = for %i in 0..4 {
                  %c = index %b, %i : bool
                  %x = index %m, %i : f64[4]
                  %r = if %c {
                    %j = const 2 : i64
                    %w = place %x, %j : f64[4,4]
                    yield %w
                  } else {
                    %j = const 2 : i64
                    %y = neg %x : f64[4]
                    %w = place %y, %j : f64[4,4]
                    yield %w
                  } : f64[4,4]
                  yield sum %r
                } : f64[4,4]
                return %s
                """, """
                %s = for %i in 0..4 {
                  %c = index %b, %i : bool
                  %x = index %m, %i : f64[4]
                  %k = const 2 : i64
                  %r = if %c {
                    yield %x
                  } else {
                    %y = neg %x : f64[4]
                    yield %y
                  } : f64[4]
                  %w = place %r, %k : f64[4,4]
                  yield sum %w
                } : f64[4,4]
                return %s
                """);
    }

    /// Of several terms those are taken out that may be placed in any case; branches in branches are no obstacle.
    @Test
    void termsThatMayBeOutsideStayInTheBranch() {
        turns("""
                %s = for %i in 0..4 {
                  %c = index %b, %i : bool
                  %x = index %a, %i : f64
                  %j = index %n, %i : i64
                  %r = if %c {
                    %u = if %c {
                      %v = place %x, %i, %i : f64[4,4]
                      %w = place %x, %i, %j : f64[4,4]
                      %t = add %v, %w : f64[4,4]
                      yield %t
                    } else {
                      %o = const 0x0.0p0 : f64
                      %z = broadcast [] %o : f64[4,4]
                      yield %z
                    } : f64[4,4]
                    yield %u
                  } else {
                    %o = const 0x0.0p0 : f64
                    %z = broadcast [] %o : f64[4,4]
                    yield %z
                  } : f64[4,4]
                  yield sum %r
                } : f64[4,4]
                return %s
                """, """
                %s, %y = for %i in 0..4 {
                  %c = index %b, %i : bool
                  %x = index %a, %i : f64
                  %j = index %n, %i : i64
                  %r, %q = if %c {
                    %u, %k = if %c {
                      %w = place %x, %i, %j : f64[4,4]
                      yield %w, %x
                    } else {
                      %o = const 0x0.0p0 : f64
                      %z = broadcast [] %o : f64[4,4]
                      %l = const 0x0.0p0 : f64
                      yield %z, %l
                    } : f64[4,4], f64
                    yield %u, %k
                  } else {
                    %o = const 0x0.0p0 : f64
                    %z = broadcast [] %o : f64[4,4]
                    %l = const 0x0.0p0 : f64
                    yield %z, %l
                  } : f64[4,4], f64
                  %d = place %q, %i : f64[4]
                  yield sum %r, collect %d
                } : f64[4,4], f64[4,4]
                %g = add %s, %y : f64[4,4]
                return %g
                """);
    }

    @Test
    void positionsOfABranchAndWhatIsReadOtherwiseStay() {
        String list = """
                %s = for %i in 0..4 {
                  %c = index %b, %i : bool
                  %x = index %a, %i : f64
                  %r = if %c {
                    %j = index %n, %i : i64
                    %w = place %x, %J : f64[4]
                    yield %w
                  } else {
                    %o = const 0x0.0p0 : f64
                    %z = broadcast [] %o : f64[4]
                    yield %z
                  } : f64[4]
                  yield sum %r
                } : f64[4]
                %e = broadcast [1] %s : f64[4,4]
                return %e
                """;
        keeps(list.replace("%J", "%j"));
        keeps(list.replace("%J", "%p").replace("%j = index %n, %i : i64\n", "\n"));
        keeps(list.replace("%J", "%j").replace("index %n, %i", "const 4"));
        keeps("""
                %s, %t = for %i in 0..4 {
                  %c = index %b, %i : bool
                  %x = index %a, %i : f64
                  %r = if %c {
                    %w = place %x, %i, %i : f64[4,4]
                    yield %w
                  } else {
                    %o = const 0x0.0p0 : f64
                    %z = broadcast [] %o : f64[4,4]
                    yield %z
                  } : f64[4,4]
                  yield sum %r, collect %r
                } : f64[4,4], f64[4,4,4]
                %e = index %t, %p : f64[4,4]
                %g = add %e, %s : f64[4,4]
                return %g
                """);
        keeps("""
                %s = for %i in 0..4 carry(%y = %m) {
                  %c = index %b, %i : bool
                  %x = index %a, %i : f64
                  %r = if %c {
                    %w = place %x, %i, %i : f64[4,4]
                    yield %w
                  } else {
                    yield %y
                  } : f64[4,4]
                  yield carry %r
                } : f64[4,4]
                return %s
                """);
    }
}
