package mg.lang;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mg.ir.Span;

/// An expression as it stands in the text. Operators of one level that associate to the left are one flat [Chain], so
/// that trees are only as deep as the text is nested.
sealed interface Expression {
    /// Its place in the text.
    Span span();

    record Whole(Span span, long value) implements Expression {}

    record Real(Span span, double value) implements Expression {}

    record Truth(Span span, boolean value) implements Expression {}

    record Name(Span span, String text) implements Expression {}

    /// `(a, b)`.
    record Tuple(Span span, List<Expression> items) implements Expression {}

    /// `{a: x, b: y}`.
    record Record(Span span, List<String> names, List<Expression> values) implements Expression {}

    /// `[a, b]`.
    record Array(Span span, List<Expression> items) implements Expression {}

    /// `[e for i in 0..n, j]`.
    record Comprehension(Span span, Expression body, List<Binder> binders) implements Expression {}

    /// `f(e for i in 0..n, j)`.
    record Fold(Span span, Expression function, Expression body, List<Binder> binders) implements Expression {}

    /// `{ let x = …; e }`.
    record Block(Span span, List<Let> lets, Expression result) implements Expression {}

    record If(Span span, Expression condition, Expression then, Expression otherwise) implements Expression {}

    /// `loop (a = a0) for i in 0..n { … }`; `scan` collects the states too.
    record For(Span span, boolean scan, List<Carry> carries, Binder binder, Expression body) implements Expression {}

    /// `loop (a = a0) while c { … }`.
    record While(Span span, List<Carry> carries, Expression condition, Expression body) implements Expression {}

    /// `a + b - c`, `a * b @ c`, …: from left to right.
    record Chain(Span span, Expression first, List<Link> links) implements Expression {}

    /// `a < b`.
    record Comparison(Span span, Link link, Expression left) implements Expression {}

    /// `a && b && …` or `a || b || …`.
    record Logic(Span span, boolean and, List<Expression> items) implements Expression {}

    record Negative(Span span, Expression operand) implements Expression {}

    record Not(Span span, Expression operand) implements Expression {}

    record Power(Span span, Expression base, Expression exponent) implements Expression {}

    /// `(x, y) -> e`, with the names of `e` that are defined outside.
    record Lambda(Span span, List<Pattern> formals, Expression body, Set<String> free) implements Expression {}

    record Apply(Span span, Expression function, List<Actual> actuals) implements Expression {}

    record At(Span span, Expression array, List<Position> positions) implements Expression {}

    record Field(Span span, Expression record, String name) implements Expression {
        /// Whether this is `mg.name` and stands for a name of the library or the compiler, where no `mg` is known.
        boolean ofLibrary() {
            return record instanceof Name(_, String text) && text.equals(Unit.LIBRARY);
        }

        /// The name it then stands for.
        Name qualified() {
            return new Name(span, Unit.LIBRARY + "." + name);
        }
    }

    /// An operator and its right operand; the span is the operator's.
    record Link(Span span, String operator, Expression operand) {}

    /// `let pattern = value`.
    record Let(Pattern pattern, Expression value) {}

    /// `name = value` in a loop.
    record Carry(Span span, String name, Expression value) {}

    /// A loop variable, with its range if the text gives one.
    record Binder(Span span, String name, Optional<Range> range) {}

    /// `from..to`.
    record Range(Expression from, Expression to) {}

    /// An argument of a call, with its name or "".
    record Actual(Span span, String name, Expression value) {}

    /// What stands between the brackets of `A[…]` for one axis.
    sealed interface Position {
        Span span();
    }

    /// `A[i]`.
    record Index(Span span, Expression value) implements Position {}

    /// `A[start:stop:stride]`, each of which may be left out.
    record Slice(Span span, Optional<Expression> start, Optional<Expression> stop, Optional<Expression> stride)
            implements Position {}
}
