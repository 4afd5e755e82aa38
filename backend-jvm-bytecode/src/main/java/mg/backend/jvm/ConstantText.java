package mg.backend.jvm;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Tensor;

/// Arrays as string constants of a class file, every bit kept.
///
/// An element is written in digits of 7 bits, most significant first: ten for 64 bits, five for 32, one for `bool`. The
/// digit `d` is the character `d + 1`, which takes one byte in a class file unless `d` is 127.
final class ConstantText {
    /// The most bytes of a string constant.
    private static final int MOST_BYTES = 65535;

    private ConstantText() {}

    /// A piece of an array: its text, and the position of its first element.
    record Piece(String text, int from) {}

    /// The array in pieces that each fit into a string constant.
    static List<Piece> of(Tensor tensor) {
        var pieces = new ArrayList<Piece>();
        int digits = digits(tensor);
        var text = new StringBuilder();
        int from = 0;
        int bytes = 0;
        for (int k = 0; k < tensor.type().size(); k++) {
            if (bytes + 2 * digits > MOST_BYTES) {
                pieces.add(new Piece(text.toString(), from));
                text.setLength(0);
                from = k;
                bytes = 0;
            }
            long bits = bits(tensor, k);
            for (int shift = 7 * (digits - 1); shift >= 0; shift -= 7) {
                int digit = (int) (bits >>> shift) & 127;
                text.append((char) (digit + 1));
                bytes += digit == 127 ? 2 : 1;
            }
        }
        if (!text.isEmpty()) {
            pieces.add(new Piece(text.toString(), from));
        }
        return pieces;
    }

    private static int digits(Tensor tensor) {
        return switch (tensor.type().element()) {
            case F64, I64 -> 10;
            case F32 -> 5;
            case BOOL -> 1;
        };
    }

    private static long bits(Tensor tensor, int k) {
        return switch (tensor.type().element()) {
            case F64 -> Double.doubleToRawLongBits(tensor.doubles()[k]);
            case F32 -> Integer.toUnsignedLong(Float.floatToRawIntBits(tensor.floats()[k]));
            case I64 -> tensor.longs()[k];
            case BOOL -> tensor.booleans()[k] ? 1 : 0;
        };
    }
}
