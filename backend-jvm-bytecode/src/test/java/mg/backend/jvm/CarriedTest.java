package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarriedTest {
    private static final int LANES = 8;

    private final Kernels kernels = new Kernels();
    private final Buffer x = kernels.input("x", Type.of(ElementType.F64, 64));
    private final Buffer y = kernels.output("y", Type.of(ElementType.F64, 64));

    /// One comparison for each vector.
    @ParameterizedTest
    @CsvSource({"512,1", "256,2", "128,4"})
    void loopComparesTheClassOfWhatItCarries(int bits, int vectors) {
        Scalar sum = zeros();
        kernels.loop(8, _ -> kernels.accumulate(sum, Kind.SUM, zeros()));
        kernels.store(Kernels.at(y, 0), sum);
        assertEquals(vectors, comparisons(bits));
    }

    /// The outer one too, as what its last iteration left is what the inner one begins with.
    @Test
    void eachLoopOfANestDoes() {
        Scalar sum = zeros();
        kernels.loop(4, _ -> kernels.loop(8, _ -> kernels.accumulate(sum, Kind.SUM, zeros())));
        assertEquals(2, comparisons(512));
    }

    @Test
    void whileLoopDoes() {
        Scalar sum = zeros();
        Scalar more = kernels.define(ElementType.BOOL, new Value.Literal(Tensor.of(false)));
        List<Statement> body = kernels.nested(() -> kernels.accumulate(sum, Kind.SUM, zeros()));
        kernels.body.add(new Statement.While(List.of(), more, body));
        assertEquals(1, comparisons(512));
    }

    /// What an iteration makes and changes itself is known; so are masks, whose operations no other kernel shares.
    @Test
    void loopThatCarriesNoNumbersComparesNothing() {
        Scalar seen = kernels.define(ElementType.BOOL, LANES, new Value.Literal(Tensor.of(false)));
        Scalar zero = zeros();
        kernels.loop(8, i -> {
            Scalar own = zeros();
            kernels.accumulate(own, Kind.SUM, zero);
            kernels.store(Kernels.lanes(y, i, 1), own);
            kernels.accumulate(seen, Kind.ANY, kernels.apply(ElementOp.LT, zero, own));
        });
        assertEquals(0, comparisons(512));
    }

    /// What is loaded or computed is compared where it is defined, not what is one number in all lanes, nor a mask.
    @ParameterizedTest
    @CsvSource({"512,1", "256,2", "128,4"})
    void whatIsMadeIsComparedWhereItIsMade(int bits, int vectors) {
        Scalar loaded = kernels.load(Kernels.lanes(x, kernels.literal(0L), 1), LANES);
        Scalar sum = kernels.apply(ElementOp.ADD, loaded, zeros());
        kernels.apply(ElementOp.LT, sum, zeros());
        assertEquals(2 * vectors, comparisons(bits));
    }

    private Scalar zeros() {
        return kernels.define(ElementType.F64, LANES, new Value.Literal(Tensor.of(0.0)));
    }

    private long comparisons(int bits) {
        Kernel kernel = kernels.finish("f");
        Routine routine = Routine.of(kernel, "f", Splitter.LONGEST, bits, false);
        var unit = new HiddenUnit(ClassDesc.of("mg.backend.jvm.Kernel$f"), bits, false, Map.of());
        byte[] written = PartClass.write(unit, PartClass.methods(routine).iterator(), _ -> {}).bytes();
        return ClassFile.of().parse(written).methods().stream()
                .flatMap(CarriedTest::calls)
                .filter(name -> name.equals("getClass"))
                .count();
    }

    private static Stream<String> calls(MethodModel method) {
        return method.code().stream().flatMap(code -> code.elementStream())
                .filter(InvokeInstruction.class::isInstance)
                .map(call -> ((InvokeInstruction) call).name().stringValue());
    }
}
