package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import mg.ir.ElementType;
import mg.loops.Address;

/// A vector whose elements lie at equal, short distances, by the few vectors of neighbours that they are among: loads
/// are six times as fast as a loop over the lanes, stores two and a half times (of 8 lanes at step 3).
///
/// ```
/// three loads, the last one reaches back   a b c d e f g h   i j k l m n o p   o p q r s t u v
/// each rearranged                          a d g . . . . .   . . . j m p . .   . . . . . . s v
/// and lanes chosen                         a d g j m p s v
/// ```
///
/// Stores rearrange the other way, and write only where elements are. Adding to elements is faster lane by lane: what
/// the next one loads would have to wait for what a mask let through.
record Strided(WideType type, long step) {
    /// Among more vectors than this it takes as long as the loop.
    private static final int MOST = 4;

    /// Whether the elements at an address can be loaded or stored so.
    static boolean suits(Address address, WideType type) {
        return address.isSpread() && !address.index().isWide() && type.element() != ElementType.BOOL
                && Math.abs(address.step()) <= MOST;
    }

    /// The number of vectors.
    int count() {
        return (int) Math.ceilDiv(span() + 1, type.each());
    }

    /// How far the last lane is from the first.
    private long span() {
        return Math.abs(step) * (type.each() - 1);
    }

    /// Pushes the vector; `address` pushes array and position of what is so far behind the element of the first lane.
    CodeBuilder load(CodeBuilder code, LongConsumer address) {
        var ops = new WideOps(code, type);
        for (int k = 0; k < count(); k++) {
            long from = from(k);
            long first = (step > 0 ? 0 : span()) - from;
            ops.load(() -> address.accept(lowest() + from));
            ops.rearrange((int) first, (int) step);
            if (k > 0) {
                code.ldc(mask(lane -> 0 <= first + lane * step && first + lane * step < type.each()));
                ops.blend();
            }
        }
        return code;
    }

    /// Stores the vector that `value` pushes; `address` pushes array and position of what is so far behind the element
    /// of the first lane.
    CodeBuilder store(CodeBuilder code, Runnable value, LongConsumer address) {
        long distance = Math.abs(step);
        MethodTypeDesc intoArray = MethodTypeDesc.of(
                ConstantDescs.CD_void, Carrier.of(type.element()).array(), ConstantDescs.CD_int, WideType.MASK);
        for (int k = 0; k < count(); k++) {
            long from = from(k);
            var lanes = new ConstantDesc[type.each()];
            for (int at = 0; at < lanes.length; at++) {
                int nearest = (int) ((from + at) / distance);
                lanes[at] = step > 0 ? nearest : type.each() - 1 - nearest;
            }
            value.run();
            new WideOps(code, type).rearrange(type.made(WideType.SHUFFLE, "fromValues",
                    MethodTypeDesc.of(WideType.SHUFFLE, WideType.SPECIES, ConstantDescs.CD_int.arrayType()), lanes));
            address.accept(lowest() + from);
            code.ldc(mask(at -> (from + at) % distance == 0)).invokevirtual(type.vector(), "intoArray", intoArray);
        }
        return code;
    }

    /// How far the lowest element is behind that of the first lane.
    private long lowest() {
        return Math.min(0, step) * (type.each() - 1);
    }

    /// How far vector `k` starts behind the lowest element.
    private long from(int k) {
        return Math.min((long) k * type.each(), span() + 1 - type.each());
    }

    private ConstantDesc mask(IntPredicate isSet) {
        long lanes = IntStream.range(0, type.each()).filter(isSet).mapToLong(lane -> 1L << lane).sum();
        return type.made(WideType.MASK, "fromLong",
                MethodTypeDesc.of(WideType.MASK, WideType.SPECIES, ConstantDescs.CD_long), lanes);
    }
}
