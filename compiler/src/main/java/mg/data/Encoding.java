package mg.data;

import java.nio.ByteBuffer;
import mg.ir.ElementType;

/// How one number lies in the bytes of a file, and what it is here.
enum Encoding {
    U8(1, (b, p) -> b.get(p) & 0xffL),
    U16(2, (b, p) -> b.getShort(p) & 0xffffL),
    U32(4, (b, p) -> b.getInt(p) & 0xffffffffL),
    /// Numbers from 2⁶³ on come out negative.
    U64(8, ByteBuffer::getLong),
    I8(1, ByteBuffer::get),
    I16(2, ByteBuffer::getShort),
    I32(4, ByteBuffer::getInt),
    I64(8, ByteBuffer::getLong),
    F16(2, ElementType.F32, (b, p) -> Float.float16ToFloat(b.getShort(p))),
    /// The upper half of an [#F32].
    BF16(2, ElementType.F32, (b, p) -> Float.intBitsToFloat(b.getShort(p) << 16)),
    F32(4, ElementType.F32, ByteBuffer::getFloat),
    F64(8, ElementType.F64, ByteBuffer::getDouble),
    /// Everything but 0 is true.
    BOOL(1, ElementType.BOOL, (b, p) -> b.get(p) == 0 ? 0 : 1);

    /// Reads an integer at a position in bytes.
    private interface Whole {
        long at(ByteBuffer bytes, int position);
    }

    /// Reads a number at a position in bytes.
    private interface Real {
        double at(ByteBuffer bytes, int position);
    }

    private final int bytes;
    private final ElementType natural;
    private final Whole whole;
    private final Real real;

    Encoding(int bytes, Whole whole) {
        this.bytes = bytes;
        this.natural = ElementType.I64;
        this.whole = whole;
        this.real = (b, p) -> whole.at(b, p);
    }

    Encoding(int bytes, ElementType natural, Real real) {
        this.bytes = bytes;
        this.natural = natural;
        this.whole = (b, p) -> (long) real.at(b, p);
        this.real = real;
    }

    /// The size of one number.
    int bytes() {
        return bytes;
    }

    /// The element type that holds every such number.
    ElementType natural() {
        return natural;
    }

    /// Decodes `count` numbers into an array of a tensor, from element `to` on.
    void decode(ByteBuffer from, int count, Object array, int to) {
        switch (array) {
            case double[] a -> {
                for (int k = 0; k < count; k++) {
                    a[to + k] = real.at(from, k * bytes);
                }
            }
            case float[] a -> {
                for (int k = 0; k < count; k++) {
                    a[to + k] = natural == ElementType.I64
                            ? whole.at(from, k * bytes)
                            : (float) real.at(from, k * bytes);
                }
            }
            case long[] a -> {
                for (int k = 0; k < count; k++) {
                    a[to + k] = whole.at(from, k * bytes);
                }
            }
            case boolean[] a -> {
                for (int k = 0; k < count; k++) {
                    a[to + k] = real.at(from, k * bytes) != 0;
                }
            }
            default -> throw new AssertionError(array.getClass());
        }
    }
}
