package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Leaves out additions of `0.0` that change nothing: adjoints of small arrays begin with zeros.
///
/// ```
/// let d3 = add d0, d1             d0 is 0.0          let d3 = add d0, d1
/// let d4 = add d0, d3                         -->
/// let d5 = add d0, d2
/// let d6 = add d4, d5                                let d6 = add d3, d2
/// ```
///
/// `0.0 + x` is `x` unless that is `-0.0`. A sum is `-0.0` only if all that is added is: so it never is if one of its
/// terms, or what it begins with, never is. To such a sum `0.0 + x` adds what `x` adds. This is exact.
public final class ZeroAdditions {
    /// What is assigned or accumulated to.
    private final Set<Scalar> variables = new HashSet<>();
    private final Map<Scalar, Tensor> literals = new HashMap<>();
    /// Scalars, and buffers whose elements, are never `-0.0`.
    private final Set<Scalar> positive = new HashSet<>();
    private final Set<Buffer> positiveBuffers = new HashSet<>();
    /// Of each `0.0 + x` that `x`, if it does not change.
    private final Map<Scalar, Scalar> added = new HashMap<>();
    private final Map<Scalar, Scalar> same = new HashMap<>();
    private final Renaming renaming = new Renaming(s -> same.getOrDefault(s, s));

    private ZeroAdditions() {}

    /// The kernel with fewer additions.
    public static Kernel run(Kernel kernel) {
        var pass = new ZeroAdditions();
        Parts.changes(kernel.body(), pass.variables::add);
        Parts.conditions(kernel.body(), pass.variables::add);
        Parts.each(kernel.body(), pass::literal);
        if (pass.literals.values().stream().noneMatch(ZeroAdditions::isZero)) {
            return kernel;
        }
        pass.sums(kernel.body());
        pass.buffers(kernel.body());
        return kernel.with(pass.body(kernel.body()));
    }

    private void literal(Statement statement) {
        if (statement instanceof Statement.Define(Scalar target, Value.Literal(Tensor number))
                && target.element().isReal()) {
            literals.put(target, number);
        }
    }

    /// Finds the variables that begin with what is not `-0.0` and are only added to.
    private void sums(List<Statement> body) {
        var others = new HashSet<Scalar>();
        Parts.each(body, statement -> {
            if (statement instanceof Statement.Assign(Scalar target, _)) {
                others.add(target);
            } else if (statement instanceof Statement.Accumulate(Scalar target, Kind kind, _) && kind != Kind.SUM) {
                others.add(target);
            }
        });
        variables.stream()
                .filter(v -> literals.containsKey(v) && !isNegativeZero(literals.get(v)) && !others.contains(v))
                .forEach(positive::add);
    }

    /// Finds the buffers that are filled with what is not `-0.0` and otherwise only added to.
    private void buffers(List<Statement> body) {
        var others = new HashSet<Buffer>();
        Parts.each(body, statement -> {
            switch (statement) {
                case Statement.Fill(Address to, _, Scalar value) -> {
                    boolean known = literals.containsKey(value) && !variables.contains(value);
                    (known && !isNegativeZero(literals.get(value)) ? positiveBuffers : others).add(to.buffer());
                }
                case Statement.Store(Address to, _, boolean add) when !add -> others.add(to.buffer());
                case Statement.Copy(Address to, _, _, boolean add) when !add -> others.add(to.buffer());
                case Statement _ -> {}
            }
        });
        positiveBuffers.removeAll(others);
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>(body.size());
        for (Statement original : body) {
            if (original.bodies().isEmpty()) {
                made.add(changed(renaming.statement(original)));
            } else {
                made.add(renaming.outside(original).map(this::body));
            }
        }
        return made;
    }

    private Statement changed(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) when target.element().isReal()
                    && !variables.contains(target) ->
                defined(target, value);
            case Statement.Accumulate(Scalar target, Kind kind, Scalar value) when kind == Kind.SUM
                    && positive.contains(target) ->
                new Statement.Accumulate(target, kind, withoutZero(value));
            case Statement.Store(Address to, Scalar value, boolean add) when add
                    && positiveBuffers.contains(to.buffer()) ->
                new Statement.Store(to, withoutZero(value), true);
            case Statement _ -> statement;
        };
    }

    private Statement defined(Scalar target, Value value) {
        if (value instanceof Value.Apply(ElementOp op, List<Scalar> operands) && op == ElementOp.ADD) {
            Scalar first = operands.getFirst();
            Scalar y = positive.contains(first) ? withoutZero(operands.getLast()) : operands.getLast();
            Scalar x = positive.contains(y) ? withoutZero(first) : first;
            if (isZero(x) && !variables.contains(y)) {
                addZero(target, y);
            } else if (isZero(y) && !variables.contains(x)) {
                addZero(target, x);
            }
            if (positive.contains(x) || positive.contains(y)) {
                positive.add(target);
            }
            return new Statement.Define(target, new Value.Apply(op, List.of(x, y)));
        }
        if (isPositive(value)) {
            positive.add(target);
        }
        return new Statement.Define(target, value);
    }

    private void addZero(Scalar target, Scalar x) {
        if (positive.contains(x)) {
            same.put(target, x);
        } else {
            added.put(target, x);
        }
    }

    private Scalar withoutZero(Scalar value) {
        return added.getOrDefault(value, value);
    }

    private boolean isPositive(Value value) {
        return switch (value) {
            case Value.Literal(Tensor number) -> !isNegativeZero(number);
            case Value.Load(Address from) -> positiveBuffers.contains(from.buffer());
            case Value.Apply(ElementOp op, List<Scalar> operands) -> switch (op) {
                case ABS, EXP, SIGMOID -> true;
                case SUB -> positive.contains(operands.getFirst());
                case SELECT -> positive.contains(operands.get(1)) && positive.contains(operands.get(2));
                default -> false;
            };
            case Value.Convert(Scalar operand) -> !operand.element().isReal();
            case Value.Affine _ -> false;
        };
    }

    private boolean isZero(Scalar scalar) {
        return !variables.contains(scalar) && literals.containsKey(scalar) && isZero(literals.get(scalar));
    }

    private static boolean isZero(Tensor number) {
        return number.real(0) == 0 && !isNegativeZero(number);
    }

    private static boolean isNegativeZero(Tensor number) {
        return number.real(0) == 0 && 1 / number.real(0) < 0;
    }
}
