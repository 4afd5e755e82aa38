package mg.backend.c;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import mg.ir.ElementType;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Scalar;

/// Calls the function on copies outside the heap, through one more C function that takes a table of pointers: for
/// functions that run for long, and for those with more parameters than a method can have.
///
/// The block: the workspace, the table, the copies.
@SuppressWarnings("restricted")
final class PackedCall implements Call {
    private static final int LINE = 64;

    private final Entry entry;
    private final List<Type> types = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private final long table;
    private final long bytes;
    private final MethodHandle handle;

    PackedCall(Entry entry, SymbolLookup symbols) {
        this.entry = entry;
        types.addAll(entry.kernel().function().argumentTypes());
        types.addAll(entry.kernel().function().resultTypes());
        table = aligned(entry.workspace().bytes());
        long end = table + 8L * types.size();
        for (Type type : types) {
            long start = aligned(end);
            starts.add(start);
            end = start + (long) type.size() * type.element().bytes();
        }
        bytes = end;
        var descriptor = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        handle = Linker.nativeLinker().downcallHandle(symbols.findOrThrow(symbol(entry)), descriptor);
    }

    /// The name of the function that takes the table.
    private static String symbol(Entry entry) {
        return entry.symbol() + "_packed";
    }

    /// Its definition.
    static String definition(Entry entry) {
        var out = new StringBuilder("\nint " + symbol(entry) + "(void *const *a, void *workspace) {\n    return "
                + entry.symbol() + "(");
        int k = 0;
        for (var slot : entry.kernel().inputs()) {
            out.append(switch (slot) {
                case Scalar scalar -> "*(const " + Literals.type(scalar.element()) + " *) ";
                case Buffer buffer -> "(const " + Literals.type(buffer.element()) + " *) ";
            }).append("a[").append(k++).append("],\n        ");
        }
        for (Buffer buffer : entry.kernel().outputs()) {
            out.append("(").append(Literals.type(buffer.element())).append(" *) a[").append(k++).append("],\n        ");
        }
        return out.append("workspace);\n}\n").toString();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void prepare(MemorySegment block) {
        block.set(ValueLayout.JAVA_LONG, Workspace.LIMIT, Long.MAX_VALUE);
        for (int k = 0; k < starts.size(); k++) {
            block.set(ValueLayout.ADDRESS, table + 8L * k, block.asSlice(starts.get(k)));
        }
    }

    @Override
    public int run(Object[] in, Object[] out, MemorySegment block) {
        for (int k = 0; k < in.length; k++) {
            ValueLayout layout = layout(types.get(k));
            MemorySegment.copy(in[k], 0, block, layout, starts.get(k), Array.getLength(in[k]));
        }
        int status = call(block);
        for (int k = 0; k < out.length && status == 0; k++) {
            ValueLayout layout = layout(types.get(in.length + k));
            MemorySegment.copy(block, layout, starts.get(in.length + k), out[k], 0, Array.getLength(out[k]));
        }
        return status;
    }

    private int call(MemorySegment block) {
        try {
            return (int) handle.invokeExact(block.asSlice(table), block);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// Truth values come in a `byte[]`.
    private static ValueLayout layout(Type type) {
        return type.element() == ElementType.BOOL ? ValueLayout.JAVA_BYTE : DirectCall.layout(type.element());
    }

    private static long aligned(long position) {
        return (position + LINE - 1) / LINE * LINE;
    }
}
