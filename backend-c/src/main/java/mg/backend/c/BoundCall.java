package mg.backend.c;

import static java.lang.invoke.MethodHandles.collectArguments;
import static java.lang.invoke.MethodHandles.dropArguments;
import static java.lang.invoke.MethodHandles.filterArguments;
import static java.lang.invoke.MethodHandles.foldArguments;
import static java.lang.invoke.MethodHandles.insertArguments;
import static java.lang.invoke.MethodHandles.permuteArguments;
import static java.lang.invoke.MethodHandles.tryFinally;
import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.ir.Binding;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Tensor;
import mg.ir.Type;

/// A compiled function behind a user's interface, through method handles alone: no boxing, no array of arguments.
final class BoundCall {
    private static final int MOST_ARRAYS = 12;

    private BoundCall() {}

    /// Nothing if the interface is one that method handles cannot implement, or if truth values are passed in arrays.
    static <T> Optional<T> of(Function function, Entry entry, DirectCall call, CExecutable executable, Class<T> type) {
        Method method = Binding.method(function, type);
        long arrays = Stream.concat(function.argumentTypes().stream().filter(t -> !t.isScalar()),
                function.resultTypes().stream())
                .count();
        boolean bytes = function.resultTypes().stream().anyMatch(t -> t.element() == ElementType.BOOL)
                || function.argumentTypes().stream().anyMatch(t -> t.element() == ElementType.BOOL && !t.isScalar());
        if (bytes || arrays > MOST_ARRAYS) {
            return Optional.empty();
        }
        try {
            MethodHandle handle = withArrays(function, withWorkspace(entry, call.handle(), executable));
            boolean returns = method.getReturnType() != void.class;
            if (returns) {
                handle = returning(handle, function.resultTypes().getFirst(), method.getReturnType());
            }
            handle = handle.asType(methodType(method.getReturnType(), method.getParameterTypes()));
            return Optional.of(MethodHandleProxies.asInterfaceInstance(type, handle));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /// `(arguments…, results…)`: borrows a block, calls, checks the status, gives the block back. A function that
    /// neither fails nor uses its workspace is given none.
    private static MethodHandle withWorkspace(Entry entry, MethodHandle call, CExecutable executable)
            throws ReflectiveOperationException {
        var lookup = MethodHandles.lookup();
        int last = call.type().parameterCount() - 1;
        if (!entry.usesWorkspace() && entry.faults().isEmpty()) {
            MethodHandle bare = insertArguments(call, last, MemorySegment.NULL);
            return bare.asType(bare.type().changeReturnType(void.class));
        }
        MethodHandle check = lookup.bind(executable, "check", methodType(void.class, int.class, MemorySegment.class));
        MethodHandle checked = collectArguments(check, 0, call);
        int[] order = IntStream.rangeClosed(0, last + 1).map(k -> k >= last ? 0 : k + 1).toArray();
        var type = call.type().dropParameterTypes(last, last + 1).insertParameterTypes(0, MemorySegment.class)
                .changeReturnType(void.class);
        MethodHandle blockFirst = permuteArguments(checked, type, order);
        MethodHandle giveBack =
                lookup.bind(executable.blocks(), "giveBack", methodType(void.class, MemorySegment.class));
        MethodHandle safe = tryFinally(blockFirst, dropArguments(giveBack, 0, Throwable.class));
        return foldArguments(safe, lookup.bind(executable.blocks(), "take", methodType(MemorySegment.class)));
    }

    /// Takes arrays where there were segments, of the right lengths and no array twice where one of the two is written.
    private static MethodHandle withArrays(Function function, MethodHandle call) throws ReflectiveOperationException {
        var lookup = MethodHandles.lookup();
        int arguments = function.arguments().size();
        int count = arguments + function.resultTypes().size();
        MethodHandle result = call;
        for (int k = 0; k < count; k++) {
            Type type = type(function, k);
            if (isArray(function, k)) {
                Class<?> array = Tensor.arrayClass(type.element());
                String what = k < arguments
                        ? "argument '" + function.arguments().get(k).name() + "'"
                        : "result '" + function.resultNames().get(k - arguments) + "'";
                MethodHandle checked = insertArguments(lookup.findStatic(BoundCall.class, "checked",
                        methodType(Object.class, Object.class, int.class, String.class)),
                        1, type.size(), what + " of @" + function.name() + " is " + type);
                MethodHandle segment = MethodHandles.filterReturnValue(
                        checked.asType(methodType(array, array)), DirectCall.segment(array));
                result = filterArguments(result, k, segment);
            }
        }
        MethodHandle distinct = insertArguments(lookup.findStatic(BoundCall.class, "distinct",
                methodType(void.class, String.class, Object.class, Object.class)), 0, function.name());
        for (int k = arguments; k < count; k++) {
            for (int j = 0; j < k; j++) {
                if (isArray(function, j)) {
                    result = foldArguments(result, distinctAt(distinct, result, j, k));
                }
            }
        }
        return result;
    }

    private static MethodHandle distinctAt(MethodHandle distinct, MethodHandle call, int j, int k) {
        var type = call.type();
        MethodHandle typed = distinct.asType(methodType(void.class, type.parameterType(j), type.parameterType(k)));
        return permuteArguments(typed, type.changeReturnType(void.class), j, k);
    }

    /// Makes the array for the one result, and returns it or its one element.
    private static MethodHandle returning(MethodHandle call, Type type, Class<?> wanted)
            throws ReflectiveOperationException {
        var lookup = MethodHandles.lookup();
        Class<?> array = Tensor.arrayClass(type.element());
        int last = call.type().parameterCount() - 1;
        MethodHandle value = MethodHandles.identity(array);
        if (type.isScalar()) {
            value = insertArguments(MethodHandles.arrayElementGetter(array), 1, 0);
            if (wanted == int.class) {
                value = MethodHandles.filterReturnValue(value,
                        lookup.findStatic(Math.class, "toIntExact", methodType(int.class, long.class)));
            }
        }
        var first = call.type().dropParameterTypes(last, last + 1).insertParameterTypes(0, array);
        int[] order = IntStream.rangeClosed(0, last).map(k -> k == last ? 0 : k + 1).toArray();
        MethodHandle resultFirst = permuteArguments(call, first, order);
        MethodHandle then = dropArguments(value, 1, first.dropParameterTypes(0, 1).parameterList());
        MethodHandle fresh = insertArguments(MethodHandles.arrayConstructor(array), 0, type.size());
        return foldArguments(foldArguments(then, resultFirst), fresh);
    }

    private static Type type(Function function, int k) {
        int arguments = function.arguments().size();
        return k < arguments ? function.argumentTypes().get(k) : function.resultTypes().get(k - arguments);
    }

    private static boolean isArray(Function function, int k) {
        return k >= function.arguments().size() || !type(function, k).isScalar();
    }

    private static Object checked(Object array, int size, String what) {
        if (array == null) {
            throw new IllegalArgumentException(what + ", the array is null");
        }
        if (Array.getLength(array) != size) {
            throw new IllegalArgumentException(
                    what + " with " + size + " elements, the array has " + Array.getLength(array));
        }
        return array;
    }

    private static void distinct(String function, Object one, Object other) {
        if (one == other) {
            throw new IllegalArgumentException("an array of @" + function + " is written and given twice");
        }
    }
}
