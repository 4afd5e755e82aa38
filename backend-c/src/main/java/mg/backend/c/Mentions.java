package mg.backend.c;

import java.util.List;
import java.util.function.Consumer;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The scalars that statements mention, in the order of the text, as often as they do.
final class Mentions {
    private Mentions() {}

    /// Those of statements and of everything nested in them, with the targets of definitions.
    static void each(List<Statement> statements, Consumer<Scalar> use) {
        for (Statement statement : statements) {
            each(statement, use);
        }
    }

    /// Those of a statement and of everything nested in it, with the targets of definitions.
    static void each(Statement statement, Consumer<Scalar> use) {
        switch (statement) {
            case Statement.Define(Scalar target, Value value) -> {
                of(value).forEach(use);
                use.accept(target);
            }
            case Statement.Assign(Scalar target, Scalar value) -> {
                use.accept(value);
                use.accept(target);
            }
            case Statement.Accumulate(Scalar target, _, Scalar value) -> {
                use.accept(value);
                use.accept(target);
            }
            case Statement.Store(Address to, Scalar value, _) -> {
                of(to).forEach(use);
                use.accept(value);
            }
            case Statement.Fill(Address to, _, Scalar value) -> {
                of(to).forEach(use);
                use.accept(value);
            }
            case Statement.Copy(Address to, Address from, _, _) -> {
                of(to).forEach(use);
                of(from).forEach(use);
            }
            case Statement.Loop(Scalar index, _, var bound, _, var body, _) -> {
                bound.ifPresent(use);
                use.accept(index);
                each(body, use);
            }
            case Statement.If(Scalar condition, var then, var otherwise) -> {
                use.accept(condition);
                each(then, use);
                each(otherwise, use);
            }
            case Statement.While(var test, Scalar condition, var body) -> {
                each(test, use);
                use.accept(condition);
                each(body, use);
            }
            case Statement.Check(Scalar index, _, _) -> use.accept(index);
            case Statement.NonZero(Scalar divisor, _) -> use.accept(divisor);
        }
    }

    /// Those a value is made of.
    static List<Scalar> of(Value value) {
        return switch (value) {
            case Value.Literal _ -> List.of();
            case Value.Apply(_, var operands) -> operands;
            case Value.Convert(Scalar operand) -> List.of(operand);
            case Value.Load(Address from) -> of(from);
            case Value.Affine(Index index, _) -> of(index);
        };
    }

    /// Those in an address.
    static List<Scalar> of(Address address) {
        return of(address.index());
    }

    private static List<Scalar> of(Index index) {
        return index.terms().stream().map(Index.Term::scalar).toList();
    }
}
