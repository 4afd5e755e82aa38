package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Goes round with an iteration instead of dividing in it: the remainders of positions that are as far on in each
/// iteration are counted, in wide scalars, whose lanes processors divide one by one.
///
/// ```
/// for i0 in 0..n {                             let i1x8 = lane
///   let i1x8 = 8*i0 + lane                     let i2x8 = rem i1x8, 21
///   let i2x8 = rem i1x8, 21           -->      for i0 in 0..n {
///   …                                            …
/// }                                              let i3x8 = add i2x8, 8
///                                                i2x8 = select (lt i3x8, 21), i3x8, (sub i3x8, 21)
///                                              }
/// ```
///
/// Positions are not negative. This is strength reduction (Allen, Cocke and Kennedy 1981) after lanes are chosen: in
/// the loop as it was written, iterations would have to wait for each other.
public final class Remainders {
    /// Numbers beyond this are not followed: sums of several of them would overflow.
    private static final long LARGEST = 1L << 40;

    private final Fresh fresh;
    private final Map<Scalar, Value> values = new HashMap<>();
    private final Map<Scalar, Long> counts = new HashMap<>();
    private final Set<Scalar> changed = new HashSet<>();

    /// A remainder of `start + step·i` by `divisor` in iteration `i` of a loop.
    private record Round(Scalar remainder, Index start, long lane, long step, long divisor) {}

    private Remainders(Fresh fresh) {
        this.fresh = fresh;
    }

    /// The kernel with fewer divisions.
    public static Kernel run(Kernel kernel) {
        var fresh = new Fresh(kernel);
        var pass = new Remainders(fresh);
        Parts.changes(kernel.body(), pass.changed::add);
        Parts.each(kernel.body(), pass::remember);
        return fresh.kernel(pass.body(kernel.body()));
    }

    private void remember(Statement statement) {
        switch (statement) {
            case Statement.Define(Scalar target, Value value) when !changed.contains(target) ->
                    values.put(target, value);
            case Statement.Loop loop -> counts.put(loop.index(), loop.count());
            case Statement _ -> {}
        }
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>();
        for (Statement statement : body) {
            if (statement instanceof Statement.Loop loop && !loop.down() && !loop.parallel()) {
                loop(loop, made);
            } else {
                made.add(statement.map(this::body));
            }
        }
        return made;
    }

    private void loop(Statement.Loop loop, List<Statement> out) {
        var body = new ArrayList<Statement>();
        var steps = new ArrayList<Statement>();
        for (Statement statement : loop.body()) {
            Optional<Round> round = round(statement, loop.index());
            if (round.isPresent()) {
                begin(round.get(), out);
                step(round.get(), steps);
            } else {
                body.add(statement);
            }
        }
        List<Statement> inside = new ArrayList<>(body(body));
        inside.addAll(steps);
        out.add(loop.with(inside));
    }

    private Optional<Round> round(Statement statement, Scalar index) {
        if (!(statement instanceof Statement.Define(Scalar target, Value.Apply(ElementOp op, List<Scalar> operands)))
                || op != ElementOp.REM || !target.isWide() || target.element() != ElementType.I64
                || changed.contains(target)
                || !(values.get(operands.getFirst()) instanceof Value.Affine(Index position, long lane))
                || !(values.get(operands.getLast()) instanceof Value.Literal(Tensor number))) {
            return Optional.empty();
        }
        long divisor = number.whole(0);
        long step = position.terms().stream().filter(t -> t.scalar().equals(index)).mapToLong(Index.Term::stride).sum();
        return step > 0 && divisor > 0 && divisor <= LARGEST && lane >= 0 && isNatural(position, lane * target.lanes())
                ? Optional.of(new Round(target, position.plus(index, -step), lane, step, divisor))
                : Optional.empty();
    }

    /// Whether a position is never negative, nor large, `most` further on at most.
    private boolean isNatural(Index position, long most) {
        long high = most + position.constant();
        boolean natural = position.constant() >= 0 && position.constant() <= LARGEST && most <= LARGEST;
        for (Index.Term term : position.terms()) {
            Long count = counts.get(term.scalar());
            natural = natural && count != null && term.stride() >= 0 && count <= LARGEST / Math.max(1, term.stride());
            high += natural ? count * term.stride() : 0;
        }
        return natural && high <= LARGEST;
    }

    /// Before the loop: the remainder in its first iteration.
    private void begin(Round round, List<Statement> out) {
        Scalar first = fresh.like(round.remainder(), round.remainder().lanes());
        Scalar divisor = literal(round.divisor(), out);
        out.add(new Statement.Define(first, new Value.Affine(round.start(), round.lane())));
        out.add(new Statement.Define(round.remainder(), new Value.Apply(ElementOp.REM, List.of(first, divisor))));
    }

    /// At the end of an iteration: that in the next one.
    private void step(Round round, List<Statement> out) {
        Scalar step = literal(round.step() % round.divisor(), out);
        Scalar divisor = literal(round.divisor(), out);
        Scalar next = define(ElementOp.ADD, ElementType.I64, out, round.remainder(), step);
        Scalar isLess = define(ElementOp.LT, ElementType.BOOL, out, next, divisor);
        Scalar beyond = define(ElementOp.SUB, ElementType.I64, out, next, divisor);
        out.add(new Statement.Assign(round.remainder(),
                define(ElementOp.SELECT, ElementType.I64, out, isLess, next, beyond)));
    }

    private Scalar define(ElementOp op, ElementType element, List<Statement> out, Scalar... operands) {
        Scalar target = fresh.scalar(element, operands[0].lanes());
        out.add(new Statement.Define(target, new Value.Apply(op, List.of(operands))));
        return target;
    }

    private Scalar literal(long value, List<Statement> out) {
        Scalar literal = fresh.index();
        out.add(new Statement.Define(literal, new Value.Literal(Tensor.of(value))));
        return literal;
    }
}
