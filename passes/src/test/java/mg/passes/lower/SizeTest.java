package mg.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Kind;
import mg.ir.Options;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.loops.Kernel;
import org.junit.jupiter.api.Test;

/// The size of a kernel depends on the length of the lists, not on the sizes of arrays.
class SizeTest {
    private static String layer(int n) {
        return """
                func @f(%%w: f64[50,%1$d], %%x: f64[%1$d], %%k: i64[3]) -> (a: f64[50,%1$d], b: f64[50], c: f64[%1$d]) {
                  %%3 = dot [1=0] %%w, %%x : f64[50]
                  %%4 = dot [] %%3, %%x : f64[50,%1$d]
                  %%5 = add %%4, %%w : f64[50,%1$d]
                  %%6 = gather %%5, %%k : f64[3,%1$d]
                  %%7 = for %%8 in 0..3 carry(%%9 = %%x) {
                    %%10 = index %%6, %%8 : f64[%1$d]
                    %%11 = mul %%9, %%10 : f64[%1$d]
                    yield carry %%11
                  } : f64[%1$d]
                  return %%5, %%3, %%7
                }
                """.formatted(n);
    }

    @Test
    void kernelsForLargerArraysAreAsLarge() {
        assertEquals(Statements.count(Lowered.kernel(layer(70_000))),
                Statements.count(Lowered.kernel(layer(7_000_000))));
    }

    @Test
    void aMillionScalarInstructions() {
        var b = new Builder();
        Var x = b.argument("x", Type.F64);
        Var y = x;
        for (int k = 0; k < 1_000_000; k++) {
            y = b.add(y, x);
        }
        lowers(b.finish("f", List.of("y"), List.of(y)), Tensor.of(0.5), Tensor.of(500_000.5));
    }

    @Test
    void aHundredThousandArraysAddedInAChain() {
        var b = new Builder();
        Var x = b.argument("x", Type.of(ElementType.F64, 1));
        Var y = x;
        for (int k = 0; k < 100_000; k++) {
            y = b.add(b.mul(x, x), y);
        }
        lowers(b.finish("f", List.of("y"), List.of(y)), Tensor.of(new double[] {2}), Tensor.of(new double[] {400_002}));
    }

    @Test
    void aHundredThousandArraysMadeOfEachOther() {
        var b = new Builder();
        Var x = b.argument("x", Type.of(ElementType.F64, 1));
        Var y = x;
        for (int k = 0; k < 100_000; k++) {
            y = b.mul(b.sub(y, x), x);
        }
        lowers(b.finish("f", List.of("y"), List.of(y)), Tensor.of(new double[] {-1}), Tensor.of(new double[] {-1}));
    }

    @Test
    void listsNestedTwoHundredDeep() {
        var b = new Builder();
        Var x = b.argument("x", Type.of(ElementType.F64, 1));
        Var y = nested(b, x, 199);
        lowers(b.finish("f", List.of("y"), List.of(y)), Tensor.of(new double[] {2}), Tensor.of(new double[] {4}));
    }

    private static Var nested(Builder b, Var x, int depth) {
        return depth == 0 ? b.mul(x, x) : b.forLoop(1, Kind.SUM, _ -> nested(b, x, depth - 1));
    }

    private static void lowers(Function function, Tensor x, Tensor expected) {
        Kernel kernel = Lowered.kernel(function, Options.DEFAULT);
        assertEquals(expected, new LoopsInterpreter(kernel).call(List.of(x)).getFirst());
    }
}
