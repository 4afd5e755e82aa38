package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.Map;
import mg.loops.Kernel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstCompilerTest {
    /// However much a body does with vectors, and whatever crosses from method to method.
    @ParameterizedTest
    @CsvSource({"512,8", "512,16", "256,8", "128,4"})
    void methodsTakeFewEnoughRegisters(int bits, int lanes) {
        for (long seed = 0; seed < 6; seed++) {
            Kernel kernel = RandomKernels.wide(seed, 1500, 3, lanes);
            Routine routine = Routine.of(kernel, "f", Splitter.LONGEST, bits);
            var unit = new HiddenUnit(ClassDesc.of("mg.backend.jvm.Kernel$f"), bits, false, Map.of());
            var parts = PartClass.methods(routine).iterator();
            byte[] written = PartClass.write(unit, parts, _ -> {}).bytes();
            assertTrue(!parts.hasNext() && routine.parts().size() > 3, "one class, several methods");
            for (MethodModel method : ClassFile.of().parse(written).methods()) {
                int registers = method.code().map(FirstCompilerTest::registers).orElse(0);
                assertTrue(registers <= FirstCompiler.MOST, method.methodName() + " takes " + registers + ", seed " + seed);
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
        if (!owner.startsWith("jdk/incubator/vector/")) {
            return 0;
        }
        boolean mask = owner.endsWith("Mask");
        return switch (call.name().stringValue()) {
            case "fromArray" -> call.typeSymbol().parameterCount() > 3 ? FirstCompiler.GATHER : FirstCompiler.LOAD;
            case "intoArray" -> FirstCompiler.STORE;
            case "broadcast", "maskAll" -> FirstCompiler.BROADCAST;
            case "toLong" -> FirstCompiler.TO_LONG;
            case "fromLong" -> FirstCompiler.FROM_LONG;
            case "eq", "xor", "andNot" -> 2 * FirstCompiler.MASK;
            case "and", "or", "not", "anyTrue", "allTrue" -> mask ? FirstCompiler.MASK : FirstCompiler.CALL;
            default -> FirstCompiler.CALL;
        };
    }
}
