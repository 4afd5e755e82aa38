package mg.passes.raise;

import java.util.Arrays;

/// Numbers pairs of numbers 1, 2, … in the order in which they are first asked for. A list of numbers has a number too:
/// that of the pair of its beginning and its last, where [#EMPTY] is the number of the empty list.
final class Pairs {
    /// The number of the empty list.
    static final int EMPTY = 0;

    /// Open addressing: the slot of a pair holds its number, 0 if it is free.
    private int[] slots = new int[1 << 12];
    private int[] first = new int[1 << 10];
    private int[] second = new int[1 << 10];
    private int size;

    /// The number of a pair.
    int of(int a, int b) {
        int slot = slot(a, b);
        if (slots[slot] == 0) {
            add(a, b);
            slots[slot] = size;
            if (size > slots.length / 2) {
                grow();
                return size;
            }
        }
        return slots[slot];
    }

    private int slot(int a, int b) {
        int slot = hash(a, b) & slots.length - 1;
        while (slots[slot] != 0 && (first[slots[slot]] != a || second[slots[slot]] != b)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    /// Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4).
    private static int hash(int a, int b) {
        long key = ((long) a << 32 | b & 0xffffffffL) * 0x9e3779b97f4a7c15L;
        return (int) (key >>> 32);
    }

    private void add(int a, int b) {
        size++;
        if (size == first.length) {
            first = Arrays.copyOf(first, 2 * size);
            second = Arrays.copyOf(second, 2 * size);
        }
        first[size] = a;
        second[size] = b;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int n = 1; n <= size; n++) {
            slots[slot(first[n], second[n])] = n;
        }
    }
}
