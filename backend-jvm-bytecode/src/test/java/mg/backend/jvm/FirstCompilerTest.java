package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.Kernel;
import mg.loops.Statement;
import mg.passes.Pipelines;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstCompilerTest {
    @BeforeAll
    static void thisProcessHasVectors() {
        assertTrue(VectorModule.bits() >= 128, "the build starts tests with the Vector API");
    }

    /// However much a body does with vectors, and whatever crosses from method to method.
    @ParameterizedTest
    @CsvSource({"512,8", "512,16", "256,8", "128,4"})
    void methodsTakeFewEnoughRegisters(int bits, int lanes) {
        for (long seed = 0; seed < 6; seed++) {
            Kernel kernel = RandomKernels.wide(seed, 1500, 3, lanes);
            Routine routine = Routine.of(kernel, "f", Splitter.LONGEST, bits, false);
            var unit = new HiddenUnit(ClassDesc.of("mg.backend.jvm.Kernel$f"), bits, false, Map.of());
            var parts = PartClass.methods(routine).iterator();
            byte[] written = PartClass.write(unit, parts, _ -> {}).bytes();
            assertTrue(!parts.hasNext() && routine.parts().size() > 3, "one class, several methods");
            for (MethodModel method : ClassFile.of().parse(written).methods()) {
                int registers = method.code().map(FirstCompilerTest::registers).orElse(0);
                assertTrue(registers <= Splitter.LONGEST,
                        method.methodName() + " takes " + registers + ", seed " + seed);
            }
        }
    }

    private static int registers(CodeModel code) {
        return code.elementStream()
                .mapToInt(element -> element instanceof InvokeInstruction call ? registers(call) : 0)
                .sum();
    }

    private static int registers(InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        if (call.name().equalsString("getClass")) {
            return FirstCompiler.CLASS;
        }
        if (!owner.startsWith("jdk/incubator/vector/")) {
            return 0;
        }
        boolean mask = owner.endsWith("Mask");
        return switch (call.name().stringValue()) {
            case "fromArray" -> FirstCompiler.LOAD;
            case "intoArray" -> FirstCompiler.STORE;
            case "broadcast", "maskAll" -> FirstCompiler.BROADCAST;
            case "toLong" -> FirstCompiler.TO_LONG;
            case "fromLong" -> FirstCompiler.FROM_LONG;
            case "eq", "xor", "andNot" -> 2 * FirstCompiler.MASK;
            case "and", "or", "not", "anyTrue", "allTrue" -> mask ? FirstCompiler.MASK : FirstCompiler.CALL;
            default -> FirstCompiler.CALL;
        };
    }

    /// The totals of a tile of a matrix product stay in registers: what runs most often calls no other method.
    @ParameterizedTest
    @CsvSource({"f32,512,64", "f64,512,64", "f32,256,64", "f64,256,64", "f32,512,144", "f64,512,72", "f64,512,1024"})
    void innermostLoopsOfProductsAreNotCut(String type, int bits, int columns) {
        Kernel kernel = Pipelines.kernel(Parser.parse("product", """
                func @f(%a: T[64,80], %b: T[80,N]) -> T[64,N] {
                  %1 = dot [1=0] %a, %b : T[64,N]
                  return %1
                }
                """.replace("T", type).replace("N", String.valueOf(columns))).functions().getFirst(), Options.DEFAULT.withVectorBytes(bits / 8));
        Routine routine = Routine.of(kernel, "f", Splitter.LONGEST, bits, false);
        var loops = new ArrayList<Step.Nest>();
        routine.parts().forEach(part -> innermost(part.steps(), loops));
        assertTrue(loops.stream().anyMatch(loop -> loop.bodies().getFirst().size() > 8), "a tile");
        for (Step.Nest loop : loops) {
            assertTrue(loop.bodies().getFirst().stream().noneMatch(Step.Call.class::isInstance),
                    loop.statement()::toString);
        }
    }

    private static void innermost(List<Step> steps, List<Step.Nest> found) {
        for (Step step : steps) {
            if (step instanceof Step.Nest nest) {
                if (nest.statement() instanceof Statement.Loop loop
                        && loop.body().stream().allMatch(s -> s.bodies().isEmpty())) {
                    found.add(nest);
                }
                nest.bodies().forEach(body -> innermost(body, found));
            }
        }
    }
}
