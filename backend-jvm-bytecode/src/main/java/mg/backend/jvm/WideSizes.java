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

/// The size of statements with wide scalars: the most bytes that they take as bytecode, or the registers of
/// [FirstCompiler], of which there are about as many as a method may have bytes. Whichever is more, so that what is
/// short enough by this measure is so by both.
///
/// @param read  of pushing a piece of a wide scalar that changes
/// @param write of changing one
record WideSizes(Sizes sizes, int read, int write) {
    /// Bytes of a wide local variable, read or written.
    private static final int LOCAL = 4;
    /// An operation on vectors, and the comparison of its class. They take few registers of the first compiler, but
    /// about 430 of the 18,000 nodes after which the second one puts off inlining; what it inlines later it may leave
    /// as objects, as it did in sums of gmm and ba with less than this.
    private static final int CALL = 40;
    private static final int LOAD = FirstCompiler.LOAD;
    private static final int STORE = FirstCompiler.STORE;
    private static final int BROADCAST = FirstCompiler.BROADCAST;
    private static final int MASK = FirstCompiler.MASK;
    private static final int COMPARE = CALL;
    private static final int BLEND = CALL;
    private static final int ZERO = BROADCAST;
    /// A loop over lanes, without what it does.
    private static final int LANE_LOOP = 60;

    /// Where all scalars that are wide are in local variables.
    static WideSizes local(Sizes sizes) {
        return new WideSizes(sizes, LOCAL, LOCAL);
    }

    /// Where those that change are in the workspace.
    static WideSizes remote(Sizes sizes) {
        return new WideSizes(sizes, LOAD, STORE);
    }

    /// To bring a scalar into a method.
    int into(Scalar scalar) {
        return LOAD * pieces(scalar) + compared(scalar);
    }

    /// To say of which class its vectors are, beside what has more registers than bytes.
    private int compared(Scalar scalar) {
        return VectorClass.isCompared(scalar.element()) ? FirstCompiler.CLASS * pieces(scalar) : 0;
    }

    /// To leave one to other methods.
    int out(Scalar scalar) {
        return STORE * pieces(scalar);
    }

