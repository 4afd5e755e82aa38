package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.ConstantBootstraps;
import mg.ir.ElementType;
import mg.loops.Scalar;

/// How a wide scalar lies in vectors of the Vector API: in one, or in several pieces if it is longer than a vector is.
///
/// Truth values are one mask, of the widest elements of which so many fit.
///
/// @param lanes how many values there are
/// @param most  the bits of the longest vector
record WideType(ElementType element, int lanes, int most) {
    private static final String API = "jdk.incubator.vector.";
    private static final DirectMethodHandleDesc STATIC_FINAL = ConstantDescs.ofConstantBootstrap(
            ConstantBootstraps.class.describeConstable().orElseThrow(), "getStaticFinal", ConstantDescs.CD_Object,
            ConstantDescs.CD_Class);
    static final ClassDesc VECTOR = ClassDesc.of(API + "Vector");
    static final ClassDesc MASK = ClassDesc.of(API + "VectorMask");
    static final ClassDesc SHUFFLE = ClassDesc.of(API + "VectorShuffle");
    static final ClassDesc SPECIES = ClassDesc.of(API + "VectorSpecies");
    static final ClassDesc OPERATORS = ClassDesc.of(API + "VectorOperators");

    /// With shorter vectors there may be no multiply-add.
    private static final int LEAST_FUSED = 256;

    /// Whether there is a multiply-add where the longest vectors have so many bits.
    static boolean hasMultiplyAdd(int vectorBits) {
        return vectorBits >= LEAST_FUSED;
    }

    /// How many masks there are registers for. AVX-512 has eight, one of which stands for no mask, and HotSpot makes
    /// all masks of straight-line code at once that need nothing else; without it masks are vectors.
    static int masks(int vectorBits) {
        return vectorBits == 512 ? 7 : Integer.MAX_VALUE;
    }

    static WideType of(Scalar scalar, int most) {
        return new WideType(scalar.element(), scalar.lanes(), most);
    }

    /// How as many values of another type lie.
    WideType as(ElementType other) {
        return new WideType(other, lanes, most);
    }

    /// How fewer values of this type lie.
    WideType ofLanes(int fewer) {
        return new WideType(element, fewer, most);
    }

    /// The bits of an element.
    private int width() {
        return switch (element) {
            case F64, I64 -> 64;
            case F32 -> 32;
            case BOOL -> {
                int width = 64;
                while (width > 8 && lanes * width > most) {
                    width /= 2;
                }
                yield width;
            }
        };
    }

    /// The number of vectors.
    int pieces() {
        return Math.max(1, lanes * width() / most);
    }

    /// The values in each.
    int each() {
        return lanes / pieces();
    }

    /// The bits of each vector.
    int bits() {
        return each() * width();
    }

    /// `DoubleVector`; of truth values, the vectors that their masks are for.
    ClassDesc vector() {
        return ClassDesc.of(API + switch (element) {
            case F64 -> "DoubleVector";
            case F32 -> "FloatVector";
            case I64 -> "LongVector";
            case BOOL -> switch (width()) {
                case 64 -> "DoubleVector";
                case 32 -> "FloatVector";
                case 16 -> "ShortVector";
                default -> "ByteVector";
            };
        });
    }

    /// What a local variable holds.
    ClassDesc held() {
        return element == ElementType.BOOL ? MASK : vector();
    }

    /// The species of each piece.
    ConstantDesc species() {
        return DynamicConstantDesc.ofNamed(STATIC_FINAL, "SPECIES_" + bits(), SPECIES, vector());
    }

    /// What a static method gives for the species of each piece and these arguments, computed once.
    ConstantDesc made(ClassDesc owner, String name, MethodTypeDesc methodType, ConstantDesc... arguments) {
        var all = new ConstantDesc[arguments.length + 2];
        all[0] = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, owner, name, methodType);
        all[1] = species();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return DynamicConstantDesc.ofNamed(ConstantDescs.BSM_INVOKE, ConstantDescs.DEFAULT_NAME, owner, all);
    }

    /// Pushes the species of each piece.
    CodeBuilder species(CodeBuilder code) {
        return code.getstatic(vector(), "SPECIES_" + bits(), SPECIES);
    }

    /// Whether the masks of both are the same.
    boolean masksLike(WideType other) {
        return vector().equals(other.vector()) && bits() == other.bits();
    }
}
