package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import mg.ir.Function;
import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Verifier;
import org.junit.jupiter.api.Test;

/// Each pass on its own, in text form, in both directions: it changes this, it leaves that alone.
class PassesTest {
    /// Checks that a pass makes of one list of a function of `%x`, `%y: f64` another one.
    private static void turns(UnaryOperator<Function> pass, String before, String after) {
        String header = "func @f(%x: f64, %y: f64, %a: f64[4], %b: f64[4], %m: f64[4,4], %i: i64, %c: bool) -> f64 {\n";
        Program expected = Parser.parse("after", header + after + "}\n");
        Program given = Parser.parse("before", header + before + "}\n");
        Verifier.check(expected);
        Verifier.check(given);
        Program actual = Program.of(pass.apply(given.functions().getFirst()));
        Verifier.check(actual);
        assertEquals(Printer.print(expected), Printer.print(actual));
    }

    private static void keeps(UnaryOperator<Function> pass, String list) {
        turns(pass, list, list);
    }

    @Test
    void deadCodeDropsWhatNothingReads() {
        turns(DeadCode::run, """
                %1 = exp %x : f64
                %2 = sin %x : f64
                return %2
                """, """
                %2 = sin %x : f64
                return %2
                """);
        keeps(DeadCode::run, """
                %1 = exp %x : f64
                %2 = sin %1 : f64
                return %2
                """);
    }

    /// Then the passes that have seen it are not run again.
    @Test
    void aProgramWithNothingToDoStaysTheObjectThatItIs() {
        Program program = Parser.parse("test", """
                func @f(%x: f64[2], %y: f64) -> f64 {
                  %1 = const 1 : i64
                  %2 = index %x, %1 : f64
                  %3 = mul %2, %y : f64
                  return %3
                }
                """);
        Pipelines.ALL.forEach(pass -> assertSame(program, pass.run(program), pass.name()));
    }

    @Test
    void deadCodeDropsResultsOfLoopsAndStateThatOnlyFeedsItself() {
        turns(DeadCode::run, """
                %p, %q, %s = for %k in 0..4 carry(%u = %x, %v = %y) {
                  %e = index %a, %k : f64
                  %w = mul %v, %e : f64
                  %z = add %u, %e : f64
                  yield carry %z, carry %w, sum %e
                } : f64, f64, f64
                return %p
                """, """
                %p = for %k in 0..4 carry(%u = %x) {
                  %e = index %a, %k : f64
                  %z = add %u, %e : f64
                  yield carry %z
                } : f64
                return %p
                """);
        // The second carry is read by the first: both stay.
        keeps(DeadCode::run, """
                %p, %q = for %k in 0..4 carry(%u = %x, %v = %y) {
                  %z = add %u, %v : f64
                  %w = mul %v, %v : f64
                  yield carry %z, carry %w
                } : f64, f64
                return %p
                """);
    }

    @Test
    void deadCodeKeepsWhatTheConditionOfAWhileReads() {
        turns(DeadCode::run, """
                %p, %q, %r = while (%u = %x, %v = %y, %w = %x) {
                  %t = lt %v, %x : bool
                  yield %t
                } do (%u2, %v2, %w2) {
                  %d = mul %u2, %u2 : f64
                  %e = exp %v2 : f64
                  %g = exp %w2 : f64
                  yield %d, %e, %g
                } : f64, f64, f64
                return %p
                """, """
                %p, %q = while (%u = %x, %v = %y) {
                  %t = lt %v, %x : bool
                  yield %t
                } do (%u2, %v2) {
                  %d = mul %u2, %u2 : f64
                  %e = exp %v2 : f64
                  yield %d, %e
                } : f64, f64
                return %p
                """);
    }

    @Test
    void deadCodeDropsResultsOfBranches() {
        turns(DeadCode::run, """
                %p, %q = if %c {
                  %s = sin %x : f64
                  yield %s, %x
                } else {
                  %t = exp %y : f64
                  yield %y, %t
                } : f64, f64
                return %p
                """, """
                %p = if %c {
                  %s = sin %x : f64
                  yield %s
                } else {
                  yield %y
                } : f64
                return %p
                """);
    }

