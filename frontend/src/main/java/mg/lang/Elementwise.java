package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import mg.ir.Var;

/// Element operations on numbers and arrays: operands take on one type, shapes broadcast as NumPy's do, and what is
/// known now is computed now.
final class Elementwise {
    /// The product of so many factors, by squares, is within the 4 ulp of `pow`.
    private static final int PRODUCT = 5;

    private final Builder builder;
    private final ElementType real;
    private final Shown shown;

    Elementwise(Builder builder, ElementType real) {
        this.builder = builder;
        this.real = real;
        this.shown = new Shown(real);
    }

    /// An operation of the table.
    Meaning apply(ElementOp op, List<Operand> operands, Span span, String name) {
        require(operands.size() == op.arity(), span, "'" + name + "' takes " + op.arity()
                + (op.arity() == 1 ? " argument" : " arguments") + ", not " + operands.size());
        if (operands.stream().allMatch(o -> isKnown(o.meaning()))) {
            return fold(op, operands, span, name);
        }
        return switch (op.evaluation()) {
            case ElementOp.Arithmetic(_, ElementOp.Whole whole) -> {
                ElementType type = number(operands, span, name);
                yield emit(op, operands, type == ElementType.I64 && whole == null ? real : type, span, name);
            }
            case ElementOp.Compare _ -> {
                boolean truths = (op == ElementOp.EQ || op == ElementOp.NE)
                        && operands.stream().allMatch(o -> isTruth(o.meaning()));
                yield emit(op, operands, truths ? ElementType.BOOL : number(operands, span, name), span, name);
            }
            case ElementOp.Logic _ -> {
                for (Operand o : operands) {
                    require(isTruth(o.meaning()), span, "'" + name + "' takes bool, not " + shown.meaning(o.meaning()),
                            shown.note(o));
                }
                yield emit(op, operands, ElementType.BOOL, span, name);
            }
            case ElementOp.Select _ -> select(operands, span, name);
        };
    }

    private Meaning select(List<Operand> operands, Span span, String name) {
        Operand condition = operands.getFirst();
        require(isTruth(condition.meaning()), span,
                "the condition of '" + name + "' is bool, not " + shown.meaning(condition.meaning()),
                shown.note(condition));
        List<Operand> sides = operands.subList(1, 3);
        boolean truths = sides.stream().allMatch(o -> isTruth(o.meaning()));
        ElementType type = truths ? ElementType.BOOL : number(sides, span, name);
        List<Integer> shape = shape(operands, span, name);
        return new Meaning.Computed(builder.element(ElementOp.SELECT,
                broadcast(as(condition, ElementType.BOOL), shape),
                broadcast(as(sides.get(0), type), shape),
                broadcast(as(sides.get(1), type), shape)));
    }

    private Meaning emit(ElementOp op, List<Operand> operands, ElementType type, Span span, String name) {
        List<Integer> shape = shape(operands, span, name);
        List<Var> vars = operands.stream().map(o -> broadcast(as(o, type), shape)).toList();
        builder.at(span);
        return new Meaning.Computed(builder.emit(new Operation.Element(op), vars));
    }

    // Known values

    static boolean isKnown(Meaning meaning) {
        return meaning instanceof Meaning.Whole || meaning instanceof Meaning.Number
                || meaning instanceof Meaning.Truth;
    }

    static boolean isTruth(Meaning meaning) {
        return meaning instanceof Meaning.Truth
                || meaning instanceof Meaning.Computed(Var var) && var.type().element() == ElementType.BOOL;
    }

    private Meaning fold(ElementOp op, List<Operand> operands, Span span, String name) {
        List<Meaning> m = operands.stream().map(Operand::meaning).toList();
        return switch (op.evaluation()) {
            case ElementOp.Arithmetic(ElementOp.Real atReal, ElementOp.Whole atWhole) -> {
                boolean whole = number(operands, span, name) == ElementType.I64 && atWhole != null;
                try {
                    yield whole
                            ? new Meaning.Whole(atWhole.at().applyAsLong(whole(m.getFirst()), whole(m.getLast())))
                            : new Meaning.Number(atReal.at().applyAsDouble(value(m.getFirst()), value(m.getLast())));
                } catch (Trap | ArithmeticException e) {
                    throw new Rejection(span, "integer division by zero");
                }
            }
            case ElementOp.Compare(ElementOp.RealTest atReal, ElementOp.WholeTest atWhole) -> {
                boolean truths = m.stream().allMatch(Elementwise::isTruth)
                        && (op == ElementOp.EQ || op == ElementOp.NE);
                boolean whole = truths || number(operands, span, name) == ElementType.I64;
                yield new Meaning.Truth(whole
                        ? atWhole.test(whole(m.getFirst()), whole(m.getLast()))
                        : atReal.test(value(m.getFirst()), value(m.getLast())));
            }
            case ElementOp.Logic(_, ElementOp.BoolTest test) -> {
                for (Operand o : operands) {
                    require(isTruth(o.meaning()), span, "'" + name + "' takes bool, not " + shown.meaning(o.meaning()),
                            shown.note(o));
                }
                yield new Meaning.Truth(test.test(whole(m.getFirst()) != 0, whole(m.getLast()) != 0));
            }
            case ElementOp.Select _ -> select(operands, span, name);
        };
    }

