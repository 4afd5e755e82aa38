package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import mg.ir.Options;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.testing.KernelParser;
import org.junit.jupiter.api.Test;

/// Each of the short loop passes by itself, from text to text: what it changes and what it leaves alone.
class LoopPassesTest {
    private static void turns(UnaryOperator<Kernel> pass, String before, String after) {
        assertEquals(kernel(after), LoopsPrinter.print(pass.apply(KernelParser.parse(kernel(before)))));
    }

    private static void keeps(UnaryOperator<Kernel> pass, String body) {
        turns(pass, body, body);
    }

    /// The text of a kernel that reads x, n and d0 and writes z, around a body.
    private static String kernel(String body) {
        return "kernel f(x: f64[64], n: i64[64], d0: f64) -> (z: f64[64], y: f64[1]) {\n" + body.indent(2) + "}\n";
    }

    @Test
    void scalarsThatNothingReadsAreDropped() {
        turns(DeadScalars::run, """
                let d1 = 0.0
                let d2 = 0.5
                let d3 = mul d2, d2
                for i4 in 0..64 {
                  let d5 = x[i4]
                  d1 sum= d5
                  let d6 = exp d5
                  z[i4] = d6
                }
                y[0] = d0
                """, """
                for i4 in 0..64 {
                  let d5 = x[i4]
                  let d6 = exp d5
                  z[i4] = d6
                }
                y[0] = d0
                """);
    }

    @Test
    void whatIsReadAnywhereStays() {
        keeps(DeadScalars::run, """
                let d1 = 0.0
                let i2 = 3
                let i3 = n[0]
                check i3 != 0
                for i4 in 0..64 until i2 {
                  let d5 = x[i4]
                  d1 sum= d5
                }
                while {
                  let b6 = lt d1, d0
                } b6 {
                  d1 = d0
                }
                y[0] = d1
                """);
    }

    @Test
    void aVariableAssignedOnceIsWhatItIsAssigned() {
        turns(SingleAssignments::run, """
                let d1 = 0.0
                let d2 = x[0]
                d1 = d2
                let d3 = mul d1, d1
                y[0] = d3
                """, """
                let d2 = x[0]
                let d3 = mul d2, d2
                y[0] = d3
                """);
    }

    /// In turn: read before, assigned in a branch, assigned twice, assigned what changes later.
    @Test
    void variablesThatHaveTwoValuesStay() {
        keeps(SingleAssignments::run, """
                let d1 = 0.0
                let d2 = x[0]
                let d3 = exp d1
                d1 = d2
                let d4 = 0.0
                let b5 = lt d3, d2
                if b5 {
                  d4 = d2
                }
                let d6 = 0.0
                d6 = d2
                d6 = d4
                let d7 = 1.0
                d7 = d6
                d6 sum= d2
                let d8 = mul d6, d7
                y[0] = d8
                """);
    }

    @Test
    void whatIsMadeAgainIsShared() {
        turns(ShareValues::run, """
                let d1 = x[3]
                let d2 = exp d1
                for i3 in 0..64 {
                  let d4 = x[3]
                  let d5 = exp d4
                  let d6 = x[i3]
                  let d7 = x[i3]
                  let d8 = mul d6, d7
                  let d9 = add d8, d5
                  z[i3] = d9
                }
                y[0] = d2
                """, """
                let d1 = x[3]
                let d2 = exp d1
                for i3 in 0..64 {
                  let d6 = x[i3]
                  let d8 = mul d6, d6
                  let d9 = add d8, d2
                  z[i3] = d9
                }
                y[0] = d2
                """);
    }

    /// In turn: an output may have changed; a variable does; another branch does not run; lanes are not one number.
    @Test
    void whatMayDifferIsNotShared() {
        keeps(ShareValues::run, """
                let d1 = z[3]
                z[3] = d0
                let d2 = z[3]
                let d3 = 0.0
                let d4 = exp d3
                d3 sum= d1
                let d5 = exp d3
                let b6 = lt d4, d5
                if b6 {
                  let d7 = sin d2
                  y[0] = d7
                } else {
                  let d8 = sin d2
                  z[4] = d8
                }
                let d9 = x[0]
                let d10x4 = x[0]
                z[0 + lane] = d10x4
                z[5] = d9
                """);
    }