    @Test
    void sameOperationsAreSharedAlsoWithOperandsSwapped() {
        turns(CommonSubexpressions::run, """
                %1 = mul %x, %y : f64
                %2 = mul %y, %x : f64
                %3 = sub %1, %2 : f64
                return %3
                """, """
                %1 = mul %x, %y : f64
                %3 = sub %1, %1 : f64
                return %3
                """);
        keeps(CommonSubexpressions::run, """
                %1 = sub %x, %y : f64
                %2 = sub %y, %x : f64
                %3 = max %1, %2 : f64
                return %3
                """);
    }

    @Test
    void whatALoopCarriesUnchangedIsWhatItStartedAs() {
        turns(CommonSubexpressions::run, """
                %p, %q = for %k in 0..4 carry(%r = %x, %s = %y) {
                  %u = mul %r, %s : f64
                  yield carry %r, carry %u
                } : f64, f64
                %t = add %p, %q : f64
                return %t
                """, """
                %p, %q = for %k in 0..4 carry(%r = %x, %s = %y) {
                  %u = mul %x, %s : f64
                  yield carry %x, carry %u
                } : f64, f64
                %t = add %x, %q : f64
                return %t
                """);
        keeps(CommonSubexpressions::run, """
                %p, %q = for %k in 0..4 carry(%r = %x, %s = %y) {
                  yield carry %s, carry %r
                } : f64, f64
                %t = add %p, %q : f64
                return %t
                """);
    }

    @Test
    void aBranchSharesWithWhatIsBeforeItButNotWithTheOther() {
        turns(CommonSubexpressions::run, """
                %1 = exp %x : f64
                %2 = if %c {
                  %3 = exp %x : f64
                  %4 = sin %3 : f64
                  yield %4
                } else {
                  %5 = sin %1 : f64
                  yield %5
                } : f64
                return %2
                """, """
                %1 = exp %x : f64
                %2 = if %c {
                  %4 = sin %1 : f64
                  yield %4
                } else {
                  %5 = sin %1 : f64
                  yield %5
                } : f64
                return %2
                """);
    }

    @Test
    void branchesThatDoTheSameAreShared() {
        turns(CommonSubexpressions::run, """
                %1 = if %c {
                  %2 = exp %x : f64
                  %3 = mul %2, %y : f64
                  yield %3
                } else {
                  yield %y
                } : f64
                %4 = if %c {
                  %5 = exp %x : f64
                  %6 = mul %5, %y : f64
                  yield %6
                } else {
                  yield %y
                } : f64
                %7 = add %1, %4 : f64
                return %7
                """, """
                %1 = if %c {
                  %2 = exp %x : f64
                  %3 = mul %2, %y : f64
                  yield %3
                } else {
                  yield %y
                } : f64
                %7 = add %1, %1 : f64
                return %7
                """);
    }

    @Test
    void branchesThatDifferAreNotShared() {
        keeps(CommonSubexpressions::run, """
                %1 = if %c {
                  %2 = exp %x : f64
                  %3 = mul %2, %y : f64
                  yield %3
                } else {
                  yield %y
                } : f64
                %4 = if %c {
                  %5 = exp %y : f64
                  %6 = mul %5, %y : f64
                  yield %6
                } else {
                  yield %y
                } : f64
                %7 = if %c {
                  %8 = exp %x : f64
                  %9 = mul %8, %y : f64
                  yield %8
                } else {
                  yield %y
                } : f64
                %10 = add %1, %4 : f64
                %11 = add %10, %7 : f64
                return %11
                """);
    }

    @Test
    void constantsOfDifferentZerosAreNotShared() {
        keeps(CommonSubexpressions::run, """
                %1 = const 0x0.0p0 : f64
                %2 = const -0x0.0p0 : f64
                %3 = div %x, %1 : f64
                %4 = div %x, %2 : f64
                %5 = add %3, %4 : f64
                return %5
                """);
    }

    @Test
    void invariantsLeaveLoops() {
        turns(LoopInvariants::run, """
                %s = for %k in 0..4 {
                  %e = exp %x : f64
                  %u = index %a, %k : f64
                  %v = mul %e, %u : f64
                  yield sum %v
                } : f64
                return %s
                """, """
                %e = exp %x : f64
                %s = for %k in 0..4 {
                  %u = index %a, %k : f64
                  %v = mul %e, %u : f64
                  yield sum %v
                } : f64
                return %s
                """);
    }

