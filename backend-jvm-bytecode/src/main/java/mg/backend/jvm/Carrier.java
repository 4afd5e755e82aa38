package mg.backend.jvm;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import mg.ir.ElementType;

/// How the JVM holds the elements of a type: in a local variable, in an array, in a descriptor.
enum Carrier {
    DOUBLE(TypeKind.DOUBLE, ConstantDescs.CD_double),
    FLOAT(TypeKind.FLOAT, ConstantDescs.CD_float),
    LONG(TypeKind.LONG, ConstantDescs.CD_long),
    BOOLEAN(TypeKind.BOOLEAN, ConstantDescs.CD_boolean);

    private final TypeKind kind;
    private final ClassDesc scalar;

    Carrier(TypeKind kind, ClassDesc scalar) {
        this.kind = kind;
        this.scalar = scalar;
    }

    static Carrier of(ElementType element) {
        return switch (element) {
            case F64 -> DOUBLE;
            case F32 -> FLOAT;
            case I64 -> LONG;
            case BOOL -> BOOLEAN;
        };
    }

    TypeKind kind() {
        return kind;
    }

    /// `double`.
    ClassDesc scalar() {
        return scalar;
    }

    /// `double[]`.
    ClassDesc array() {
        return scalar.arrayType();
    }
}
