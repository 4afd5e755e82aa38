package mg.passes.lower;

import java.lang.reflect.Array;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.loops.Buffer;
import mg.loops.Kernel;

/// The buffers of a running kernel. Reading what the buffer did not write is an error, and so is writing what is only
/// to be read.
final class Memory {
    private final Map<Integer, Object> arrays = new HashMap<>();
    private final Map<Integer, BitSet> written = new HashMap<>();
    private final Map<ElementType, Object> arenas = new EnumMap<>(ElementType.class);
    /// For each arena element the life of the buffer that wrote it.
    private final Map<ElementType, long[]> owners = new EnumMap<>(ElementType.class);
    /// The life of each arena buffer: a new number each time that it is forgotten, which is cheap whatever its size.
    private final Map<Integer, Long> lives = new HashMap<>();
    private long born;

    Memory(Kernel kernel, Object[] in, Object[] out) {
        kernel.arena().forEach((element, size) -> {
            arenas.put(element, Array.newInstance(Tensor.arrayClass(element).componentType(), Math.toIntExact(size)));
            owners.put(element, new long[Math.toIntExact(size)]);
        });
        for (int k = 0; k < in.length; k++) {
            if (kernel.inputs().get(k) instanceof Buffer b) {
                add(b, in[k]);
            }
        }
        for (int k = 0; k < out.length; k++) {
            add(kernel.outputs().get(k), out[k]);
        }
        kernel.constants().forEach(b -> add(b, ((Buffer.Place.Constant) b.place()).value().data()));
    }

    private void add(Buffer buffer, Object array) {
        check(Array.getLength(array) == buffer.size(), buffer + " has " + Array.getLength(array) + " elements");
        check(arrays.put(buffer.id(), array) == null, buffer + " is there twice");
        written.put(buffer.id(), new BitSet());
    }

    Object read(Buffer buffer, long at) {
        check(0 <= at && at < buffer.size(), at + " is outside " + buffer);
        int k = (int) at;
        return switch (buffer.place()) {
            case Buffer.Place.Input _, Buffer.Place.Constant _ -> Array.get(arrays.get(buffer.id()), k);
            case Buffer.Place.Output _ -> {
                check(written.get(buffer.id()).get(k), buffer + "[" + at + "] is read before it is written");
                yield Array.get(arrays.get(buffer.id()), k);
            }
            case Buffer.Place.Arena(long offset) -> {
                int place = (int) offset + k;
                check(owners.get(buffer.element())[place] == life(buffer),
                        buffer + "[" + at + "] is read, but not what it wrote");
                yield Array.get(arenas.get(buffer.element()), place);
            }
        };
    }

    void write(Buffer buffer, long at, Object value) {
        check(0 <= at && at < buffer.size(), at + " is outside " + buffer);
        int k = (int) at;
        switch (buffer.place()) {
            case Buffer.Place.Input _, Buffer.Place.Constant _ -> throw new AssertionError(buffer + " is written");
            case Buffer.Place.Output _ -> {
                written.get(buffer.id()).set(k);
                Array.set(arrays.get(buffer.id()), k, value);
            }
            case Buffer.Place.Arena(long offset) -> {
                owners.get(buffer.element())[(int) offset + k] = life(buffer);
                Array.set(arenas.get(buffer.element()), (int) offset + k, value);
            }
        }
    }

    /// Forgets what an arena buffer holds.
    void forget(Buffer buffer) {
        lives.remove(buffer.id());
    }

    private long life(Buffer buffer) {
        return lives.computeIfAbsent(buffer.id(), _ -> ++born);
    }

    /// How far apart two elements are in memory.
    static long distance(Buffer a, long i, Buffer b, long j) {
        if (a.id() == b.id()) {
            return Math.abs(i - j);
        }
        return a.element() == b.element()
                        && a.place() instanceof Buffer.Place.Arena(long x)
                        && b.place() instanceof Buffer.Place.Arena(long y)
                ? Math.abs(x + i - y - j)
                : Long.MAX_VALUE;
    }

    void checkComplete(Kernel kernel) {
        kernel.outputs().forEach(b -> check(written.get(b.id()).cardinality() == b.size(), b + " is not all written"));
    }

    static void check(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
