package mg.cli.gradbench;

import java.util.Arrays;
import java.util.stream.LongStream;

/// Times of runs in nanoseconds.
///
/// @param warmUp   runs before those that count: HotSpot compiles what runs often
/// @param evaluate runs that count
record Measurement(long[] warmUp, long[] evaluate) {
    private static final double LONGEST_START = 0.5;
    private static final int LONGEST = 6;
    private static final double FASTER = 0.9;

    /// Runs a call at least `runs` times and until the runs took `seconds`. Before that it warms up: for as long, but
    /// no longer than half a second, and then, up to six times as long, while runs become faster. Where one or two runs
    /// take that long and become no faster, they count.
    static Measurement of(Call call, long runs, double seconds) {
        long least = (long) (1e9 * seconds);
        long start = Math.min(least, (long) (1e9 * LONGEST_START));
        long[] first = seconds > 0 ? repeat(call, 1, start) : new long[0];
        if (first.length == 1 && first[0] < LONGEST * start) {
            first = concat(first, repeat(call, 1, 0));
        }
        while (becomeFaster(first) && sum(first) < LONGEST * start) {
            first = concat(first, repeat(call, 1, Math.min(sum(first), LONGEST * start - sum(first))));
        }
        return first.length > 2 || becomeFaster(first)
                ? new Measurement(first, repeat(call, runs, least))
                : new Measurement(new long[0], concat(first, repeat(call, runs - first.length, least - sum(first))));
    }

    /// Whether the fastest of the later half is faster than all before.
    private static boolean becomeFaster(long[] times) {
        int half = times.length / 2;
        return half > 0 && fastest(times, half, times.length) < FASTER * fastest(times, 0, half);
    }

    private static long fastest(long[] times, int from, int to) {
        return Arrays.stream(times, from, to).min().orElseThrow();
    }

    private static long sum(long[] times) {
        return Arrays.stream(times).sum();
    }

    private static long[] concat(long[] first, long[] then) {
        return LongStream.concat(Arrays.stream(first), Arrays.stream(then)).toArray();
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
