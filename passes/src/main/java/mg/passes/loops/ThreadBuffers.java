package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Statement;

/// Gives each iteration of a parallel loop places of its own for the buffers that hold nothing from one to the next.
///
/// ```
/// parallel for t in 0..2 { x[i] = … }     -->     parallel for t in 0..2 { y[i + 64*t] = … }
/// ```
public final class ThreadBuffers {
    /// Elements; so no two places are in one line of a cache.
    private static final long LINE = 64;

    private final Homes homes;
    private final Fresh fresh;

    private ThreadBuffers(Kernel kernel) {
        this.homes = Homes.of(kernel);
        this.fresh = new Fresh(kernel);
    }

    /// The kernel with larger buffers.
    public static Kernel run(Kernel kernel) {
        var buffers = new ThreadBuffers(kernel);
        return buffers.fresh.kernel(buffers.body(kernel.body()));
    }

    /// How far the places of two iterations are from each other that have so many elements.
    static long room(long size) {
        return Math.ceilDiv(size, LINE) * LINE;
    }

    /// The buffers that statements mention.
    static Set<Buffer> mentioned(List<Statement> body) {
        var all = new LinkedHashSet<Buffer>();
        Parts.each(body, statement -> Parts.addresses(statement).forEach(a -> all.add(a.buffer())));
        return all;
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>();
        for (Statement statement : body) {
            made.add(statement instanceof Statement.Loop loop && loop.parallel()
                    ? apart(loop)
                    : statement.map(this::body));
        }
        return made;
    }

    private Statement apart(Statement.Loop loop) {
        Map<Integer, Buffer> places = new HashMap<>();
        for (Buffer buffer : mentioned(loop.body())) {
            if (homes.isPrivate(buffer, loop.body())) {
                places.put(buffer.id(), fresh.buffer(buffer.element(), room(buffer.size()) * loop.count()));
            }
        }
        var relocation = new Relocation(a -> places.containsKey(a.buffer().id())
                ? new Address(places.get(a.buffer().id()), a.index().plus(loop.index(), room(a.buffer().size())),
                a.step())
                : a);
        return loop.with(relocation.body(loop.body()));
    }
}
