package mg.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures contenders in turn.
final class Rounds {
    private static final int ROUNDS = 9;
    /// Of works whose rounds take longer than [#LONG].
    private static final int FEW = 5;
    private static final double LONG = 0.5;
    private static final double SAMPLE = 0.04;
    private static final double SPAN = 0.3;
    private static final double PATIENCE = 5;
    private static final long MOST = 1L << 40;

    private Rounds() {}

    /// Seconds of CPU time for one call, by contender and round.
    static Map<Work.Entry, double[]> measure(Map<Work.Entry, Contender> contenders) {
        var calls = new LinkedHashMap<Work.Entry, Long>();
        contenders.forEach((entry, contender) -> calls.put(entry, warm(contender)));
        var times = new LinkedHashMap<Work.Entry, List<Double>>();
        contenders.keySet().forEach(e -> times.put(e, new ArrayList<>()));
        double spent = 0;
        for (int round = 0; round < (spent > FEW * LONG ? FEW : ROUNDS); round++) {
            for (var e : contenders.entrySet()) {
                long n = calls.get(e.getKey());
                double took = e.getValue().run(n);
                spent += took;
                times.get(e.getKey()).add(took / n);
            }
        }
        var result = new LinkedHashMap<Work.Entry, double[]>();
        times.forEach((e, all) -> result.put(e, all.stream().mapToDouble(t -> t).toArray()));
        return result;
    }

    /// How many calls fill a sample, once the contender is warm.
    private static long warm(Contender contender) {
        long n = 1;
        double took = contender.run(n);
        while (took < SAMPLE && n < MOST) {
            n *= 2;
            took = contender.run(n);
        }
        return contender.settles() ? settled(contender, n) : sample(n, took);
    }

    private static long sample(long calls, double took) {
        return (long) Math.max(1, Math.min(MOST, Math.ceil(calls * SAMPLE / Math.max(took, 1e-9))));
    }

    /// Runs for spans of time until two in a row are hardly faster than the best before and in them other threads,
    /// those that compile and collect garbage, did hardly anything.
    private static long settled(Contender contender, long n) {
        double began = Clock.seconds();
        double best = Double.POSITIVE_INFINITY;
        double took = 1;
        long calls = n;
        int calm = 0;
        while (calm < 2 && Clock.seconds() - began < PATIENCE) {
            double own = Clock.secondsOfThread();
            took = 0;
            calls = 0;
            while (took < SPAN) {
                took += contender.run(n);
                calls += n;
            }
            own = Clock.secondsOfThread() - own;
            calm = own > 0.9 * took && took / calls > 0.93 * best ? calm + 1 : 0;
            best = Math.min(best, took / calls);
        }
        return sample(calls, took);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    /// How many times as long `others` take: the median over rounds.
    static double ratio(double[] others, double[] ours) {
        var ratios = new double[ours.length];
        Arrays.setAll(ratios, k -> others[k] / ours[k]);
        return median(ratios);
    }
}
