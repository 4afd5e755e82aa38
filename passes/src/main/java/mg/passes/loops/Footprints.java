package mg.passes.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Whether the iterations of a loop leave each other's elements alone.
///
/// Of each buffer that outlives an iteration and is written, the accesses that may meet form a group. Each group is
/// - owned: different iterations are at different elements, whatever inner loops do; or
/// - summed: it is only added to, so that the order does not matter.
final class Footprints {
    private final Statement.Loop loop;
    private final Variability variability;
    private final boolean exact;

    private Footprints(Statement.Loop loop, Variability variability, boolean exact) {
        this.loop = loop;
        this.variability = variability;
        this.exact = exact;
    }

    /// @param exact whether sums of reals stay in the order of the program
    static boolean areApart(Statement.Loop loop, Variability variability, boolean exact) {
        var footprints = new Footprints(loop, variability, exact);
        return Access.of(loop, variability).entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(a -> a.use() != Access.Use.LOAD))
                .allMatch(e -> footprints.isApart(e.getKey(), e.getValue()));
    }

    /// Whether different iterations use different elements of a buffer, or none changes any.
    ///
    /// @param all all accesses to the buffer
    static boolean areOwned(Statement.Loop loop, Variability variability, List<Access> all) {
        var footprints = new Footprints(loop, variability, true);
        return all.stream().allMatch(a -> a.use() == Access.Use.LOAD)
                || footprints.groups(footprints.withoutCommon(all)).stream()
                        .allMatch(g -> g.stream().allMatch(a -> a.use() == Access.Use.LOAD) || footprints.isOwned(g));
    }

    private boolean isApart(Buffer buffer, List<Access> all) {
        return groups(withoutCommon(all)).stream().allMatch(g -> isOwned(g) || isSummed(buffer, g));
    }

    private boolean isSummed(Buffer buffer, List<Access> group) {
        return group.stream().allMatch(a -> a.use() == Access.Use.ADD) && !(exact && buffer.element().isReal());
    }

    /// Terms that do not change during the loop and are the same everywhere move all accesses alike.
    private List<Access> withoutCommon(List<Access> all) {
        Index first = all.getFirst().at();
        List<Index.Term> common = first.terms().stream()
                .filter(t -> !variability.isDefinedInside(t.scalar()) && !t.scalar().equals(loop.index()))
                .filter(t -> all.stream().allMatch(a -> a.at().terms().contains(t)))
                .toList();
        return all.stream().map(a -> a.without(common)).toList();
    }

    /// Accesses whose ranges over the whole loop overlap, or are not known, are in one group.
    private List<List<Access>> groups(List<Access> all) {
        if (all.stream().anyMatch(a -> range(a).isEmpty())) {
            return List.of(all);
        }
        List<Access> sorted = all.stream()
                .sorted(java.util.Comparator.comparingLong(a -> range(a).orElseThrow().low()))
                .toList();
        var groups = new ArrayList<List<Access>>();
        long end = Long.MIN_VALUE;
        for (Access access : sorted) {
            Span range = range(access).orElseThrow();
            if (groups.isEmpty() || range.low() > end) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(access);
            end = Math.max(end, range.high());
        }
        return groups;
    }

    private Optional<Span> range(Access access) {
        return access.range(this::count);
    }

    private Optional<Long> count(Scalar scalar) {
        return scalar.equals(loop.index()) ? Optional.of(loop.count()) : variability.count(scalar);
    }

    /// Between what the term is, if it is known.
    private Optional<Span> span(Index.Term term) {
        return count(term.scalar()).map(n -> Span.below(n).times(term.stride()));
    }

    /// With `s·i + small + large`, where `large` is a multiple of `g`: different `i` are at different elements if all
    /// `small` are within less than `s`, and all `s·i + small` within less than `g`. Distances between the accesses
    /// are of one of the two kinds like everything else: rows of 26 that are written out have 26, 52, … between them.
    private boolean isOwned(List<Access> group) {
        long s = group.getFirst().stride(loop.index());
        if (s == 0 || group.stream().anyMatch(a -> a.stride(loop.index()) != s)) {
            return false;
        }
        long g = 0;
        for (Access access : group) {
            for (Index.Term term : access.at().terms()) {
                if (!term.scalar().equals(loop.index()) && !isSmall(term, s)) {
                    g = gcd(g, Math.abs(term.stride()));
                }
            }
        }
        long start = group.getFirst().at().constant();
        for (Access access : group) {
            long distance = Math.abs(nearest(access.at().constant() - start, g));
            g = distance < Math.abs(s) ? g : gcd(g, distance);
        }
        Span small = Span.EMPTY;
        for (Access access : group) {
            Span one = Span.of(nearest(access.at().constant() - start, g));
            for (Index.Term term : access.at().terms()) {
                if (!term.scalar().equals(loop.index()) && isSmall(term, s)) {
                    one = one.plus(span(term).orElseThrow());
                }
            }
            small = small.or(one.plus(Span.below(access.count())));
        }
        long width = small.high() - small.low();
        long most = Span.below(loop.count()).times(Math.abs(s)).high() + width;
        return width < Math.abs(s) && (g == 0 || most < g);
    }

    private boolean isSmall(Index.Term term, long s) {
        return Math.abs(term.stride()) < Math.abs(s)
                && span(term).map(r -> r.high() - r.low() < Math.abs(s)).orElse(false);
    }

    /// The smallest number, by magnitude, that is that far from a multiple of `g`.
    private static long nearest(long distance, long g) {
        if (g == 0) {
            return distance;
        }
        long rest = Math.floorMod(distance, g);
        return 2 * rest > g ? rest - g : rest;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
