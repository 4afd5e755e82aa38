package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/// What moves out of loops, and what stays.
class InvariantLoopsTest {
    private static final String HEADER = "func @f(%x: f64[6], %d: f64[5], %m: i64, %n: i64) -> ";

    /// Checks what a function becomes, and that it gives the same to the last bit.
    private static void turns(String types, String before, String after) {
        Program given = Parser.parse("before", HEADER + types + " {\n" + before + "}\n");
        Program expected = Parser.parse("after", HEADER + types + " {\n" + after + "}\n");
        Verifier.check(given);
        Verifier.check(expected);
        Function rewritten = DeadCode.run(InvariantLoops.run(given.functions().getFirst()));
        Program actual = Program.of(rewritten);
        Verifier.check(actual);
        assertEquals(Printer.print(expected), Printer.print(actual));
        List<Tensor> x = RandomValues.arguments(rewritten, 7, true);
        x.get(2).longs()[0] = 3;
        x.getLast().longs()[0] = 3;
        Agreement.EXACT.check(Interpreter.call(given, "f", x), Interpreter.call(actual, "f", x), () -> before);
    }

    private static void keeps(String types, String list) {
        turns(types, list, list);
    }

    @Test
    void theValueOfAFunctionIsComputedOnceForAllTangents() {
        turns("(t: f64[5], v: f64[5])", """
                %t, %v = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %s, %ds = for %j in 0..6 {
                    %xj = index %x, %j : f64
                    %e = exp %xj : f64
                    %de = mul %di, %e : f64
                    yield sum %e, sum %de
                  } : f64, f64
                  %u = div %ds, %s : f64
                  %w = mul %s, %di : f64
                  yield collect %u, collect %w
                } : f64[5], f64[5]
                return %t, %v
                """, """
                %s, %E = for %j in 0..6 {
                  %xj = index %x, %j : f64
                  %e = exp %xj : f64
                  yield sum %e, collect %e
                } : f64, f64[6]
                %t, %v = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %ds = for %j in 0..6 {
                    %e = index %E, %j : f64
                    %de = mul %di, %e : f64
                    yield sum %de
                  } : f64
                  %u = div %ds, %s : f64
                  %w = mul %s, %di : f64
                  yield collect %u, collect %w
                } : f64[5], f64[5]
                return %t, %v
                """);
    }

    @Test
    void whatIsCheapIsComputedAgain() {
        turns("f64[5]", """
                %t = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %s = for %j in 0..6 {
                    %xj = index %x, %j : f64
                    %y = add %xj, %xj : f64
                    %e = exp %y : f64
                    %a = mul %di, %e : f64
                    %b = add %a, %y : f64
                    yield sum %b
                  } : f64
                  yield collect %s
                } : f64[5]
                return %t
                """, """
                %E = for %j in 0..6 {
                  %xj = index %x, %j : f64
                  %y = add %xj, %xj : f64
                  %e = exp %y : f64
                  yield collect %e
                } : f64[6]
                %t = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %s = for %j in 0..6 {
                    %e = index %E, %j : f64
                    %xj = index %x, %j : f64
                    %y = add %xj, %xj : f64
                    %a = mul %di, %e : f64
                    %b = add %a, %y : f64
                    yield sum %b
                  } : f64
                  yield collect %s
                } : f64[5]
                return %t
                """);
        keeps("f64[5]", """
                %t = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %Y = for %j in 0..6 {
                    %xj = index %x, %j : f64
                    %y = add %xj, %xj : f64
                    yield collect %y
                  } : f64[6]
                  %s = for %j in 0..6 {
                    %y = index %Y, %j : f64
                    %a = mul %di, %y : f64
                    yield sum %a
                  } : f64
                  yield collect %s
                } : f64[5]
                return %t
                """);
    }

