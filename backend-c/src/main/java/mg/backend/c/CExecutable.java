package mg.backend.c;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import mg.ir.CallArrays;
import mg.ir.Executable;
import mg.ir.Function;
import mg.ir.Trap;

/// A compiled function. The shared object stays loaded as long as this is reachable.
final class CExecutable implements Executable {
    private final Entry entry;
    private final Call call;
    private final Blocks blocks;
    private final CallArrays arrays;

    CExecutable(Entry entry, Call call) {
        this.entry = entry;
        this.call = call;
        this.blocks = new Blocks(call);
        this.arrays = new CallArrays(function());
    }

    @Override
    public Function function() {
        return entry.kernel().function();
    }

    @Override
    public void run(Object[] in, Object[] out) {
        arrays.check(in, out);
        Object[] bytesIn = bytes(in);
        Object[] bytesOut = bytes(out);
        MemorySegment block = blocks.take();
        try {
            check(call.run(bytesIn, bytesOut, block), block);
        } finally {
            blocks.giveBack(block);
        }
        for (int k = 0; k < out.length; k++) {
            if (out[k] instanceof boolean[] to) {
                byte[] from = (byte[]) bytesOut[k];
                for (int j = 0; j < to.length; j++) {
                    to[j] = from[j] != 0;
                }
            }
        }
    }

    @Override
    public <T> T bind(Class<T> type) {
        if (call instanceof DirectCall direct) {
            var bound = BoundCall.of(function(), entry, direct, this, type);
            if (bound.isPresent()) {
                return bound.get();
            }
        }
        return Executable.super.bind(type);
    }

    /// The blocks that calls borrow.
    Blocks blocks() {
        return blocks;
    }

    /// @throws Trap if a check failed
    void check(int status, MemorySegment block) {
        if (status != 0) {
            throw new Trap(entry.faults().get(status - 1).message(block.get(ValueLayout.JAVA_LONG, 0)));
        }
    }

    /// The same arrays, with bytes for truth values: native memory cannot be made of a `boolean[]`.
    private static Object[] bytes(Object[] arrays) {
        Object[] result = arrays;
        for (int k = 0; k < arrays.length; k++) {
            if (arrays[k] instanceof boolean[] from) {
                result = result == arrays ? arrays.clone() : result;
                var to = new byte[from.length];
                for (int j = 0; j < to.length; j++) {
                    to[j] = (byte) (from[j] ? 1 : 0);
                }
                result[k] = to;
            }
        }
        return result;
    }
}