    /// It is reversed once, for all that its uses in the iterations give together.
    @Test
    void whatDoesNotChangeInALoopLeavesItBeforeItIsReversed() {
        Program p = Parser.parse("before", """
                func @g(%x: f64, %a: f64[4]) -> f64 {
                  %s = for %k in 0..4 {
                    %e = sin %x : f64
                    %u = index %a, %k : f64
                    %t = sin %u : f64
                    %v = mul %e, %t : f64
                    yield sum %v
                  } : f64
                  return %s
                }
                """);
        String text = Printer.print(Differentiate.run(Gradient.of(p, "g", List.of(0, 1), "f")).function("f"));
        assertTrue(text.contains("\n  %22 = cos %x"), text);
        assertEquals(2, text.lines().filter(line -> line.contains("= cos")).count(), text);
    }

    @Test
    void whatMayFaultStaysInALoopThatMayNotRunAndNothingLeavesABranch() {
        keeps(LoopInvariants::run, """
                %s = for %k in 0..4 until %i {
                  %u = index %a, %i : f64
                  yield sum %u
                } : f64
                return %s
                """);
        keeps(LoopInvariants::run, """
                %s = for %k in 0..4 {
                  %r = if %c {
                    %e = exp %x : f64
                    yield %e
                  } else {
                    yield %x
                  } : f64
                  %u = index %a, %k : f64
                  %v = mul %r, %u : f64
                  yield sum %v
                } : f64
                return %s
                """, true);
    }

    /// As [#keeps], but the branch itself, which does not change in the loop, leaves it as a whole.
    private static void keeps(UnaryOperator<Function> pass, String list, boolean whole) {
        String branch = list.substring(list.indexOf("  %r = if"), list.indexOf("  %u = index"));
        turns(pass, list, branch + list.replace(branch, ""));
    }

    @Test
    void knownScalarsAreFolded() {
        turns(Fold::run, """
                %1 = const 0x1.8p1 : f64
                %2 = const 0x1p1 : f64
                %3 = mul %1, %2 : f64
                return %3
                """, """
                %1 = const 0x1.8p1 : f64
                %2 = const 0x1p1 : f64
                %3 = const 0x1.8p2 : f64
                return %3
                """);
    }

    @Test
    void aDivisionByAKnownZeroIsLeftToFault() {
        keeps(Fold::run, """
                %1 = const 1 : i64
                %2 = const 0 : i64
                %3 = div %1, %2 : i64
                %4 = cast f64 %3 : f64
                return %4
                """);
    }

    @Test
    void aKnownConditionChoosesTheBranch() {
        turns(Fold::run, """
                %1 = const false : bool
                %2 = if %1 {
                  %3 = exp %x : f64
                  yield %3
                } else {
                  %4 = sin %y : f64
                  yield %4
                } : f64
                return %2
                """, """
                %1 = const false : bool
                %4 = sin %y : f64
                return %4
                """);
    }

    @Test
    void exactIdentitiesApply() {
        turns(Identities::run, """
                %1 = const 0x1p0 : f64
                %2 = const -0x0.0p0 : f64
                %3 = const 0x0.0p0 : f64
                %4 = mul %x, %1 : f64
                %5 = add %4, %2 : f64
                %6 = sub %5, %3 : f64
                %7 = neg %6 : f64
                %8 = neg %7 : f64
                %9 = select %c, %8, %8 : f64
                return %9
                """, """
                %1 = const 0x1p0 : f64
                %2 = const -0x0.0p0 : f64
                %3 = const 0x0.0p0 : f64
                %7 = neg %x : f64
                return %x
                """);
    }

    @Test
    void inexactIdentitiesDoNot() {
        // -0.0 + 0.0 is 0.0, inf·0 and inf - inf are NaN.
        keeps(Identities::run, """
                %1 = const 0x0.0p0 : f64
                %2 = add %x, %1 : f64
                %3 = mul %y, %1 : f64
                %4 = sub %y, %y : f64
                %5 = add %3, %4 : f64
                %6 = add %2, %5 : f64
                return %6
                """);
    }

