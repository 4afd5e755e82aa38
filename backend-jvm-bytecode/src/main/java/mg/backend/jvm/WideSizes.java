package mg.backend.jvm;

import java.util.List;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The most bytes that statements with wide scalars take as bytecode; if they are hopeful, the bytes when all wide scalars
/// are in local variables.
///
/// @param read  pushing a piece: from a local variable, from the workspace, or the same in all lanes
/// @param write putting a piece where it belongs
record WideSizes(Sizes sizes, int read, int write) {
    private static final int LANE_LOOP = 40;

    WideSizes(Sizes sizes) {
        this(sizes, sizes.hopeful() ? 6 : 18, sizes.hopeful() ? 4 : 14);
    }

    /// The most bytes of moving a scalar of so many lanes.
    int move(int lanes) {
        return 18 * Math.max(1, lanes * 64 / sizes.vectorBits());
    }

    /// The most bytes of a statement.
    int of(Statement statement) {
        if (LaneCode.needs(statement, sizes.vectorBits())) {
            return byLanes(statement);
        }
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) -> define(target, value);
            case Statement.Assign(Scalar target, _) -> pieces(target) * (read + write);
            case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> target.isWide()
                    ? pieces(target) * (combination(kind) + read + write)
                    : across(kind, value) + sizes.scalar(statement);
            case Statement.Store(Address to, Scalar value, _) -> WideCode.isScattered(to) || to.step() != 0
                    ? pieces(value) * (2 * (sizes.address(to) + 10) + read + 20)
                    : across(Kind.SUM, value) + sizes.scalar(statement);
            case Statement.Check(Scalar index, _, _) -> pieces(index) * (3 * read + 120);
            case Statement.Fill _, Statement.Copy _, Statement.Loop _, Statement.If _, Statement.While _,
                    Statement.NonZero _ -> throw new AssertionError("wide scalars in " + statement);
        };
    }

    private int byLanes(Statement statement) {
        Access access = Access.of(statement);
        int moves = access.defines().map(target -> pieces(target) * (write + 14)).orElse(0);
        for (Scalar scalar : access.reads()) {
            if (scalar.isWide()) {
                moves += pieces(scalar) * (read + 14) + 30;
            }
        }
        // Conversions have no loop, but pieces of pieces.
        int conversions = access.defines().map(target -> 45 * Math.max(pieces(target), pieces(target.lanes()))).orElse(0);
        return moves + LANE_LOOP + sizes.scalar(statement) + 30 + conversions;
    }

    private int define(Scalar target, Value value) {
        return pieces(target) * write + switch (value) {
            case Value.Apply(ElementOp op, List<Scalar> operands) when operands.stream().anyMatch(Scalar::isWide) ->
                pieces(new Scalar(0, operands.getLast().element(), target.lanes())) * operation(op);
            case Value.Convert(Scalar operand) when operand.isWide() -> pieces(target) * (read + 60);
            case Value.Load(Address from) -> pieces(target) * (sizes.address(from) + 30)
                    + pieces(target.lanes()) * (50 + 60 * from.index().terms().size());
            case Value.Affine(Index index, _) -> pieces(target) * (70 + 60 * index.terms().size());
            case Value.Literal _, Value.Apply _, Value.Convert _ ->
                pieces(target) * (sizes.scalar(new Statement.Define(one(target), value)) + 10);
        };
    }

    private static Scalar one(Scalar scalar) {
        return new Scalar(scalar.id(), scalar.element());
    }

    private int operation(ElementOp op) {
        return switch (op) {
            case MIN, MAX -> 6 * read + 25;
            case RELU -> 2 * read + 35;
            case ABS -> 3 * read + 25;
            case SIGN -> 3 * read + 60;
            case ROUND -> 4 * read + 75;
            case FLOOR, CEIL -> 5 * read + 140;
            case SIGMOID -> 2 * read + 80;
            case POW -> 20 * read + 420;
            case SELECT -> 5 * read + 25;
            case LT, LE, EQ, NE -> 2 * read + 30;
            case ADD, SUB, MUL, DIV, NEG, SQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH,
                    CBRT, ATAN2, HYPOT, AND, OR, NOT -> 2 * read + 10;
            case REM, ERF, LGAMMA, DIGAMMA -> throw new AssertionError(op + " has no vector form");
        };
    }

    private int combination(Kind kind) {
        return kind == Kind.MAX || kind == Kind.MIN ? 5 * read + 25 : 2 * read + 10;
    }

    /// Pieces with each other, three halvings at most, and four lanes.
    private int across(Kind kind, Scalar value) {
        if (value.element() == ElementType.BOOL) {
            return read + 3;
        }
        return pieces(value) * (combination(kind) + read + 10) + 3 * (60 + combination(kind)) + 100;
    }

    private int pieces(Scalar scalar) {
        return WideType.of(scalar, sizes.vectorBits()).pieces();
    }

    /// The most pieces of any type.
    private int pieces(int lanes) {
        return Math.max(1, lanes * 64 / sizes.vectorBits());
    }
}
