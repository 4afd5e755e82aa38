package mg.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// CPU time: what others do on the machine counts little, what our own compiler threads do counts.
final class Clock {
    /// `CLOCK_PROCESS_CPUTIME_ID` of Linux.
    private static final int PROCESS = 2;

    /// `CLOCK_THREAD_CPUTIME_ID`.
    private static final int THREAD = 3;

    private static final MethodHandle GETTIME = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private static final MemorySegment TIME = Arena.global().allocate(16, 8);

    /// `RUSAGE_CHILDREN` of Linux.
    private static final int CHILDREN = -1;

    private static final MethodHandle GETRUSAGE = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("getrusage"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private static final MemorySegment USAGE = Arena.global().allocate(144, 8);

    private Clock() {}

    /// Seconds of CPU time of this process so far.
    static double seconds() {
        ask(GETTIME, PROCESS, TIME);
        return time(TIME, 0, 1e-9);
    }

    /// Seconds of CPU time of this thread alone.
    static double secondsOfThread() {
        ask(GETTIME, THREAD, TIME);
        return time(TIME, 0, 1e-9);
    }

    /// Seconds of this process with those of all processes that it started and that ended.
    static double secondsOfAll() {
        ask(GETRUSAGE, CHILDREN, USAGE);
        return seconds() + time(USAGE, 0, 1e-6) + time(USAGE, 16, 1e-6);
    }

    private static void ask(MethodHandle function, int whose, MemorySegment into) {
        try {
            if ((int) function.invokeExact(whose, into) != 0) {
                throw new AssertionError("the clock fails");
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// A number of seconds and one of a part of them.
    private static double time(MemorySegment from, long at, double part) {
        return from.get(ValueLayout.JAVA_LONG, at) + from.get(ValueLayout.JAVA_LONG, at + 8) * part;
    }
}
