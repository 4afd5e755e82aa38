package mg.passes.loops;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Options;
import mg.loops.Address;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// About how long statements take, in half cycles of a core that does two vector operations in a cycle.
///
/// @param vectorBytes  the size of a vector register
/// @param reproducible whether library functions are done lane by lane
/// @param masks        how many wide truth values there are registers for
public record Cost(int vectorBytes, boolean reproducible, int masks) {
    private static final double OPERATION = 1;
    private static final double DIVISION = 8;
    private static final double SCALAR_FUNCTION = 40;
    private static final double VECTOR_FUNCTION = 40;
    /// For each lane of a gather or strided load, and of a scatter or strided store.
    private static final double GATHERED = 2.5;
    private static final double SCATTERED = 3;
    /// More for each lane that lies where a wide scalar says: its position is taken out of a vector, for one element.
    private static final double INDEXED = 2;
    private static final double ACROSS = 14;
    private static final double ITERATION = 2;
    /// Until what was accumulated can be accumulated to again.
    private static final double LATENCY = 8;
    /// For a vector that has no register, where it is used.
    private static final double SPILLED = 3;
    /// What is the greater of two numbers unless one is NaN is found by so many comparisons.
    private static final int ORDER_AND_NAN = 2;
    /// For a wide truth value that has none: it is put aside by way of another.
    private static final double MASK_SPILLED = 8;

    /// As much as options say.
    static Cost of(Options options) {
        return new Cost(options.vectorBytes(), options.reproducible(), options.masks());
    }

    /// With registers for all truth values.
    public Cost(int vectorBytes, boolean reproducible) {
        this(vectorBytes, reproducible, Integer.MAX_VALUE);
    }

    /// That of a call of a kernel without wide scalars. A `while` counts as ten iterations.
    public static double scalar(Kernel kernel) {
        return new Cost(Double.BYTES, false).of(kernel);
    }

    /// That of a call of a kernel. A `while` counts as ten iterations.
    public double of(Kernel kernel) {
        return of(kernel.body());
    }

    /// That of one iteration.
    public double iteration(Statement.While loop) {
        return of(loop.test()) + of(loop.body());
    }

    double of(List<Statement> body) {
        return body.stream().mapToDouble(this::of).sum() + SPILLED * spilled(body) + MASK_SPILLED * spilledMasks(body);
    }