    @Test
    void shortLoopsAreWrittenOut() {
        turns(k -> NumberScalars.run(UnrollLoops.run(k)), """
                for i1 in 0..3 down {
                  for i2 in 0..1 {
                    let d3 = x[8*i1 + i2 + 1]
                    z[i1] = d3
                  }
                }
                """, """
                let d1 = x[17]
                z[2] = d1
                let d2 = x[9]
                z[1] = d2
                let d3 = x[1]
                z[0] = d3
                """);
    }

    /// In turn: too long, with an end known at run time, around a loop that stays, of wide scalars.
    @Test
    void otherLoopsStay() {
        keeps(UnrollLoops::run, """
                for i1 in 0..5 {
                  z[i1] = d0
                }
                let i2 = n[0]
                for i3 in 0..2 until i2 {
                  z[i3] = d0
                }
                for i4 in 0..2 {
                  for i5 in 0..32 {
                    z[32*i4 + i5] = d0
                  }
                }
                for i6 in 0..2 {
                  let d7x8 = x[8*i6 + lane]
                  z[8*i6 + lane] = d7x8
                }
                """);
    }

    @Test
    void buffersThatDoNotLiveAtTheSameTimeShareAPlace() {
        turns(PlaceBuffers::run, """
                buffer t0: f64[32] at 0
                buffer t1: f64[64] at 0
                buffer t2: f64[16] at 0
                buffer t3: f64[8] at 0
                copy t0[0] for 32 = x[0]
                copy t1[0] for 32 = t0[0]
                copy t1[32] for 32 = x[32]
                copy t2[0] for 16 = t1[8]
                copy z[0] for 16 = t2[0]
                """, """
                buffer t0: f64[32] at 0
                buffer t1: f64[64] at 64
                buffer t2: f64[16] at 0
                copy t0[0] for 32 = x[0]
                copy t1[0] for 32 = t0[0]
                copy t1[32] for 32 = x[32]
                copy t2[0] for 16 = t1[8]
                copy z[0] for 16 = t2[0]
                """);
    }

    @Test
    void whatOneIterationLeavesForTheNextKeepsItsPlace() {
        keeps(PlaceBuffers::run, """
                buffer t0: f64[32] at 0
                buffer t1: f64[32] at 64
                fill t0[0] for 32 = d0
                for i1 in 0..64 {
                  copy t1[0] for 32 = x[32]
                  let d2 = t0[0]
                  z[i1] = d2
                  let d3 = t1[1]
                  t0[0] = d3
                }
                """);
    }

    @Test
    void scalarsAreNumberedInOrder() {
        turns(NumberScalars::run, """
                let d9 = x[0]
                let b4 = lt d9, d0
                if b4 {
                  z[0] = d9
                }
                """, """
                let d1 = x[0]
                let b2 = lt d1, d0
                if b2 {
                  z[0] = d1
                }
                """);
    }

    @Test
    void whatThreadsUseForThemselvesIsApart() {
        turns(ThreadBuffers::run, """
                buffer t0: f64[8] at 0
                buffer t1: f64[8] at 8
                fill t1[0] for 8 = d0
                parallel for i1 in 0..8 {
                  copy t0[0] for 8 = x[8*i1]
                  let d2 = t0[3]
                  let d3 = t1[i1]
                  let d4 = mul d2, d3
                  z[8*i1] = d4
                }
                """, """
                buffer t0: f64[8] at 0
                buffer t1: f64[8] at 8
                buffer t6: f64[512] at 0
                fill t1[0] for 8 = d0
                parallel for i1 in 0..8 {
                  copy t6[64*i1] for 8 = x[8*i1]
                  let d2 = t6[64*i1 + 3]
                  let d3 = t1[i1]
                  let d4 = mul d2, d3
                  z[8*i1] = d4
                }
                """);
    }

    @Test
    void loopsThatOneThreadRunsKeepTheirBuffers() {
        keeps(ThreadBuffers::run, """
                buffer t0: f64[8] at 0
                for i1 in 0..8 {
                  copy t0[0] for 8 = x[8*i1]
                  let d2 = t0[3]
                  z[8*i1] = d2
                }
                """);
    }