    @Test
    void cubesStayOnlyWhereEveryBitCounts() {
        String cube = """
                %1 = const 0x1.8p1 : f64
                %2 = pow %x, %1 : f64
                return %2
                """;
        turns(Identities::run, cube, """
                %1 = const 0x1.8p1 : f64
                %2 = mul %x, %x : f64
                %3 = mul %2, %x : f64
                return %3
                """);
        keeps(Identities::exact, cube);
        turns(Identities::exact, """
                %1 = const 0x1p1 : f64
                %2 = pow %x, %1 : f64
                return %2
                """, """
                %1 = const 0x1p1 : f64
                %2 = mul %x, %x : f64
                return %2
                """);
    }

    @Test
    void positionsMerge() {
        turns(Identities::run, """
                %1 = index %m, %i : f64[4]
                %2 = index %1, %i : f64
                return %2
                """, """
                %1 = index %m, %i : f64[4]
                %2 = index %m, %i, %i : f64
                return %2
                """);
    }

    @Test
    void aBroadcastIsOnlySkippedWherePositionsAreSurelyInside() {
        keeps(Identities::run, """
                %1 = broadcast [] %x : f64[4]
                %2 = index %1, %i : f64
                return %2
                """);
        turns(Identities::run, """
                %1 = broadcast [] %x : f64[4]
                %2 = for %k in 0..4 {
                  %3 = index %1, %k : f64
                  yield sum %3
                } : f64
                return %2
                """, """
                %1 = broadcast [] %x : f64[4]
                %2 = for %k in 0..4 {
                  yield sum %x
                } : f64
                return %2
                """);
    }

    @Test
    void onlyWhatSurelyLeavesNoRoomForZerosIsPlacedByReshape() {
        turns(Identities::run, """
                %1 = const 0 : i64
                %2 = place %m, %1 : f64[1,4,4]
                %3 = index %2, %i : f64[4,4]
                %4 = index %3, %i, %i : f64
                return %4
                """, """
                %1 = const 0 : i64
                %2 = reshape %m : f64[1,4,4]
                %3 = index %2, %i : f64[4,4]
                %4 = index %2, %i, %i, %i : f64
                return %4
                """);
        keeps(Identities::run, """
                %1 = const 0 : i64
                %2 = place %m, %i : f64[1,4,4]
                %3 = place %m, %1 : f64[2,4,4]
                %4 = place %x, %1 : f64[1]
                %5 = reduce sum [0,1,2] %2 : f64
                %6 = reduce sum [0,1,2] %3 : f64
                %7 = reduce sum [0] %4 : f64
                %8 = add %5, %6 : f64
                %9 = add %7, %8 : f64
                return %9
                """);
    }

    @Test
    void sumsOfPlacedRowsAreCollected() {
        turns(PlaceRules::run, """
                %s = for %k in 0..4 {
                  %u = index %m, %k : f64[4]
                  %p = place %u, %k : f64[4,4]
                  yield sum %p
                } : f64[4,4]
                %t = reduce sum [0,1] %s : f64
                return %t
                """, """
                %s = for %k in 0..4 {
                  %u = index %m, %k : f64[4]
                  %p = place %u, %k : f64[4,4]
                  yield collect %u
                } : f64[4,4]
                %t = reduce sum [0,1] %s : f64
                return %t
                """);
    }

    @Test
    void sumsPlacedAtAFixedPositionAreSummedFirst() {
        turns(PlaceRules::run, """
                %s = for %k in 0..3 {
                  %u = index %m, %k : f64[4]
                  %p = place %u, %i : f64[4,4]
                  yield sum %p
                } : f64[4,4]
                %t = reduce sum [0,1] %s : f64
                return %t
                """, """
                %s = for %k in 0..3 {
                  %u = index %m, %k : f64[4]
                  %p = place %u, %i : f64[4,4]
                  yield sum %u
                } : f64[4]
                %q = place %s, %i : f64[4,4]
                %t = reduce sum [0,1] %q : f64
                return %t
                """);
    }

    @Test
    void sumsOfPlacedColumnsAreCollectedAndTransposed() {
        turns(PlaceRules::run, """
                %s = for %k in 0..3 {
                  %t = for %l in 0..5 {
                    %u = index %m, %l, %k : f64
                    %p = place %u, %l, %k : f64[5,3]
                    yield sum %p
                  } : f64[5,3]
                  yield sum %t
                } : f64[5,3]
                %r = reduce sum [0,1] %s : f64
                return %r
                """, """
                %s = for %k in 0..3 {
                  %t = for %l in 0..5 {
                    %u = index %m, %l, %k : f64
                    %p = place %u, %l, %k : f64[5,3]
                    yield collect %u
                  } : f64[5]
                  %q = place %t, %k : f64[3,5]
                  %v = transpose [1,0] %q : f64[5,3]
                  yield collect %t
                } : f64[3,5]
                %w = transpose [1,0] %s : f64[5,3]
                %r = reduce sum [0,1] %w : f64
                return %r
                """);
    }

