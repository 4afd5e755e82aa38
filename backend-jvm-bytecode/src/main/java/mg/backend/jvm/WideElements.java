package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import mg.ir.ElementOp;
import mg.ir.ElementType;

/// The element operations on wide operands, one arm for each that vectors can do; the others are done lane by lane.
///
/// @param type the type of the operands that are alike
/// @param push pushes a piece of operand `k`
record WideElements(Variables variables, WideType type, Pieces push) {
    /// Pushes a piece of an operand.
    interface Pieces {
        void push(int operand, int piece);
    }

    /// Whether vectors can do it with operands of this type.
    static boolean has(ElementOp op, WideType type) {
        return switch (op) {
            case ADD, SUB, MUL, MIN, MAX, NEG, ABS, SIGN, RELU, LT, LE, EQ, NE, AND, OR, NOT, SELECT -> true;
            case DIV -> type.element() != ElementType.I64;
            case SQRT, FLOOR, CEIL, ROUND -> true;
            case EXP, EXPM1, LOG, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, CBRT, SIGMOID -> true;
            case ATAN2, HYPOT -> true;
            case POW -> type.bits() == 512;
            case REM, ERF, LGAMMA, DIGAMMA, POLYGAMMA -> false;
        };
    }

    /// Pushes a piece of the result.
    CodeBuilder apply(ElementOp op, int piece) {
        return switch (op) {
            case ADD -> both("add", piece);
            case SUB -> both("sub", piece);
            case MUL -> both("mul", piece);
            case DIV -> both("div", piece);
            case NEG -> one(piece, "neg");
            case ABS -> type.element() == ElementType.I64 ? wholeAbs(piece) : one(piece, "abs");
            case SQRT -> one(piece, "sqrt");
            case MIN -> extreme("LT", "min", piece);
            case MAX -> extreme("GT", "max", piece);
            case RELU -> {
                push.push(0, piece);
                zero();
                test(piece, "LT", this::zero);
                yield ops().blend();
            }
            case SIGN -> sign(piece);
            case ROUND -> round(() -> push.push(0, piece));
            case FLOOR -> floor(() -> push.push(0, piece));
            // ⌈x⌉ = -⌊-x⌋
            case CEIL -> {
                floor(() -> one(piece, "neg"));
                yield ops().call("neg", 0);
            }
            case EXP -> own() ? functions().exp(() -> push.push(0, piece)) : library(op, piece);
            case TANH -> own() ? functions().tanh(() -> push.push(0, piece)) : library(op, piece);
            case SIGMOID -> own() ? functions().sigmoid(() -> push.push(0, piece)) : sigmoid(piece);
            case EXPM1, LOG, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, CBRT -> library(op, piece);
            case ATAN2, HYPOT -> {
                push.push(0, piece);
                yield ops().binary(op.name(), () -> push.push(1, piece));
            }
            case POW -> pow(piece);
            case LT -> compare("LT");
            case LE -> compare("LE");
            case EQ -> type.element() == ElementType.BOOL ? masks("eq") : compare("EQ");
            case NE -> type.element() == ElementType.BOOL ? masks("xor") : compare("NE");
            case AND -> masks("and");
            case OR -> masks("or");
            case NOT -> {
                push.push(0, 0);
                yield ops().mask("not", 0);
            }
            case SELECT -> type.element() == ElementType.BOOL ? selectTruth() : select(piece);
            case REM, ERF, LGAMMA, DIGAMMA, POLYGAMMA -> throw new AssertionError(op + " has no vector form");
        };
    }

    private CodeBuilder code() {
        return variables.code();
    }

    private WideOps ops() {
        return new WideOps(code(), type);
    }

    private boolean own() {
        return WideType.hasMultiplyAdd(type.most());
    }

    private WideFunctions functions() {
        return new WideFunctions(variables, type);
    }

    private CodeBuilder library(ElementOp op, int piece) {
        push.push(0, piece);
        return ops().unary(op.name());
    }

    private CodeBuilder one(int piece, String name) {
        push.push(0, piece);
        return ops().call(name, 0);
    }

    private CodeBuilder both(String name, int piece) {
        push.push(0, piece);
        push.push(1, piece);
        return ops().call(name, 1);
    }

