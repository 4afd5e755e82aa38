package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Options;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Leaves terms of sums out that are zero for all iterations of a loop around: which ones is found out before that
/// loop.
///
/// ```
///                                          d9 sum= each element of w and p, times 0
/// for i0 in 0..544 {                       for i1 in 0..22 {
///   let d2x8 = 0                             n[i8] = i1
///   for i1 in 0..22 {                        i8 sum= 1 where t[8*i1] != 0 in a lane, or d9 is NaN
///     let d3x8 = t[8*i1 + lane]            }
///     let d4 = w[22*i0 + i1]         -->   for i0 in 0..544 {
///     let d5x8 = mul d3x8, d4                let d2x8 = 0
///     d2x8 sum= d5x8                         for i7 in 0..22 until i8 {
///   }                                          let i1 = n[i7]
///   …                                          let d3x8 = t[8*i1 + lane] …
/// }                                          }
///                                            …
///                                          }
/// ```
///
/// In a Jacobian in forward mode `t` is the tangent of what depends on few of the arguments: most of it is zero, and
/// where may depend on data. Bits do not change: a factor that is not finite makes a NaN of a zero, so then no term is
/// left out, and the sum starts as +0, so that adding a zero of either sign changes nothing.
///
/// There may be loops between, as that over directions where those of a Jacobian run inside
/// ([mg.passes.LoopInterchange]): then each of their iterations has a list of its own. The loop around is the outermost
/// for which this is possible and takes little time, as [Cost] says: each zero is looked for once there, and each
/// factor.
public final class ZeroTerms {
    /// Loops around of fewer iterations, and loops of fewer terms, stay.
    private static final long LEAST_AROUND = 8;
    private static final long LEAST_TERMS = 4;
    /// How many sums are formed at once to find what is not finite.
    private static final int COPIES = 4;
    /// The most numbers of terms that are listed: as many as stay in a first cache.
    private static final long MOST_LISTED = 2048;
    /// The least number of vector operations in a term: what is added to each is one load.
    private static final long LEAST_STATEMENTS = 12;
    /// The most of the time of the loop around that finding zeros may take.
    private static final double WORTH = 0.04;

    private final Fresh fresh;
    private final Homes homes;
    private final Cost cost;
    private final int vectorBytes;
    /// Scalars that are always +0.
    private final Set<Scalar> zeros = new HashSet<>();

    private ZeroTerms(Kernel kernel, Fresh fresh, Options options) {
        this.fresh = fresh;
        this.homes = Homes.of(kernel);
        this.cost = Cost.of(options);
        this.vectorBytes = options.vectorBytes();
    }

    /// The kernel with loops over terms that are not zero.
    public static Kernel run(Kernel kernel, Options options) {
        if (options.vectorBytes() == 0) {
            return kernel;
        }
        var fresh = new Fresh(kernel);
        var pass = new ZeroTerms(kernel, fresh, options);
        Parts.each(kernel.body(), pass::remember);
        Parts.changes(kernel.body(), pass.zeros::remove);
        return fresh.kernel(pass.body(kernel.body(), List.of()));
    }

    private void remember(Statement statement) {
        if (statement instanceof Statement.Define(Scalar target, Value.Literal(Tensor number)) && isZero(number)) {
            zeros.add(target);
        }
    }

    /// A loop with what goes before it.
    private record Around(Statement.Loop loop, List<Statement> before) {}

    private List<Statement> body(List<Statement> body, List<Around> path) {
        var made = new ArrayList<Statement>();
        Set<Scalar> now = new HashSet<>(zeros);
        for (Statement statement : body) {
            if (statement instanceof Statement.Loop loop) {
                made.addAll(loop(loop, path, now));
            } else {
                made.add(statement.map(b -> body(b, List.of())));
            }
            follow(statement, now);
        }
        return made;
    }

    private List<Statement> loop(Statement.Loop loop, List<Around> path, Set<Scalar> zeros) {
        if (isLong(loop)) {
            for (int k = 0; k < path.size(); k++) {
                List<Statement> terms = terms(path.subList(k, path.size()), loop, zeros);
                if (!terms.isEmpty()) {
                    return terms;
                }
            }
        }
        var here = new Around(loop, new ArrayList<>());
        boolean isWhole = loop.bound().isEmpty() && !loop.parallel();
        List<Statement> body = body(loop.body(), isWhole ? append(path, here) : List.of());
        here.before.add(loop.with(body));
        return here.before;
    }

    private static List<Around> append(List<Around> path, Around last) {
        var longer = new ArrayList<>(path);
        longer.add(last);
        return longer;
    }

