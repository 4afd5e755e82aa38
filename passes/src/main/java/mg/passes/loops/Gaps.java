package mg.passes.loops;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The unused parts of an arena, by position and by size. The last is without end.
final class Gaps {
    private record Gap(long size, long start) implements Comparable<Gap> {
        @Override
        public int compareTo(Gap other) {
            int bySize = Long.compare(size, other.size);
            return bySize != 0 ? bySize : Long.compare(start, other.start);
        }
    }

    private final TreeMap<Long, Long> sizes = new TreeMap<>();
    private final TreeSet<Gap> bySize = new TreeSet<>();

    /// All unused.
    Gaps() {
        add(0, Long.MAX_VALUE / 2);
    }

    /// The start of the smallest gap with that much room, which is used from now on.
    long take(long size) {
        Gap gap = bySize.ceiling(new Gap(size, 0));
        remove(gap.start);
        add(gap.start + size, gap.size - size);
        return gap.start;
    }

    /// Gives a part back; it is joined with the gaps beside it.
    void free(long start, long size) {
        long from = start;
        long to = start + size;
        Map.Entry<Long, Long> before = sizes.lowerEntry(start);
        if (before != null && before.getKey() + before.getValue() == start) {
            from = before.getKey();
            remove(from);
        }
        Long after = sizes.get(to);
        if (after != null) {
            remove(to);
            to += after;
        }
        add(from, to - from);
    }

    private void add(long start, long size) {
        if (size > 0) {
            sizes.put(start, size);
            bySize.add(new Gap(size, start));
        }
    }

    private void remove(long start) {
        bySize.remove(new Gap(sizes.remove(start), start));
    }
}
