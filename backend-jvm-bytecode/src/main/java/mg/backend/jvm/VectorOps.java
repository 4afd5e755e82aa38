package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntConsumer;
import mg.ir.ElementOp;
import mg.ir.ElementType;

/// Operations on vectors of one element type as calls of the Vector API.
record VectorOps(CodeBuilder code, ElementType element, int bits) {
    private static final String API = "jdk.incubator.vector.";
    private static final ClassDesc ANY = ClassDesc.of(API + "Vector");
    private static final ClassDesc MASK = ClassDesc.of(API + "VectorMask");
    private static final ClassDesc SPECIES = ClassDesc.of(API + "VectorSpecies");
    private static final ClassDesc OPERATORS = ClassDesc.of(API + "VectorOperators");
    private static final ClassDesc COMPARISON = ClassDesc.of(API + "VectorOperators$Comparison");

    /// The elements of a vector.
    int lanes() {
        return bits / (element == ElementType.F64 ? 64 : 32);
    }

    private ClassDesc type() {
        return ClassDesc.of(API + (element == ElementType.F64 ? "DoubleVector" : "FloatVector"));
    }

    private CodeBuilder species() {
        return code.getstatic(type(), "SPECIES_" + bits, SPECIES);
    }

    /// Pushes the elements from a position of an array on; `address` pushes both.
    CodeBuilder load(Runnable address) {
        species();
        address.run();
        return code.invokestatic(type(), "fromArray",
                MethodTypeDesc.of(type(), SPECIES, Carrier.of(element).array(), ConstantDescs.CD_int));
    }

    /// Stores the vector below the array and the position on the stack.
    CodeBuilder store() {
        return code.invokevirtual(type(), "intoArray",
                MethodTypeDesc.of(ConstantDescs.CD_void, Carrier.of(element).array(), ConstantDescs.CD_int));
    }

    /// Pushes a vector, or a mask, of one value everywhere; `value` pushes that.
    CodeBuilder broadcast(ElementType of, Runnable value) {
        species();
        value.run();
        return of == ElementType.BOOL
                ? code.invokeinterface(SPECIES, "maskAll", MethodTypeDesc.of(MASK, ConstantDescs.CD_boolean))
                : code.invokestatic(type(), "broadcast",
                        MethodTypeDesc.of(type(), SPECIES, Carrier.of(element).scalar()));
    }

    /// Pushes an element of the vector on the stack.
    CodeBuilder lane(int k) {
        return code.loadConstant(k).invokevirtual(
                type(), "lane", MethodTypeDesc.of(Carrier.of(element).scalar(), ConstantDescs.CD_int));
    }

    /// Pushes the result of an operation; `push` pushes operand `k`.
    CodeBuilder apply(ElementOp op, IntConsumer push) {
        return switch (op) {
            case ADD -> binary("add", push);
            case SUB -> binary("sub", push);
            case MUL -> binary("mul", push);
            case DIV -> binary("div", push);
            case NEG -> unary("neg", push);
            case ABS -> unary("abs", push);
            case SQRT -> unary("sqrt", push);
            case MIN -> extreme("LT", push);
            case MAX -> extreme("GT", push);
            case RELU -> relu(push);
            case LT -> compare("LT", push, 0, 1);
            case LE -> compare("LE", push, 0, 1);
            case EQ -> compare("EQ", push, 0, 1);
            case NE -> compare("NE", push, 0, 1);
            case AND -> masks("and", push);
            case OR -> masks("or", push);
            case NOT -> {
                push.accept(0);
                yield code.invokevirtual(MASK, "not", MethodTypeDesc.of(MASK));
            }
            case SELECT -> {
                push.accept(2);
                push.accept(1);
                push.accept(0);
                yield blend();
            }
            case REM, POW, ATAN2, HYPOT, SIGN, CBRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH,
                    TANH, SIGMOID, ERF, LGAMMA, DIGAMMA, POLYGAMMA, FLOOR, CEIL, ROUND ->
                throw new AssertionError(op + " has no vector form");
        };
    }

    private CodeBuilder binary(String name, IntConsumer push) {
        push.accept(0);
        push.accept(1);
        return code.invokevirtual(type(), name, MethodTypeDesc.of(type(), ANY));
    }

    private CodeBuilder unary(String name, IntConsumer push) {
        push.accept(0);
        return code.invokevirtual(type(), name, MethodTypeDesc.of(type()));
    }

    /// `x < y || x != x ? x : y`, or with `>`.
    private CodeBuilder extreme(String before, IntConsumer push) {
        push.accept(1);
        push.accept(0);
        compare(before, push, 0, 1);
        compare("NE", push, 0, 0);
        code.invokevirtual(MASK, "or", MethodTypeDesc.of(MASK, MASK));
        return blend();
    }

    /// `x < 0 ? 0 : x`.
    private CodeBuilder relu(IntConsumer push) {
        push.accept(0);
        zero();
        push.accept(0);
        operator("LT");
        zero().invokevirtual(type(), "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY));
        return blend();
    }

    private CodeBuilder zero() {
        return species().invokestatic(type(), "zero", MethodTypeDesc.of(type(), SPECIES));
    }

    private CodeBuilder compare(String name, IntConsumer push, int left, int right) {
        push.accept(left);
        operator(name);
        push.accept(right);
        return code.invokevirtual(type(), "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY));
    }

    private void operator(String name) {
        code.getstatic(OPERATORS, name, COMPARISON);
    }

    private CodeBuilder masks(String name, IntConsumer push) {
        push.accept(0);
        push.accept(1);
        return code.invokevirtual(MASK, name, MethodTypeDesc.of(MASK, MASK));
    }

    /// Elements of the second vector where the mask is set, else of the first.
    private CodeBuilder blend() {
        return code.invokevirtual(type(), "blend", MethodTypeDesc.of(type(), ANY, MASK));
    }
}
