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

/// Products in loops, and when they become one.
class BatchProductsTest {
    private static final String HEADER =
            "func @f(%W: f64[20,16], %V: f64[3,20], %X: f64[5,4,4], %Y: f64[5,20], %S: f64[4,4], "
                    + "%Z: f64[18,16], %u: f64[16], %n: i64[5]) -> ";

    /// Checks what a function becomes, and that it gives the same.
    private static void turns(String types, String before, String after) {
        Program given = Parser.parse("before", HEADER + types + " {\n" + before + "}\n");
        Program expected = Parser.parse("after", HEADER + types + " {\n" + after + "}\n");
        Verifier.check(given);
        Verifier.check(expected);
        Function rewritten = DeadCode.run(BatchProducts.run(given.functions().getFirst()));
        Program actual = Program.of(rewritten);
        Verifier.check(actual);
        assertEquals(Printer.print(expected), Printer.print(actual));
        List<Tensor> x = RandomValues.arguments(rewritten, 7, true);
        x.getLast().longs()[0] = 1;
        Agreement.ROUNDING.check(Interpreter.call(given, "f", x), Interpreter.call(actual, "f", x), () -> before);
    }

    private static void keeps(String types, String list) {
        turns(types, list, list);
    }

    @Test
    void aMatrixTimesTheVectorsOfALoopIsAProductOfMatrices() {
        turns("(y: f64[5,20], s: f64)", """
                %y, %s = for %i in 0..5 {
                  %x = index %X, %i : f64[4,4]
                  %v = reshape %x : f64[16]
                  %d = dot [1=0] %W, %v : f64[20]
                  %e = index %d, %i : f64
                  %z = exp %e : f64
                  yield collect %d, sum %z
                } : f64[5,20], f64
                return %y, %s
                """, """
                %R = reshape %X : f64[5,16]
                %D = dot [1=1] %R, %W : f64[5,20]
                %y, %s = for %i in 0..5 {
                  %d = index %D, %i : f64[20]
                  %e = index %d, %i : f64
                  %z = exp %e : f64
                  yield collect %d, sum %z
                } : f64[5,20], f64
                return %y, %s
                """);
    }

    @Test
    void whatStandsBeforeAndBetweenProductsIsCollected() {
        turns("f64[5]", """
                %two = const 2.0 : f64
                %r = for %i in 0..5 {
                  %y = index %Y, %i : f64[20]
                  %e = exp %y : f64[20]
                  %d = dot [0=0] %W, %e : f64[16]
                  %t = tanh %d : f64[16]
                  %g = dot [1=0] %W, %t : f64[20]
                  %k = index %n, %i : i64
                  %h = dot [0=0] %g, %e : f64
                  %z = mul %h, %two : f64
                  yield collect %z
                } : f64[5]
                return %r
                """, """
                %two = const 2.0 : f64
                %E = for %i in 0..5 {
                  %y = index %Y, %i : f64[20]
                  %e = exp %y : f64[20]
                  yield collect %e
                } : f64[5,20]
                %D = dot [1=0] %E, %W : f64[5,16]
                %T = for %j in 0..5 {
                  %d = index %D, %j : f64[16]
                  %t = tanh %d : f64[16]
                  yield collect %t
                } : f64[5,16]
                %G = dot [1=1] %T, %W : f64[5,20]
                %r = for %k in 0..5 {
                  %e2 = index %E, %k : f64[20]
                  %g = index %G, %k : f64[20]
                  %h = dot [0=0] %g, %e2 : f64
                  %z = mul %h, %two : f64
                  yield collect %z
                } : f64[5]
                return %r
                """);
    }

    @Test
    void aSumOfOuterProductsIsAProductOfMatrices() {
        turns("(g: f64[20,20], t: f64)", """
                %g, %t = for %i in 0..5 {
                  %y = index %Y, %i : f64[20]
                  %e = exp %y : f64[20]
                  %o = dot [] %y, %e : f64[20,20]
                  %s = reduce sum [0] %e : f64
                  yield sum %o, sum %s
                } : f64[20,20], f64
                return %g, %t
                """, """
                %t, %E = for %i in 0..5 {
                  %y = index %Y, %i : f64[20]
                  %e = exp %y : f64[20]
                  %s = reduce sum [0] %e : f64
                  yield sum %s, collect %e
                } : f64, f64[5,20]
                %g = dot [0=0] %Y, %E : f64[20,20]
                return %g, %t
                """);
    }

