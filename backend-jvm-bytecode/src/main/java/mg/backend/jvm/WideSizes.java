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

/// The most bytes that statements with wide scalars take as bytecode. Most take a third of that, and so do the methods that
/// they are in, which is as it should be: HotSpot's first compiler gives up methods with more than some 400 calls of the
/// Vector API, and then the second one never sees them.
record WideSizes(Sizes sizes) {
    /// Pushing a piece: from a local variable, from the workspace, or the same in all lanes.
    private static final int READ = 18;
    private static final int WRITE = 14;
    private static final int LANE_LOOP = 40;

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
            case Statement.Assign(Scalar target, _) -> pieces(target) * (READ + WRITE);
            case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> target.isWide()
                    ? pieces(target) * (combination(kind) + READ + WRITE)
                    : across(kind, value) + sizes.scalar(statement);
            case Statement.Store(Address to, Scalar value, _) -> WideCode.isScattered(to) || to.step() != 0
                    ? pieces(value) * (2 * (sizes.address(to) + 10) + READ + 20)
                    : across(Kind.SUM, value) + sizes.scalar(statement);
            case Statement.Check(Scalar index, _, _) -> pieces(index) * (3 * READ + 120);
            case Statement.Fill _, Statement.Copy _, Statement.Loop _, Statement.If _, Statement.While _,
                    Statement.NonZero _ -> throw new AssertionError("wide scalars in " + statement);
        };
    }

    private int byLanes(Statement statement) {
        Access access = Access.of(statement);
        int moves = access.defines().map(target -> pieces(target) * (WRITE + 14)).orElse(0);
        for (Scalar scalar : access.reads()) {
            if (scalar.isWide()) {
                moves += pieces(scalar) * (READ + 14) + 30;
            }
        }
        // Conversions have no loop, but pieces of pieces.
        int conversions = access.defines().map(target -> 45 * Math.max(pieces(target), pieces(target.lanes()))).orElse(0);
        return moves + LANE_LOOP + sizes.scalar(statement) + 30 + conversions;
    }

    private int define(Scalar target, Value value) {
        return pieces(target) * WRITE + switch (value) {
            case Value.Apply(ElementOp op, List<Scalar> operands) when operands.stream().anyMatch(Scalar::isWide) ->
                pieces(new Scalar(0, operands.getLast().element(), target.lanes())) * operation(op);
            case Value.Convert(Scalar operand) when operand.isWide() -> pieces(target) * (READ + 60);
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
            case MIN, MAX -> 6 * READ + 25;
            case RELU -> 2 * READ + 35;
            case ABS -> 3 * READ + 25;
            case SIGN -> 3 * READ + 60;
            case ROUND -> 4 * READ + 75;
            case FLOOR, CEIL -> 5 * READ + 140;
            case SIGMOID -> 2 * READ + 80;
            case POW -> 20 * READ + 840;
            case SELECT -> 5 * READ + 25;
            case LT, LE, EQ, NE -> 2 * READ + 30;
            case ADD, SUB, MUL, DIV, NEG, SQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH,
                    CBRT, ATAN2, HYPOT, AND, OR, NOT -> 2 * READ + 10;
            case REM, ERF, LGAMMA, DIGAMMA, POLYGAMMA -> throw new AssertionError(op + " has no vector form");
        };
    }

    private static int combination(Kind kind) {
        return kind == Kind.MAX || kind == Kind.MIN ? 5 * READ + 25 : 2 * READ + 10;
    }

    /// Pieces with each other, three halvings at most, and four lanes.
    private int across(Kind kind, Scalar value) {
        if (value.element() == ElementType.BOOL) {
            return READ + 3;
        }
        return pieces(value) * (combination(kind) + READ + 10) + 3 * (60 + combination(kind)) + 100;
    }

    private int pieces(Scalar scalar) {
        return WideType.of(scalar, sizes.vectorBits()).pieces();
    }

    /// The most pieces of any type.
    private int pieces(int lanes) {
        return Math.max(1, lanes * 64 / sizes.vectorBits());
    }
}
