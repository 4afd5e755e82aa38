package mg.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.testing.KernelParser;
import org.junit.jupiter.api.Test;

class LoopsPrinterTest {
    @Test
    void everyStatementHasAForm() {
        var x = new Buffer(0, "x", ElementType.F64, 50, new Buffer.Place.Input());
        var out = new Buffer(1, "result", ElementType.F64, 1, new Buffer.Place.Output());
        var t = new Buffer(2, "t", ElementType.F64, 50, new Buffer.Place.Arena(8));
        var c = new Buffer(3, "c", ElementType.I64, 3,
                new Buffer.Place.Constant(Tensor.wholes(Type.of(ElementType.I64, 3), k -> k + 1)));
        var a = new Scalar(0, ElementType.F64);
        var i = new Scalar(1, ElementType.I64);
        var b = new Scalar(2, ElementType.BOOL);
        var f = new Scalar(3, ElementType.F32);
        Address at = new Address(x, Index.ZERO.plus(i, 10).plus(1));
        var loop = new Statement.Loop(i, 5, Optional.of(i), true, List.of(
                new Statement.Check(i, 5, Span.NONE),
                new Statement.Define(a, new Value.Load(at)),
                new Statement.Accumulate(a, Kind.SUM, a),
                new Statement.Store(new Address(t, Index.of(i)), a, true)));
        var branch = new Statement.If(b, List.of(new Statement.Assign(a, a)),
                List.of(new Statement.Define(f, new Value.Convert(a))));
        var alone = new Statement.If(b, List.of(new Statement.NonZero(i, Span.NONE)), List.of());
        var loopWhile = new Statement.While(
                List.of(new Statement.Define(b, new Value.Apply(ElementOp.LT, List.of(a, a)))), b,
                List.of(new Statement.Define(i, new Value.Affine(Index.of(i).plus(-1)))));
        var kernel = new Kernel(function(), List.of(x, a), List.of(out), List.of(t, c), 4, List.of(
                new Statement.Define(a, new Value.Literal(Tensor.of(0.5))), loop,
                new Statement.Fill(new Address(t, Index.ZERO), 50, a),
                new Statement.Copy(new Address(t, Index.ZERO), new Address(x, Index.ZERO.plus(25)), 25, false),
                branch, alone, loopWhile));
        assertEquals("""
                kernel mean(x: f64[50], d0: f64) -> (result: f64[1]) {
                  buffer t: f64[50] at 8
                  buffer c: i64[3] = {1, 2, 3}
                  let d0 = 0.5
                  for i1 in 0..5 down until i1 {
                    check 0 <= i1 < 5
                    let d0 = x[10*i1 + 1]
                    d0 sum= d0
                    t[i1] += d0
                  }
                  fill t[0] for 50 = d0
                  copy t[0] for 25 = x[25]
                  if b2 {
                    d0 = d0
                  } else {
                    let f3 = f32(d0)
                  }
                  if b2 {
                    check i1 != 0
                  }
                  while {
                    let b2 = lt d0, d0
                  } b2 {
                    let i1 = i1 + -1
                  }
                }
                """, LoopsPrinter.print(kernel));
        assertEquals(LoopsPrinter.print(kernel), LoopsPrinter.print(KernelParser.parse(LoopsPrinter.print(kernel))));
    }

    private static mg.ir.Function function() {
        var b = new Builder();
        b.argument("x", Type.of(ElementType.F64, 50));
        return b.finish("mean", List.of("result"), List.of(b.argument("s", Type.F64)));
    }
}