    @Test
    void axesOfTheMovingOperandStayWhereTheyWere() {
        turns("f64[5,20,16]", """
                %r = for %i in 0..5 {
                  %x = index %X, %i : f64[4,4]
                  %p = dot [] %S, %x : f64[4,4,4,4]
                  %q = reshape %p : f64[16,16]
                  %d = dot [1=0] %W, %q : f64[20,16]
                  yield collect %d
                } : f64[5,20,16]
                return %r
                """, """
                %Q = for %i in 0..5 {
                  %x = index %X, %i : f64[4,4]
                  %p = dot [] %S, %x : f64[4,4,4,4]
                  %q = reshape %p : f64[16,16]
                  yield collect %q
                } : f64[5,16,16]
                %D = dot [1=1] %Q, %W : f64[5,16,20]
                %T = transpose [0,2,1] %D : f64[5,20,16]
                %r = for %j in 0..5 {
                  %d = index %T, %j : f64[20,16]
                  yield collect %d
                } : f64[5,20,16]
                return %r
                """);
    }

    @Test
    void rowsTimesAVectorAreAMatrixTimesAVector() {
        turns("(s: f64, g: f64[16], h: f64[18,16])", """
                %s, %g, %h = for %i in 0..18 {
                  %z = index %Z, %i : f64[16]
                  %d = dot [0=0] %u, %z : f64
                  %e = exp %d : f64
                  %a = dot [] %z, %e : f64[16]
                  %b = dot [] %e, %u : f64[16]
                  yield sum %e, sum %a, collect %b
                } : f64, f64[16], f64[18,16]
                return %s, %g, %h
                """, """
                %D = dot [1=0] %Z, %u : f64[18]
                %s, %E = for %i in 0..18 {
                  %d = index %D, %i : f64
                  %e = exp %d : f64
                  yield sum %e, collect %e
                } : f64, f64[18]
                %g = dot [0=0] %Z, %E : f64[16]
                %h = dot [] %E, %u : f64[18,16]
                return %s, %g, %h
                """);
    }

    @Test
    void productsWithRowsThatAreReadAsWellOrShortStay() {
        keeps("(t: f64, h: f64[18,16])", """
                %o = const 3 : i64
                %t, %h = for %i in 0..18 {
                  %z = index %Z, %i : f64[16]
                  %e = index %z, %o : f64
                  %b = dot [] %e, %u : f64[16]
                  %c = index %b, %o : f64
                  yield sum %c, collect %b
                } : f64, f64[18,16]
                return %t, %h
                """);
        keeps("f64", """
                %s = slice [0:18:1,0:15:1] %Z : f64[18,15]
                %v = slice [0:15:1] %u : f64[15]
                %t = for %i in 0..18 {
                  %z = index %s, %i : f64[15]
                  %d = dot [0=0] %z, %v : f64
                  yield sum %d
                } : f64
                return %t
                """);
    }

    @Test
    void smallProductsAndThoseOfAStateStay() {
        keeps("f64[5,4,4]", """
                %r = for %i in 0..5 {
                  %x = index %X, %i : f64[4,4]
                  %d = dot [1=0] %S, %x : f64[4,4]
                  yield collect %d
                } : f64[5,4,4]
                return %r
                """);
        keeps("f64[20]", """
                %y = index %Y, %n : f64[20]
                %r = for %i in 0..5 carry(%s = %y) {
                  %d = dot [0=0] %W, %s : f64[16]
                  %g = dot [1=0] %W, %d : f64[20]
                  yield carry %g
                } : f64[20]
                return %r
                """.replace("index %Y, %n", "reduce sum [0] %Y"));
    }

    @Test
    void productsWithAConstantOfTheLoopStay() {
        keeps("f64[20,13]", """
                %g = for %i in 0..5 {
                  %y = index %Y, %i : f64[20]
                  %c = const {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 1.0, 2.0, 3.0, 4.0} : f64[13]
                  %o = dot [] %y, %c : f64[20,13]
                  yield sum %o
                } : f64[20,13]
                return %g
                """);
    }

    @Test
    void anOuterProductThatIsReadAsWellStays() {
        keeps("(g: f64[20,20], t: f64)", """
                %g, %t = for %i in 0..5 {
                  %y = index %Y, %i : f64[20]
                  %o = dot [] %y, %y : f64[20,20]
                  %e = index %o, %i, %i : f64
                  yield sum %o, sum %e
                } : f64[20,20], f64
                return %g, %t
                """);
    }
}
