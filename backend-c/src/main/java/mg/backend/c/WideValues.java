package mg.backend.c;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Value;

/// Wide right-hand sides, and the statements that store or combine wide scalars, as C.
///
/// @param values what is known of each scalar: that of a wide one is a vector, or a number that all lanes have
record WideValues(Values values, WideFunctions functions) {
    /// Whether a value needs more than one number.
    static boolean isWide(Value value) {
        return switch (value) {
            case Value.Literal _ -> false;
            case Value.Apply(_, List<Scalar> operands) -> operands.stream().anyMatch(Scalar::isWide);
            case Value.Convert(Scalar operand) -> operand.isWide();
            case Value.Load(Address from) -> from.isWide();
            case Value.Affine(Index index, long step) -> step != 0 || index.isWide();
        };
    }

    /// A right-hand side for a wide target, as a vector.
    Expression of(Value value, Scalar target, Function<Scalar, Expression> use) {
        int lanes = target.lanes();
        if (!isWide(value)) {
            return all(values.of(value, new Scalar(target.id(), target.element()), use), target.element(), lanes);
        }
        return switch (value) {
            case Value.Literal _ -> throw new AssertionError("a literal is one number");
            case Value.Apply(ElementOp op, List<Scalar> operands) -> apply(op, operands, target, use);
            case Value.Convert(Scalar x) -> x.element() == target.element()
                    ? vector(x, lanes, use)
                    : Expression.call(functions.convert(x.element(), target.element(), lanes), vector(x, lanes, use));
            case Value.Load(Address from) -> load(from, lanes, use);
            case Value.Affine(Index index, long step) -> affine(index, step, lanes, use);
        };
    }

    /// A scalar as a vector.
    Expression vector(Scalar scalar, int lanes, Function<Scalar, Expression> use) {
        return isOne(scalar) ? all(use.apply(scalar), scalar.element(), lanes) : use.apply(scalar);
    }

    /// Whether one number stands for all lanes.
    boolean isOne(Scalar scalar) {
        return !scalar.isWide() || values.isLiteral(scalar);
    }

    /// One number as a vector.
    Expression all(Expression number, ElementType element, int lanes) {
        return Expression.call(functions.all(element, lanes), number);
    }

    private Expression apply(ElementOp op, List<Scalar> operands, Scalar target, Function<Scalar, Expression> use) {
        ElementType type = operands.getLast().element();
        boolean hasVector = operands.stream().anyMatch(x -> !isOne(x));
        if (hasVector && isOperator(op, type)) {
            return operator(op, operands.stream().map(use).toList());
        }
        if (hasVector && (op == ElementOp.AND || op == ElementOp.OR || op == ElementOp.NOT)) {
            return bits(op, operands.stream().map(x -> vector(x, target.lanes(), use)).toList());
        }
        List<ElementType> types = operands.stream().map(Scalar::element).toList();
        var vectors = new ArrayList<Expression>();
        operands.forEach(x -> vectors.add(vector(x, target.lanes(), use)));
        return Expression.call(functions.apply(op, types, target.element(), target.lanes()),
                vectors.toArray(Expression[]::new));
    }

    /// A lane that is true has all bits set, one that is false has none.
    private static Expression bits(ElementOp op, List<Expression> x) {
        String first = x.getFirst().at(Expression.Level.PRIMARY);
        return op == ElementOp.NOT
                ? Expression.of("~" + first, Expression.Level.PREFIX, x.getFirst())
                : Expression.of(
                        first + (op == ElementOp.AND ? " & " : " | ") + x.getLast().at(Expression.Level.PRIMARY),
                        Expression.Level.CONDITIONAL, x.getFirst(), x.getLast());
    }

    /// Whether vectors have an operator for it, which takes a number beside a vector too.
    private static boolean isOperator(ElementOp op, ElementType type) {
        return switch (op) {
            case ADD, SUB, MUL, DIV, NEG -> type.isReal();
            case LT, LE, EQ, NE -> type == ElementType.F64;
            default -> false;
        };
    }

    private Expression operator(ElementOp op, List<Expression> operands) {
        return values.apply(op, ElementType.F64, operands);
    }

    private Expression load(Address from, int lanes, Function<Scalar, Expression> use) {
        ElementType element = from.buffer().element();
        int region = Values.region(from.buffer());
        if (from.index().isWide()) {
            Expression index = lanesOf(from.index(), from.step(), lanes, use);
            return Expression.call(functions.gather(element, lanes), pointer(from, use), index).reading(region);
        }
        Expression pointer = pointer(from, use);
        return (from.step() == 1
                ? Expression.call(functions.get(element, lanes), pointer)
                : Expression.call(functions.getSteps(element, lanes), pointer, whole(from.step()))).reading(region);
    }

    /// Where lane 0 would be if its wide terms were 0.
    private Expression pointer(Address address, Function<Scalar, Expression> use) {
        var one = new ArrayList<Index.Term>(address.index().terms());
        one.removeIf(t -> t.scalar().isWide());
        return values.pointer(new Address(address.buffer(), new Index(address.index().constant(), one)), use);
    }

