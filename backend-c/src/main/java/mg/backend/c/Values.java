package mg.backend.c;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Right-hand sides and elements of buffers as expressions of C, and what is known of each scalar so far.
final class Values {
    private static final int OUTPUTS = 1 << ElementType.values().length;

    private final Elements elements;
    private final String faults;
    private final Function<Buffer, String> buffers;
    private final Map<Integer, Expression> known = new HashMap<>();
    private final Map<Integer, Tensor> literals = new HashMap<>();
    private final Map<Integer, Long> ranges = new HashMap<>();

    /// @param faults  the pointer to where an index is left that is out of range
    /// @param buffers gives the name of a buffer: `*name` if it is a pointer to one element
    Values(Elements elements, String faults, Function<Buffer, String> buffers) {
        this.elements = elements;
        this.faults = faults;
        this.buffers = buffers;
    }

    /// The memory a buffer lies in, one bit; 0 if nothing is ever written there. Buffers in the workspace may take each
    /// other's place.
    static int region(Buffer buffer) {
        return switch (buffer.place()) {
            case Buffer.Place.Input _, Buffer.Place.Constant _ -> 0;
            case Buffer.Place.Output _ -> OUTPUTS;
            case Buffer.Place.Arena _ -> 1 << buffer.element().ordinal();
        };
    }

    /// Whether the scalar is a number known now.
    boolean isLiteral(Scalar scalar) {
        return literals.containsKey(scalar.id());
    }

    /// What stands for a scalar wherever it is read.
    Expression known(Scalar scalar) {
        return known.get(scalar.id());
    }

    void know(Scalar scalar, Expression expression) {
        known.put(scalar.id(), expression);
        literals.remove(scalar.id());
    }

    /// A loop variable: an integer in `0..count`.
    void know(Scalar scalar, Expression expression, long count) {
        know(scalar, expression);
        ranges.put(scalar.id(), count);
    }

    /// Whether the scalar defined is a number known now, which is then written wherever it is read.
    boolean knowsLiteral(Statement.Define define) {
        Scalar target = define.target();
        Tensor literal = switch (define.value()) {
            case Value.Literal(Tensor value) -> value;
            case Value.Convert(Scalar x) -> literals.containsKey(x.id())
                    ? literals.get(x.id()).cast(target.element())
                    : null;
            case Value.Affine(Index index, long step) ->
                index.terms().isEmpty() && step == 0 ? Tensor.of(index.constant()) : null;
            case Value.Apply _, Value.Load _ -> null;
        };
        if (literal == null) {
            return false;
        }
        known.put(target.id(), Expression.atom(Literals.element(literal, 0)));
        literals.put(target.id(), literal);
        return true;
    }

    /// One of the operands, if all are real literals.
    Optional<Scalar> literalsAlone(Value value) {
        return value instanceof Value.Apply(_, List<Scalar> operands)
                        && operands.stream().allMatch(x -> x.element().isReal() && literals.containsKey(x.id()))
                ? Optional.of(operands.getFirst())
                : Optional.empty();
    }

    /// A right-hand side, for a target of its type. `use` gives what stands for a scalar at this one place.
    Expression of(Value value, Scalar target, Function<Scalar, Expression> use) {
        return switch (value) {
            case Value.Literal(Tensor literal) -> Expression.atom(Literals.element(literal, 0));
            case Value.Apply(ElementOp op, List<Scalar> operands) ->
                elements.apply(op, operands.getLast().element(), operands.stream().map(use).toList());
            case Value.Convert(Scalar x) -> elements.convert(use.apply(x), x.element(), target.element());
            case Value.Load(Address from) -> element(from, use);
            case Value.Affine(Index index, _) -> isSmall(index) ? affine(index, use) : wrapping(index, use);
        };
    }

    Expression apply(ElementOp op, ElementType type, List<Expression> operands) {
        return elements.apply(op, type, operands);
    }

    /// The call that leaves an index there and gives a status.
    String fault(String index, int status) {
        return elements.call(Prelude.FAULT, Expression.atom(faults), Expression.atom(index),
                Expression.atom(Integer.toString(status))).text();
    }

    /// The call that sends a copy past the caches.
    String stream(Statement.Copy copy, Function<Scalar, Expression> use) {
        String bytes = copy.count() + " * (int64_t) sizeof(" + Literals.type(copy.to().buffer().element()) + ")";
        return elements.call(Prelude.STREAM, pointer(copy.to(), use), pointer(copy.from(), use), Expression.atom(bytes))
                .text() + ";";
    }