    private static boolean isLong(Statement.Loop terms) {
        return terms.count() >= LEAST_TERMS && terms.bound().isEmpty() && !terms.down() && !terms.parallel()
                && terms.body().size() >= LEAST_STATEMENTS;
    }

    /// Follows which scalars are +0 after a statement.
    private static void follow(Statement statement, Set<Scalar> zeros) {
        switch (statement) {
            case Statement.Define(Scalar target, Value.Literal(Tensor number)) when isZero(number) -> zeros.add(target);
            case Statement.Assign(Scalar target, Scalar value) when zeros.contains(value) -> zeros.add(target);
            case Statement _ -> Parts.changes(List.of(statement), zeros::remove);
        }
    }

    private static boolean isZero(Tensor number) {
        return number.equals(Tensor.zeros(number.type()));
    }

    /// The loop over the terms that are not zero, with what finds them before the first of the loops around; empty if
    /// they need not be zero, or finding out takes too long.
    private List<Statement> terms(List<Around> path, Statement.Loop terms, Set<Scalar> zeros) {
        Statement.Loop around = path.getFirst().loop;
        List<Statement.Loop> between = path.stream().skip(1).map(Around::loop).toList();
        if (around.count() < LEAST_AROUND) {
            return List.of();
        }
        Optional<LinearTerms> linear = LinearTerms.of(around, between, terms, zeros, homes);
        if (linear.isEmpty()) {
            return List.of();
        }
        long lists = between.stream().mapToLong(Statement.Loop::count).reduce(1, (a, b) -> a * b);
        if (lists * terms.count() > MOST_LISTED) {
            return List.of();
        }
        var before = new ArrayList<Statement>();
        Buffer list = fresh.buffer(ElementType.I64, lists * terms.count());
        Scalar found = fresh.index();
        List<Statement> find = find(linear.get(), between, terms, isFinite(linear.get(), before), list, found);
        // Where there is one list, how long it is stays in its scalar.
        Optional<Buffer> lengths = between.isEmpty()
                ? Optional.empty()
                : Optional.of(fresh.buffer(ElementType.I64, lists));
        before.addAll(lengths.map(all -> nest(find, between, all, found)).orElse(find));
        if (cost.of(before) > WORTH * cost.of(List.of(around))) {
            return List.of();
        }
        path.getFirst().before.addAll(before);
        var made = new ArrayList<Statement>();
        Index which = number(between, s -> s);
        Scalar count = lengths.map(all -> {
            Scalar length = fresh.index();
            made.add(new Statement.Define(length, new Value.Load(new Address(all, which))));
            return length;
        }).orElse(found);
        Scalar at = fresh.index();
        var body = new ArrayList<Statement>();
        body.add(new Statement.Define(terms.index(),
                new Value.Load(new Address(list, which.times(terms.count()).plus(at, 1)))));
        body.addAll(terms.body());
        made.add(new Statement.Loop(at, terms.count(), Optional.of(count), false, body));
        return made;
    }

    /// The number of an iteration of these loops, by what their indices are called.
    private static Index number(List<Statement.Loop> loops, UnaryOperator<Scalar> names) {
        Index number = Index.ZERO;
        for (Statement.Loop loop : loops) {
            number = number.times(loop.count()).plus(names.apply(loop.index()), 1);
        }
        return number;
    }

    /// Lists the iterations in which something is not zero, of one iteration of the loops between, and counts them.
    private List<Statement> find(LinearTerms linear, List<Statement.Loop> between, Statement.Loop terms, Scalar finite,
            Buffer list, Scalar count) {
        Scalar at = fresh.index();
        var body = new ArrayList<Statement>();
        Scalar kept = fresh.scalar(ElementType.BOOL, 1);
        body.add(new Statement.Define(kept, new Value.Apply(ElementOp.NOT, List.of(finite))));
        Renaming here = new Renaming(s -> s.equals(terms.index()) ? at : s);
        Optional<Scalar> lanes = Optional.empty();
        for (Statement.Define source : linear.sources()) {
            Scalar loaded = fresh.like(source.target(), source.target().lanes());
            body.add(here.statement(new Statement.Define(loaded, source.value())));
            Scalar zero = literal(Tensor.zeros(Type.scalar(loaded.element())), body);
            Scalar isNot = fresh.scalar(ElementType.BOOL, loaded.lanes());
            body.add(new Statement.Define(isNot, new Value.Apply(ElementOp.NE, List.of(loaded, zero))));
            if (lanes.isPresent()) {
                body.add(new Statement.Accumulate(lanes.get(), Kind.ANY, isNot));
            }
            lanes = Optional.of(lanes.orElse(isNot));
        }
        body.add(new Statement.Accumulate(kept, Kind.ANY, lanes.orElseThrow()));
        Scalar number = fresh.index();
        body.add(new Statement.Define(number, new Value.Affine(Index.of(at))));
        Index first = number(between, s -> s).times(terms.count());
        body.add(new Statement.Store(new Address(list, first.plus(count, 1)), number, false));
        Scalar one = fresh.index();
        body.add(new Statement.Define(one, new Value.Convert(kept)));
        body.add(new Statement.Accumulate(count, Kind.SUM, one));
        return List.of(
                new Statement.Define(count, new Value.Literal(Tensor.of(0L))),
                new Statement.Loop(at, terms.count(), Optional.empty(), false, body));
    }

