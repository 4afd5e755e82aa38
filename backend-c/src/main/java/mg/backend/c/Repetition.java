package mg.backend.c;

import static java.lang.invoke.MethodHandles.dropArguments;
import static java.lang.invoke.MethodHandles.foldArguments;
import static java.lang.invoke.MethodHandles.guardWithTest;
import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import mg.ir.Type;

/// Calls a [limited][Way#LIMITED] function again, on copies and without limit, when it did all it may do.
final class Repetition {
    private final Entry entry;
    private final PackedCall packed;
    private final Blocks blocks;
    private final Backoff backoff = new Backoff();

    Repetition(Entry entry, PackedCall packed) {
        this.entry = entry;
        this.packed = packed;
        blocks = new Blocks(packed);
    }

    /// What takes what the function takes, and gives its status.
    ///
    /// @param direct as of [DirectCall#handle(Entry, java.lang.foreign.SymbolLookup)]
    MethodHandle of(MethodHandle direct) {
        try {
            var lookup = MethodHandles.lookup();
            var type = direct.type();
            MethodHandle again = lookup.bind(this, "again", methodType(int.class, Object[].class))
                    .asCollector(Object[].class, type.parameterCount())
                    .asType(type);
            MethodHandle after = guardWithTest(
                    lookup.bind(backoff, "failed", methodType(boolean.class, int.class)),
                    dropArguments(again, 0, int.class),
                    dropArguments(MethodHandles.identity(int.class), 1, type.parameterList()));
            return guardWithTest(
                    lookup.bind(backoff, "waits", methodType(boolean.class)), again, foldArguments(after, direct));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /// @param parameters of the function; segments are of whole arrays
    private int again(Object[] parameters) {
        int inputs = entry.kernel().inputs().size();
        var in = new Object[inputs];
        for (int k = 0; k < inputs; k++) {
            in[k] = array(parameters[k], entry.kernel().function().argumentTypes().get(k));
        }
        var out = new Object[entry.kernel().outputs().size()];
        for (int k = 0; k < out.length; k++) {
            out[k] = ((MemorySegment) parameters[inputs + k]).heapBase().orElseThrow();
        }
        MemorySegment block = blocks.take();
        try {
            int status = packed.run(in, out, block);
            var workspace = (MemorySegment) parameters[inputs + out.length];
            workspace.set(ValueLayout.JAVA_LONG, 0, block.get(ValueLayout.JAVA_LONG, 0));
            return status;
        } finally {
            blocks.giveBack(block);
        }
    }

    private static Object array(Object parameter, Type type) {
        if (parameter instanceof MemorySegment segment) {
            return segment.heapBase().orElseThrow();
        }
        Object one = Array.newInstance(DirectCall.arrayClass(type.element()).componentType(), 1);
        Array.set(one, 0, parameter instanceof Boolean truth ? (byte) (truth ? 1 : 0) : parameter);
        return one;
    }
}
