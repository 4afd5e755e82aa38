package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Parser;
import org.junit.jupiter.api.Test;

/// What reverse mode keeps of the iterations of a loop.
class ResidualsTest {
    /// The types of what the loops of a gradient collect beside what the function says.
    private static List<String> kept(String number) {
        var program = Parser.parse("test.ir", """
                func @f(%%x: f64[9], %%d: f64[9]) -> f64 {
                  %%one = const 1 : i64
                  %%n = const 9 : i64
                  %%z = for %%j in 0..9 {
                    %%after = add %%j, %%one : i64
                    %%k = rem %%after, %%n : i64
                    %%a = index %%x, %%k : f64
                    %%b = index %%d, %%j : f64
                    %%q = %s : f64
                    %%r = mul %%q, %%q : f64
                    yield sum %%r
                  } : f64
                  return %%z
                }
                func @g(%%x: f64[9], %%d: f64[9], %%c: f64) -> (f64, f64[9], f64[9]) {
                  %%v, %%s, %%t = vjp @f [0,1](%%x, %%d, %%c) : f64, f64[9], f64[9]
                  return %%v, %%s, %%t
                }
                """.formatted(number));
        var types = new ArrayList<String>();
        for (Instruction i : Pipelines.run(Pipelines.EXPANDED, program, "g").body().instructions()) {
            if (i.operation() instanceof Operation.For loop) {
                for (int k = 0; k < loop.kinds().size(); k++) {
                    if (loop.kinds().get(k) == Kind.COLLECT) {
                        types.add(i.results().get(k).type().toString());
                    }
                }
            }
        }
        return types;
    }

    @Test
    void quotientsAreKept() {
        assertEquals(List.of("f64[9]"), kept("div %a, %b"));
        assertEquals(List.of("f64[9]"), kept("rem %a, %b"));
    }

    @Test
    void productsAndPositionsAreComputedAgain() {
        assertEquals(List.of(), kept("mul %a, %b"));
    }
}