    /// The same in all iterations of the loops between, with how long each list is.
    private List<Statement> nest(List<Statement> find, List<Statement.Loop> between, Buffer lengths, Scalar count) {
        List<Statement> nest = new ArrayList<>(find);
        nest.add(new Statement.Store(new Address(lengths, number(between, s -> s)), count, false));
        for (Statement.Loop loop : between.reversed()) {
            nest = List.of(new Statement.Loop(loop.index(), loop.count(), Optional.empty(), false, nest));
        }
        Map<Scalar, Scalar> names = new HashMap<>();
        between.forEach(loop -> names.put(loop.index(), fresh.index()));
        return new Renaming(s -> names.getOrDefault(s, s)).body(nest);
    }

    private Scalar literal(Tensor number, List<Statement> out) {
        Scalar literal = fresh.scalar(number.type().element(), 1);
        out.add(new Statement.Define(literal, new Value.Literal(number)));
        return literal;
    }

    /// Whether all that is multiplied by zeros is finite: then each element times 0 is a zero, and so is their sum.
    private Scalar isFinite(LinearTerms linear, List<Statement> out) {
        Scalar all = fresh.scalar(ElementType.BOOL, 1);
        out.add(new Statement.Define(all, new Value.Literal(Tensor.of(true))));
        for (Stretch stretch : linear.factors()) {
            ElementType element = stretch.buffer().element();
            Scalar sum = literal(Tensor.zeros(Type.scalar(element)), out);
            int lanes = vectorBytes / element.bytes();
            if (stretch.count() >= lanes) {
                long vectors = stretch.count() / lanes;
                int copies = (int) Math.min(vectors, COPIES);
                var wide = new ArrayList<Scalar>();
                for (int k = 0; k < copies; k++) {
                    wide.add(fresh.scalar(element, lanes));
                    out.add(new Statement.Define(wide.getLast(),
                            new Value.Literal(Tensor.zeros(Type.scalar(element)))));
                }
                multiply(stretch.at(0), vectors / copies, wide, out);
                // What is left, from the end of the stretch backwards, if need be with some of what was there before.
                for (int k = 0; k * lanes < stretch.count() - vectors / copies * copies * lanes; k++) {
                    multiply(stretch.at(stretch.count() - (k + 1) * lanes), 1, List.of(wide.get(k)), out);
                }
                wide.forEach(one -> out.add(new Statement.Accumulate(sum, Kind.SUM, one)));
            } else {
                multiply(stretch.at(0), stretch.count(), List.of(sum), out);
            }
            Scalar zero = literal(Tensor.zeros(Type.scalar(element)), out);
            Scalar finite = fresh.scalar(ElementType.BOOL, 1);
            out.add(new Statement.Define(finite, new Value.Apply(ElementOp.EQ, List.of(sum, zero))));
            out.add(new Statement.Accumulate(all, Kind.ALL, finite));
        }
        return all;
    }

    /// Adds so many vectors, times 0, to each of these sums: it takes a while until one of them can be added to again.
    private void multiply(Address from, long count, List<Scalar> sums, List<Statement> out) {
        Scalar at = fresh.index();
        int lanes = sums.getFirst().lanes();
        var body = new ArrayList<Statement>();
        for (int k = 0; k < sums.size(); k++) {
            Scalar sum = sums.get(k);
            Scalar loaded = fresh.like(sum, lanes);
            Address first = from.plus((long) k * lanes);
            Address here = count == 1 ? first : first.plus(at, (long) sums.size() * lanes);
            var vector = new Address(here.buffer(), here.index(), sum.isWide() ? 1 : 0);
            body.add(new Statement.Define(loaded, new Value.Load(vector)));
            Scalar zero = literal(Tensor.zeros(Type.scalar(sum.element())), body);
            Scalar product = fresh.like(sum, lanes);
            body.add(new Statement.Define(product, new Value.Apply(ElementOp.MUL, List.of(loaded, zero))));
            body.add(new Statement.Accumulate(sum, Kind.SUM, product));
        }
        if (count == 1) {
            out.addAll(body);
        } else {
            out.add(new Statement.Loop(at, count, Optional.empty(), false, body));
        }
    }
}
