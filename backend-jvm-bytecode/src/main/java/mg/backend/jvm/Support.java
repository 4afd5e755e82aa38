package mg.backend.jvm;

/// Methods that are copied into generated classes: see [CopiedMethods] for what they may use.
final class Support {
    private Support() {}

    /// The message of a position out of range.
    static String position(String start, long index, String end) {
        return start.concat(Long.toString(index)).concat(end);
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