    private static long whole(Meaning meaning) {
        return meaning instanceof Meaning.Whole(long value) ? value
                : meaning instanceof Meaning.Truth(boolean value) ? (value ? 1 : 0)
                : (long) value(meaning);
    }

    /// A known number as a real.
    static double value(Meaning meaning) {
        return meaning instanceof Meaning.Whole(long value) ? value
                : meaning instanceof Meaning.Number(double value) ? value
                : Double.NaN;
    }

    // Arithmetic as the language has it

    /// `a / b`. Known integers that divide give an integer; otherwise the quotient is real.
    Meaning quotient(Operand a, Operand b, Span span) {
        if (a.meaning() instanceof Meaning.Whole(long x) && b.meaning() instanceof Meaning.Whole(long y)) {
            return y != 0 && x % y == 0 && !(x == Long.MIN_VALUE && y == -1)
                    ? new Meaning.Whole(x / y)
                    : new Meaning.Number((double) x / y);
        }
        List<Operand> operands = List.of(a, b);
        boolean integers = number(operands, span, "/") == ElementType.I64;
        return integers ? emit(ElementOp.DIV, operands, real, span, "/") : apply(ElementOp.DIV, operands, span, "/");
    }

    /// `a ^ b`. An integer to a known exponent that is not negative is an integer; a small power is a product.
    ///
    /// @param range what the exponent can be, if that is known
    Meaning power(Operand a, Operand b, Optional<Interval> range, Span span) {
        ElementType base = number(List.of(a), span, "^");
        if (base == ElementType.I64 && b.meaning() instanceof Meaning.Whole(long n) && n >= 0) {
            return wholePower(a, n, span);
        }
        if (b.meaning() instanceof Meaning.Whole(long n) && n > 1 && n <= PRODUCT) {
            return wholePower(a, n, span);
        }
        boolean products = base.isReal() && !isKnown(a.meaning()) && b.meaning() instanceof Meaning.Computed
                && range.filter(r -> r.low() >= 0 && r.high() <= PRODUCT).isPresent();
        return products
                ? selectedPower(a, b, range.orElseThrow().high(), span)
                : apply(ElementOp.POW, List.of(a, b), span, "^");
    }

    /// The product for each exponent up to `most`, of which one is selected.
    private Meaning selectedPower(Operand a, Operand b, long most, Span span) {
        Operand result = new Operand(new Meaning.Number(1), a.text(), a.origin());
        Operand power = a;
        for (long n = 1; n <= most; n++) {
            power = n == 1 ? a : product(power, a, span);
            Operand bound = new Operand(new Meaning.Whole(n), b.text(), b.origin());
            Meaning reached = apply(ElementOp.LE, List.of(bound, b), span, "^");
            Operand condition = new Operand(reached, b.text(), b.origin());
            result = new Operand(apply(ElementOp.SELECT, List.of(condition, power, result), span, "^"), a.text(),
                    a.origin());
        }
        return result.meaning();
    }

