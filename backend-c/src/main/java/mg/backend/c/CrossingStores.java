package mg.backend.c;

import java.util.ArrayList;
import java.util.List;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Loops with stores at strides of two and more into elements that another iteration stores or loads:
///
/// ```
/// t[3*j] += a        t[3*j + 3] += b        t[3*j + 4] += c
/// ```
///
/// gcc 12 takes such accesses together in groups, several iterations at once, from `-O3` on and on every processor, and
/// forgets that one iteration stores what the next one loads: the results are wrong without a word. These loops stay as
/// they are written.
final class CrossingStores {
    private CrossingStores() {}

    /// Whether iterations of the loop meet so.
    static boolean in(Statement.Loop loop) {
        var stores = new ArrayList<Address>();
        var all = new ArrayList<Address>();
        collect(loop.body(), stores, all);
        return stores.stream().anyMatch(store -> all.stream().anyMatch(other -> meet(store, other, loop.index())));
    }

    private static void collect(List<Statement> body, List<Address> stores, List<Address> all) {
        for (Statement statement : body) {
            if (statement instanceof Statement.Store(Address to, Scalar value, _) && !value.isWide() && !to.isWide()) {
                stores.add(to);
                all.add(to);
            } else if (statement instanceof Statement.Define(_, Value.Load(Address from)) && !from.isWide()) {
                all.add(from);
            }
            statement.bodies().forEach(b -> collect(b, stores, all));
        }
    }

    private static boolean meet(Address store, Address other, Scalar index) {
        if (!store.buffer().equals(other.buffer())) {
            return false;
        }
        long stride = stride(store.index(), index);
        long apart = Math.abs(store.index().constant() - other.index().constant());
        return Math.abs(stride) > 1 && stride(other.index(), index) == stride && apart >= Math.abs(stride);
    }

    private static long stride(Index at, Scalar index) {
        return at.terms().stream().filter(t -> t.scalar().equals(index)).mapToLong(Index.Term::stride).sum();
    }
}
