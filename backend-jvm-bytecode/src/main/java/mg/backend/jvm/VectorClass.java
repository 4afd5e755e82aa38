package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import mg.ir.ElementType;

/// Says of which class a vector is, by comparing that with what it is.
///
/// Methods of the Vector API return a `DoubleVector`, and what they do with it they ask it for: of which length it is,
/// what to add to it. While HotSpot's second compiler reads a method it has for such a question the classes of all
/// vectors that were ever asked, in whatever kernel. Once they had several lengths, there is a virtual call beside what
/// it takes to be the answer, and for that the vector is an object, which it may remain when nothing needs it any more.
/// (A step of MNIST with 20 images took 13.4 or 17.0 ms, depending on what had run before.) After a comparison the
/// class is known; once HotSpot has inlined what made the vector it finds that the comparison holds. Masks need none:
/// their operations are called from the kernel itself, so that what HotSpot counts there is of this kernel.
final class VectorClass {
    /// The most bytes of a comparison, which are more than the registers of [FirstCompiler].
    static final int COMPARED = 13;

    private static final MethodTypeDesc CLASS = MethodTypeDesc.of(ConstantDescs.CD_Class);

    private VectorClass() {}

    /// Whether what has elements of a type is compared.
    static boolean isCompared(ElementType element) {
        return element != ElementType.BOOL;
    }

    /// Compares the class of the vector on the stack with that of a piece of a type; goes to `other` if it is another.
    static CodeBuilder compare(CodeBuilder code, WideType type, Label other) {
        return code.invokevirtual(ConstantDescs.CD_Object, "getClass", CLASS).ldc(of(type)).if_acmpne(other);
    }

    private static ConstantDesc of(WideType type) {
        return DynamicConstantDesc.ofNamed(
                ConstantDescs.BSM_INVOKE, ConstantDescs.DEFAULT_NAME, ConstantDescs.CD_Class,
                MethodHandleDesc.ofMethod(
                        DirectMethodHandleDesc.Kind.INTERFACE_VIRTUAL, WideType.SPECIES, "vectorType", CLASS),
                type.species());
    }
}
