package mg.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/// A function of `bench/peers/*.c`, and its arguments: `long`s, `double`s and arrays, the results last. It works on the
/// arrays themselves.
final class Handwritten implements Contender {
    private static final SymbolLookup PEERS =
            SymbolLookup.libraryLookup(Path.of(System.getProperty("mg.bench.peers")), Arena.global());

    private final MethodHandle function;
    private final Object[] results;

    /// @param results the last arguments, which it writes
    Handwritten(String name, Object[] arguments, Object... results) {
        Object[] all = Stream.concat(Arrays.stream(arguments), Arrays.stream(results)).toArray();
        MemoryLayout[] layouts = Arrays.stream(all).map(Handwritten::layout).toArray(MemoryLayout[]::new);
        MethodHandle raw = Linker.nativeLinker().downcallHandle(
                PEERS.findOrThrow(name), FunctionDescriptor.ofVoid(layouts), Linker.Option.critical(true));
        Object[] values = Arrays.stream(all).map(Handwritten::value).toArray();
        this.function = MethodHandles.insertArguments(raw, 0, values);
        this.results = results;
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case Long _ -> ValueLayout.JAVA_LONG;
            case Double _ -> ValueLayout.JAVA_DOUBLE;
            default -> ValueLayout.ADDRESS;
        };
    }

    private static Object value(Object argument) {
        return switch (argument) {
            case double[] x -> MemorySegment.ofArray(x);
            case float[] x -> MemorySegment.ofArray(x);
            case long[] x -> MemorySegment.ofArray(x);
            default -> argument;
        };
    }

    @Override
    public double run(long calls) {
        try {
            double began = Clock.seconds();
            for (long k = 0; k < calls; k++) {
                function.invokeExact();
            }
            return Clock.seconds() - began;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public double[] result() {
        return Arrays.stream(results).flatMapToDouble(a -> Arrays.stream(Compiled.numbers(a))).toArray();
    }

    @Override
    public double tolerance() {
        return results[0] instanceof float[] ? 1e-4 : 1e-9;
    }
}