    /// The first element is a sum, the second one is read.
    @Test
    void smallArraysThatALoopOnlyAddsToAreSums() {
        turns(k -> SmallArrays.run(k, Options.DEFAULT), """
                buffer t1: f64[2] at 0
                fill t1[0] for 2 = d0
                for i2 in 0..64 {
                  let d3 = x[i2]
                  for i4 in 0..3 {
                    let d5 = mul d3, d3
                    t1[0] += d5
                  }
                  t1[1] += d3
                  let d6 = t1[1]
                  z[i2] = d6
                }
                let d7 = t1[0]
                y[0] = d7
                """, """
                buffer t1: f64[2] at 0
                let d8 = 0.0
                d8 = d0
                let d9 = 0.0
                d9 = d0
                for i2 in 0..64 {
                  let d3 = x[i2]
                  for i4 in 0..3 {
                    let d5 = mul d3, d3
                    d8 sum= d5
                  }
                  let d10 = add d9, d3
                  z[i2] = d10
                  d9 = d10
                }
                y[0] = d8
                """);
    }

    @Test
    void reproducibleSumsOfRealsInSmallArraysKeepTheirOrder() {
        turns(k -> SmallArrays.run(k, new Options(true)), """
                buffer t1: f64[1] at 0
                buffer n2: i64[1] at 0
                t1[0] = d0
                let i3 = 0
                n2[0] = i3
                for i4 in 0..64 {
                  let d5 = x[i4]
                  t1[0] += d5
                  n2[0] += i4
                }
                let d6 = t1[0]
                let i7 = n2[0]
                y[0] = d6
                """, """
                buffer t1: f64[1] at 0
                buffer n2: i64[1] at 0
                let i3 = 0
                let d8 = 0.0
                d8 = d0
                let i9 = 0
                i9 = i3
                for i4 in 0..64 {
                  let d5 = x[i4]
                  let d10 = add d8, d5
                  i9 sum= i4
                  d8 = d10
                }
                y[0] = d8
                """);
    }

    @Test
    void smallArraysThatSomeIterationsAddToAreNoSums() {
        turns(k -> SmallArrays.run(k, Options.DEFAULT), """
                buffer t1: f64[1] at 0
                t1[0] = d0
                for i2 in 0..64 {
                  let d3 = x[i2]
                  let b4 = lt d3, d0
                  if b4 {
                    t1[0] += d3
                  }
                }
                let d7 = t1[0]
                y[0] = d7
                """, """
                buffer t1: f64[1] at 0
                let d8 = 0.0
                d8 = d0
                for i2 in 0..64 {
                  let d3 = x[i2]
                  let b4 = lt d3, d0
                  let d9 = 0.0
                  d9 = d8
                  if b4 {
                    let d10 = add d8, d3
                    d9 = d10
                  }
                  d8 = d9
                }
                y[0] = d8
                """);
    }

    /// Rows of two numbers, and in each of their iterations, in a buffer of longer rows, rows of four.
    @Test
    void rowsInsideOfRowsAreMadeApart() {
        turns(OwnRows::run, """
                buffer t1: f64[4096] at 0
                for i2 in 0..16 {
                  z[4*i2] = d0
                  z[4*i2 + 1] = d0
                  z[4*i2] += d0
                  for i3 in 0..64 {
                    let d4 = x[i3]
                    fill t1[256*i2 + 4*i3] for 4 = d0
                    t1[256*i2 + 4*i3 + 1] += d4
                  }
                }
                let d5 = t1[7]
                y[0] = d5
                """, """
                buffer t1: f64[4096] at 0
                buffer t5: f64[4] at 0
                buffer t6: f64[2] at 0
                for i2 in 0..16 {
                  t6[0] = d0
                  t6[1] = d0
                  t6[0] += d0
                  for i3 in 0..64 {
                    let d4 = x[i3]
                    fill t5[0] for 4 = d0
                    t5[1] += d4
                    copy t1[256*i2 + 4*i3] for 4 = t5[0]
                  }
                  copy z[4*i2] for 2 = t6[0]
                }
                let d5 = t1[7]
                y[0] = d5
                """);
    }

    /// What is made must not depend on where objects lie in memory: C that is made again is found in the cache.
    @Test
    void totalsOfLanesComeInTheOrderOfTheLoop() {
        String wide = LoopsPrinter.print(Lanes.run(KernelParser.parse(kernel("""
                let i10 = 0
                let d11 = 0.0
                let i12 = 1
                let d13 = 0.5
                let i14 = 2
                let d15 = 1.0
                for i1 in 0..64 {
                  let d2 = x[i1]
                  let i3 = n[i1]
                  d15 sum= d2
                  i14 sum= i3
                  d13 max= d2
                  i12 max= i3
                  d11 min= d2
                  i10 min= i3
                }
                let d20 = f64(i10)
                let d21 = f64(i12)
                let d22 = f64(i14)
                y[0] += d20
                y[0] += d21
                y[0] += d22
                y[0] += d11
                y[0] += d13
                y[0] += d15
                """)), Options.DEFAULT));
        assertEquals(List.of("d15 sum", "i14 sum", "d13 max", "i12 max", "d11 min", "i10 min"),
                Pattern.compile("(?m)^  (\\w+ \\w+)= ").matcher(wide).results().map(m -> m.group(1)).toList(), wide);
    }

