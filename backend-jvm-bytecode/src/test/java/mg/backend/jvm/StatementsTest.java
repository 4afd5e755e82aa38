package mg.backend.jvm;

import static mg.backend.jvm.Kernels.at;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.testing.LoopInterpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {
    private static final Type VECTOR = Type.of(ElementType.F64, 6);

    @ParameterizedTest
    @CsvSource({"3,false,0 1 2", "3,true,2 1 0", "0,false,''", "-5,true,''", "6,true,5 4 3 2 1 0"})
    void boundedLoopsRunFromEitherEnd(long bound, boolean down, String expected) {
        for (long count : new long[] {6, 6_000_000_000L}) {
            var kernels = new Kernels();
            Scalar limit = kernels.scalarInput("n", ElementType.I64);
            Buffer order = kernels.output("y", VECTOR);
            Scalar next = kernels.literal(0L);
            Scalar one = kernels.literal(1L);
            Scalar none = kernels.literal(-1.0);
            kernels.body.add(new Statement.Fill(at(order, 0), 6, none));
            kernels.loop(count, Optional.of(limit), down, i -> {
                kernels.store(at(order, next), kernels.define(ElementType.F64, new Value.Convert(i)));
                kernels.accumulate(next, Kind.SUM, one);
            });
            List<Tensor> results = JvmBackend.compile(kernels.finish("f")).call(List.of(Tensor.of(bound)));
            var seen = new ArrayList<String>();
            for (double d : results.getFirst().doubles()) {
                if (d >= 0) {
                    seen.add(String.valueOf((int) d));
                }
            }
            assertEquals(expected, String.join(" ", seen), "of " + count);
        }
    }

    @Test
    void aLoopOfNoIterationsDoesNothing() {
        var kernels = new Kernels();
        Buffer empty = kernels.input("x", Type.of(ElementType.F64, 0));
        Buffer sum = kernels.output("y", Type.F64);
        Scalar total = kernels.literal(-0.0);
        kernels.loop(0, i -> kernels.accumulate(total, Kind.SUM, kernels.load(at(empty, i))));
        kernels.store(at(sum, 0), total);
        assertEquals(List.of(Tensor.of(-0.0)),
                JvmBackend.compile(kernels.finish("f")).call(List.of(Tensor.of(new double[0]))));
    }

    @Test
    void aScalarResultIsWrittenReadFilledAndCopiedLikeAnArray() {
        var kernels = new Kernels();
        Buffer x = kernels.input("x", VECTOR);
        Buffer y = kernels.output("y", Type.F64);
        Buffer t = kernels.local(ElementType.F64, 2);
        Scalar two = kernels.literal(2.0);
        kernels.body.add(new Statement.Fill(at(y, 0), 1, two));
        kernels.body.add(new Statement.Copy(at(y, 0), at(x, 1), 1, true));
        kernels.body.add(new Statement.Copy(at(t, 1), at(y, 0), 1, false));
        kernels.body.add(new Statement.Copy(at(y, 0), at(x, 2), 1, false));
        kernels.body.add(new Statement.Copy(at(y, 0), at(x, 3), 0, true));
        kernels.loop(3, i -> kernels.add(at(y, 0), kernels.load(at(t, 1))));
        kernels.store(at(y, 0), kernels.apply(ElementOp.MUL, two, kernels.load(at(y, 0))));
        Kernel kernel = kernels.finish("f");
        Tensor argument = Tensor.of(1, 10, 100, 1000, 0, 0.0);
        var expected = new double[1];
        LoopInterpreter.run(kernel, new Object[] {argument.data()}, new Object[] {expected});
        assertEquals(272.0, expected[0]);
        assertEquals(List.of(Tensor.of(272.0)), JvmBackend.compile(kernel).call(List.of(argument)));
    }

    @Test
    void constantsKeepEveryBit() {
        var kernels = new Kernels();
        double[] values = {0.0, -0.0, Double.NaN, Double.MIN_VALUE, -1e300, 1 / 3.0};
        Buffer constant = kernels.constant(Tensor.of(values));
        Buffer y = kernels.output("y", VECTOR);
        Buffer z = kernels.output("z", VECTOR);
        kernels.body.add(new Statement.Copy(at(y, 0), at(constant, 0), 6, false));
        for (int k = 0; k < 6; k++) {
            kernels.store(at(z, k), kernels.literal(values[k]));
        }
        List<Tensor> results = JvmBackend.compile(kernels.finish("f")).call(List.of());
        for (Tensor result : results) {
            for (int k = 0; k < 6; k++) {
                assertEquals(Double.doubleToRawLongBits(values[k]), Double.doubleToRawLongBits(result.doubles()[k]));
            }
        }
    }

    @Test
    void aSecondCallDoesNotSeeTheFirst() {
        var kernels = new Kernels();
        Buffer x = kernels.input("x", VECTOR);
        Buffer y = kernels.output("y", VECTOR);
        Buffer t = kernels.local(ElementType.F64, 6);
        Scalar zero = kernels.literal(0.0);
        kernels.body.add(new Statement.Fill(at(t, 0), 6, zero));
        kernels.loop(6, i -> kernels.add(at(t, i), kernels.load(at(x, i))));
        kernels.body.add(new Statement.Copy(at(y, 0), at(t, 0), 6, false));
        Executable f = JvmBackend.compile(kernels.finish("f"));
        var out = new double[6];
        for (int k = 1; k < 4; k++) {
            double[] in = {k, 2 * k, 0, 0, 0, -k};
            f.run(new Object[] {in}, new Object[] {out});
            assertArrayEquals(in, out);
        }
    }
}
