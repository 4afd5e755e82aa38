package mg.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// Arrays as they lie in binary files: an encoding, an order of bytes and a shape that a header has declared.
record Elements(Encoding encoding, ByteOrder order, List<Long> shape) {
    private static final int CHUNK = 1 << 16;

    Elements {
        shape = List.copyOf(shape);
    }

    /// As it is called in errors: `u8[60000, 28, 28]`.
    String described() {
        return encoding.name().toLowerCase(Locale.ROOT) + (shape.isEmpty() ? "" : shape.toString());
    }

    /// The number of bytes, or [Long#MAX_VALUE] if there are more than a `long` counts.
    long bytes() {
        if (shape.contains(0L)) {
            return 0;
        }
        long total = encoding.bytes();
        for (long size : shape) {
            if (Math.multiplyHigh(total, size) != 0 || total * size < 0) {
                return Long.MAX_VALUE;
            }
            total *= size;
        }
        return total;
    }

    /// Reads them: as `wanted` if they are integers and that is real, otherwise as stored.
    ///
    /// @throws mg.ir.DiagnosticException if the file is shorter, or holds what does not fit a tensor
    Tensor read(Source in, ElementType wanted) {
        boolean direct = encoding.natural() == ElementType.I64 && encoding != Encoding.U64 && wanted.isReal();
        Type type = type(in, direct ? wanted : encoding.natural());
        in.expect(bytes(), described());
        Tensor result = Tensor.zeros(type);
        int size = encoding.bytes();
        for (int done = 0; done < type.size(); ) {
            int count = Math.min(CHUNK, type.size() - done);
            byte[] bytes = in.read(count * size);
            if (bytes.length < count * size) {
                throw in.cutShort(bytes(), (long) done * size + bytes.length, described());
            }
            encoding.decode(ByteBuffer.wrap(bytes).order(order), count, result.data(), done);
            done += count;
        }
        if (encoding == Encoding.U64) {
            Arrays.stream(result.longs()).filter(v -> v < 0).findFirst().ifPresent(v -> {
                throw in.error("holds " + Long.toUnsignedString(v) + ", more than an i64 holds");
            });
        }
        return result;
    }

    private Type type(Source in, ElementType element) {
        try {
            return new Type(element, shape.stream().map(Math::toIntExact).toList());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw in.error(described() + " has more than " + Integer.MAX_VALUE + " elements, more than an array holds",
                    "split it");
        }
    }
}