    @Test
    void axesOfRowsInAnyOrderAreSetRightAfterwards() {
        turns(PlaceRules::run, """
                %s = for %k in 0..3 {
                  %t = for %l in 0..5 {
                    %d = const 0 : i64
                    %u = index %m, %l, %k : f64
                    %p = place %u, %i, %l, %d, %k : f64[4,5,2,3]
                    yield sum %p
                  } : f64[4,5,2,3]
                  yield sum %t
                } : f64[4,5,2,3]
                %r = reduce sum [0,1,2,3] %s : f64
                return %r
                """, """
                %s = for %k in 0..3 {
                  %t = for %l in 0..5 {
                    %d = const 0 : i64
                    %u = index %m, %l, %k : f64
                    %p = place %u, %i, %l, %d, %k : f64[4,5,2,3]
                    %o = place %u, %d : f64[2]
                    yield collect %o
                  } : f64[5,2]
                  %q = place %t, %i, %k : f64[4,3,5,2]
                  %v = transpose [0,2,3,1] %q : f64[4,5,2,3]
                  yield collect %t
                } : f64[3,5,2]
                %w = place %s, %i : f64[4,3,5,2]
                %x0 = transpose [0,2,3,1] %w : f64[4,5,2,3]
                %r = reduce sum [0,1,2,3] %x0 : f64
                return %r
                """);
    }

    @Test
    void sumsPlacedAtAFixedPositionAreSummedFirstWhereAValueEndsTheLoop() {
        turns(PlaceRules::run, """
                %s = for %k in 0..4 until %i {
                  %u = index %m, %k : f64[4]
                  %p = place %u, %i : f64[4,4]
                  %q = place %u, %k : f64[4,4]
                  %r = add %p, %q : f64[4,4]
                  yield sum %r
                } : f64[4,4]
                %t = reduce sum [0,1] %s : f64
                return %t
                """, """
                %s, %r = for %k in 0..4 until %i {
                  %u = index %m, %k : f64[4]
                  %p = place %u, %i : f64[4,4]
                  %q = place %u, %k : f64[4,4]
                  %v = add %p, %q : f64[4,4]
                  yield sum %u, sum %q
                } : f64[4], f64[4,4]
                %w = place %s, %i : f64[4,4]
                %z = add %w, %r : f64[4,4]
                %t = reduce sum [0,1] %z : f64
                return %t
                """);
    }

    @Test
    void aScatterStays() {
        keeps(PlaceRules::run, """
                %n = const {2, 0, 2, 1} : i64[4]
                %s = for %k in 0..4 {
                  %j = index %n, %k : i64
                  %u = index %m, %k : f64[4]
                  %p = place %u, %j : f64[4,4]
                  yield sum %p
                } : f64[4,4]
                %t = reduce sum [0,1] %s : f64
                return %t
                """);
    }

    @Test
    void loopsThatOneValueEndsFuse() {
        String before = """
                %n = const 2 : i64
                %p = for %k in 0..4 until %i {
                  %u = index %a, %k : f64
                  yield sum %u
                } : f64
                %s = for %l in 0..4 until %E {
                  %w = index %b, %l : f64
                  yield max %w
                } : f64
                %r = mul %p, %s : f64
                return %r
                """;
        turns(FuseLoops::run, before.replace("%E", "%i"), """
                %n = const 2 : i64
                %p, %s = for %k in 0..4 until %i {
                  %u = index %a, %k : f64
                  %w = index %b, %k : f64
                  yield sum %u, max %w
                } : f64, f64
                %r = mul %p, %s : f64
                return %r
                """);
        keeps(FuseLoops::run, before.replace("%E", "%n"));
        keeps(FuseLoops::run, before.replace(" until %E", ""));
    }

