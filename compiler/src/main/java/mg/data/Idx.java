package mg.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import mg.ir.ElementType;
import mg.ir.Tensor;

/// IDX, the format of the MNIST files (LeCun, Cortes, Burges 1998): two zeros, a code for the element type, the number
/// of dimensions, their sizes as 32-bit integers, the elements; the first byte of a number is its highest.
final class Idx {
    private Idx() {}

    /// Whether a file that starts so is one.
    static boolean starts(byte[] head) {
        return head.length >= 4 && head[0] == 0 && head[1] == 0 && encoding(head[2]) != null;
    }

    static Tensor read(Source in, ElementType wanted) {
        byte[] head = in.head(4);
        if (head.length == 4 && !starts(head)) {
            String start = String.format("%02x %02x %02x %02x", head[0], head[1], head[2], head[3]);
            throw in.error("not an IDX file: it starts with " + start,
                    "an IDX file starts with 00 00, an element type (08, 09, 0b, 0c, 0d, 0e), the number of dimensions;"
                            + " MNIST images with 00 00 08 03, labels with 00 00 08 01");
        }
        in.header(4);
        int rank = head[3] & 0xff;
        ByteBuffer sizes = in.header(4 * rank);
        var shape = new ArrayList<Long>();
        for (int k = 0; k < rank; k++) {
            shape.add(Integer.toUnsignedLong(sizes.getInt()));
        }
        var elements = new Elements(encoding(head[2]), ByteOrder.BIG_ENDIAN, shape);
        Tensor result = elements.read(in, wanted);
        in.end(elements.described());
        return result;
    }

    private static Encoding encoding(byte code) {
        return switch (code) {
            case 0x08 -> Encoding.U8;
            case 0x09 -> Encoding.I8;
            case 0x0b -> Encoding.I16;
            case 0x0c -> Encoding.I32;
            case 0x0d -> Encoding.F32;
            case 0x0e -> Encoding.F64;
            default -> null;
        };
    }
}
