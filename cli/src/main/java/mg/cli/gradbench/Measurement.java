package mg.cli.gradbench;

import java.util.Arrays;

/// Times of runs in nanoseconds.
///
/// @param warmUp   runs before those that count: HotSpot compiles what runs often
/// @param evaluate runs that count
record Measurement(long[] warmUp, long[] evaluate) {
    private static final double LONGEST_WARM_UP = 0.5;

    /// Runs a call at least `runs` times and until the runs took `seconds`. Before that it warms up, for as long but no
    /// longer than half a second; a run that takes longer than that counts, though it was the first.
    static Measurement of(Call call, long runs, double seconds) {
        long enough = (long) (1e9 * Math.min(seconds, LONGEST_WARM_UP));
        long[] first = seconds > 0 ? repeat(call, 1, enough) : new long[0];
        if (first.length == 1) {
            long[] more = repeat(call, runs - 1, (long) (1e9 * seconds) - first[0]);
            long[] all = new long[1 + more.length];
            all[0] = first[0];
            System.arraycopy(more, 0, all, 1, more.length);
            return new Measurement(new long[0], all);
        }
        return new Measurement(first, repeat(call, runs, (long) (1e9 * seconds)));
    }

    private static long[] repeat(Call call, long runs, long nanoseconds) {
        long[] times = new long[16];
        int count = 0;
        long sum = 0;
        while (count < runs || sum < nanoseconds) {
            long began = System.nanoTime();
            call.run();
            long time = System.nanoTime() - began;
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = time;
            sum += time;
        }
        return Arrays.copyOf(times, count);
    }
}
