package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Interpreter;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Computes what is known now: loops that were written out make loop indices numbers, and so positions and conditions.
///
/// ```
/// let b3 = lt 0, 1
/// if b3 {
///   d1 = d2                 -->    d1 = d2
/// } else {
///   d1 = d4
/// }
/// let i5 = 2
/// check 0 <= i5 < 3
/// let d6 = t[4*i5 + 1]             let d6 = t[9]
/// ```
///
/// A check that fails stays.
public final class FoldScalars {
    /// What changes, or what a `while` asks: never replaced.
    private final Set<Scalar> variables = new HashSet<>();
    private final Map<Scalar, Tensor> known = new HashMap<>();
    private final Map<Scalar, Scalar> same = new HashMap<>();
    private final Renaming renaming = new Renaming(s -> same.getOrDefault(s, s), this::index);

    private FoldScalars() {}

    /// The kernel with fewer operations, branches and checks.
    public static Kernel run(Kernel kernel) {
        var fold = new FoldScalars();
        Parts.changes(kernel.body(), fold.variables::add);
        Parts.conditions(kernel.body(), fold.variables::add);
        return kernel.with(fold.body(kernel.body()));
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>(body.size());
        body.forEach(statement -> add(statement, made));
        return made;
    }

    private void add(Statement original, List<Statement> made) {
        if (!original.bodies().isEmpty()) {
            nest(renaming.outside(original), made);
            return;
        }
        Statement statement = renaming.statement(original);
        switch (statement) {
            case Statement.Define(Scalar target, Value value) -> define(target, folded(target, value), made);
            case Statement.Check(Scalar index, long size, _) when isIn(index, size) -> {}
            case Statement.NonZero(Scalar divisor, _) when known.containsKey(divisor) && number(divisor) != 0 -> {}
            case Statement other -> made.add(other);
        }
    }

    private void nest(Statement statement, List<Statement> made) {
        if (statement instanceof Statement.If(Scalar condition, List<Statement> then, List<Statement> otherwise)
                && known.containsKey(condition)) {
            (known.get(condition).booleans()[0] ? then : otherwise).forEach(s -> add(s, made));
        } else if (statement instanceof Statement.Loop loop && loop.bound().filter(known::containsKey).isPresent()) {
            long count = Math.min(Math.max(number(loop.bound().get()), 0), loop.count());
            if (count > 0) {
                made.add(new Statement.Loop(
                        loop.index(), count, Optional.empty(), loop.down(), body(loop.body()), loop.parallel()));
            }
        } else {
            made.add(statement.map(this::body));
        }
    }

    private void define(Scalar target, Value value, List<Statement> made) {
        made.add(new Statement.Define(target, value));
        if (!variables.contains(target) && !target.isWide()) {
            if (value instanceof Value.Literal(Tensor number)) {
                known.put(target, number);
            } else if (value instanceof Value.Apply(ElementOp op, List<Scalar> operands) && op == ElementOp.SELECT) {
                chosen(operands).ifPresent(s -> same.put(target, s));
            }
        }
    }

    /// What a choice with a known condition is, if that stays what it is.
    private Optional<Scalar> chosen(List<Scalar> operands) {
        return Optional.ofNullable(known.get(operands.getFirst()))
                .map(condition -> operands.get(condition.booleans()[0] ? 1 : 2))
                .filter(s -> !variables.contains(s));
    }

    private Value folded(Scalar target, Value value) {
        if (target.isWide()) {
            return value;
        }
        return switch (value) {
            case Value.Affine(Index form, _) when form.terms().isEmpty() ->
                    new Value.Literal(Tensor.of(form.constant()));
            case Value.Apply(ElementOp op, List<Scalar> operands) when isKnown(op, operands) ->
                new Value.Literal(Interpreter.element(op, operands.stream().map(known::get).toList(), Span.NONE));
            case Value.Convert(Scalar operand) when known.containsKey(operand) ->
                new Value.Literal(known.get(operand).cast(target.element()));
            case Value.Literal _, Value.Apply _, Value.Convert _, Value.Load _, Value.Affine _ -> value;
        };
    }

    /// Whether the operation can be done now.
    private boolean isKnown(ElementOp op, List<Scalar> operands) {
        boolean divides = (op == ElementOp.DIV || op == ElementOp.REM)
                && operands.getLast().element() == ElementType.I64;
        return operands.stream().allMatch(known::containsKey) && !(divides && number(operands.getLast()) == 0);
    }

    private boolean isIn(Scalar index, long size) {
        return known.containsKey(index) && number(index) >= 0 && number(index) < size;
    }

    private long number(Scalar scalar) {
        return known.get(scalar).whole(0);
    }

    /// A position with known scalars in its constant.
    private Index index(Index index) {
        return index.substituted(s -> {
            Scalar scalar = same.getOrDefault(s, s);
            return known.containsKey(scalar) ? new Index(number(scalar), List.of()) : Index.of(scalar);
        });
    }
}