    @Test
    void rowsThatAreStoredColumnByColumnAreStaged() {
        turns(StagedRows::run, """
                for i1 in 0..3 {
                  let d2x2 = x[i1 + 3*lane]
                  z[i1 + 5 + 10*lane] = d2x2
                }
                """, """
                buffer t4: f64[6] at 0
                for i1 in 0..3 {
                  let d2x2 = x[i1 + 3*lane]
                  t4[2*i1 + lane] = d2x2
                }
                for i3 in 0..2 {
                  let i4 = 2*i3
                  let i5 = 1
                  let i6 = min i4, i5
                  let d7x2 = t4[2*i6 + lane]
                  let d8x2 = t4[2*i6 + 2 + lane]
                  z[i6 + 5 + 10*lane] = d7x2
                  z[i6 + 6 + 10*lane] = d8x2
                }
                """);
    }

    /// Two rows of 4, written out in two halves, of two copies of lanes.
    @Test
    void neighboursAreOneRowAndRowsAlikeAreInOneLoop() {
        turns(StagedRows::run, """
                for i1 in 0..2 {
                  let d2x2 = x[i1 + 3*lane]
                  z[i1 + 2 + 8*lane] = d2x2
                  z[i1 + 18 + 8*lane] = d2x2
                  z[i1 + 8*lane] = d2x2
                  z[i1 + 16 + 8*lane] = d2x2
                }
                """, """
                buffer t4: f64[16] at 0
                for i1 in 0..2 {
                  let d2x2 = x[i1 + 3*lane]
                  t4[2*i1 + 4 + lane] = d2x2
                  t4[2*i1 + 12 + lane] = d2x2
                  t4[2*i1 + lane] = d2x2
                  t4[2*i1 + 8 + lane] = d2x2
                }
                for i3 in 0..2 {
                  for i4 in 0..2 {
                    let d5x2 = t4[8*i3 + 4*i4 + lane]
                    let d6x2 = t4[8*i3 + 4*i4 + 2 + lane]
                    z[16*i3 + 2*i4 + 8*lane] = d5x2
                    z[16*i3 + 2*i4 + 1 + 8*lane] = d6x2
                  }
                }
                """);
    }

    @Test
    void rowsThatMeetAreNotStaged() {
        // Rows of 3, 2 apart.
        keeps(StagedRows::run, """
                for i1 in 0..3 {
                  let d2x2 = x[i1 + 3*lane]
                  z[i1 + 2*lane] = d2x2
                }
                """);
        // Columns 0 to 3 and 2 to 5; then 0 to 3 of a row and what reaches into the next.
        for (String second : List.of("i1 + 2", "i1 + 8", "i1 + 12")) {
            keeps(StagedRows::run, """
                    for i1 in 0..3 {
                      let d2x2 = x[i1 + 3*lane]
                      z[i1 + 10*lane] = d2x2
                      z[%s + 10*lane] = d2x2
                    }
                    """.formatted(second));
        }
    }

    @Test
    void onlyWholeRowsThatNothingElseTouchesAreStaged() {
        String loop = """
                let i9 = n[0]
                for i1 in 0..4 {
                  let d2x2 = x[i1 + 4*lane]
                  z[i1 + 10*lane] = d2x2
                }
                """;
        for (var change : List.of(
                List.of("0..4 {", "0..4 until i9 {"),
                List.of("] = d2x2\n", "] = d2x2\n  z[40] = d0\n"),
                List.of("  let d2x2", "  let d3 = z[i1]\n  let d2x2"),
                List.of("] = d2x2", "] += d2x2"),
                List.of("z[i1 +", "z[2*i1 +"),
                List.of("10*lane", "lane"),
                List.of("0..4", "0..1"))) {
            String other = loop.replace(change.getFirst(), change.getLast());
            assertNotEquals(loop, other);
            keeps(StagedRows::run, other);
        }
    }
}
