package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import mg.ir.ElementType;

/// The most frequent functions on vectors of reals, without branches and calls: around a call of the Vector API's own
/// functions every vector that is needed later goes through memory. Everywhere within 4 ulp.
///
/// With `x = n ln 2 + r`, `|r| <= ln 2 / 2`, they are made of `2^n` and `e^r`. Adding 1.5·2⁵², or 1.5·2²³ in `f32`,
/// rounds a number to an integer, which is then in the last bits of the sum.
///
/// @param type of the operand
record WideFunctions(Variables variables, WideType type) {
    /// The most that they take ([WideSizes]), without pushing the operand: registers of the first compiler.
    static final int EXP = 29 * FirstCompiler.CALL + 24 * FirstCompiler.BROADCAST;
    static final int SIGMOID = 40 * FirstCompiler.CALL + 27 * FirstCompiler.BROADCAST;
    static final int TANH = 32 * FirstCompiler.CALL + 23 * FirstCompiler.BROADCAST;

    /// The coefficients of `q` in `e^r = 1 + r + r² q(r)`: to 0.2 ulp, by the algorithm of Remez, weighted with `|r|`.
    private static final double[] Q = {
        0x1.0000000000005p-1, 0x1.555555555555cp-3, 0x1.5555555552139p-5, 0x1.111111110e707p-7, 0x1.6c16c17f29655p-10,
        0x1.a01a01b5c7696p-13, 0x1.a019a6a94e5f9p-16, 0x1.71ddea2a36de3p-19, 0x1.28a28cccb98fep-22,
                0x1.af7672b5185dep-26
    };
    /// The same in `f32`, from the values at the zeros of a Chebyshev polynomial: to 0.02 ulp.
    private static final double[] SINGLE_Q =
        {0x1p-1, 0x1.555556p-3, 0x1.5554e8p-5, 0x1.1110ep-7, 0x1.6d43bp-10, 0x1.a1256cp-13};

    /// Pushes `e^x`.
    CodeBuilder exp(Runnable x) {
        return variables.block(() -> {
            x.run();
            bounded("LT", "max", isDouble() ? -746 : -104);
            bounded("GT", "min", isDouble() ? 710 : 89);
            power();
        });
    }

    /// Pushes `(x < 0 ? e : 1) / (1 + e)`, `e = exp(-|x|)`.
    CodeBuilder sigmoid(Runnable x) {
        return variables.block(() -> {
            x.run();
            ops().call("abs", 0);
            ops().call("neg", 0);
            bounded("LT", "max", isDouble() ? -746 : -104);
            power();
            int e = keep();
            if (hasMasks()) {
                ops().broadcast(1);
                code().aload(e);
                x.run();
                ops().compare("LT", () -> ops().broadcast(0));
                ops().blend();
            } else {
                oneUnlessNegative(x, e);
            }
            ops().broadcast(1);
            code().aload(e);
            ops().call("add", 1);
            ops().call("div", 1);
        });
    }

    /// Pushes `|t / (2 + t)|` with the sign of x, `t = e^(-2 |x|) - 1 = 2^n (e^r - 1) + (2^n - 1)`: nothing is lost
    /// near 0, where n is 0.
    CodeBuilder tanh(Runnable x) {
        return variables.block(() -> {
            x.run();
            ops().call("abs", 0);
            ops().broadcast(-2);
            ops().call("mul", 1);
            bounded("LT", "max", isDouble() ? -64 : -32);
            int y = keep();
            double magic = isDouble() ? 0x1.8p52 + 1023 : 0x1.8p23 + 127;
            int sum = sum(y, magic);
            int scale = scale(() -> shifted(() -> asWhole(() -> code().aload(sum)), "LSHL", digits()));
            code().aload(scale);
            fraction(y, sum, magic);
            code().aload(scale);
            ops().broadcast(1);
            ops().call("sub", 1);
            ops().call("fma", 2);
            int t = keep();
            code().aload(t).aload(t);
            ops().broadcast(2);
            ops().call("add", 1);
            ops().call("div", 1);
            ops().call("abs", 0);
            new WideElements(variables, type, (_, _) -> {}).withSign(x);
        });
    }

    /// Of the number on the stack, which is in reach, `e^x = e^r 2^k 2^(n - k)`: the exponent may have no room for n.
    private void power() {
        int x = keep();
        int bias = isDouble() ? 2046 : 254;
        double magic = (isDouble() ? 0x1.8p52 : 0x1.8p23) + bias;
        int sum = sum(x, magic);
        // n + 2046, which is k + 1023 + n - k + 1023
        asWhole(() -> code().aload(sum));
        wholes(isDouble() ? 0x4338000000000000L : 0x4B400000);
        whole("sub");
        int exponents = keep();
        shifted(() -> shifted(() -> code().aload(exponents), "LSHR", 1), "LSHL", digits());
        int one = keep();
        int scale = scale(() -> code().aload(one));
        code().aload(scale);
        fraction(x, sum, magic);
        code().aload(scale);
        ops().call("fma", 2);
        asReal(() -> {
            shifted(() -> code().aload(exponents), "LSHL", digits());
            code().aload(one);
            whole("sub");
        });
        ops().call("mul", 1);
    }

    /// `x / ln 2 + magic`, rounded.
    private int sum(int x, double magic) {
        code().aload(x);
        ops().broadcast(isDouble() ? 0x1.71547652b82fep0 : 0x1.715476p0);
        ops().broadcast(magic);
        ops().call("fma", 2);
        return keep();
    }

