package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Tensor;
import mg.ir.Trap;

/// A hidden class: constants, and methods of the hidden classes before it, are its class data. HotSpot takes both as
/// constants.
final class HiddenUnit extends Unit {
    private final int vectorBits;
    private final Map<String, MethodHandle> elsewhere;
    private final List<Object> data = new ArrayList<>();
    private final Map<Object, Integer> positions = new IdentityHashMap<>();

    /// @param vectorBits the bits of a vector, or 0
    /// @param elsewhere  the methods of classes defined before, by name
    HiddenUnit(ClassDesc self, int vectorBits, boolean reproducible, Map<String, MethodHandle> elsewhere) {
        super(self, reproducible);
        this.vectorBits = vectorBits;
        this.elsewhere = elsewhere;
    }

    /// What the class is to be defined with.
    List<Object> data() {
        return data;
    }

    /// Pushes an object of the class data.
    CodeBuilder datum(CodeBuilder code, Object datum, ClassDesc type) {
        int position = positions.computeIfAbsent(datum, _ -> {
            data.add(datum);
            return data.size() - 1;
        });
        return code.ldc(DynamicConstantDesc.ofNamed(
                ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type, position));
    }

    @Override
    int vectorBits() {
        return vectorBits;
    }

    @Override
    ClassDesc type(Fault fault) {
        return Trap.class.describeConstable().orElseThrow();
    }

    @Override
    CodeBuilder constant(CodeBuilder code, Tensor value) {
        return datum(code, value.data(), Carrier.of(value.type().element()).array());
    }

    @Override
    CodeBuilder call(CodeBuilder code, Routine routine, Part part, Runnable arguments) {
        MethodHandle handle = elsewhere.get(routine.name(part));
        MethodTypeDesc type = routine.type(part);
        if (handle == null) {
            arguments.run();
            return code.invokestatic(self(), routine.name(part), type);
        }
        datum(code, handle, ConstantDescs.CD_MethodHandle);
        arguments.run();
        return code.invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact", type);
    }
}
