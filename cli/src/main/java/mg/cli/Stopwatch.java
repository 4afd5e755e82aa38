package mg.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mg.ModelFunction;
import mg.ir.Argument;
import mg.ir.Executable;
import mg.ir.Tensor;

/// Measures calls.
final class Stopwatch {
    /// Warming up goes in rounds of this length, until none of the last few was faster than those before.
    private static final double ROUND = 0.2;
    private static final int STEADY_ROUNDS = 3;
    private static final int MOST_ROUNDS = 30;
    private static final double FASTER = 0.95;
    private static final double SAMPLE = 0.01;
    private static final double LONGEST = 2;
    private static final int MOST_SAMPLES = 101;

    private Stopwatch() {}

    /// How long things took.
    ///
    /// @param seconds of one call: the median over samples, each the mean of as many calls as fill some milliseconds
    /// @param calls   how many were measured
    record Time(double seconds, double compileSeconds, long calls) {}

    /// The time of a call with these arguments, without compiling, once HotSpot had time to compile.
    static Time measure(ModelFunction f, Call call) {
        long began = System.nanoTime();
        Executable executable = f.executable(call.types());
        double compile = seconds(began);
        List<Object> in = new ArrayList<>();
        for (Argument a : executable.function().arguments()) {
            in.add((a.parameter() ? call.instance().parameters() : call.arguments()).get(a.name()).data());
        }
        Object[] inputs = in.toArray();
        Object[] outputs = executable.function().resultTypes().stream().map(t -> Tensor.zeros(t).data()).toArray();

        long perSample = Math.max(1, (long) (SAMPLE / warm(executable, inputs, outputs)));
        var samples = new double[MOST_SAMPLES];
        int count = 0;
        began = System.nanoTime();
        while (count == 0 || count < MOST_SAMPLES && seconds(began) < LONGEST) {
            long start = System.nanoTime();
            for (long k = 0; k < perSample; k++) {
                executable.run(inputs, outputs);
            }
            samples[count++] = seconds(start) / perSample;
        }
        Arrays.sort(samples, 0, count);
        return new Time(samples[count / 2], compile, count * perSample);
    }

    /// Calls until HotSpot has compiled what it is going to compile, or for some seconds.
    ///
    /// @return how long a call takes then
    private static double warm(Executable executable, Object[] inputs, Object[] outputs) {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0, steady = 0; round < MOST_ROUNDS && steady < STEADY_ROUNDS; round++) {
            long began = System.nanoTime();
            long calls = 0;
            while (calls == 0 || seconds(began) < ROUND) {
                executable.run(inputs, outputs);
                calls++;
            }
            double mean = seconds(began) / calls;
            steady = mean < FASTER * best ? 0 : steady + 1;
            best = Math.min(best, mean);
        }
        return best;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
