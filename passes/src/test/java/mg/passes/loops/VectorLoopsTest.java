package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.LoopsPrinter;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.passes.lower.Lowering;
import org.junit.jupiter.api.Test;

class VectorLoopsTest {
    private static final Buffer X = new Buffer(0, "x", ElementType.F64, 100, new Buffer.Place.Input());
    private static final Buffer Y = new Buffer(1, "y", ElementType.F64, 100, new Buffer.Place.Output());
    private static final Buffer N = new Buffer(2, "n", ElementType.I64, 100, new Buffer.Place.Input());
    private static final Scalar I = new Scalar(0, ElementType.I64);
    private static final Scalar A = new Scalar(1, ElementType.F64);
    private static final Scalar B = new Scalar(2, ElementType.F64);
    private static final Scalar S = new Scalar(3, ElementType.F64);
    private static final Scalar T = new Scalar(4, ElementType.BOOL);
    private static final Scalar K = new Scalar(5, ElementType.I64);
    private static final Scalar F = new Scalar(6, ElementType.F32);
    private static final Index AT = Index.ZERO.plus(I, 1);

    @Test
    void innermostLoopsOfAMatrixProductAreMarked() {
        assertEquals("""
                kernel f(W: f64[5,7], x: f64[7]) -> (y: f64[5]) {
                  for i0 in 0..5 {
                    let d1 = 0.0
                    for i2 in 0..7 vector {
                      let d3 = W[7*i0 + i2]
                      let d4 = x[i2]
                      let d5 = mul d3, d4
                      d1 sum= d5
                    }
                    y[i0] = d1
                  }
                }
                """.replace("[5,7]", "[35]"), print(Options.DEFAULT));
    }

    @Test
    void sumsInTheOrderOfTheProgramAreNot() {
        assertEquals(false, print(new Options(true)).contains("vector"));
    }

    private static String print(Options options) {
        var f = Parser.parse("t.ir", """
                func @f(%W: f64[5,7], %x: f64[7]) -> (y: f64[5]) {
                  %1 = dot [1=0] %W, %x : f64[5]
                  return %1
                }
                """).functions().getFirst();
        return LoopsPrinter.print(VectorLoops.run(DeadScalars.run(Lowering.run(f, options))));
    }

    @Test
    void elementsAreTakenInOrder() {
        marks(true, load(A, X, AT), store(Y, AT, A));
        marks(true, load(A, X, Index.ZERO.plus(K, 10).plus(AT)), store(Y, AT, A));
        marks(true, load(A, X, Index.ZERO.plus(K, 1)), store(Y, AT, A));
        marks(false, load(A, X, Index.ZERO.plus(I, 2)), store(Y, AT, A));
        marks(false, load(A, X, AT), store(Y, Index.ZERO.plus(I, 2), A));
        marks(false, load(A, X, AT), store(Y, Index.ZERO.plus(K, 1), A));
        marks(false, new Statement.Define(K, new Value.Load(new Address(N, AT))), load(A, X, Index.ZERO.plus(K, 1)),
                store(Y, AT, A));
    }

    @Test
    void whatIsStoredIsNotTouchedByOtherIterations() {
        marks(true, load(A, Y, AT), store(Y, AT, A));
        marks(true, load(A, Y, AT.plus(50)), store(Y, AT, A));
        marks(false, load(A, Y, AT.plus(49)), store(Y, AT, A));
        marks(false, load(A, Y, AT.plus(-1)), store(Y, AT, A));
        marks(false, load(A, Y, Index.ZERO), store(Y, AT, A));
        marks(false, load(A, Y, AT.plus(K, 1)), store(Y, AT, A));
        marks(false, load(A, X, AT), store(Y, AT, A), store(Y, AT.plus(1), A));
    }

    @Test
    void sumsAreNotReadMeanwhile() {
        marks(true, load(A, X, AT), new Statement.Accumulate(S, Kind.MAX, A));
        marks(true, load(A, X, AT), new Statement.Accumulate(S, Kind.SUM, A), new Statement.Accumulate(B, Kind.PROD, A));
        marks(false, load(A, X, AT), new Statement.Accumulate(S, Kind.SUM, A), store(Y, AT, S));
        marks(false, load(A, X, AT), apply(B, ElementOp.ADD, S, A), new Statement.Accumulate(S, Kind.SUM, B));
        marks(false, load(A, X, AT), new Statement.Accumulate(A, Kind.SUM, B));
        marks(false, load(A, X, AT), new Statement.Assign(S, A));
        marks(false, new Statement.Accumulate(S, Kind.SUM, F), load(A, X, AT), store(Y, AT, A));
    }

    @Test
    void operationsHaveAVectorForm() {
        marks(true, load(A, X, AT), apply(T, ElementOp.LT, A, B), apply(S, ElementOp.SELECT, T, A, B), store(Y, AT, S));
        marks(true, load(A, X, AT), apply(S, ElementOp.EXP, B), store(Y, AT, S));
        marks(false, load(A, X, AT), apply(S, ElementOp.DIGAMMA, A), store(Y, AT, S));
        marks(false, new Statement.Define(A, new Value.Convert(I)), store(Y, AT, A));
        marks(false, load(A, X, AT), new Statement.If(T, List.of(), List.of()), store(Y, AT, A));
        marks(false, load(A, X, AT), new Statement.Check(K, 5, mg.ir.Span.NONE), store(Y, AT, A));
    }

    @Test
    void shortLoopsAreLeftAlone() {
        marks(true, VectorLoops.LEAST, load(A, X, AT), store(Y, AT, A));
        marks(false, VectorLoops.LEAST - 1, load(A, X, AT), store(Y, AT, A));
    }

    private static Statement load(Scalar target, Buffer from, Index at) {
        return new Statement.Define(target, new Value.Load(new Address(from, at)));
    }

    private static Statement store(Buffer to, Index at, Scalar value) {
        return new Statement.Store(new Address(to, at), value, false);
    }

    private static Statement apply(Scalar target, ElementOp op, Scalar... operands) {
        return new Statement.Define(target, new Value.Apply(op, List.of(operands)));
    }

    private static void marks(boolean expected, Statement... body) {
        marks(expected, 50, body);
    }

    private static void marks(boolean expected, long count, Statement... body) {
        var loop = new Statement.Loop(I, count, Optional.empty(), false, List.of(body));
        assertEquals(expected, VectorLoops.mark(loop).vector(), loop::toString);
    }
}