    private CodeBuilder zero() {
        return ops().broadcast(0);
    }

    /// Pushes the mask of a comparison of operand 0.
    private CodeBuilder test(int piece, String operator, Runnable other) {
        push.push(0, piece);
        return ops().compare(operator, other);
    }

    /// `x < y || x != x ? x : y`, or with `>`.
    private CodeBuilder extreme(String before, String whole, int piece) {
        if (type.element() == ElementType.I64) {
            return both(whole, piece);
        }
        push.push(1, piece);
        push.push(0, piece);
        test(piece, before, () -> push.push(1, piece));
        test(piece, "NE", () -> push.push(0, piece));
        ops().mask("or", 1);
        return ops().blend();
    }

    private CodeBuilder wholeAbs(int piece) {
        push.push(0, piece);
        one(piece, "neg");
        test(piece, "LT", this::zero);
        return ops().blend();
    }

    /// `x > 0 ? 1 : x < 0 ? -1 : x`.
    private CodeBuilder sign(int piece) {
        push.push(0, piece);
        ops().broadcast(-1);
        test(piece, "LT", this::zero);
        ops().blend();
        ops().broadcast(1);
        test(piece, "GT", this::zero);
        return ops().blend();
    }

    /// `|x| + 2⁵² - 2⁵²` with the sign of x, unless x is as large as that and whole. A NaN stays.
    private CodeBuilder round(Runnable x) {
        double whole = type.element() == ElementType.F64 ? 0x1p52 : 0x1p23;
        x.run();
        ops().call("abs", 0);
        ops().broadcast(whole);
        ops().call("add", 1);
        ops().broadcast(whole);
        ops().call("sub", 1);
        withSign(x);
        x.run();
        x.run();
        ops().call("abs", 0);
        ops().compare("GE", () -> ops().broadcast(whole));
        return ops().blend();
    }

    /// Gives the vector on the stack, which is not negative, the signs of another.
    void withSign(Runnable signs) {
        boolean real = type.element() == ElementType.F64;
        ClassDesc whole = ClassDesc.of(WideType.VECTOR.packageName(), real ? "LongVector" : "IntVector");
        ops().reinterpret(real ? "reinterpretAsLongs" : "reinterpretAsInts", whole);
        signs.run();
        ops().reinterpret(real ? "reinterpretAsLongs" : "reinterpretAsInts", whole);
        code().getstatic(whole, "SPECIES_" + type.bits(), WideType.SPECIES);
        if (real) {
            code().loadConstant(Long.MIN_VALUE);
        } else {
            code().loadConstant(Integer.MIN_VALUE);
        }
        code().invokestatic(whole, "broadcast", MethodTypeDesc.of(
                whole, WideType.SPECIES, real ? ConstantDescs.CD_long : ConstantDescs.CD_int));
        code().invokevirtual(whole, "and", MethodTypeDesc.of(whole, WideType.VECTOR))
                .invokevirtual(whole, "or", MethodTypeDesc.of(whole, WideType.VECTOR))
                .invokevirtual(whole, real ? "reinterpretAsDoubles" : "reinterpretAsFloats",
                        MethodTypeDesc.of(type.vector()));
    }

    /// The nearest integer, less 1 if that is above x.
    private CodeBuilder floor(Runnable x) {
        return variables.block(() -> {
            int rounded = code().allocateLocal(TypeKind.REFERENCE);
            round(x);
            code().astore(rounded);
            code().aload(rounded).aload(rounded);
            ops().broadcast(1);
            ops().call("sub", 1);
            code().aload(rounded);
            ops().compare("GT", x);
            ops().blend();
        });
    }

    /// `(x < 0 ? e : 1)/(1 + e)` with `e = exp(-|x|)`.
    private CodeBuilder sigmoid(int piece) {
        return variables.block(() -> {
            int e = code().allocateLocal(TypeKind.REFERENCE);
            one(piece, "abs");
            ops().call("neg", 0);
            ops().unary("EXP").astore(e);
            ops().broadcast(1);
            code().aload(e);
            test(piece, "LT", this::zero);
            ops().blend();
            ops().broadcast(1);
            code().aload(e);
            ops().call("add", 1);
            ops().call("div", 1);
        });
    }

