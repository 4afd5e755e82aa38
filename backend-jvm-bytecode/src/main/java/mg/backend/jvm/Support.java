package mg.backend.jvm;

import java.util.concurrent.ForkJoinTask;

/// Methods that are copied into generated classes: see [CopiedMethods] for what they may use.
final class Support {
    private Support() {}

    /// `x^y` as [mg.ir.Special#pow] has it, faster and within 4 ulp.
    ///
    /// Where HotSpot compiles `Math.pow` it takes some exponents between 2^51 and 2^53 for odd that are even, and the
    /// other way round, if the base is -0.0 or -∞.
    static double pow(double x, double y) {
        if (x == 1 || x == -1 && Double.isInfinite(y)) {
            return 1;
        }
        return x == 0 || Double.isInfinite(x) ? StrictMath.pow(x, y) : Math.pow(x, y);
    }

    /// `x < 0 ? 0 : x`.
    static double relu(double x) {
        return x < 0 ? 0 : x;
    }

    /// `x < 0 ? 0 : x`.
    static float relu(float x) {
        return x < 0 ? 0 : x;
    }

    /// `condition ? x : y`.
    static double select(boolean condition, double x, double y) {
        return condition ? x : y;
    }

    /// `condition ? x : y`.
    static float select(boolean condition, float x, float y) {
        return condition ? x : y;
    }

    /// `condition ? x : y`.
    static long select(boolean condition, long x, long y) {
        return condition ? x : y;
    }

    /// `condition ? x : y`.
    static boolean select(boolean condition, boolean x, boolean y) {
        return condition ? x : y;
    }

    /// The message of a position out of range.
    static String position(String start, long index, String end) {
        return start.concat(Long.toString(index)).concat(end);
    }

    /// Runs iterations of a loop at the same time, in the common pool of the JDK and, those that no thread there has
    /// begun, here. Then throws the first of their faults.
    ///
    /// @param faults where each iteration leaves what it throws
    static void together(Runnable[] iterations, Throwable[] faults) throws Throwable {
        if (iterations.length == 0) {
            return;
        }
        var tasks = new ForkJoinTask<?>[iterations.length];
        for (int k = 1; k < tasks.length; k++) {
            tasks[k] = ForkJoinTask.adapt(iterations[k]);
        }
        int started = 1;
        try {
            while (started < tasks.length) {
                tasks[started].fork();
                started++;
            }
            iterations[0].run();
        } finally {
            while (--started > 0) {
                tasks[started].quietlyJoin();
            }
        }
        for (Throwable fault : faults) {
            if (fault != null) {
                throw fault;
            }
        }
    }

    /// Decodes [ConstantText] into the elements from `at` on.
    static void decode(String text, double[] into, int at) {
        int next = at;
        for (int k = 0; k < text.length(); k += 10) {
            into[next++] = Double.longBitsToDouble(bits(text, k, 10));
        }
    }

    /// Decodes [ConstantText] into the elements from `at` on.
    static void decode(String text, float[] into, int at) {
        int next = at;
        for (int k = 0; k < text.length(); k += 5) {
            into[next++] = Float.intBitsToFloat((int) bits(text, k, 5));
        }
    }

    /// Decodes [ConstantText] into the elements from `at` on.
    static void decode(String text, long[] into, int at) {
        int next = at;
        for (int k = 0; k < text.length(); k += 10) {
            into[next++] = bits(text, k, 10);
        }
    }

    /// Decodes [ConstantText] into the elements from `at` on.
    static void decode(String text, boolean[] into, int at) {
        int next = at;
        for (int k = 0; k < text.length(); k++) {
            into[next++] = bits(text, k, 1) != 0;
        }
    }

    private static long bits(String text, int from, int digits) {
        long bits = 0;
        for (int k = from; k < from + digits; k++) {
            bits = bits << 7 | text.charAt(k) - 1;
        }
        return bits;
    }
}