    /// Pushes `e^r - 1 = r + r² q(r)`.
    private void fraction(int x, int sum, double magic) {
        code().aload(sum);
        ops().broadcast(magic);
        ops().call("sub", 1);
        int n = keep();
        code().aload(n);
        ops().broadcast(isDouble() ? -0x1.a39ef35793c76p-33 : -0x1.7f7d1cp-20);
        code().aload(n);
        ops().broadcast(isDouble() ? -0x1.62e42feep-1 : -0x1.62e4p-1);
        code().aload(x);
        ops().call("fma", 2);
        ops().call("fma", 2);
        int r = keep();
        code().aload(r).aload(r);
        ops().call("mul", 1);
        int square = keep();
        double[] q = isDouble() ? Q : SINGLE_Q;
        line(r, q, q.length - 2);
        for (int k = q.length - 4; k >= 0; k -= 2) {
            code().aload(square);
            line(r, q, k);
            ops().call("fma", 2);
        }
        code().aload(square).aload(r);
        ops().call("fma", 2);
    }

    /// Pushes `q[k + 1] r + q[k]`.
    private void line(int r, double[] q, int k) {
        code().aload(r);
        ops().broadcast(q[k + 1]);
        ops().broadcast(q[k]);
        ops().call("fma", 2);
    }

    /// The number on the stack or, beyond it, a bound. A NaN stays.
    private void bounded(String beyond, String extreme, double bound) {
        if (hasMasks()) {
            int x = keep();
            code().aload(x);
            ops().broadcast(bound);
            code().aload(x);
            ops().compare(beyond, () -> ops().broadcast(bound));
            ops().blend();
        } else {
            ops().broadcast(bound);
            ops().call(extreme, 1);
        }
    }

    /// HotSpot has no masks of two lanes.
    private boolean hasMasks() {
        return type.each() > 2;
    }

    /// Pushes e where x has a sign, otherwise 1: `1 ^ (1 ^ e) & -(x >>> 63)`, in bits.
    private void oneUnlessNegative(Runnable x, int e) {
        asReal(() -> {
            asWhole(() -> ops().broadcast(1));
            asWhole(() -> ops().broadcast(1));
            xor(() -> asWhole(() -> code().aload(e)));
            wholes(0);
            shifted(() -> asWhole(x), "LSHR", isDouble() ? 63 : 31);
            whole("sub");
            whole("and");
            int difference = keep();
            xor(() -> code().aload(difference));
        });
    }

    private int scale(Runnable bits) {
        asReal(bits);
        return keep();
    }

    private boolean isDouble() {
        return type.element() == ElementType.F64;
    }

    /// The bits of a real number behind its exponent.
    private int digits() {
        return isDouble() ? 52 : 23;
    }

    private int keep() {
        int local = code().allocateLocal(TypeKind.REFERENCE);
        code().astore(local);
        return local;
    }

    // Integers

    private ClassDesc wholeVector() {
        return ClassDesc.of(WideType.VECTOR.packageName(), isDouble() ? "LongVector" : "IntVector");
    }

    private void asWhole(Runnable real) {
        real.run();
        ops().reinterpret(isDouble() ? "reinterpretAsLongs" : "reinterpretAsInts", wholeVector());
    }

    private void asReal(Runnable bits) {
        bits.run();
        code().invokevirtual(wholeVector(), isDouble() ? "reinterpretAsDoubles" : "reinterpretAsFloats",
                MethodTypeDesc.of(type.vector()));
    }

    private void wholes(long number) {
        code().getstatic(wholeVector(), "SPECIES_" + type.bits(), WideType.SPECIES);
        if (isDouble()) {
            code().loadConstant(number);
        } else {
            code().loadConstant((int) number);
        }
        code().invokestatic(wholeVector(), "broadcast", MethodTypeDesc.of(
                wholeVector(), WideType.SPECIES, isDouble() ? ConstantDescs.CD_long : ConstantDescs.CD_int));
    }

    private void whole(String name) {
        code().invokevirtual(wholeVector(), name, MethodTypeDesc.of(wholeVector(), WideType.VECTOR));
    }

    /// By a number, which is then part of the instruction: a vector of it takes a register.
    private void shifted(Runnable bits, String operator, int by) {
        ClassDesc kind = ClassDesc.of(WideType.OPERATORS.packageName(), "VectorOperators$Binary");
        bits.run();
        code().getstatic(WideType.OPERATORS, operator, kind);
        if (isDouble()) {
            code().loadConstant((long) by);
        } else {
            code().loadConstant(by);
        }
        code().invokevirtual(wholeVector(), "lanewise", MethodTypeDesc.of(
                wholeVector(), kind, isDouble() ? ConstantDescs.CD_long : ConstantDescs.CD_int));
    }

    private void xor(Runnable other) {
        ClassDesc kind = ClassDesc.of(WideType.OPERATORS.packageName(), "VectorOperators$Associative");
        code().getstatic(WideType.OPERATORS, "XOR", kind);
        other.run();
        code().invokevirtual(wholeVector(), "lanewise", MethodTypeDesc.of(
                wholeVector(), ClassDesc.of(WideType.OPERATORS.packageName(), "VectorOperators$Binary"),
                WideType.VECTOR));
    }

    private CodeBuilder code() {
        return variables.code();
    }

    private WideOps ops() {
        return new WideOps(code(), type);
    }
}