    private Meaning wholePower(Operand a, long n, Span span) {
        Operand result = new Operand(new Meaning.Whole(1), a.text(), a.origin());
        Operand square = a;
        boolean first = true;
        for (long rest = n; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = first ? square : product(result, square, span);
                first = false;
            }
            if (rest > 1) {
                square = product(square, square, span);
            }
        }
        return result.meaning();
    }

    private Operand product(Operand a, Operand b, Span span) {
        return new Operand(apply(ElementOp.MUL, List.of(a, b), span, "^"), a.text(), a.origin());
    }

    // Types

    /// The number type that operands take on together.
    ElementType number(List<Operand> operands, Span span, String name) {
        boolean anyReal = false;
        ElementType widest = null;
        for (Operand o : operands) {
            switch (o.meaning()) {
                case Meaning.Whole _ -> {}
                case Meaning.Number _ -> anyReal = true;
                case Meaning.Computed(Var var) when var.type().element().isNumeric() ->
                    widest = widest == null ? var.type().element() : wider(widest, var.type().element());
                case Meaning.Truth _, Meaning.Computed _, Meaning.Tuple _, Meaning.Record _, Meaning.Callable _,
                        Meaning.Broken _ ->
                    throw new Rejection(span, "'" + name + "' takes numbers, not " + shown.meaning(o.meaning()),
                            shown.note(o));
            }
        }
        return widest == null || widest == ElementType.I64
                ? (anyReal ? real : ElementType.I64)
                : widest;
    }

    private static ElementType wider(ElementType a, ElementType b) {
        return a == ElementType.F64 || b == ElementType.F64 ? ElementType.F64
                : a == ElementType.F32 || b == ElementType.F32 ? ElementType.F32
                : ElementType.I64;
    }

    /// The element type that something has by itself.
    ElementType element(Meaning meaning) {
        return switch (meaning) {
            case Meaning.Whole _ -> ElementType.I64;
            case Meaning.Number _ -> real;
            case Meaning.Truth _ -> ElementType.BOOL;
            case Meaning.Computed(Var var) -> var.type().element();
            case Meaning.Tuple _, Meaning.Record _, Meaning.Callable _, Meaning.Broken _ ->
                throw new AssertionError(meaning);
        };
    }

    /// A number or an array as a run-time value.
    Var computed(Operand operand, Span span) {
        return switch (operand.meaning()) {
            case Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Computed _ ->
                as(operand, element(operand.meaning()));
            case Meaning.Broken _ -> throw Rejection.already();
            case Meaning.Tuple _, Meaning.Record _, Meaning.Callable _ ->
                throw new Rejection(span, "a number or an array is needed here, not "
                        + shown.meaning(operand.meaning()),
                        shown.note(operand));
        };
    }

    /// A number or an array with elements of the given type.
    Var as(Operand operand, ElementType type) {
        return as(operand.meaning(), type);
    }

    Var as(Meaning meaning, ElementType type) {
        return switch (meaning) {
            case Meaning.Whole(long value) ->
                builder.constant(type == ElementType.I64 ? Tensor.of(value) : Tensor.scalar(type, value));
            case Meaning.Number(double value) -> builder.constant(Tensor.scalar(type, value));
            case Meaning.Truth(boolean value) -> builder.constant(value);
            case Meaning.Computed(Var var) ->
                var.type().element() == type ? var : builder.emit(new Operation.Cast(type), var);
            case Meaning.Tuple _, Meaning.Record _, Meaning.Callable _, Meaning.Broken _ ->
                throw new AssertionError(meaning);
        };
    }

    // Shapes

    static List<Integer> shape(Meaning meaning) {
        return meaning instanceof Meaning.Computed(Var var) ? var.type().shape() : List.of();
    }

    /// The shape that operands broadcast to together: aligned at the last axis, 1 stretches.
    private List<Integer> shape(List<Operand> operands, Span span, String name) {
        List<Integer> result = List.of();
        for (Operand o : operands) {
            List<Integer> next = broadcast(result, shape(o.meaning()));
            if (next == null) {
                String types = operands.stream().map(x -> shown.meaning(x.meaning())).reduce((x, y) -> x + " and " + y)
                        .get();
                throw new Rejection(span, "'" + name + "' does not take " + types + ": the shapes do not match",
                        operands.stream().filter(x -> !shape(x.meaning()).isEmpty()).map(shown::note).toList());
            }
            result = next;
        }
        return result;
    }

    /// The common shape, or null if there is none.
    static List<Integer> broadcast(List<Integer> a, List<Integer> b) {
        int rank = Math.max(a.size(), b.size());
        var shape = new ArrayList<Integer>();
        for (int k = 0; k < rank; k++) {
            int x = k < rank - a.size() ? 1 : a.get(k - rank + a.size());
            int y = k < rank - b.size() ? 1 : b.get(k - rank + b.size());
            if (x != y && x != 1 && y != 1) {
                return null;
            }
            shape.add(x == 1 ? y : x);
        }
        return shape;
    }

    /// A value repeated to a shape that its own broadcasts to.
    Var broadcast(Var x, List<Integer> shape) {
        Type type = x.type();
        if (type.shape().equals(shape)) {
            return x;
        }
        int offset = shape.size() - type.rank();
        List<Integer> kept = IntStream.range(0, type.rank())
                .filter(k -> type.size(k) == shape.get(k + offset))
                .boxed()
                .toList();
        Var squeezed = builder.reshape(x, kept.stream().map(type::size).toList());
        return squeezed.type().shape().equals(shape)
                ? squeezed
                : builder.emit(new Operation.Broadcast(shape, kept.stream().map(k -> k + offset).toList()), squeezed);
    }

    private static void require(boolean condition, Span span, String message, String... notes) {
        if (!condition) {
            throw new Rejection(span, message, notes);
        }
    }
}
