package mg.backend.jvm;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import mg.ir.Tensor;

/// The constant arrays of a shipped class: fields of its main class, filled from string constants when that is loaded.
final class Constants {
    private final Map<Tensor, String> fields = new LinkedHashMap<>();
    private final Map<Tensor, String> known = new IdentityHashMap<>();

    /// The field that holds this value; equal values share one.
    String field(Tensor value) {
        return known.computeIfAbsent(value, v -> fields.computeIfAbsent(v, _ -> "constant$" + fields.size()));
    }

    /// Adds the fields and the method that fills them.
    void addTo(ClassBuilder target, ShippedUnit unit) {
        if (fields.isEmpty()) {
            return;
        }
        fields.forEach((value, name) -> target.withField(
                name, type(value), ClassFile.ACC_STATIC | ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC));
        target.withMethodBody(
                ConstantDescs.CLASS_INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_STATIC, code -> {
                    fields.forEach((value, name) -> fill(code, value, name, unit));
                    code.return_();
                });
    }

    private static void fill(CodeBuilder code, Tensor value, String name, ShippedUnit unit) {
        ClassDesc type = type(value);
        code.loadConstant(value.type().size())
                .newarray(Carrier.of(value.type().element()).kind())
                .putstatic(unit.self(), name, type);
        var decode = CopiedMethods.Source.support("decode", MethodTypeDesc.of(
                ConstantDescs.CD_void, ConstantDescs.CD_String, type, ConstantDescs.CD_int));
        for (ConstantText.Piece piece : ConstantText.of(value)) {
            code.loadConstant(piece.text()).getstatic(unit.self(), name, type).loadConstant(piece.from());
            unit.callCopy(code, decode);
        }
    }

    private static ClassDesc type(Tensor value) {
        return Carrier.of(value.type().element()).array();
    }
}