    @Test
    void loopsOfOneLengthFuse() {
        turns(FuseLoops::run, """
                %p = for %k in 0..4 {
                  %u = index %a, %k : f64
                  %v = exp %u : f64
                  yield collect %v
                } : f64[4]
                %s = for %l in 0..4 {
                  %w = index %p, %l : f64
                  %z = index %b, %l : f64
                  %t = mul %w, %z : f64
                  yield sum %t
                } : f64
                return %s
                """, """
                %p, %s = for %k in 0..4 {
                  %u = index %a, %k : f64
                  %v = exp %u : f64
                  %z = index %b, %k : f64
                  %t = mul %v, %z : f64
                  yield collect %v, sum %t
                } : f64[4], f64
                return %s
                """);
    }

    @Test
    void loopsThatNeedAWholeResultOrCarryStateDoNotFuse() {
        keeps(FuseLoops::run, """
                %p = for %k in 0..4 {
                  %u = index %a, %k : f64
                  yield sum %u
                } : f64
                %s = for %l in 0..4 {
                  %z = index %b, %l : f64
                  %t = mul %p, %z : f64
                  yield sum %t
                } : f64
                return %s
                """);
        keeps(FuseLoops::run, """
                %p = for %k in 0..4 carry(%q = %x) {
                  %u = index %a, %k : f64
                  %v = mul %q, %u : f64
                  yield carry %v
                } : f64
                %s = for %l in 0..4 {
                  %z = index %b, %l : f64
                  yield sum %z
                } : f64
                %t = mul %p, %s : f64
                return %t
                """);
    }

    @Test
    void copiesVanish() {
        turns(Copies::run, """
                %p = for %k in 0..4 {
                  %u = index %m, %i, %k : f64
                  yield collect %u
                } : f64[4]
                %s = reduce sum [0] %p : f64
                return %s
                """, """
                %p = for %k in 0..4 {
                  %u = index %m, %i, %k : f64
                  yield collect %u
                } : f64[4]
                %q = index %m, %i : f64[4]
                %s = reduce sum [0] %q : f64
                return %s
                """);
    }

    @Test
    void whatALoopRepeatsIsRepeatedAfterwards() {
        turns(Copies::run, """
                %p, %q, %r = for %k in 0..3 {
                  %u = index %a, %k : f64
                  %v = broadcast [] %u : f64[2]
                  yield collect %v, collect %b, sum %u
                } : f64[3,2], f64[3,4], f64
                %s = reduce sum [0, 1] %p : f64
                return %s
                """, """
                %p, %q, %r = for %k in 0..3 {
                  %u = index %a, %k : f64
                  %v = broadcast [] %u : f64[2]
                  yield collect %u, collect %b, sum %u
                } : f64[3], f64[3,4], f64
                %w = broadcast [0] %p : f64[3,2]
                %z = broadcast [1] %b : f64[3,4]
                %s = reduce sum [0, 1] %w : f64
                return %s
                """);
    }

    @Test
    void whatALoopCollectsUnchangedIsRepeated() {
        turns(Copies::run, """
                %p = for %k in 0..4 {
                  %u = for %l in 0..3 {
                    yield collect %x
                  } : f64[3]
                  yield collect %u
                } : f64[4,3]
                %s = reduce sum [0, 1] %p : f64
                return %s
                """, """
                %p = for %k in 0..4 {
                  %u = for %l in 0..3 {
                    yield collect %x
                  } : f64[3]
                  %v = broadcast [] %x : f64[3]
                  yield collect %v
                } : f64[4,3]
                %q = broadcast [] %x : f64[4,3]
                %s = reduce sum [0, 1] %q : f64
                return %s
                """);
        keeps(Copies::run, """
                %p = for %k in 0..4 {
                  %u = cast f64 %k : f64
                  yield collect %u
                } : f64[4]
                %s = reduce sum [0] %p : f64
                return %s
                """);
    }

    @Test
    void elementsAndRowsOfWhatIsRepeatedAreThoseOfWhatItRepeats() {
        turns(Identities::run, """
                %p = broadcast [1] %a : f64[3,4,2]
                %s = for %k in 0..3 {
                  %t = for %l in 0..4 {
                    %u = index %p, %k, %l : f64[2]
                    %v = for %o in 0..2 {
                      %w = index %p, %k, %l, %o : f64
                      %z = index %u, %o : f64
                      %r = add %w, %z : f64
                      yield sum %r
                    } : f64
                    yield sum %v
                  } : f64
                  yield sum %t
                } : f64
                return %s
                """, """
                %p = broadcast [1] %a : f64[3,4,2]
                %s = for %k in 0..3 {
                  %t = for %l in 0..4 {
                    %u0 = index %a, %l : f64
                    %u = broadcast [] %u0 : f64[2]
                    %v = for %o in 0..2 {
                      %w = index %a, %l : f64
                      %r = add %w, %u0 : f64
                      yield sum %r
                    } : f64
                    yield sum %v
                  } : f64
                  yield sum %t
                } : f64
                return %s
                """);
        keeps(Identities::run, """
                %p = broadcast [1] %a : f64[3,4]
                %q = index %p, %i, %i : f64
                return %q
                """);
    }

