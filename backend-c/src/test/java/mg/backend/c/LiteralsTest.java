package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Statement;
import org.junit.jupiter.api.Test;

/// Constants arrive to the last bit, one by one and in arrays.
class LiteralsTest {
    private static final double[] REALS = {
        0.0, -0.0, 1, -1, 0.1, 255, 1e-3, 1e9, 123456789, 0x1p-1074, -0x1p-1074, 0x1p-1022, 0x1.fffffp-130, 0x1p-149,
        1e300, Double.MAX_VALUE, Float.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
        Math.PI, 2.5e-310,
    };

    @Test
    void everyBitArrives() throws Exception {
        Tensor reals = Tensor.reals(Type.of(ElementType.F64, REALS.length), k -> REALS[k]);
        Tensor wholes = Tensor.view(Type.of(ElementType.I64, 5),
                new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40});
        Tensor truths = Tensor.view(Type.of(ElementType.BOOL, 3), new boolean[] {true, false, true});
        List<Tensor> values = List.of(reals, reals.cast(ElementType.F32), wholes, truths);
        var b = new KernelBuilder();
        for (Tensor value : values) {
            Buffer one = b.output("one", value.type());
            Buffer all = b.output("all", value.type());
            Buffer constant = b.constant("c", value);
            for (int k = 0; k < value.type().size(); k++) {
                b.store(one, Index.ZERO.plus(k), b.literal(value.part(Type.scalar(value.type().element()), k)));
            }
            b.add(new Statement.Copy(new Address(all, Index.ZERO), new Address(constant, Index.ZERO),
                    value.type().size(), false));
        }
        assertEquals(values.stream().flatMap(v -> List.of(v, v).stream()).toList(), Strict.run(b.finish("f")));
    }

    @Test
    void shortDecimalsStayDecimal() {
        assertEquals("0.5", Literals.element(Tensor.of(0.5), 0));
        assertEquals("255.0", Literals.element(Tensor.of(255.0), 0));
        assertEquals("0x1.999999999999ap-4", Literals.element(Tensor.of(0.1), 0));
        assertEquals("-0.25f", Literals.element(Tensor.scalar(ElementType.F32, -0.25), 0));
        assertEquals("INT64_MIN", Literals.element(Tensor.of(Long.MIN_VALUE), 0));
    }

    @Test
    void textIsQuotedForC() {
        assertEquals("\"a\\\"b\\\\\\077\\012\"", Literals.string("a\"b\\?\n"));
        assertEquals("a* /b / / c", Literals.comment("a*/b \\ / c").replace("\\", "/"));
    }
}