    /// The call that ends what was sent so.
    String streamed() {
        return elements.call(Prelude.STREAMED).text() + ";";
    }

    /// An element of a buffer, to be read or written.
    Expression element(Address address, Function<Scalar, Expression> use) {
        String buffer = buffers.apply(address.buffer());
        Expression index = affine(address.index(), use);
        Expression element = buffer.startsWith("*")
                ? Expression.of(buffer, Expression.Level.PREFIX)
                : Expression.of(buffer + "[" + index.text() + "]", Expression.Level.PRIMARY, index);
        return element.reading(region(address.buffer()));
    }

    /// Where an element is.
    Expression pointer(Address address, Function<Scalar, Expression> use) {
        String buffer = buffers.apply(address.buffer());
        Expression index = affine(address.index(), use);
        return buffer.startsWith("*") || index.text().equals("0")
                ? Expression.atom(buffer.replace("*", ""))
                : Expression.binary(Expression.atom(buffer), "+", Expression.Level.SUM, index);
    }

    /// The element `k` further on.
    Expression element(Address address, String k, Function<Scalar, Expression> use) {
        Expression index = affine(address.index(), use);
        String text = index.text().equals("0") ? k : index.text() + " + " + k;
        return Expression.of(buffers.apply(address.buffer()) + "[" + text + "]", Expression.Level.PRIMARY, index)
                .reading(region(address.buffer()));
    }

    /// `i * 784 + j + 5`: the largest strides first, what is subtracted last.
    private Expression affine(Index index, Function<Scalar, Expression> use) {
        long constant = index.constant();
        var terms = new ArrayList<Index.Term>();
        for (Index.Term term : index.terms()) {
            Tensor literal = literals.get(term.scalar().id());
            if (literal == null) {
                terms.add(term);
            } else {
                constant += term.stride() * literal.longs()[0];
            }
        }
        terms.sort(Comparator.comparingLong(Index.Term::stride).reversed());
        Expression sum = null;
        for (Index.Term term : terms) {
            if (term.stride() > 0) {
                sum = plus(sum, scaled(term, term.stride(), use));
            }
        }
        if (constant > 0 || terms.isEmpty() || constant == 0 && sum == null) {
            sum = plus(sum, Expression.atom(Literals.whole(constant)));
        }
        for (Index.Term term : terms) {
            if (term.stride() < 0) {
                sum = Expression.binary(sum == null ? Expression.atom("0") : sum, "-", Expression.Level.SUM,
                        scaled(term, -term.stride(), use));
            }
        }
        return constant < 0 && !terms.isEmpty()
                ? sum == null
                        ? Expression.atom(Literals.whole(constant))
                        : Expression.binary(sum, "-", Expression.Level.SUM, Expression.atom(Literals.whole(-constant)))
                : sum;
    }

    private static Expression plus(Expression sum, Expression term) {
        return sum == null ? term : Expression.binary(sum, "+", Expression.Level.SUM, term);
    }

    private static Expression scaled(Index.Term term, long stride, Function<Scalar, Expression> use) {
        Expression scalar = use.apply(term.scalar());
        return stride == 1
                ? scalar
                : Expression.binary(scalar, "*", Expression.Level.PRODUCT, Expression.atom(Literals.whole(stride)));
    }

    /// Whether no part of the form can overflow, whatever the loop variables in it are.
    private boolean isSmall(Index index) {
        double most = Math.abs((double) index.constant());
        for (Index.Term term : index.terms()) {
            Long range = ranges.get(term.scalar().id());
            if (range == null) {
                return false;
            }
            most += Math.abs((double) term.stride()) * range;
        }
        return most < 0x1p62;
    }

    /// The form in arithmetic that wraps.
    private Expression wrapping(Index index, Function<Scalar, Expression> use) {
        Expression sum = null;
        for (Index.Term term : index.terms()) {
            Expression scalar = use.apply(term.scalar());
            Expression scaled = term.stride() == 1
                    ? scalar
                    : elements.call(Prelude.WRAP_MUL, scalar, Expression.atom(Literals.whole(term.stride())));
            sum = sum == null ? scaled : elements.call(Prelude.WRAP_ADD, sum, scaled);
        }
        return index.constant() == 0
                ? sum
                : elements.call(Prelude.WRAP_ADD, sum, Expression.atom(Literals.whole(index.constant())));
    }
}
