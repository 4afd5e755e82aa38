package mg.passes.lower;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Drops definitions of scalars that nothing reads: positions that became parts of addresses, mostly.
final class DeadScalars {
    private final BitSet used = new BitSet();

    private DeadScalars() {}

    static List<Statement> drop(List<Statement> body) {
        return new DeadScalars().body(body);
    }

    /// From the last statement to the first: uses come before definitions.
    private List<Statement> body(List<Statement> body) {
        var kept = new ArrayList<Statement>(body.size());
        for (Statement statement : body.reversed()) {
            if (!(statement instanceof Statement.Define(Scalar target, _)) || used.get(target.id())) {
                kept.add(statement(statement));
            }
        }
        Collections.reverse(kept);
        return kept;
    }

    private Statement statement(Statement statement) {
        return switch (statement) {
            case Statement.Define(_, Value value) -> {
                use(value);
                yield statement;
            }
            case Statement.Assign(Scalar target, Scalar value) -> uses(statement, target, value);
            case Statement.Accumulate(Scalar target, _, Scalar value) -> uses(statement, target, value);
            case Statement.Store(Address to, Scalar value, _) -> uses(statement, to, value);
            case Statement.Fill(Address to, _, Scalar value) -> uses(statement, to, value);
            case Statement.Copy(Address to, Address from, _, _) -> {
                use(to.index());
                use(from.index());
                yield statement;
            }
            case Statement.Loop loop -> {
                loop.bound().ifPresent(this::use);
                yield loop.with(body(loop.body()));
            }
            case Statement.If(Scalar condition, List<Statement> then, List<Statement> otherwise) -> {
                use(condition);
                yield new Statement.If(condition, body(then), body(otherwise));
            }
            case Statement.While(List<Statement> test, Scalar condition, List<Statement> body) -> {
                use(condition);
                List<Statement> step = body(body);
                yield new Statement.While(body(test), condition, step);
            }
            case Statement.Check(Scalar index, _, _) -> uses(statement, index, index);
            case Statement.NonZero(Scalar divisor, _) -> uses(statement, divisor, divisor);
        };
    }

    private Statement uses(Statement statement, Scalar first, Scalar second) {
        use(first);
        use(second);
        return statement;
    }

    private Statement uses(Statement statement, Address to, Scalar value) {
        use(to.index());
        use(value);
        return statement;
    }

    private void use(Value value) {
        switch (value) {
            case Value.Literal _ -> {}
            case Value.Apply(_, List<Scalar> operands) -> operands.forEach(this::use);
            case Value.Convert(Scalar operand) -> use(operand);
            case Value.Load(Address from) -> use(from.index());
            case Value.Affine(Index index, _) -> use(index);
        }
    }

    private void use(Index index) {
        index.terms().forEach(t -> use(t.scalar()));
    }

    private void use(Scalar scalar) {
        used.set(scalar.id());
    }
}