    /// What the wide terms and the step of an index add up to in each lane; it lies within a buffer.
    private Expression lanesOf(Index index, long step, int lanes, Function<Scalar, Expression> use) {
        Expression sum = step == 0 ? null : steps(Expression.atom("0"), step, lanes);
        for (Index.Term term : index.terms()) {
            if (term.scalar().isWide()) {
                Expression vector = vector(term.scalar(), lanes, use);
                Expression scaled = term.stride() == 1
                        ? vector
                        : Expression.binary(vector, "*", Expression.Level.PRODUCT, whole(term.stride()));
                sum = sum == null ? scaled : Expression.binary(sum, "+", Expression.Level.SUM, scaled);
            }
        }
        return sum;
    }

    private Expression steps(Expression from, long step, int lanes) {
        return Expression.call(functions.steps(lanes), from, whole(step));
    }

    /// An integer in each lane, in arithmetic that wraps.
    private Expression affine(Index index, long step, int lanes, Function<Scalar, Expression> use) {
        var one = new ArrayList<Index.Term>(index.terms());
        one.removeIf(t -> t.scalar().isWide());
        var start = new Value.Affine(new Index(index.constant(), one));
        Expression sum = steps(values.of(start, new Scalar(0, ElementType.I64), use), step, lanes);
        for (Index.Term term : index.terms()) {
            if (term.scalar().isWide()) {
                Expression stride = all(whole(term.stride()), ElementType.I64, lanes);
                sum = integers(ElementOp.ADD, lanes, sum,
                        integers(ElementOp.MUL, lanes, vector(term.scalar(), lanes, use), stride));
            }
        }
        return sum;
    }

    private Expression integers(ElementOp op, int lanes, Expression x, Expression y) {
        List<ElementType> types = List.of(ElementType.I64, ElementType.I64);
        return Expression.call(functions.apply(op, types, ElementType.I64, lanes), x, y);
    }

    private static Expression whole(long value) {
        return Expression.atom(Literals.whole(value));
    }

    /// The statement that stores a wide scalar, or adds it to what is there, except all lanes to one element.
    ///
    /// @param factors of the value, if it is added and need not be rounded before; may be empty
    String store(Address to, Scalar value, boolean add, List<Expression> factors, Function<Scalar, Expression> use) {
        int lanes = value.lanes();
        ElementType element = value.element();
        Expression pointer = pointer(to, use);
        if (!factors.isEmpty() && to.step() == 1 && !to.index().isWide()) {
            use.apply(value);
            return statement(functions.addProduct(element, lanes), pointer, factors.getFirst(), factors.getLast());
        }
        if (to.index().isWide()) {
            Expression index = lanesOf(to.index(), to.step(), lanes, use);
            return statement(functions.scatter(element, lanes, add), pointer, index, vector(value, lanes, use));
        }
        return to.step() == 1
                ? statement(functions.put(element, lanes, add), pointer, vector(value, lanes, use))
                : statement(functions.putSteps(element, lanes, add), pointer, whole(to.step()),
                vector(value, lanes, use));
    }

    /// The statement that stores vectors like `like`, as many as it has lanes, as columns of the rows that begin at
    /// `to` and lie its step apart.
    String store(Address to, Scalar like, List<Expression> columns, Function<Scalar, Expression> use) {
        var arguments = new ArrayList<>(List.of(pointer(to, use), whole(to.step())));
        arguments.addAll(columns);
        return statement(functions.putRows(like.element(), like.lanes()), arguments.toArray(Expression[]::new));
    }

    private static String statement(String function, Expression... arguments) {
        return Expression.call(function, arguments).text() + ";";
    }

    /// Whether a store of a wide scalar adds all its lanes to one element.
    static boolean addsUp(Address to, Scalar value) {
        return value.isWide() && !to.isWide();
    }

    /// All lanes of a wide scalar combined.
    Expression total(Kind kind, Scalar value, Function<Scalar, Expression> use) {
        return Expression.call(functions.total(kind.operation(), value.element(), value.lanes()),
                vector(value, value.lanes(), use));
    }

    /// A wide target combined with a value.
    Expression combined(Scalar target, ElementOp op, Expression old, Expression value) {
        ElementType element = target.element();
        if (isOperator(op, element)) {
            return operator(op, List.of(old, value));
        }
        return Expression.call(functions.apply(op, List.of(element, element), element, target.lanes()), value, old);
    }

    /// `x * y + z` for a target like `z`.
    Expression fma(Scalar target, Expression x, Expression y, Expression z) {
        return Expression.call(functions.fma(target.element(), target.lanes()), x, y, z);
    }

    /// The name of the function that finds a lane out of range.
    String outside(int lanes) {
        return functions.outside(lanes);
    }

    /// The type of a scalar.
    String type(Scalar scalar) {
        return scalar.isWide() ? functions.type(scalar.element(), scalar.lanes()) : Literals.type(scalar.element());
    }
}
