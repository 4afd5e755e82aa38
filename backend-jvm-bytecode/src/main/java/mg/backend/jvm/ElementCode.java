package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.function.IntConsumer;
import mg.ir.ElementOp;
import mg.ir.ElementType;

/// The element operations as bytecode. One arm for each; what it computes is the table's.
///
/// In `f32` the four operations, negation and comparison are those of `float`; everything else is computed in `double`
/// and rounded.
///
/// @param type     the type of the operands that are alike
/// @param branches whether to choose by branches, not by arithmetic and calls. A branch costs a frame, which names all
///                 local variables, in writing, in verifying and in compiling: too much where a method has hundreds of both.
/// @param push     pushes operand `k`
record ElementCode(CodeBuilder code, Unit unit, ElementType type, boolean branches, IntConsumer push) {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc STRICT_MATH = ClassDesc.of("java.lang.StrictMath");
    private static final ClassDesc LONG = ClassDesc.of("java.lang.Long");
    private static final MethodTypeDesc OF_ONE = MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double);
    private static final MethodTypeDesc OF_TWO =
            MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double, ConstantDescs.CD_double);

    /// Pushes the result of an operation.
    CodeBuilder apply(ElementOp op) {
        return switch (op) {
            case ADD -> both(Opcode.DADD, Opcode.FADD, Opcode.LADD);
            case SUB -> both(Opcode.DSUB, Opcode.FSUB, Opcode.LSUB);
            case MUL -> both(Opcode.DMUL, Opcode.FMUL, Opcode.LMUL);
            case DIV -> both(Opcode.DDIV, Opcode.FDIV, Opcode.LDIV);
            case REM -> both(Opcode.DREM, Opcode.FREM, Opcode.LREM);
            case POW -> unit.reproducible() ? special("pow", 2) : support("pow", 2);
            case MIN -> type == ElementType.I64 ? whole(MATH, "min", 2) : special("min", 2);
            case MAX -> type == ElementType.I64 ? whole(MATH, "max", 2) : special("max", 2);
            case ATAN2 -> library("atan2", 2);
            case HYPOT -> library("hypot", 2);
            case NEG -> one(Opcode.DNEG, Opcode.FNEG, Opcode.LNEG);
            case ABS -> type == ElementType.I64 ? whole(MATH, "abs", 1) : math("abs", 1);
            case SIGN -> type == ElementType.I64 ? wholeSign() : math("signum", 1);
            case SQRT -> math("sqrt", 1);
            case CBRT -> library("cbrt", 1);
            case EXP -> library("exp", 1);
            case EXPM1 -> library("expm1", 1);
            case LOG -> library("log", 1);
            case LOG1P -> library("log1p", 1);
            case SIN -> library("sin", 1);
            case COS -> library("cos", 1);
            case TAN -> library("tan", 1);
            case ASIN -> library("asin", 1);
            case ACOS -> library("acos", 1);
            case ATAN -> library("atan", 1);
            case SINH -> library("sinh", 1);
            case COSH -> library("cosh", 1);
            case TANH -> library("tanh", 1);
            case SIGMOID -> special("sigmoid", 1);
            case ERF -> special("erf", 1);
            case LGAMMA -> special("lgamma", 1);
            case DIGAMMA -> special("digamma", 1);
            case POLYGAMMA -> special("polygamma", 2);
            case RELU -> branches ? relu() : chosen("relu", pushed(1), scalar());
            case FLOOR -> math("floor", 1);
            case CEIL -> math("ceil", 1);
            case ROUND -> math("rint", 1);
            // A comparison with NaN must fail: g and l say which way NaN counts.
            case LT -> branches ? branch(Opcode.IFGE, compared(Opcode.DCMPG, Opcode.FCMPG))
                    : negative(compared(Opcode.DCMPG, Opcode.FCMPG));
            case LE -> branches ? branch(Opcode.IFGT, compared(Opcode.DCMPG, Opcode.FCMPG))
                    : negative(compared(Opcode.DCMPG, Opcode.FCMPG).iconst_1().isub());
            case EQ -> branches ? branch(Opcode.IFNE, compared(Opcode.DCMPL, Opcode.FCMPL))
                    : odd(compared(Opcode.DCMPL, Opcode.FCMPL)).iconst_1().ixor();
            case NE -> branches ? branch(Opcode.IFEQ, compared(Opcode.DCMPL, Opcode.FCMPL))
                    : odd(compared(Opcode.DCMPL, Opcode.FCMPL));
            case AND -> pushed(2).iand();
            case OR -> pushed(2).ior();
            case NOT -> pushed(1).iconst_1().ixor();
            case SELECT -> branches ? select()
                    : chosen("select", pushed(3), ConstantDescs.CD_boolean, scalar(), scalar());
        };
    }

    private CodeBuilder pushed(int arity) {
        for (int k = 0; k < arity; k++) {
            push.accept(k);
        }
        return code;
    }

    private CodeBuilder both(Opcode real, Opcode single, Opcode whole) {
        return pushed(2).with(OperatorInstruction.of(ofType(real, single, whole)));
    }

    private CodeBuilder one(Opcode real, Opcode single, Opcode whole) {
        return pushed(1).with(OperatorInstruction.of(ofType(real, single, whole)));
    }

    private Opcode ofType(Opcode real, Opcode single, Opcode whole) {
        return switch (type) {
            case F64 -> real;
            case F32 -> single;
            case I64 -> whole;
            case BOOL -> throw new AssertionError(real + " of truth values");
        };
    }

    private CodeBuilder math(String name, int arity) {
        return real(arity).invokestatic(MATH, name, reals(arity)).conversion(TypeKind.DOUBLE, kind());
    }

    /// A function whose last bits the platform may choose, unless results are to be the same on all.
    private CodeBuilder library(String name, int arity) {
        return real(arity).invokestatic(unit.reproducible() ? STRICT_MATH : MATH, name, reals(arity))
                .conversion(TypeKind.DOUBLE, kind());
    }

    private CodeBuilder support(String name, int arity) {
        return unit.callCopy(real(arity), CopiedMethods.Source.support(name, reals(arity)))
                .conversion(TypeKind.DOUBLE, kind());
    }

    private CodeBuilder special(String name, int arity) {
        return unit.callCopy(real(arity), CopiedMethods.Source.special(name, reals(arity)))
                .conversion(TypeKind.DOUBLE, kind());
    }

    private CodeBuilder real(int arity) {
        for (int k = 0; k < arity; k++) {
            push.accept(k);
            code.conversion(kind(), TypeKind.DOUBLE);
        }
        return code;
    }

    private static MethodTypeDesc reals(int arity) {
        return arity == 1 ? OF_ONE : OF_TWO;
    }

    private CodeBuilder whole(ClassDesc owner, String name, int arity) {
        return pushed(arity).invokestatic(owner, name,
                MethodTypeDesc.of(ConstantDescs.CD_long, Collections.nCopies(arity, ConstantDescs.CD_long)));
    }

    private CodeBuilder wholeSign() {
        return pushed(1)
                .invokestatic(LONG, "signum", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_long))
                .i2l();
    }

    /// `x < 0 ? 0 : x`.
    private CodeBuilder relu() {
        Label negative = code.newLabel();
        Label end = code.newLabel();
        pushed(1);
        zero().with(OperatorInstruction.of(type == ElementType.F32 ? Opcode.FCMPG : Opcode.DCMPG)).iflt(negative);
        pushed(1).goto_(end).labelBinding(negative);
        return zero().labelBinding(end);
    }

    private CodeBuilder zero() {
        return type == ElementType.F32 ? code.fconst_0() : code.dconst_0();
    }

    /// Pushes -1, 0 or 1: the first of two operands is less, equal or greater. What the opcodes say if one is NaN.
    private CodeBuilder compared(Opcode real, Opcode single) {
        pushed(2);
        return switch (type) {
            case F64 -> code.with(OperatorInstruction.of(real));
            case F32 -> code.with(OperatorInstruction.of(single));
            case I64 -> code.lcmp();
            case BOOL -> code.isub();
        };
    }

    private CodeBuilder branch(Opcode unless, CodeBuilder compared) {
        Label no = code.newLabel();
        Label end = code.newLabel();
        compared.branch(unless, no).iconst_1().goto_(end);
        return code.labelBinding(no).iconst_0().labelBinding(end);
    }

    /// Whether the number on the stack is below 0.
    private static CodeBuilder negative(CodeBuilder compared) {
        return compared.bipush(31).iushr();
    }

    /// Whether the number on the stack is not 0, but -1 or 1.
    private static CodeBuilder odd(CodeBuilder compared) {
        return compared.iconst_1().iand();
    }

    /// A choice among the operands on the stack, made by a method of [Support].
    private CodeBuilder chosen(String name, CodeBuilder pushed, ClassDesc... operands) {
        return unit.callCopy(pushed, CopiedMethods.Source.support(name, MethodTypeDesc.of(scalar(), operands)));
    }

    private CodeBuilder select() {
        Label no = code.newLabel();
        Label end = code.newLabel();
        push.accept(0);
        code.ifeq(no);
        push.accept(1);
        code.goto_(end).labelBinding(no);
        push.accept(2);
        return code.labelBinding(end);
    }

    private ClassDesc scalar() {
        return Carrier.of(type).scalar();
    }

    private TypeKind kind() {
        return Carrier.of(type).kind();
    }
}
