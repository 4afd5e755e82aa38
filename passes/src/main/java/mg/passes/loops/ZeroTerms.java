package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/// Leaves terms of sums out that are zero for all iterations of a loop around: which ones is found out before that loop.
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
/// In a Jacobian in forward mode `t` is the tangent of what depends on few of the arguments: most of it is zero, and where
/// may depend on data. Bits do not change: a factor that is not finite makes a NaN of a zero, so then no term is left out,
/// and the sum starts as +0, so that adding a zero of either sign changes nothing.
public final class ZeroTerms {
    /// Loops around of fewer iterations, and loops of fewer terms, stay.
    private static final long LEAST_AROUND = 32;
    private static final long LEAST_TERMS = 4;
    /// The least number of vector operations in a term: what is added to each is one load.
    private static final long LEAST_STATEMENTS = 12;
    /// The most of the time of the loop around that finding zeros may take.
    private static final double WORTH = 0.04;

    private final Fresh fresh;
    private final Cost cost;
    private final int vectorBytes;
    /// Scalars that are always +0.
    private final Set<Scalar> zeros = new HashSet<>();

    private ZeroTerms(Fresh fresh, Options options) {
        this.fresh = fresh;
        this.cost = new Cost(options.vectorBytes(), options.reproducible());
        this.vectorBytes = options.vectorBytes();
    }

    /// The kernel with loops over terms that are not zero.
    public static Kernel run(Kernel kernel, Options options) {
        if (options.vectorBytes() == 0) {
            return kernel;
        }
        var fresh = new Fresh(kernel);
        var pass = new ZeroTerms(fresh, options);
        Parts.each(kernel.body(), pass::remember);
        Parts.changes(kernel.body(), pass.zeros::remove);
        return fresh.kernel(pass.body(kernel.body()));
    }

    private void remember(Statement statement) {
        if (statement instanceof Statement.Define(Scalar target, Value.Literal(Tensor number)) && isZero(number)) {
            zeros.add(target);
        }
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>();
        for (Statement statement : body) {
            if (statement instanceof Statement.Loop loop && loop.count() >= LEAST_AROUND && loop.bound().isEmpty()
                    && !loop.parallel()) {
                around(loop, made);
            } else {
                made.add(statement.map(this::body));
            }
        }
        return made;
    }

    private void around(Statement.Loop loop, List<Statement> out) {
        var body = new ArrayList<Statement>();
        Set<Scalar> now = new HashSet<>(zeros);
        for (Statement statement : loop.body()) {
            if (statement instanceof Statement.Loop terms && isLong(terms)) {
                body.add(terms(loop, terms, now, out).orElseGet(() -> terms.map(this::body)));
            } else {
                body.add(statement.map(this::body));
            }
            follow(statement, now);
        }
        out.add(loop.with(body));
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

    /// The loop over the terms that are not zero, with what finds them in `out`; none if they need not be zero, or finding
    /// out takes too long.
    private Optional<Statement> terms(Statement.Loop around, Statement.Loop terms, Set<Scalar> zeros, List<Statement> out) {
        Optional<LinearTerms> linear = LinearTerms.of(around, terms, zeros);
        if (linear.isEmpty()) {
            return Optional.empty();
        }
        var before = new ArrayList<Statement>();
        Buffer list = fresh.buffer(ElementType.I64, terms.count());
        Scalar count = fresh.index();
        before.add(new Statement.Define(count, new Value.Literal(Tensor.of(0L))));
        before.add(find(linear.get(), terms, isFinite(linear.get(), before), list, count));
        if (cost.of(before) > WORTH * cost.of(List.of(around))) {
            return Optional.empty();
        }
        out.addAll(before);
        Scalar at = fresh.index();
        var body = new ArrayList<Statement>();
        body.add(new Statement.Define(terms.index(), new Value.Load(new Address(list, Index.of(at)))));
        body.addAll(terms.body());
        return Optional.of(new Statement.Loop(at, terms.count(), Optional.of(count), false, body));
    }

    /// Lists the iterations in which something is not zero.
    private Statement find(LinearTerms linear, Statement.Loop terms, Scalar finite, Buffer list, Scalar count) {
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
        body.add(new Statement.Store(new Address(list, Index.of(count)), number, false));
        Scalar one = fresh.index();
        body.add(new Statement.Define(one, new Value.Convert(kept)));
        body.add(new Statement.Accumulate(count, Kind.SUM, one));
        return new Statement.Loop(at, terms.count(), Optional.empty(), false, body);
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
                Scalar wide = fresh.scalar(element, lanes);
                out.add(new Statement.Define(wide, new Value.Literal(Tensor.zeros(Type.scalar(element)))));
                multiply(stretch.at(0), stretch.count() / lanes, wide, out);
                if (stretch.count() % lanes != 0) {
                    multiply(stretch.at(stretch.count() - lanes), 1, wide, out);
                }
                out.add(new Statement.Accumulate(sum, Kind.SUM, wide));
            } else {
                multiply(stretch.at(0), stretch.count(), sum, out);
            }
            Scalar zero = literal(Tensor.zeros(Type.scalar(element)), out);
            Scalar finite = fresh.scalar(ElementType.BOOL, 1);
            out.add(new Statement.Define(finite, new Value.Apply(ElementOp.EQ, List.of(sum, zero))));
            out.add(new Statement.Accumulate(all, Kind.ALL, finite));
        }
        return all;
    }

    /// Adds so many vectors as long as `sum`, times 0.
    private void multiply(Address from, long count, Scalar sum, List<Statement> out) {
        Scalar at = fresh.index();
        var body = new ArrayList<Statement>();
        Scalar loaded = fresh.like(sum, sum.lanes());
        Address here = from.plus(at, sum.lanes());
        body.add(new Statement.Define(loaded, new Value.Load(new Address(here.buffer(), here.index(), sum.isWide() ? 1 : 0))));
        Scalar zero = literal(Tensor.zeros(Type.scalar(sum.element())), body);
        Scalar product = fresh.like(sum, sum.lanes());
        body.add(new Statement.Define(product, new Value.Apply(ElementOp.MUL, List.of(loaded, zero))));
        body.add(new Statement.Accumulate(sum, Kind.SUM, product));
        out.add(new Statement.Loop(at, count, Optional.empty(), false, body));
    }
}
