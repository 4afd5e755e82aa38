package mg.backend.c;

import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Scalar;
import mg.loops.Slot;

/// Calls the function on the caller's arrays themselves. The collector waits until it returns.
@SuppressWarnings("restricted")
final class DirectCall implements Call {
    private final Entry entry;
    private final MethodHandle handle;
    private final MethodHandle spread;

    /// @param handle what takes and gives what [#handle(Entry, SymbolLookup)] does
    DirectCall(Entry entry, MethodHandle handle) {
        this.entry = entry;
        this.handle = handle;
        spread = spread(entry, handle);
    }

    /// The function of C: scalars, segments of the arrays, segments of the results, the workspace; its status.
    static MethodHandle handle(Entry entry, SymbolLookup symbols) {
        var layouts = new ArrayList<MemoryLayout>();
        for (Slot slot : entry.kernel().inputs()) {
            layouts.add(switch (slot) {
                case Scalar scalar -> layout(scalar.element());
                case Buffer _ -> ValueLayout.ADDRESS;
            });
        }
        entry.kernel().outputs().forEach(_ -> layouts.add(ValueLayout.ADDRESS));
        layouts.add(ValueLayout.ADDRESS);
        var descriptor = FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts.toArray(MemoryLayout[]::new));
        return Linker.nativeLinker()
                .downcallHandle(symbols.findOrThrow(entry.symbol()), descriptor, Linker.Option.critical(true));
    }

    /// What is called.
    MethodHandle handle() {
        return handle;
    }

    @Override
    public long bytes() {
        return entry.workspace().bytes();
    }

    @Override
    public void prepare(MemorySegment block) {
        block.set(ValueLayout.JAVA_LONG, Workspace.LIMIT, entry.limit());
    }

    @Override
    public int run(Object[] in, Object[] out, MemorySegment block) {
        try {
            return (int) spread.invokeExact(in, out, block);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MethodHandle spread(Entry entry, MethodHandle handle) {
        int inputs = entry.kernel().inputs().size();
        int outputs = entry.kernel().outputs().size();
        MethodHandle result = handle;
        for (int k = 0; k < inputs + outputs; k++) {
            boolean scalar = k < inputs && entry.kernel().inputs().get(k) instanceof Scalar;
            Type type = k < inputs
                    ? entry.kernel().function().argumentTypes().get(k)
                    : entry.kernel().function().resultTypes().get(k - inputs);
            Class<?> array = arrayClass(type.element());
            MethodHandle filter = scalar ? first(array) : segment(array);
            result = MethodHandles.filterArguments(result, k,
                    filter.asType(methodType(filter.type().returnType(), Object.class)));
        }
        return result.asSpreader(inputs, Object[].class, outputs).asSpreader(0, Object[].class, inputs);
    }

    /// The class of array that a segment can be of: a `boolean[]` is none, a `byte[]` stands for it.
    static Class<?> arrayClass(ElementType element) {
        return element == ElementType.BOOL ? byte[].class : Tensor.arrayClass(element);
    }

    /// `array -> array[0]`, for `bool` a `boolean` of it.
    private static MethodHandle first(Class<?> array) {
        MethodHandle element = MethodHandles.insertArguments(MethodHandles.arrayElementGetter(array), 1, 0);
        return array == byte[].class
                ? MethodHandles.explicitCastArguments(element, methodType(boolean.class, array))
                : element;
    }

    /// `array -> MemorySegment.ofArray(array)`.
    static MethodHandle segment(Class<?> array) {
        try {
            return MethodHandles.lookup()
                    .findStatic(MemorySegment.class, "ofArray", methodType(MemorySegment.class, array));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static ValueLayout layout(ElementType element) {
        return switch (element) {
            case F64 -> ValueLayout.JAVA_DOUBLE;
            case F32 -> ValueLayout.JAVA_FLOAT;
            case I64 -> ValueLayout.JAVA_LONG;
            case BOOL -> ValueLayout.JAVA_BOOLEAN;
        };
    }
}
