package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Of a loop that only adds to sums what it reads that makes each term: if, in an iteration, all sources are zero, and
/// all factors finite, then zeros are added, and nothing else happens.
///
/// @param sources loads of what was computed before and is the same in all iterations of the loop around
/// @param factors what they are multiplied by, in all iterations of all these loops
record LinearTerms(List<Statement.Define> sources, List<Stretch> factors) {
    /// Those of the loop over `terms` inside the loop `around`.
    ///
    /// @param between the loops inside that one around the terms, outermost first
    /// @param zeros   scalars that are +0 before the terms
    static Optional<LinearTerms> of(
            Statement.Loop around, List<Statement.Loop> between, Statement.Loop terms, Set<Scalar> zeros, Homes homes) {
        var reader = new Reader(around, between, terms, zeros, homes);
        return terms.body().stream().allMatch(reader::isLinear) && !reader.sources.isEmpty()
                ? Optional.of(new LinearTerms(List.copyOf(reader.sources), reader.stretches()))
                : Optional.empty();
    }

    /// Follows which scalars are zero with the sources, and which are finite with the factors.
    private static final class Reader {
        private final Statement.Loop around;
        private final Statement.Loop terms;
        private final Set<Scalar> starts;
        private final Homes homes;
        private final Set<Buffer> written = new HashSet<>();
        /// What is stored in buffers that nothing else is done to: where it was loaded.
        private final Map<Buffer, List<Statement.Define>> copied = new HashMap<>();
        /// Scalars that differ between iterations of the loop around.
        private final Set<Scalar> inside = new HashSet<>();
        private final Set<Scalar> changed = new HashSet<>();
        private final Map<Scalar, Statement.Define> definitions = new HashMap<>();
        /// How often loops run, the one around and those inside, by their indices.
        private final Map<Scalar, Long> counts = new HashMap<>();
        /// The indices of the terms, and of the loops between.
        private final Set<Scalar> which = new HashSet<>();
        private final Set<Scalar> own = new HashSet<>();
        private final Set<Scalar> zero = new HashSet<>();
        private final Set<Scalar> finite = new HashSet<>();
        /// Sums of a scalar of outside and a zero: that scalar's value.
        private final Map<Scalar, Scalar> same = new HashMap<>();
        private final List<Statement.Define> sources = new ArrayList<>();
        private final Map<List<Object>, Stretch> factors = new LinkedHashMap<>();

        Reader(Statement.Loop around, List<Statement.Loop> between, Statement.Loop terms, Set<Scalar> starts,
                Homes homes) {
            this.around = around;
            this.terms = terms;
            this.starts = starts;
            this.homes = homes;
            between.forEach(loop -> which.add(loop.index()));
            which.add(terms.index());
            remember(around);
            Parts.changes(around.body(), changed::add);
            inside.addAll(changed);
            Parts.each(around.body(), this::remember);
            copied.keySet().removeAll(written);
        }

        private void remember(Statement statement) {
            switch (statement) {
                case Statement.Define define -> {
                    inside.add(define.target());
                    definitions.put(define.target(), define);
                }
                case Statement.Loop loop -> {
                    inside.add(loop.index());
                    counts.put(loop.index(), loop.count());
                }
                case Statement.Store(Address to, Scalar value, boolean add) -> {
                    Statement.Define stored = definitions.get(value);
                    if (!add && stored != null && stored.value() instanceof Value.Load && !changed.contains(value)
                            && homes.isPrivate(to.buffer(), around.body())) {
                        copied.computeIfAbsent(to.buffer(), _ -> new ArrayList<>()).add(stored);
                    } else {
                        written.add(to.buffer());
                    }
                }
                case Statement.Fill(Address to, _, _) -> written.add(to.buffer());
                case Statement.Copy(Address to, _, _, _) -> written.add(to.buffer());
                case Statement _ -> {}
            }
        }

        List<Stretch> stretches() {
            return List.copyOf(factors.values());
        }

