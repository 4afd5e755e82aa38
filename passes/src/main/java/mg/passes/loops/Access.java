package mg.passes.loops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// A place in the text of a loop where elements of a buffer are used that outlives an iteration.
///
/// @param at     the first position, as far as it is affine
/// @param count  how many elements from there on
/// @param trips  how often in one iteration, at most
/// @param always whether it is used that often
record Access(Index at, Use use, long count, long trips, boolean always) {
    /// What is done with the elements.
    enum Use { LOAD, SET, ADD }

    /// The accesses of a loop, by buffer.
    static Map<Buffer, List<Access>> of(Statement.Loop loop, Variability variability) {
        var all = new LinkedHashMap<Buffer, List<Access>>();
        collect(loop.body(), variability, 1, true, all);
        return all;
    }

    private static void collect(List<Statement> body, Variability variability, long trips, boolean always,
            Map<Buffer, List<Access>> all) {
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Define(Scalar target, Value.Load(Address from)) ->
                    lanes(from, Use.LOAD, target.lanes(), variability, trips, always, all);
                case Statement.Store(Address to, Scalar value, boolean add) ->
                    lanes(to, add ? Use.ADD : Use.SET, value.lanes(), variability, trips, always, all);
                case Statement.Fill(Address to, long count, _) ->
                    add(to, Use.SET, count, variability, trips, always, all);
                case Statement.Copy(Address to, Address from, long count, boolean add) -> {
                    add(from, Use.LOAD, count, variability, trips, always, all);
                    add(to, add ? Use.ADD : Use.SET, count, variability, trips, always, all);
                }
                case Statement.Loop inner -> collect(inner.body(), variability, trips * Math.max(inner.count(), 1),
                        always && inner.bound().isEmpty() && inner.count() > 0, all);
                case Statement.If _, Statement.While _ ->
                    statement.bodies().forEach(b -> collect(b, variability, trips, false, all));
                case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Check _,
                        Statement.NonZero _ -> {}
            }
        }
    }

    /// Those of a wide scalar reach from the first lane to the last.
    private static void lanes(Address address, Use use, int lanes, Variability variability, long trips, boolean always,
            Map<Buffer, List<Access>> all) {
        long reach = address.step() * (lanes - 1);
        add(address.plus(Math.min(reach, 0)), use, Math.abs(reach) + 1, variability, trips, always, all);
    }

    private static void add(Address address, Use use, long count, Variability variability, long trips, boolean always,
            Map<Buffer, List<Access>> all) {
        if (!variability.isPrivate(address.buffer()) && count > 0) {
            all.computeIfAbsent(address.buffer(), _ -> new ArrayList<>())
                    .add(new Access(variability.expanded(address.index()), use, count, trips, always));
        }
    }

    /// How far one iteration of the loop with this index moves it.
    long stride(Scalar index) {
        return at.terms().stream().filter(t -> t.scalar().equals(index)).mapToLong(Index.Term::stride).findFirst()
                .orElse(0);
    }

    /// The same without these terms.
    Access without(List<Index.Term> terms) {
        List<Index.Term> rest = at.terms().stream().filter(t -> !terms.contains(t)).toList();
        return new Access(new Index(at.constant(), rest), use, count, trips, always);
    }

    /// Between which positions it is; none if a term is not an index whose range is known.
    Optional<Span> range(java.util.function.Function<Scalar, Optional<Long>> counts) {
        Span range = Span.of(at.constant()).plus(Span.below(count));
        for (Index.Term term : at.terms()) {
            Optional<Long> n = counts.apply(term.scalar());
            if (n.isEmpty()) {
                return Optional.empty();
            }
            range = range.plus(Span.below(n.get()).times(term.stride()));
        }
        return Optional.of(range);
    }
}
