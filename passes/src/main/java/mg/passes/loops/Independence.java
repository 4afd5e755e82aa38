package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.loops.Varying;

/// Whether the iterations of a loop may run several at a time, each statement for all of them before the next.
final class Independence {
    private final Statement.Loop loop;
    private final Varying varying;
    private final Set<Scalar> defined = new HashSet<>();
    private final Set<Scalar> read = new HashSet<>();
    private final Set<Scalar> targets = new HashSet<>();
    private final List<Address> loads = new ArrayList<>();
    private final List<Address> stores = new ArrayList<>();
    private Optional<ElementType> element = Optional.empty();

    private Independence(Statement.Loop loop) {
        this.loop = loop;
        this.varying = Varying.of(loop);
    }

    static boolean holds(Statement.Loop loop) {
        var independence = new Independence(loop);
        return loop.body().stream().allMatch(independence::allows)
                && independence.element.isPresent()
                && independence.sumsAreApart()
                && independence.memoryIsApart();
    }

    private boolean allows(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) -> {
                defined.add(target);
                yield varying.includes(value) ? allows(target, value) : allowsUniform(value);
            }
            case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> {
                read.add(value);
                yield targets.add(target) && combines(kind) && isElement(target) && isElement(value);
            }
            case Statement.Store(Address to, Scalar value, _) -> {
                read.add(value);
                stores.add(to);
                yield varying.stride(to.index()) == 1 && isElement(value);
            }
            case Statement.Assign _, Statement.Fill _, Statement.Copy _, Statement.Loop _, Statement.If _,
                    Statement.While _, Statement.Check _, Statement.NonZero _ -> false;
        };
    }

    private boolean allowsUniform(Value value) {
        switch (value) {
            case Value.Apply(_, List<Scalar> operands) -> read.addAll(operands);
            case Value.Convert(Scalar operand) -> read.add(operand);
            case Value.Load(Address from) -> loads.add(from);
            case Value.Literal _, Value.Affine _ -> {}
        }
        return true;
    }

    private boolean allows(Scalar target, Value value) {
        return switch (value) {
            case Value.Load(Address from) -> {
                loads.add(from);
                yield varying.stride(from.index()) == 1 && isElement(target);
            }
            case Value.Apply(ElementOp op, List<Scalar> operands) -> {
                read.addAll(operands);
                yield hasVectorForm(op, operands);
            }
            case Value.Literal _, Value.Convert _, Value.Affine _ -> false;
        };
    }

    /// Whether the scalar is of the one real type of this loop, which the first that is asked about decides.
    private boolean isElement(Scalar scalar) {
        if (element.isEmpty() && scalar.element().isReal()) {
            element = Optional.of(scalar.element());
        }
        return element.equals(Optional.of(scalar.element()));
    }

    private static boolean combines(Kind kind) {
        return switch (kind) {
            case SUM, PROD, MAX, MIN -> true;
            case ANY, ALL, CARRY, COLLECT, ARGMAX, ARGMIN -> false;
        };
    }

    /// Elements may be combined, compared and chosen between; truth values only combined.
    private boolean hasVectorForm(ElementOp op, List<Scalar> operands) {
        return switch (op) {
            case ADD, SUB, MUL, DIV, MIN, MAX, NEG, ABS, SQRT, RELU, LT, LE, EQ, NE ->
                operands.stream().allMatch(this::isElement);
            case SELECT -> operands.stream().skip(1).allMatch(this::isElement);
            case AND, OR, NOT -> true;
            case REM, POW, ATAN2, HYPOT, SIGN, CBRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH,
                    TANH, SIGMOID, ERF, LGAMMA, DIGAMMA, POLYGAMMA, FLOOR, CEIL, ROUND -> false;
        };
    }

    /// What is accumulated is defined outside and read afterwards.
    private boolean sumsAreApart() {
        return targets.stream().noneMatch(t -> read.contains(t) || defined.contains(t));
    }

    private boolean memoryIsApart() {
        for (Address store : stores) {
            for (Address other : loads) {
                if (!isApart(store, other)) {
                    return false;
                }
            }
            for (Address other : stores) {
                if (!isApart(store, other)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether different iterations touch different elements: another buffer, the same positions, or the same moved so
    /// far that they do not meet.
    private boolean isApart(Address store, Address other) {
        if (store.buffer().id() != other.buffer().id()) {
            return true;
        }
        Index a = store.index();
        Index b = other.index();
        return Set.copyOf(a.terms()).equals(Set.copyOf(b.terms()))
                && (a.constant() == b.constant() || Math.abs(a.constant() - b.constant()) >= loop.count());
    }
}
