package mg.backend.jvm;

import java.util.List;
import mg.ir.ElementOp;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The most bytes that statements take as bytecode: every local variable behind a `wide`, every constant in the pool,
/// every scalar that changes in the workspace. Parameters are among the first 256 variables, which need no `wide`.
/// Statements with wide scalars count for more ([WideSizes]).
///
/// @param vectorBits the bits of a vector, or 0 for none
/// @param fuses      whether wide products are fused into sums
record Sizes(Lifetimes lifetimes, boolean framed, int vectorBits, boolean fuses) {
    /// Loading a scalar from the workspace when a method starts, or storing it there.
    static final int MOVE = 12;

    /// The most bytes of a call with this many array parameters.
    static int call(int parameters) {
        return 9 + 4 * parameters;
    }

    /// The most bytes of taking a scalar argument from its array.
    static int argument() {
        return 20;
    }

    /// Of bringing a scalar into a method and back.
    int crossing(int scalar) {
        Scalar moved = lifetimes.scalar(scalar);
        int into = moved.isWide() ? WideSizes.local(this).into(moved) : MOVE;
        return lifetimes.isMutable(scalar) ? into + leaving(scalar) : into;
    }

    /// Of leaving a scalar to other methods.
    int leaving(int scalar) {
        Scalar moved = lifetimes.scalar(scalar);
        return moved.isWide() ? WideSizes.local(this).out(moved) : MOVE;
    }

    /// Of comparing the classes of what a loop changes, if it changes this scalar.
    int comparing(int scalar) {
        Scalar carried = lifetimes.scalar(scalar);
        return lifetimes.isMutable(scalar) && Carried.isCompared(carried)
                ? VectorClass.COMPARED * WideType.of(carried, vectorBits).pieces()
                : 0;
    }

    /// Of a statement without its bodies.
    int of(Statement statement) {
        return isWide(statement) ? WideSizes.local(this).of(statement) : scalar(statement);
    }

    /// How much more a sum takes into which a product is fused.
    int fused(Value.Apply product) {
        return WideSizes.local(this).fused(product);
    }

    /// How much more that is in a method that calls others, where wide scalars that change may be in the workspace.
    int remote(Statement statement) {
        return isWide(statement) ? WideSizes.remote(this).of(statement) - of(statement) : 0;
    }

    private boolean isWide(Statement statement) {
        return lifetimes.anyWide() && WideCode.handles(statement);
    }

    /// The most bytes of a statement without its bodies, for one lane.
    int scalar(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) -> value(value) + write(target);
            case Statement.Assign(Scalar target, Scalar value) -> read(value) + write(target);
            case Statement.Accumulate(Scalar target, _, Scalar value) -> read(value) + read(target) + write(target) + 8;
            case Statement.Store(Address to, Scalar value, _) -> address(to) + read(value) + 4;
            case Statement.Fill(Address to, _, Scalar value) -> address(to) + read(value) + 8;
            case Statement.Copy(Address to, Address from, _, _) -> address(to) + address(from) + 70;
            case Statement.Loop loop -> loop.bound().map(this::read).orElse(0) + MOVE + 60;
            case Statement.If(Scalar condition, _, _) -> read(condition) + 8;
            case Statement.While _ -> 20;
            case Statement.Check(Scalar index, _, _) -> 3 * read(index) + 40;
            case Statement.NonZero(Scalar divisor, _) -> read(divisor) + 20;
        };
    }

    private int value(Value value) {
        return switch (value) {
            case Value.Literal _ -> 3;
            case Value.Apply(ElementOp op, List<Scalar> operands) -> apply(op, operands);
            case Value.Convert(Scalar operand) -> read(operand) + 3;
            case Value.Load(Address from) -> address(from) + 1;
            case Value.Affine(Index index, _) -> index(index);
        };
    }

    private int apply(ElementOp op, List<Scalar> operands) {
        int reads = 0;
        for (Scalar operand : operands) {
            reads += read(operand);
        }
        return switch (op.evaluation()) {
            case ElementOp.Arithmetic _ -> op == ElementOp.RELU ? 2 * reads + 16 : reads + 6;
            case ElementOp.Compare _ -> reads + 9;
            case ElementOp.Logic _ -> reads + 2;
            case ElementOp.Select _ -> reads + 6;
        };
    }

    int address(Address address) {
        return array(address.buffer()) + index(address.index());
    }

    private int array(Buffer buffer) {
        return switch (buffer.place()) {
            case Buffer.Place.Input _, Buffer.Place.Output _ -> framed ? 11 : 4;
            case Buffer.Place.Arena _ -> 4;
            case Buffer.Place.Constant _ -> 3;
        };
    }

    private int index(Index index) {
        return 4 + index.terms().stream().mapToInt(t -> read(t.scalar()) + 5).sum();
    }

    int read(Scalar scalar) {
        return (lifetimes.isMutable(scalar.id()) ? 8 : 4) + (lifetimes.isNarrow(scalar.id()) ? 1 : 0);
    }

    private int write(Scalar scalar) {
        return lifetimes.isMutable(scalar.id()) ? 9 : 4;
    }
}
