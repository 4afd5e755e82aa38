package mg.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Which buffers a body alone mentions: what they hold does not outlive one run of it. And which scalars are indices.
final class Mentions {
    private final Map<Buffer, Integer> total = new HashMap<>();
    private final Map<List<Statement>, List<Buffer>> only = new IdentityHashMap<>();
    private final Map<List<Statement>, Map<Buffer, Integer>> within = new IdentityHashMap<>();
    private final Set<Scalar> indices = new HashSet<>();

    Mentions(Kernel kernel) {
        total.putAll(count(kernel.body()));
        within.forEach((body, counts) -> {
            var mine = new ArrayList<Buffer>();
            counts.forEach((buffer, n) -> {
                if (total.get(buffer).equals(n)) {
                    mine.add(buffer);
                }
            });
            only.put(body, mine);
        });
    }

    List<Buffer> onlyIn(List<Statement> body) {
        return only.get(body);
    }

    boolean isIndex(Scalar scalar) {
        return indices.contains(scalar);
    }

    private Map<Buffer, Integer> count(List<Statement> body) {
        var counts = new HashMap<Buffer, Integer>();
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Define(_, Value.Load(Address from)) -> counts.merge(from.buffer(), 1, Integer::sum);
                case Statement.Store(Address to, _, _) -> counts.merge(to.buffer(), 1, Integer::sum);
                case Statement.Fill(Address to, _, _) -> counts.merge(to.buffer(), 1, Integer::sum);
                case Statement.Copy(Address to, Address from, _, _) -> {
                    counts.merge(to.buffer(), 1, Integer::sum);
                    counts.merge(from.buffer(), 1, Integer::sum);
                }
                case Statement.Loop loop -> {
                    indices.add(loop.index());
                    merge(counts, count(loop.body()));
                }
                case Statement.If(_, List<Statement> then, List<Statement> otherwise) -> {
                    merge(counts, count(then));
                    merge(counts, count(otherwise));
                }
                case Statement.While(List<Statement> test, _, List<Statement> step) -> {
                    merge(counts, count(test));
                    merge(counts, count(step));
                }
                case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Check _,
                        Statement.NonZero _ -> {}
            }
        }
        within.put(body, counts);
        return counts;
    }

    private static void merge(Map<Buffer, Integer> all, Map<Buffer, Integer> more) {
        more.forEach((buffer, n) -> all.merge(buffer, n, Integer::sum));
    }
}
