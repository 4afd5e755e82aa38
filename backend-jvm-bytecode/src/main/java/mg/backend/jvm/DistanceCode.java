package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import mg.loops.Address;
import mg.loops.Index;

/// How far the lanes of an address are from its uniform part, as vectors of `int`.
///
/// @param whole the type of the wide terms
record DistanceCode(Variables variables, WideType whole) {
    private static final ClassDesc INT_VECTOR = ClassDesc.of(WideType.VECTOR.packageName(), "IntVector");

    /// Pushes `Σ stride · scalar + step · lane` for the lanes of a piece.
    void push(Address address, int piece) {
        boolean empty = address.step() == 0;
        if (!empty) {
            broadcast((int) address.step() * piece * whole.each());
            broadcast(0);
            code().iconst_1().invokevirtual(
                    INT_VECTOR, "addIndex", MethodTypeDesc.of(INT_VECTOR, ConstantDescs.CD_int));
            scale((int) address.step());
            call("add");
        }
        for (Index.Term term : address.index().terms()) {
            if (term.scalar().isWide()) {
                variables.push(term.scalar(), piece);
                ClassDesc kind = ClassDesc.of(WideType.OPERATORS.packageName(), "VectorOperators$Conversion");
                code().getstatic(WideType.OPERATORS, "L2I", kind);
                species().iconst_0()
                        .invokevirtual(whole.vector(), "convertShape", MethodTypeDesc.of(
                                WideType.VECTOR, kind, WideType.SPECIES, ConstantDescs.CD_int))
                        .checkcast(INT_VECTOR);
                scale((int) term.stride());
                if (!empty) {
                    call("add");
                }
                empty = false;
            }
        }
    }

    /// Stores the distances below the array and the position on the stack.
    static void store(CodeBuilder code) {
        code.invokevirtual(INT_VECTOR, "intoArray", MethodTypeDesc.of(
                ConstantDescs.CD_void, ConstantDescs.CD_int.arrayType(), ConstantDescs.CD_int));
    }

    private CodeBuilder code() {
        return variables.code();
    }

    private CodeBuilder species() {
        return code().getstatic(INT_VECTOR, "SPECIES_" + whole.bits() / 2, WideType.SPECIES);
    }

    private void broadcast(int number) {
        species().loadConstant(number).invokestatic(INT_VECTOR, "broadcast",
                MethodTypeDesc.of(INT_VECTOR, WideType.SPECIES, ConstantDescs.CD_int));
    }

    private void scale(int factor) {
        if (factor != 1) {
            broadcast(factor);
            call("mul");
        }
    }

    private void call(String name) {
        code().invokevirtual(INT_VECTOR, name, MethodTypeDesc.of(INT_VECTOR, WideType.VECTOR));
    }
}
