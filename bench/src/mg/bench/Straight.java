package mg.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mg.CompiledGraph;
import mg.Mg;
import mg.Settings;
import mg.value.Value;

/// Graphs of values that nothing in is regular: any operation on any values made before, most of them a short time
/// before. Nothing can be rolled up; all of it becomes code.
///
/// A million operations are 25,000 deep. Values are multiplied by at most a half, not by at most one, so that what one
/// rounding changes does not grow on the way: otherwise library functions that differ in last digits change the fourth
/// digit of the root. How far roundings can move the root is computed with each run ([#rounding]).
final class Straight {
    private static final int INPUTS = 200;
    /// The largest error of a library function, in units of the last place.
    private static final double WORST = 4;

    private Straight() {}

    /// Compiles such a graph in a process that has compiled nothing yet, and prints the seconds of CPU time and of the
    /// clock on the wall that it takes from the graph to the first value, or to the first gradient.
    ///
    /// @param words the backend, the number of operations, `value` or `gradient`
    public static void main(String[] words) {
        Value root = graph(Integer.parseInt(words[1]), 1);
        double cpu = Clock.secondsOfAll();
        long wall = System.nanoTime();
        CompiledGraph compiled = Mg.compile(root, Settings.DEFAULT.on(words[0]));
        double found = words[2].equals("gradient") ? compiled.backward() : compiled.forward();
        System.out.println((Clock.secondsOfAll() - cpu) + " " + (System.nanoTime() - wall) / 1e9);
        double rounding = rounding(graph(Integer.parseInt(words[1]), 1));
        if (rounding > 1e-9 * Math.abs(root.data())) {
            throw new AssertionError("the graph is ill-conditioned: roundings may move " + root.data() + " by "
                    + rounding);
        }
        if (Math.abs(found - root.data()) > rounding) {
            throw new AssertionError(found + " is not " + root.data() + " within " + rounding);
        }
    }

    /// How far apart two ways to compute the root can be, to first order: each value is off by as much as a library
    /// function may be, in either, and the root by that times its derivative by the value.
    private static double rounding(Value root) {
        root.backward();
        double sum = 0;
        for (Value value : root.topo()) {
            sum += Math.abs(value.grad() * value.data());
        }
        return 2 * WORST * Math.ulp(1.0) * sum;
    }

    /// So many operations, and the sum of all values that none of them reads.
    static Value graph(int operations, long seed) {
        var random = new Random(seed);
        var values = new ArrayList<Value>();
        for (int k = 0; k < INPUTS; k++) {
            values.add(Value.input(random.nextDouble() - 0.5));
        }
        var read = new boolean[INPUTS + operations];
        while (values.size() < INPUTS + operations) {
            Value x = any(values, read, random);
            Value y = any(values, read, random);
            values.add(switch (random.nextInt(9)) {
                case 0, 1 -> x.add(y);
                case 2 -> x.sub(y);
                case 3 -> x.mul(y).tanh();
                case 4 -> x.max(y);
                case 5 -> x.min(y);
                case 6 -> x.tanh();
                case 7 -> x.sin();
                default -> x.mul(Value.constant(random.nextDouble() / 2));
            });
        }
        List<Value> unread = new ArrayList<>();
        for (int k = INPUTS; k < read.length; k++) {
            if (!read[k]) {
                unread.add(values.get(k).tanh());
            }
        }
        return Value.sum(unread);
    }

    /// One of the last values, or, one time in twenty, of all.
    private static Value any(List<Value> values, boolean[] read, Random random) {
        int back = random.nextInt(20) == 0
                ? random.nextInt(values.size())
                : (int) Math.min(values.size() - 1, Math.abs(40 * random.nextGaussian()));
        int at = values.size() - 1 - back;
        read[at] = true;
        return values.get(at);
    }
}