    /// Of a statement.
    int of(Statement statement) {
        if (LaneCode.needs(statement, sizes.vectorBits())) {
            return byLanes(statement);
        }
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) -> pieces(target) * write(target) + define(target, value);
            case Statement.Assign(Scalar target, Scalar value) -> pieces(target) * (push(value) + write(target));
            case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> target.isWide()
                    ? pieces(target) * (combination(kind, push(value), push(target)) + write(target))
                    : across(kind, value) + sizes.scalar(statement);
            case Statement.Store(Address to, Scalar value, _) when to.isSpread() -> pieces(value)
                    * vectors(to, value) * (push(value) + CALL + sizes.address(to) + STORE + MASK);
            case Statement.Store(Address to, Scalar value, boolean add) -> to.step() != 0
                    ? pieces(value) * (push(value) + STORE + sizes.address(to)
                            + (add ? LOAD + CALL + sizes.address(to) : 0))
                    : across(Kind.SUM, value) + sizes.scalar(statement);
            case Statement.Check(Scalar index, _, _) ->
                    pieces(index) * (3 * (push(index) + COMPARE + BROADCAST) + 3 * MASK);
            case Statement.Fill _, Statement.Copy _, Statement.Loop _, Statement.If _, Statement.While _,
                    Statement.NonZero _ -> throw new AssertionError("wide scalars in " + statement);
        };
    }

    /// How much more a sum takes if a product is fused into it: another operand.
    int fused(Value.Apply product) {
        Scalar wide = product.operands().stream().filter(Scalar::isWide).findFirst().orElseThrow();
        return pieces(wide) * (push(product.operands().getFirst()) + push(product.operands().getLast()) - LOCAL);
    }

    /// Operands go to the workspace piece by piece, and results come from there. Conversions have no loop, but pieces
    /// of pieces.
    private int byLanes(Statement statement) {
        Access access = Access.of(statement);
        int moves = access.defines().map(target -> pieces(target) * (LOAD + write(target)) + compared(target))
                .orElse(0);
        for (Scalar scalar : access.reads()) {
            if (scalar.isWide()) {
                moves += pieces(scalar) * (push(scalar) + STORE);
            }
        }
        int conversions = statement instanceof Statement.Define(Scalar target, Value.Convert _)
                ? pieces(target.lanes()) * (LOAD + 2 * CALL + STORE)
                : 0;
        return moves + LANE_LOOP + 20 * access.reads().size() + sizes.scalar(statement) + conversions;
    }

    private int define(Scalar target, Value value) {
        return switch (value) {
            case Value.Apply(ElementOp op, List<Scalar> operands) when operands.stream().anyMatch(Scalar::isWide) ->
                operation(op, operands, pieces(new Scalar(0, operands.getLast().element(), target.lanes())));
            case Value.Convert(Scalar operand) when operand.isWide() -> pieces(target) * (push(operand) + (
                    operand.element() == ElementType.BOOL ? BLEND + mask(pieces(target)) + 2 * BROADCAST : 2 * CALL));
            case Value.Load(Address from) when from.isSpread() ->
                    compared(target) + pieces(target) * vectors(from, target)
                    * (LOAD + sizes.address(from) + CALL + BLEND);
            case Value.Load(Address from) when from.step() != 0 ->
                compared(target) + pieces(target) * (LOAD + sizes.address(from));
            case Value.Affine(Index index, _) -> pieces(target) * (
                    4 * BROADCAST + 4 * CALL + index.terms().size() * (BROADCAST + 2 * CALL));
            case Value.Literal _, Value.Load _, Value.Apply _, Value.Convert _ ->
                pieces(target) * (BROADCAST + sizes.scalar(new Statement.Define(one(target), value)));
        };
    }

    private int vectors(Address address, Scalar scalar) {
        return new Strided(WideType.of(scalar, sizes.vectorBits()), address.step()).count();
    }

    private static Scalar one(Scalar scalar) {
        return new Scalar(scalar.id(), scalar.element());
    }

    private int push(Scalar scalar) {
        return !scalar.isWide()
                ? BROADCAST + sizes.read(scalar)
                : sizes.lifetimes().isMutable(scalar.id()) ? read : LOCAL;
    }

    private int write(Scalar scalar) {
        return sizes.lifetimes().isMutable(scalar.id()) ? write : LOCAL;
    }

    private int operation(ElementOp op, List<Scalar> operands, int pieces) {
        int x = push(operands.getFirst());
        int y = push(operands.getLast());
        return pieces * switch (op) {
            case MIN, MAX -> extreme(x, y);
            case RELU -> 2 * x + 2 * ZERO + COMPARE + BLEND;
            case ABS -> 3 * x + 2 * CALL + ZERO + COMPARE + BLEND;
            case SIGN -> 3 * x + 2 * (BROADCAST + ZERO + COMPARE + BLEND);
            case ROUND -> round(x);
            case FLOOR -> floor(x);
            case CEIL -> floor(x + CALL) + CALL;
            case EXP -> isOwn() ? x + WideFunctions.EXP : x + y + CALL;
            case TANH -> isOwn() ? 2 * x + WideFunctions.TANH : x + y + CALL;
            case SIGMOID -> isOwn()
                    ? 2 * x + WideFunctions.SIGMOID
                    : 2 * x + 6 * CALL + 3 * BROADCAST + COMPARE + BLEND;
            case POW -> 7 * x + 8 * y + 10 * COMPARE + 9 * CALL + 7 * BROADCAST + 5 * MASK + signs() + round(y)
                    + round(LOCAL) + round(y) + 4 * BLEND;
            case SELECT -> operands.getLast().element() == ElementType.BOOL
                    ? push(operands.get(1)) + 2 * x + y + 4 * MASK
                    : push(operands.get(1)) + x + y + BLEND + mask(pieces);
            case LT, LE, EQ, NE -> operands.getLast().element() == ElementType.BOOL
                    ? x + y + 2 * MASK
                    : x + y + COMPARE + mask(pieces);
            case AND, OR, NOT -> x + y + MASK;
            case ADD, SUB, MUL, DIV, NEG, SQRT, EXPM1, LOG, LOG1P, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, CBRT,
                    ATAN2, HYPOT -> x + y + CALL;
            case REM, ERF, LGAMMA, DIGAMMA, POLYGAMMA -> throw new AssertionError(op + " has no vector form");
        };
    }

    private boolean isOwn() {
        return WideType.hasMultiplyAdd(sizes.vectorBits());
    }

    private static int extreme(int x, int y) {
        return 3 * x + 3 * y + 2 * COMPARE + MASK + BLEND;
    }

    private static int signs() {
        return 6 * CALL + BROADCAST;
    }

    private static int round(int x) {
        return 4 * x + 4 * CALL + 3 * BROADCAST + signs() + COMPARE + BLEND;
    }

    private static int floor(int x) {
        return round(x) + x + BROADCAST + CALL + COMPARE + BLEND;
    }

    /// To make the mask of a piece from that of all pieces, or back.
    private static int mask(int pieces) {
        return pieces == 1 ? 2 * CALL : FirstCompiler.TO_LONG + FirstCompiler.FROM_LONG;
    }

    private int combination(Kind kind, int value, int target) {
        return kind == Kind.MAX || kind == Kind.MIN ? extreme(value, target) : value + target + CALL;
    }

    /// Pieces with each other, three halvings at most, and four lanes.
    private int across(Kind kind, Scalar value) {
        return value.element() == ElementType.BOOL
                ? push(value) + MASK
                : pieces(value) * (combination(kind, LOCAL, LOCAL) + push(value) + LOCAL)
                        + 3 * (3 * CALL + 20 + combination(kind, LOCAL, LOCAL)) + 100;
    }

    private int pieces(Scalar scalar) {
        return WideType.of(scalar, sizes.vectorBits()).pieces();
    }

    /// The most pieces of any type.
    private int pieces(int lanes) {
        return Math.max(1, lanes * 64 / sizes.vectorBits());
    }
}
