package mg.loops;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import mg.ir.Kind;
import mg.ir.Span;

/// One step of a kernel.
public sealed interface Statement {
    /// The bodies directly inside it, in order.
    default List<List<Statement>> bodies() {
        return switch (this) {
            case Loop loop -> List.of(loop.body());
            case If(_, List<Statement> then, List<Statement> otherwise) -> List.of(then, otherwise);
            case While(List<Statement> test, _, List<Statement> body) -> List.of(test, body);
            case Define _, Assign _, Accumulate _, Store _, Fill _, Copy _, Check _, NonZero _ -> List.of();
        };
    }

    /// The same with other bodies directly inside it, made in order.
    default Statement map(UnaryOperator<List<Statement>> other) {
        return switch (this) {
            case Loop loop -> loop.with(other.apply(loop.body()));
            case If(Scalar condition, List<Statement> then, List<Statement> otherwise) ->
                new If(condition, other.apply(then), other.apply(otherwise));
            case While(List<Statement> test, Scalar condition, List<Statement> body) ->
                new While(other.apply(test), condition, other.apply(body));
            case Define _, Assign _, Accumulate _, Store _, Fill _, Copy _, Check _, NonZero _ -> this;
        };
    }

    /// A new scalar with its first value.
    record Define(Scalar target, Value value) implements Statement {}

    /// A scalar gets the value of another.
    record Assign(Scalar target, Scalar value) implements Statement {}

    /// A scalar is combined with another: `SUM`, `PROD`, `MAX`, `MIN`, `ANY` or `ALL`, in any order.
    /// `MAX` and `MIN` mean `target = max(value, target)` as the element operation does.
    record Accumulate(Scalar target, Kind kind, Scalar value) implements Statement {}

    /// An element gets a value, or is increased by it.
    record Store(Address to, Scalar value, boolean add) implements Statement {}

    /// `count` elements get a value.
    record Fill(Address to, long count, Scalar value) implements Statement {}

    /// `count` elements get, or are increased by, the elements at another address. They do not overlap.
    record Copy(Address to, Address from, long count, boolean add) implements Statement {}

    /// `index` runs over `0..count`, or over `0..bound` when there is a bound (which was checked to be at most `count`
    /// and may be negative), downwards if `down`.
    ///
    /// @param parallel whether iterations may run at the same time: none reads or changes a scalar of outside that any
    ///                 changes, or an element that another changes
    record Loop(Scalar index, long count, Optional<Scalar> bound, boolean down, List<Statement> body, boolean parallel)
            implements Statement {
        public Loop {
            body = List.copyOf(body);
        }

        /// One whose iterations run one after another.
        public Loop(Scalar index, long count, Optional<Scalar> bound, boolean down, List<Statement> body) {
            this(index, count, bound, down, body, false);
        }

        /// The same loop around another body.
        public Loop with(List<Statement> other) {
            return new Loop(index, count, bound, down, other, parallel);
        }
    }

    /// Only one of the two runs.
    record If(Scalar condition, List<Statement> then, List<Statement> otherwise) implements Statement {
        public If {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }

    /// Runs `test`, which defines `condition` for the loop alone; while that is true, runs `body` and starts again.
    /// `body` does not see what `test` defines.
    record While(List<Statement> test, Scalar condition, List<Statement> body) implements Statement {
        public While {
            test = List.copyOf(test);
            body = List.copyOf(body);
        }
    }

    /// Ends the kernel with [mg.ir.Trap#indexMessage] unless `0 <= index < size`.
    record Check(Scalar index, long size, Span span) implements Statement {}

    /// Ends the kernel with [mg.ir.Trap#divisionMessage] if the integer is 0.
    record NonZero(Scalar divisor, Span span) implements Statement {}
}