        /// Whether a statement makes nothing but zeros of zeros.
        boolean isLinear(Statement statement) {
            return switch (statement) {
                case Statement.Define define -> own.add(define.target()) && define(define);
                case Statement.Assign(Scalar target, Scalar value) ->
                    own.contains(target) ? put(target, value) : target.equals(same.get(value));
                case Statement.Accumulate(Scalar target, Kind kind, Scalar value) ->
                    kind == Kind.SUM && zero.contains(value) && (own.contains(target) ? zero : starts).contains(target);
                case Statement.Store _, Statement.Fill _, Statement.Copy _, Statement.Loop _, Statement.If _,
                        Statement.While _, Statement.Check _, Statement.NonZero _ -> false;
            };
        }

        private boolean put(Scalar target, Scalar value) {
            Set<Scalar> kind = zero.contains(value) ? zero : finite;
            boolean known = kind.contains(value);
            zero.remove(target);
            finite.remove(target);
            kind.add(target);
            return known;
        }

        private boolean define(Statement.Define define) {
            Scalar target = define.target();
            if (!target.element().isReal()) {
                return false;
            }
            return switch (define.value()) {
                case Value.Literal(Tensor number) -> number.real(0) == 0 ? zero.add(target)
                        : Double.isFinite(number.real(0)) && finite.add(target);
                case Value.Load(Address from) -> load(define, from);
                case Value.Apply(ElementOp op, List<Scalar> operands) -> switch (op) {
                    case MUL -> isProduct(operands.getFirst(), operands.getLast())
                            && zero.add(target);
                    case ADD -> zero.containsAll(operands) ? zero.add(target)
                            : isSum(target, operands.getFirst(), operands.getLast())
                                    || isSum(target, operands.getLast(), operands.getFirst());
                    case SUB, NEG -> zero.containsAll(operands) && zero.add(target);
                    default -> false;
                };
                case Value.Convert _, Value.Affine _ -> false;
            };
        }

        private boolean isSum(Scalar target, Scalar start, Scalar term) {
            return starts.contains(start) && zero.contains(term) && same.put(target, start) == null;
        }

        private boolean isProduct(Scalar x, Scalar y) {
            return zero.contains(x) && (zero.contains(y) || finite.contains(y)) || zero.contains(y)
                    && finite.contains(x);
        }

        private boolean load(Statement.Define define, Address from) {
            List<Index.Term> moving = moving(from);
            if (!written.contains(from.buffer()) && !copied.containsKey(from.buffer()) && !from.index().isWide()
                    && moving.stream().anyMatch(t -> t.scalar().equals(terms.index()))
                    && moving.stream().allMatch(t -> which.contains(t.scalar()))
                    && from.buffer().place() instanceof Buffer.Place.Arena) {
                sources.add(define);
                return zero.add(define.target());
            }
            List<Statement.Define> loads = copied.getOrDefault(from.buffer(), List.of(define));
            return loads.stream().allMatch(this::factor) && finite.add(define.target());
        }

        private List<Index.Term> moving(Address from) {
            return from.index().terms().stream().filter(t -> inside.contains(t.scalar())).toList();
        }

        /// Notes what is loaded in all iterations, if that is known.
        private boolean factor(Statement.Define define) {
            Address from = ((Value.Load) define.value()).from();
            List<Index.Term> moving = moving(from);
            if (written.contains(from.buffer()) || copied.containsKey(from.buffer()) || from.index().isWide()
                    || !moving.stream().allMatch(t -> counts.containsKey(t.scalar()))) {
                return false;
            }
            Span span = Span.of(from.index().constant());
            Index start = new Index(0, from.index().terms());
            for (Index.Term term : moving) {
                span = span.plus(Span.below(counts.get(term.scalar())).times(term.stride()));
                start = start.plus(term.scalar(), -term.stride());
            }
            Span lanes = Span.below(define.target().lanes()).times(from.step());
            factors.merge(List.of(from.buffer(), start), new Stretch(from.buffer(), start, span.plus(lanes)),
                    (a, b) -> new Stretch(a.buffer(), a.start(), a.span().or(b.span())));
            return true;
        }
    }
}