    @Test
    void additionsBecomeLoopsUnlessTheyAccumulate() {
        turns(Additions::run, """
                %1 = add %a, %b : f64[4]
                %2 = reduce sum [0] %1 : f64
                return %2
                """, """
                %1 = for %k in 0..4 {
                  %u = index %a, %k : f64
                  %v = index %b, %k : f64
                  %w = add %u, %v : f64
                  yield collect %w
                } : f64[4]
                %2 = reduce sum [0] %1 : f64
                return %2
                """);
        keeps(Additions::run, """
                %1 = place %x, %i : f64[4]
                %2 = add %1, %b : f64[4]
                %3 = reduce sum [0] %2 : f64
                return %3
                """);
        keeps(Additions::run, """
                %1 = for %k in 0..4 {
                  %u = index %m, %k : f64[4]
                  yield collect %u
                } : f64[4,4]
                %2 = transpose [1,0] %1 : f64[4,4]
                %3 = add %2, %m : f64[4,4]
                %4 = reduce sum [0,1] %3 : f64
                return %4
                """);
        keeps(Additions::run, """
                %1 = place %a, %i : f64[4,4]
                %2 = transpose [1,0] %1 : f64[4,4]
                %3 = add %2, %m : f64[4,4]
                %4 = reduce sum [0,1] %3 : f64
                return %4
                """);
    }

    @Test
    void aProductThatIsOnlyReadTransposedIsFormedTransposed() {
        turns(f -> DeadCode.run(Identities.run(DotOrder.run(f))), """
                %1 = iota 3 : i64[3]
                %2 = gather %m, %1 : f64[3,4]
                %p = dot [1=0] %2, %m : f64[3,4]
                %t = transpose [1,0] %p : f64[4,3]
                %s = reduce sum [0,1] %t : f64
                return %s
                """, """
                %1 = iota 3 : i64[3]
                %2 = gather %m, %1 : f64[3,4]
                %p = dot [0=1] %m, %2 : f64[4,3]
                %s = reduce sum [0,1] %p : f64
                return %s
                """);
        // With a batch axis, which stays in front.
        turns(f -> DeadCode.run(Identities.run(DotOrder.run(f))), """
                %1 = reshape %m : f64[2,2,4]
                %2 = reshape %m : f64[2,8]
                %p = dot [] batch [0=0] %1, %2 : f64[2,2,4,8]
                %t = transpose [0,3,1,2] %p : f64[2,8,2,4]
                %s = reduce sum [0,1,2,3] %t : f64
                return %s
                """, """
                %1 = reshape %m : f64[2,2,4]
                %2 = reshape %m : f64[2,8]
                %p = dot [] batch [0=0] %2, %1 : f64[2,8,2,4]
                %s = reduce sum [0,1,2,3] %p : f64
                return %s
                """);
    }

    @Test
    void aProductThatIsReadOtherwiseStays() {
        String both = """
                %p = dot [1=0] %m, %m : f64[4,4]
                %t = transpose [1,0] %p : f64[4,4]
                %q = mul %p, %t : f64[4,4]
                %s = reduce sum [0,1] %q : f64
                return %s
                """;
        keeps(DotOrder::run, both);
        keeps(DotOrder::run, """
                %p = dot [1=0] %m, %a : f64[4]
                %s = reduce sum [0] %p : f64
                return %s
                """);
        // Another permutation than the one that exchanges the two sides.
        keeps(DotOrder::run, """
                %1 = reshape %m : f64[2,2,4]
                %p = dot [2=0] %1, %m : f64[2,2,4]
                %t = transpose [1,0,2] %p : f64[2,2,4]
                %s = reduce sum [0,1,2] %t : f64
                return %s
                """);
    }
}
