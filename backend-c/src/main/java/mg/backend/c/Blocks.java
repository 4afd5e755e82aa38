package mg.backend.c;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/// The blocks of memory that calls borrow: as many as there were calls at the same time, freed with the executable.
final class Blocks {
    private static final int ALIGNMENT = 64;

    private final Call call;
    private final AtomicReference<MemorySegment> first = new AtomicReference<>();
    private final ConcurrentLinkedQueue<MemorySegment> others = new ConcurrentLinkedQueue<>();

    Blocks(Call call) {
        this.call = call;
    }

    MemorySegment take() {
        MemorySegment block = first.getAndSet(null);
        if (block == null) {
            block = others.poll();
        }
        if (block == null) {
            block = Arena.ofAuto().allocate(call.bytes(), ALIGNMENT);
            call.prepare(block);
        }
        return block;
    }

    void giveBack(MemorySegment block) {
        if (!first.compareAndSet(null, block)) {
            others.add(block);
        }
    }
}