    /// The library's of |x|, which is slow where x is negative, and wrong where x is 1 or y infinite:
    ///
    /// ```
    /// x = 1 or |x| = 1 and |y| = ∞       1
    /// -∞ < x < 0 and y not whole         NaN
    /// y odd                              |x|^y with the sign of x
    /// ```
    private CodeBuilder pow(int piece) {
        return variables.block(() -> {
            Runnable x = () -> push.push(0, piece);
            Runnable y = () -> push.push(1, piece);
            int power = code().allocateLocal(TypeKind.REFERENCE);
            int size = code().allocateLocal(TypeKind.REFERENCE);
            int half = code().allocateLocal(TypeKind.REFERENCE);
            x.run();
            ops().call("abs", 0).astore(size);
            y.run();
            ops().broadcast(0.5);
            ops().call("mul", 1).astore(half);
            code().aload(size);
            ops().binary("POW", y).astore(power);
            code().aload(power).aload(power);
            withSign(x);
            equal(y, () -> round(y));
            code().aload(half);
            ops().compare("NE", () -> round(() -> code().aload(half)));
            ops().mask("and", 1);
            ops().blend();
            ops().broadcast(Double.NaN);
            test(piece, "LT", this::zero);
            test(piece, "GT", () -> ops().broadcast(Double.NEGATIVE_INFINITY));
            ops().mask("and", 1);
            y.run();
            ops().compare("NE", () -> round(y));
            ops().mask("and", 1);
            ops().blend();
            ops().broadcast(1);
            equal(x, () -> ops().broadcast(1));
            equal(() -> code().aload(size), () -> ops().broadcast(1));
            y.run();
            ops().call("abs", 0);
            ops().compare("EQ", () -> ops().broadcast(Double.POSITIVE_INFINITY));
            ops().mask("and", 1);
            ops().mask("or", 1);
            ops().blend();
        });
    }

    private CodeBuilder equal(Runnable left, Runnable right) {
        left.run();
        return ops().compare("EQ", right);
    }

    /// Pushes the one mask of all pieces.
    private CodeBuilder compare(String operator) {
        WideType truth = type.as(ElementType.BOOL);
        if (type.pieces() == 1) {
            test(0, operator, () -> push.push(1, 0));
            return truth.masksLike(type) ? code() : cast(truth);
        }
        truth.species(code());
        for (int p = 0; p < type.pieces(); p++) {
            int piece = p;
            test(piece, operator, () -> push.push(1, piece));
            code().invokevirtual(WideType.MASK, "toLong", MethodTypeDesc.of(ConstantDescs.CD_long));
            if (p > 0) {
                code().loadConstant(p * type.each()).lshl().lor();
            }
        }
        return fromLong();
    }

    private CodeBuilder cast(WideType to) {
        return to.species(code())
                .invokevirtual(WideType.MASK, "cast", MethodTypeDesc.of(WideType.MASK, WideType.SPECIES));
    }

    /// The mask whose species and bits are on the stack.
    private CodeBuilder fromLong() {
        return code().invokestatic(WideType.MASK, "fromLong",
                MethodTypeDesc.of(WideType.MASK, WideType.SPECIES, ConstantDescs.CD_long));
    }

    private CodeBuilder masks(String name) {
        push.push(0, 0);
        push.push(1, 0);
        return ops().mask(name, 1);
    }

    private CodeBuilder select(int piece) {
        push.push(2, piece);
        push.push(1, piece);
        if (type.pieces() == 1) {
            push.push(0, 0);
            if (!type.as(ElementType.BOOL).masksLike(type)) {
                cast(type);
            }
        } else {
            type.species(code());
            push.push(0, 0);
            code().invokevirtual(WideType.MASK, "toLong", MethodTypeDesc.of(ConstantDescs.CD_long));
            if (piece > 0) {
                code().loadConstant(piece * type.each()).lushr();
            }
            fromLong();
        }
        return ops().blend();
    }

    /// `c && x || !c && y`.
    private CodeBuilder selectTruth() {
        push.push(1, 0);
        push.push(0, 0);
        ops().mask("and", 1);
        push.push(2, 0);
        push.push(0, 0);
        ops().mask("andNot", 1);
        return ops().mask("or", 1);
    }
}
