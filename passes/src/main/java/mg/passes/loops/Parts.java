package mg.passes.loops;

import java.util.List;
import java.util.function.Consumer;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// What statements mention: each itself, without the bodies inside it, unless it is said.
final class Parts {
    private Parts() {}

    /// How many statements there are in a body and in those inside it.
    static long count(List<Statement> body) {
        return body.stream().mapToLong(s -> 1 + s.bodies().stream().mapToLong(Parts::count).sum()).sum();
    }

    /// How many statements of one kind there are in a body and in those inside it.
    static long count(List<Statement> body, Class<? extends Statement> kind) {
        return body.stream()
                .mapToLong(s -> (kind.isInstance(s) ? 1 : 0) + s.bodies().stream().mapToLong(b -> count(b, kind)).sum())
                .sum();
    }

    /// Whether wide scalars are defined in a body itself.
    static boolean isWide(List<Statement> body) {
        return body.stream().anyMatch(s -> s instanceof Statement.Define(Scalar target, _) && target.isWide());
    }

    /// The addresses that it reads or writes.
    static List<Address> addresses(Statement statement) {
        return switch (statement) {
            case Statement.Define(_, Value.Load(Address from)) -> List.of(from);
            case Statement.Store(Address to, _, _) -> List.of(to);
            case Statement.Fill(Address to, _, _) -> List.of(to);
            case Statement.Copy(Address to, Address from, _, _) -> List.of(to, from);
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Loop _, Statement.If _,
                    Statement.While _, Statement.Check _, Statement.NonZero _ -> List.of();
        };
    }

    /// Gives `seen` the scalars that statements of a body, and of those inside it, assign or accumulate to.
    static void changes(List<Statement> body, Consumer<Scalar> seen) {
        each(body, statement -> {
            if (statement instanceof Statement.Assign(Scalar target, _)) {
                seen.accept(target);
            } else if (statement instanceof Statement.Accumulate(Scalar target, _, _)) {
                seen.accept(target);
            }
        });
    }

    /// Gives `seen` what a `while` of a body, or of those inside it, asks: its test has to define that itself.
    static void conditions(List<Statement> body, Consumer<Scalar> seen) {
        each(body, statement -> {
            if (statement instanceof Statement.While(_, Scalar condition, _)) {
                seen.accept(condition);
            }
        });
    }

    /// Gives `seen` the statements of a body and of those inside it, in order.
    static void each(List<Statement> body, Consumer<Statement> seen) {
        for (Statement statement : body) {
            seen.accept(statement);
            statement.bodies().forEach(b -> each(b, seen));
        }
    }

    /// Gives `reader` the scalars whose values it reads; what is accumulated into is not read by that.
    static void reads(Statement statement, Consumer<Scalar> reader) {
        switch (statement) {
            case Statement.Define(_, Value value) -> reads(value, reader);
            case Statement.Assign(_, Scalar value) -> reader.accept(value);
            case Statement.Accumulate(_, _, Scalar value) -> reader.accept(value);
            case Statement.Store(Address to, Scalar value, _) -> {
                reads(to.index(), reader);
                reader.accept(value);
            }
            case Statement.Fill(Address to, _, Scalar value) -> {
                reads(to.index(), reader);
                reader.accept(value);
            }
            case Statement.Copy(Address to, Address from, _, _) -> {
                reads(to.index(), reader);
                reads(from.index(), reader);
            }
            case Statement.Loop loop -> loop.bound().ifPresent(reader);
            case Statement.If(Scalar condition, _, _) -> reader.accept(condition);
            case Statement.While(_, Scalar condition, _) -> reader.accept(condition);
            case Statement.Check(Scalar index, _, _) -> reader.accept(index);
            case Statement.NonZero(Scalar divisor, _) -> reader.accept(divisor);
        }
    }

    private static void reads(Value value, Consumer<Scalar> reader) {
        switch (value) {
            case Value.Literal _ -> {}
            case Value.Apply(_, List<Scalar> operands) -> {
                for (Scalar operand : operands) {
                    reader.accept(operand);
                }
            }
            case Value.Convert(Scalar operand) -> reader.accept(operand);
            case Value.Load(Address from) -> reads(from.index(), reader);
            case Value.Affine(Index index, _) -> reads(index, reader);
        }
    }

    private static void reads(Index index, Consumer<Scalar> reader) {
        for (Index.Term term : index.terms()) {
            reader.accept(term.scalar());
        }
    }
}