    private double of(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) -> of(target, value);
            case Statement.Assign(Scalar target, _) -> OPERATION * registers(target);
            case Statement.Accumulate(Scalar target, _, Scalar value) ->
                value.isWide() && !target.isWide() ? ACROSS : OPERATION * registers(target);
            case Statement.Store(Address to, Scalar value, boolean add) -> store(to, value, add);
            case Statement.Fill(_, long count, _) -> 6 + 8.0 * count / vectorBytes;
            case Statement.Copy(_, _, long count, boolean add) -> 6 + (add ? 3 : 2) * 8.0 * count / vectorBytes;
            case Statement.Loop loop ->
                loop.count() * Math.max(of(loop.body()) + ITERATION, latency(loop.body()));
            case Statement.If(_, List<Statement> then, List<Statement> otherwise) ->
                8 + Math.max(of(then), of(otherwise));
            case Statement.While loop -> 10 * iteration(loop);
            case Statement.Check(Scalar index, _, _) -> 2 * OPERATION * registers(index);
            case Statement.NonZero _ -> OPERATION;
        };
    }

    /// How many registers hold the scalar.
    private double registers(Scalar scalar) {
        return scalar.isWide()
                ? Math.max(1, (double) scalar.lanes() * scalar.element().bytes() / vectorBytes)
                : 1;
    }

    private double of(Scalar target, Value value) {
        return switch (value) {
            case Value.Literal _ -> 0;
            case Value.Load(Address from) -> from.isSpread()
                    ? (GATHERED + indexed(from)) * target.lanes()
                    : OPERATION * registers(target);
            case Value.Convert _ -> 2 * OPERATION * registers(target);
            case Value.Affine _ -> OPERATION * registers(target);
            case Value.Apply(ElementOp op, List<Scalar> operands) -> apply(op, target, operands);
        };
    }

    private double apply(ElementOp op, Scalar target, List<Scalar> operands) {
        double registers = operands.stream().mapToDouble(this::registers).max().orElse(1);
        return switch (op) {
            case ADD, SUB, MUL, MIN, MAX, NEG, ABS, RELU, LT, LE, EQ, NE, SELECT, AND, OR, NOT -> OPERATION * registers;
            case SIGN -> 4 * OPERATION * registers;
            case FLOOR, CEIL, ROUND -> 2 * OPERATION * registers;
            case DIV, SQRT -> target.isWide() ? 2 * DIVISION * registers : DIVISION;
            case EXP, EXPM1, LOG, LOG1P, SIN, COS, TAN, SINH, COSH, TANH, SIGMOID, CBRT, ASIN, ACOS, ATAN ->
                function(target, registers);
            case POW, ATAN2, HYPOT -> 3 * function(target, registers);
            case REM, ERF, LGAMMA, DIGAMMA, POLYGAMMA -> 2 * SCALAR_FUNCTION * target.lanes();
        };
    }

    private double function(Scalar target, double registers) {
        return target.isWide() && !reproducible ? VECTOR_FUNCTION * registers : SCALAR_FUNCTION * target.lanes();
    }

    /// Whether the operation is a function of a library.
    public static boolean isFunction(ElementOp op) {
        return switch (op) {
            case EXP, EXPM1, LOG, LOG1P, SIN, COS, TAN, SINH, COSH, TANH, SIGMOID, CBRT, ASIN, ACOS, ATAN, POW, ATAN2,
                    HYPOT, ERF, LGAMMA, DIGAMMA, POLYGAMMA -> true;
            case ADD, SUB, MUL, DIV, REM, MIN, MAX, NEG, ABS, SIGN, SQRT, RELU, FLOOR, CEIL, ROUND, LT, LE, EQ, NE,
                    SELECT, AND, OR, NOT -> false;
        };
    }

    private double store(Address to, Scalar value, boolean add) {
        if (value.isWide() && !to.isSpread() && to.step() == 0) {
            return ACROSS + 3;
        } else if (to.isSpread()) {
            return (SCATTERED + (add ? GATHERED : 0) + indexed(to)) * value.lanes();
        }
        return (add ? 4 : 2) * OPERATION * registers(value);
    }

    private static double indexed(Address address) {
        return address.index().isWide() ? INDEXED : 0;
    }

    /// How long an iteration takes at least, because it goes on with what the one before made.
    private static double latency(List<Statement> body) {
        var steps = new HashMap<Scalar, Integer>();
        var inside = new HashSet<Scalar>();
        for (Statement statement : body) {
            if (statement instanceof Statement.Accumulate(Scalar target, _, _)) {
                steps.merge(target, 1, Integer::sum);
            } else if (statement instanceof Statement.Define(Scalar target, _)) {
                inside.add(target);
            }
        }
        steps.keySet().removeAll(inside);
        return LATENCY * steps.values().stream().mapToInt(n -> n).max().orElse(0);
    }

    /// How many wide truth values more there are at once than registers: a compiler may make all at once that are
    /// equally deep in a body, between the loops there.
    private double spilledMasks(List<Statement> body) {
        Map<Scalar, Integer> depths = new HashMap<>();
        Map<Integer, Integer> found = new HashMap<>();
        double spilled = 0;
        for (Statement statement : body) {
            if (!statement.bodies().isEmpty()) {
                depths.clear();
                found.clear();
                continue;
            }
            int[] depth = {0};
            Parts.reads(statement, s -> depth[0] = Math.max(depth[0], depths.getOrDefault(s, 0)));
            if (statement instanceof Statement.Define(Scalar target, _)) {
                depths.put(target, depth[0] + 1);
            }
            int before = found.getOrDefault(depth[0], 0);
            int after = found.merge(depth[0], comparisons(statement), Integer::sum);
            spilled += Math.max(0, after - masks) - Math.max(0, before - masks);
        }
        return spilled;
    }

    /// How many wide numbers a statement compares with others.
    private static int comparisons(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value.Apply(ElementOp op, List<Scalar> operands))
                    when target.isWide() && operands.getLast().element() != ElementType.BOOL -> switch (op) {
                case LT, LE, EQ, NE, RELU -> 1;
                case MIN, MAX -> ORDER_AND_NAN;
                default -> 0;
            };
            case Statement.Accumulate(Scalar target, Kind kind, _) when target.isWide() ->
                kind == Kind.MIN || kind == Kind.MAX ? ORDER_AND_NAN : 0;
            default -> 0;
        };
    }

    /// How many wide scalars more there are at once than registers, in a body without loops; those from outside too.
    private double spilled(List<Statement> body) {
        if (body.stream().anyMatch(s -> !s.bodies().isEmpty())) {
            return 0;
        }
        Map<Scalar, Integer> last = new HashMap<>();
        Set<Scalar> outside = new HashSet<>();
        Set<Scalar> inside = new HashSet<>();
        for (int k = 0; k < body.size(); k++) {
            int at = k;
            Parts.reads(body.get(k), s -> {
                last.put(s, at);
                if (s.isWide() && !inside.contains(s)) {
                    outside.add(s);
                }
            });
            switch (body.get(k)) {
                case Statement.Define(Scalar target, _) -> inside.add(target);
                case Statement.Accumulate(Scalar target, _, _) when target.isWide() -> outside.add(target);
                case Statement.Assign(Scalar target, _) when target.isWide() && !inside.contains(target) ->
                    outside.add(target);
                case Statement _ -> {}
            }
        }
        double live = outside.stream().mapToDouble(this::registers).sum();
        double most = live;
        for (int k = 0; k < body.size(); k++) {
            int at = k;
            if (body.get(k) instanceof Statement.Define(Scalar target, _) && target.isWide()) {
                live += registers(target);
                most = Math.max(most, live);
            }
            var dying = new HashSet<Scalar>();
            Parts.reads(body.get(k), s -> {
                if (s.isWide() && inside.contains(s) && last.get(s) == at) {
                    dying.add(s);
                }
            });
            live -= dying.stream().mapToDouble(this::registers).sum();
        }
        return Math.max(0, most - (vectorBytes == 64 ? 30 : 14));
    }
}
