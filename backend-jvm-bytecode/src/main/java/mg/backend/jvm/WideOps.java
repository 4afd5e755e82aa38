package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import mg.ir.ElementType;

/// Calls of the Vector API on the pieces of one type. HotSpot makes an instruction of each where species and operators
/// are constants, as they are here.
record WideOps(CodeBuilder code, WideType type) {
    /// Pushes the elements, or truth values, from a position of an array on; `address` pushes both.
    CodeBuilder load(Runnable address) {
        type.species(code);
        address.run();
        return code.invokestatic(type.held(), "fromArray",
                MethodTypeDesc.of(type.held(), WideType.SPECIES, array(), ConstantDescs.CD_int));
    }

    /// Stores what lies below the array and the position on the stack.
    CodeBuilder store() {
        return code.invokevirtual(type.held(), "intoArray",
                MethodTypeDesc.of(ConstantDescs.CD_void, array(), ConstantDescs.CD_int));
    }

    /// Pushes one value in all lanes; `value` pushes that.
    CodeBuilder broadcast(Runnable value) {
        type.species(code);
        value.run();
        return type.element() == ElementType.BOOL
                ? code.invokeinterface(WideType.SPECIES, "maskAll",
                        MethodTypeDesc.of(WideType.MASK, ConstantDescs.CD_boolean))
                : code.invokestatic(type.vector(), "broadcast",
                        MethodTypeDesc.of(type.vector(), WideType.SPECIES, Carrier.of(type.element()).scalar()));
    }

    /// Pushes a number in all lanes.
    CodeBuilder broadcast(double number) {
        return broadcast(() -> {
            switch (type.element()) {
                case F64 -> code.loadConstant(number);
                case F32 -> code.loadConstant((float) number);
                case I64 -> code.loadConstant((long) number);
                case BOOL -> code.loadConstant(number != 0 ? 1 : 0);
            }
        });
    }

    /// An element of the vector on the stack.
    CodeBuilder lane(int k) {
        return code.loadConstant(k).invokevirtual(
                type.vector(), "lane", MethodTypeDesc.of(Carrier.of(type.element()).scalar(), ConstantDescs.CD_int));
    }

    /// A method of the vector on the stack that takes other vectors and gives one.
    CodeBuilder call(String name, int others) {
        ClassDesc[] parameters = new ClassDesc[others];
        java.util.Arrays.fill(parameters, WideType.VECTOR);
        return code.invokevirtual(type.vector(), name, MethodTypeDesc.of(type.vector(), parameters));
    }

    /// An operator on the vector on the stack.
    CodeBuilder unary(String operator) {
        ClassDesc kind = ClassDesc.of(WideType.OPERATORS.packageName(), "VectorOperators$Unary");
        return code.getstatic(WideType.OPERATORS, operator, kind)
                .invokevirtual(type.vector(), "lanewise", MethodTypeDesc.of(type.vector(), kind));
    }

    /// An operator on the vector on the stack and the one that `other` pushes.
    CodeBuilder binary(String operator, Runnable other) {
        ClassDesc kind = ClassDesc.of(WideType.OPERATORS.packageName(), "VectorOperators$Binary");
        code.getstatic(WideType.OPERATORS, operator, kind);
        other.run();
        return code.invokevirtual(
                type.vector(), "lanewise", MethodTypeDesc.of(type.vector(), kind, WideType.VECTOR));
    }

    /// The mask of a comparison of the vector on the stack with the one that `other` pushes.
    CodeBuilder compare(String operator, Runnable other) {
        ClassDesc kind = ClassDesc.of(WideType.OPERATORS.packageName(), "VectorOperators$Comparison");
        code.getstatic(WideType.OPERATORS, operator, kind);
        other.run();
        return code.invokevirtual(
                type.vector(), "compare", MethodTypeDesc.of(WideType.MASK, kind, WideType.VECTOR));
    }

    /// Of the vector, the other vector and the mask on the stack: the elements of the other where the mask is set.
    CodeBuilder blend() {
        return code.invokevirtual(
                type.vector(), "blend", MethodTypeDesc.of(type.vector(), WideType.VECTOR, WideType.MASK));
    }

    /// A method of the mask on the stack that takes other masks and gives one.
    CodeBuilder mask(String name, int others) {
        ClassDesc[] parameters = new ClassDesc[others];
        java.util.Arrays.fill(parameters, WideType.MASK);
        return code.invokevirtual(WideType.MASK, name, MethodTypeDesc.of(WideType.MASK, parameters));
    }

    /// The vector on the stack, of as many lanes of another type.
    CodeBuilder convert(String operator, WideType to) {
        ClassDesc kind = ClassDesc.of(WideType.OPERATORS.packageName(), "VectorOperators$Conversion");
        code.getstatic(WideType.OPERATORS, operator, kind);
        return to.species(code).iconst_0()
                .invokevirtual(type.vector(), "convertShape", MethodTypeDesc.of(
                        WideType.VECTOR, kind, WideType.SPECIES, ConstantDescs.CD_int))
                .checkcast(to.vector());
    }

    /// Of the vector on the stack the elements at `first + step * lane`, modulo the lanes.
    CodeBuilder rearrange(int first, int step) {
        return rearrange(type.made(WideType.SHUFFLE, "iota",
                MethodTypeDesc.of(WideType.SHUFFLE, WideType.SPECIES, ConstantDescs.CD_int, ConstantDescs.CD_int,
                        ConstantDescs.CD_boolean),
                first, step, ConstantDescs.TRUE));
    }

    /// The elements of the vector on the stack that a shuffle names.
    CodeBuilder rearrange(ConstantDesc shuffle) {
        return code.ldc(shuffle)
                .invokevirtual(type.vector(), "rearrange", MethodTypeDesc.of(type.vector(), WideType.SHUFFLE));
    }

    /// The upper half of the vector on the stack. (Asked for that itself, HotSpot also clears what is then left out.)
    CodeBuilder upperHalf() {
        rearrange(type.lanes() / 2, 1);
        return lowerHalf();
    }

    /// The lower half of the vector on the stack.
    CodeBuilder lowerHalf() {
        WideType half = type.ofLanes(type.lanes() / 2);
        return half.species(code).iconst_0()
                .invokevirtual(type.vector(), "reinterpretShape", MethodTypeDesc.of(
                        WideType.VECTOR, WideType.SPECIES, ConstantDescs.CD_int))
                .checkcast(half.vector());
    }

    /// The bits of floating-point numbers as integers, or back.
    CodeBuilder reinterpret(String name, ClassDesc vector) {
        return code.invokevirtual(type.vector(), name, MethodTypeDesc.of(vector));
    }

    private ClassDesc array() {
        return Carrier.of(type.element()).array();
    }
}
