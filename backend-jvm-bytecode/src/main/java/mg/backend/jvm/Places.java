package mg.backend.jvm;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import mg.ir.ElementType;
import mg.loops.Scalar;

/// Places of scalars in a workspace, behind what is there already. One that is vacated goes to a scalar like it. What
/// is wide begins at a multiple of its size, up to [#GRAIN] elements.
final class Places {
    private static final long GRAIN = 64;

    private final Map<ElementType, Long> sizes = new EnumMap<>(ElementType.class);
    /// By type and number of lanes.
    private final Map<Scalar, ArrayDeque<Long>> vacant = new HashMap<>();

    /// @param sizes how many elements of each type there are already
    Places(Map<ElementType, Long> sizes) {
        this.sizes.putAll(sizes);
    }

    long take(Scalar scalar) {
        Long place = vacant.computeIfAbsent(alike(scalar), _ -> new ArrayDeque<>()).poll();
        return place == null ? take(scalar.element(), scalar.lanes()) : place;
    }

    long take(ElementType element, long count) {
        long grain = Long.highestOneBit(Math.min(count, GRAIN));
        long place = Math.ceilDiv(sizes.getOrDefault(element, 0L), grain) * grain;
        sizes.put(element, place + count);
        return place;
    }

    void vacate(Scalar scalar, long place) {
        vacant.get(alike(scalar)).add(place);
    }

    private static Scalar alike(Scalar scalar) {
        return new Scalar(0, scalar.element(), scalar.lanes());
    }

    /// How many elements of each type there are; only types that are needed.
    Map<ElementType, Long> sizes() {
        return sizes;
    }
}