    /// The inner loop's states, which the tangent reads, are collected; those of a `while` cannot be.
    @Test
    void statesAreCollectedAndWhileLoopsAreRunForTheirValueOnce() {
        turns("(t: f64[5], v: f64[5])", """
                %one = const 1.0 : f64
                %t, %v = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %p, %dp = for %j in 0..6 carry(%q = %one, %dq = %di) {
                    %xj = index %x, %j : f64
                    %r = atan2 %q, %xj : f64
                    %dr = mul %dq, %q : f64
                    yield carry %r, carry %dr
                  } : f64, f64
                  %w = mul %p, %dp : f64
                  %e = sub %dp, %p : f64
                  yield collect %w, collect %e
                } : f64[5], f64[5]
                return %t, %v
                """, """
                %one = const 1.0 : f64
                %p, %Q = for %j in 0..6 carry(%q = %one) {
                  %xj = index %x, %j : f64
                  %r = atan2 %q, %xj : f64
                  yield carry %r, collect %q
                } : f64, f64[6]
                %t, %v = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %dp = for %j in 0..6 carry(%dq = %di) {
                    %q = index %Q, %j : f64
                    %dr = mul %dq, %q : f64
                    yield carry %dr
                  } : f64
                  %w = mul %p, %dp : f64
                  %e = sub %dp, %p : f64
                  yield collect %w, collect %e
                } : f64[5], f64[5]
                return %t, %v
                """);
        turns("f64[5]", """
                %one = const 1.0 : f64
                %t = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %p, %dp = while (%q = %one, %dq = %di) {
                    %c = lt %q, %one : bool
                    yield %c
                  } do (%q, %dq) {
                    %r = mul %q, %q : f64
                    %dr = mul %dq, %q : f64
                    yield %r, %dr
                  } : f64, f64
                  %w = mul %p, %dp : f64
                  yield collect %w
                } : f64[5]
                return %t
                """, """
                %one = const 1.0 : f64
                %p = while (%q = %one) {
                  %c = lt %q, %one : bool
                  yield %c
                } do (%q) {
                  %r = mul %q, %q : f64
                  yield %r
                } : f64
                %t = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %p2, %dp = while (%q = %one, %dq = %di) {
                    %c = lt %q, %one : bool
                    yield %c
                  } do (%q, %dq) {
                    %r = mul %q, %q : f64
                    %dr = mul %dq, %q : f64
                    yield %r, %dr
                  } : f64, f64
                  %w = mul %p, %dp : f64
                  yield collect %w
                } : f64[5]
                return %t
                """);
    }

    @Test
    void aWhileThatRunsDifferentlyLongStays() {
        keeps("f64[5]", """
                %one = const 1.0 : f64
                %t = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %p, %k = while (%q = %one, %k = %di) {
                    %c = lt %k, %one : bool
                    yield %c
                  } do (%q, %k) {
                    %r = exp %q : f64
                    %l = add %k, %one : f64
                    yield %r, %l
                  } : f64, f64
                  yield collect %p
                } : f64[5]
                return %t
                """);
    }

    /// A bounded loop need not run, and then reads nothing outside of an array; nor does a branch that is not taken.
    @Test
    void whatMayFaultStaysWhereItMayNotRun() {
        keeps("(a: f64, b: f64)", """
                %a = for %i in 0..5 until %n {
                  %s = for %j in 0..6 {
                    %xm = index %x, %m : f64
                    %xj = index %x, %j : f64
                    %e = mul %xm, %xj : f64
                    yield sum %e
                  } : f64
                  yield sum %s
                } : f64
                %b = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %zero = const 0.0 : f64
                  %c = lt %di, %zero : bool
                  %r = if %c {
                    %s = for %j in 0..6 {
                      %xm = index %x, %m : f64
                      %xj = index %x, %j : f64
                      %e = mul %xm, %xj : f64
                      yield sum %e
                    } : f64
                    yield %s
                  } else {
                    yield %zero
                  } : f64
                  yield sum %r
                } : f64
                return %a, %b
                """);
    }

    /// What is collected would be 32 MB.
    @Test
    void whatFillsTooMuchMemoryIsComputedAgain() {
        String large = """
                %t = for %i in 0..5 {
                  %di = index %d, %i : f64
                  %s = for %j in 0..4194304 {
                    %k = rem %j, %n : i64
                    %xk = index %x, %k : f64
                    %e = exp %xk : f64
                    %a = mul %di, %e : f64
                    yield sum %a
                  } : f64
                  yield collect %s
                } : f64[5]
                return %t
                """;
        Function given = Parser.parse("before", HEADER + "f64[5] {\n" + large + "}\n").functions().getFirst();
        assertEquals(given, InvariantLoops.run(given));
        Function fewer = Parser.parse("before", HEADER + "f64[5] {\n" + large.replace("4194304", "41943") + "}\n")
                .functions().getFirst();
        assertEquals(2, DeadCode.run(InvariantLoops.run(fewer)).body().instructions().size());
    }

    /// Each element becomes the next one, six times around.
    private static String around(String size) {
        return """
                %%one = const 1 : i64
                %%size = const %s : i64
                %%t = for %%i in 0..5 carry(%%u = %%x) {
                  %%v = for %%j in 0..6 {
                    %%after = add %%j, %%one : i64
                    %%k = rem %%after, %%size : i64
                    %%e = index %%u, %%k : f64
                    yield collect %%e
                  } : f64[6]
                  yield carry %%v
                } : f64[6]
                return %%t
                """.formatted(size);
    }

    @Test
    void whereNeighboursAreIsNotReadFromATable() {
        keeps("f64[6]", around("6"));
    }

    @Test
    void positionsThatBeginAgainOftenAre() {
        turns("f64[6]", around("2"), """
                %one = const 1 : i64
                %size = const 2 : i64
                %K = for %j in 0..6 {
                  %after = add %j, %one : i64
                  %k = rem %after, %size : i64
                  yield collect %k
                } : i64[6]
                %t = for %i in 0..5 carry(%u = %x) {
                  %v = for %j in 0..6 {
                    %k = index %K, %j : i64
                    %e = index %u, %k : f64
                    yield collect %e
                  } : f64[6]
                  yield carry %v
                } : f64[6]
                return %t
                """);
    }
}
