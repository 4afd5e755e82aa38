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
    private static final double MOST = 1L << 40;

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

    /// How many calls fill a sample, after so many that it is warm.
    private static long warm(Contender contender) {
        double spent = 0;
        long n = 1;
        while (true) {
            double took = contender.run(n);
            spent += took;
            if (spent >= contender.warmUp()) {
                return (long) Math.max(1, Math.min(MOST, Math.ceil(n * SAMPLE / Math.max(took, 1e-9))));
            }
            if (took < SAMPLE) {
                n *= 2;
            }
        }
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
