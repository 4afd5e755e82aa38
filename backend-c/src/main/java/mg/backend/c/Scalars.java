package mg.backend.c;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import mg.ir.ElementOp;
import mg.ir.Tensor;
import mg.loops.Buffer;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The scalars of a function: which have names, and what stands for the others.
///
/// A scalar that is read once is not given a name: its expression stands where it is read, unless that would be long,
/// or something the expression reads changes before. Such expressions wait in `pending`, never many at a time.
final class Scalars {
    private static final int LONGEST = 56;
    private static final int DEEPEST = 5;
    private static final int MOST_PENDING = 24;

    private final Names names;
    private final Liveness liveness;
    private final GuardedLoads guarded;
    private final Values values;
    private final WideValues wide;
    private final boolean reorder;
    private final Lines lines;
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private int temporaries;

    /// @param factors of a product that may be kept unrounded
    private record Pending(Scalar scalar, Expression expression, List<Expression> factors) {}

    /// @param reorder whether sums may be formed in any order
    /// @param lines   receives the definitions of those with names
    Scalars(Names names, Liveness liveness, GuardedLoads guarded, WideValues wide, boolean reorder, Lines lines) {
        this.names = names;
        this.liveness = liveness;
        this.guarded = guarded;
        this.values = wide.values();
        this.wide = wide;
        this.reorder = reorder;
        this.lines = lines;
    }

    void define(Statement.Define define) {
        Scalar target = define.target();
        if (!liveness.isNeeded(target)) {
            return;
        }
        if (liveness.changes(target)) {
            String first = target.isWide() && isZero(define.value())
                    ? "{0}"
                    : value(define.value(), target, this::use).text();
            String name = temporary(liveness.purpose(target));
            lines.add(wide.type(target) + " " + name + " = " + first + ";");
            values.know(target, new Expression(name, Expression.Level.PRIMARY, 0, 0, List.of(target.id())));
        } else if (!values.knowsLiteral(define)) {
            List<Expression> factors = factorsOf(define);
            Expression value = factors.isEmpty()
                    ? value(define.value(), target,
                            values.literalsAlone(define.value()).map(this::variable).orElse(this::use))
                    : Expression.binary(factors.getFirst(), "*", Expression.Level.PRODUCT, factors.getLast());
            boolean isLong = factors.isEmpty() && (value.text().length() > LONGEST || value.depth() > DEEPEST);
            if (!liveness.isReadOnce(target) || isLong || guarded.isOfChoice(target)) {
                name(target, value);
            } else {
                if (pending.size() == MOST_PENDING) {
                    name(pending.values().iterator().next().scalar());
                }
                pending.put(target.id(), new Pending(target, value, factors));
            }
        }
    }

    /// Whether it is `0.0`, `0` or false, all bits zero.
    private static boolean isZero(Value value) {
        return value instanceof Value.Literal(Tensor number) && number.equals(Tensor.zeros(number.type()));
    }

    /// The factors of a wide product that is read once.
    private List<Expression> factorsOf(Statement.Define define) {
        Scalar target = define.target();
        return reorder && target.isWide() && target.element().isReal() && liveness.isReadOnce(target)
                        && define.value() instanceof Value.Apply(ElementOp op, List<Scalar> operands)
                        && op == ElementOp.MUL && values.literalsAlone(define.value()).isEmpty()
                ? operands.stream().map(x -> factor(target, wide.vector(x, target.lanes(), this::use))).toList()
                : List.of();
    }

    /// Named if it is long: the product itself must not be, or it would be rounded.
    private Expression factor(Scalar product, Expression factor) {
        return factor.text().length() > LONGEST / 3 && !factor.isAtom() ? named(product, factor) : factor;
    }

    private Expression value(Value value, Scalar target, Function<Scalar, Expression> use) {
        return target.isWide() ? wide.of(value, target, use) : values.of(value, target, use);
    }

    /// What stands for a scalar where it is read; after that it is no longer pending.
    Expression use(Scalar scalar) {
        Pending waiting = pending.remove(scalar.id());
        return waiting == null ? values.known(scalar) : waiting.expression();
    }

    /// The factors of a scalar that waits as a product that may be kept unrounded; none of any other.
    List<Expression> factors(Scalar scalar) {
        Pending waiting = pending.get(scalar.id());
        return waiting == null ? List.of() : waiting.factors();
    }

    /// The scalar as a name or a number.
    Expression atom(Scalar scalar) {
        Expression value = use(scalar);
        return value.isAtom() ? value : name(scalar, value);
    }

    private void name(Scalar scalar) {
        name(scalar, use(scalar));
    }

    private Expression name(Scalar scalar, Expression value) {
        values.know(scalar, named(scalar, value));
        return values.known(scalar);
    }

    /// What the scalar is now, as a name or number that does not change.
    Expression constant(Scalar scalar) {
        Expression value = atom(scalar);
        return value.states().isEmpty() ? value : named(scalar, value);
    }

    private Expression named(Scalar scalar, Expression value) {
        String name = temporary("v");
        lines.add("const " + wide.type(scalar) + " " + name + " = " + value.text() + ";");
        return Expression.atom(name);
    }

    /// A name of which there is no other.
    String temporary(String purpose) {
        return names.unique(purpose + ++temporaries);
    }

    /// As [#use], with a variable for this literal: of constant expressions compilers warn when they overflow. Only the
    /// block that this stands in knows the variable.
    private Function<Scalar, Expression> variable(Scalar literal) {
        Expression variable = Expression.atom(temporary("v"));
        String type = Literals.type(literal.element());
        lines.add(type + " " + variable.text() + " = " + values.known(literal).text() + ";");
        return scalar -> scalar.equals(literal) ? variable : use(scalar);
    }

    /// Names all that wait: their expressions do not move past what comes now.
    void nameAll() {
        nameThose(_ -> true);
    }

    /// Names those whose expressions read this scalar, which changes now.
    void nameReadersOf(Scalar state) {
        nameThose(e -> e.states().contains(state.id()));
    }

    /// Names those whose expressions read memory that a store to this buffer may change.
    void nameReadersOf(Buffer buffer) {
        int region = Values.region(buffer);
        nameThose(e -> (e.memory() & region) != 0);
    }

    private void nameThose(Predicate<Expression> which) {
        List<Scalar> now = pending.values().stream()
                .filter(p -> which.test(p.expression()))
                .map(Pending::scalar)
                .toList();
        now.forEach(this::name);
    }
}
