package mg.passes.loops;

import java.util.List;
import java.util.function.UnaryOperator;
import mg.ir.ElementOp;
import mg.ir.Kind;
import mg.ir.Span;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The same statements with other scalars.
///
/// @param scalars what each scalar becomes, wherever it is defined, changed or read
/// @param indices what each position becomes before its scalars are renamed
record Renaming(UnaryOperator<Scalar> scalars, UnaryOperator<Index> indices) {
    /// Other scalars, and nothing else.
    Renaming(UnaryOperator<Scalar> scalars) {
        this(scalars, UnaryOperator.identity());
    }

    List<Statement> body(List<Statement> body) {
        return body.stream().map(this::statement).toList();
    }

    /// Other scalars in what a statement with bodies says outside of them.
    Statement outside(Statement statement) {
        return switch (statement) {
            case Statement.Loop loop -> new Statement.Loop(of(loop.index()), loop.count(), loop.bound().map(this::of),
                    loop.down(), loop.body(), loop.parallel());
            case Statement.If(Scalar condition, List<Statement> then, List<Statement> otherwise) ->
                new Statement.If(of(condition), then, otherwise);
            case Statement.While _, Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Store _,
                    Statement.Fill _, Statement.Copy _, Statement.Check _, Statement.NonZero _ -> statement;
        };
    }

    Statement statement(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) -> new Statement.Define(of(target), value(value));
            case Statement.Assign(Scalar target, Scalar value) -> new Statement.Assign(of(target), of(value));
            case Statement.Accumulate(Scalar target, Kind kind, Scalar value) ->
                new Statement.Accumulate(of(target), kind, of(value));
            case Statement.Store(Address to, Scalar value, boolean add) ->
                new Statement.Store(address(to), of(value), add);
            case Statement.Fill(Address to, long count, Scalar value) ->
                new Statement.Fill(address(to), count, of(value));
            case Statement.Copy(Address to, Address from, long count, boolean add) ->
                new Statement.Copy(address(to), address(from), count, add);
            case Statement.Loop loop -> new Statement.Loop(of(loop.index()), loop.count(), loop.bound().map(this::of),
                    loop.down(), body(loop.body()), loop.parallel());
            case Statement.If(Scalar condition, List<Statement> then, List<Statement> otherwise) ->
                new Statement.If(of(condition), body(then), body(otherwise));
            case Statement.While(List<Statement> test, Scalar condition, List<Statement> body) -> {
                List<Statement> testing = body(test);
                yield new Statement.While(testing, of(condition), body(body));
            }
            case Statement.Check(Scalar index, long size, Span span) -> new Statement.Check(of(index), size, span);
            case Statement.NonZero(Scalar divisor, Span span) -> new Statement.NonZero(of(divisor), span);
        };
    }

    private Value value(Value value) {
        return switch (value) {
            case Value.Literal _ -> value;
            case Value.Apply(ElementOp op, List<Scalar> operands) ->
                new Value.Apply(op, all(operands));
            case Value.Convert(Scalar operand) -> new Value.Convert(of(operand));
            case Value.Load(Address from) -> new Value.Load(address(from));
            case Value.Affine(Index index, long step) -> new Value.Affine(index(index), step);
        };
    }

    private List<Scalar> all(List<Scalar> operands) {
        return switch (operands.size()) {
            case 1 -> List.of(of(operands.get(0)));
            case 2 -> List.of(of(operands.get(0)), of(operands.get(1)));
            default -> operands.stream().map(this::of).toList();
        };
    }

    private Address address(Address address) {
        return new Address(address.buffer(), index(address.index()), address.step());
    }

    private Index index(Index index) {
        Index other = indices.apply(index);
        return new Index(other.constant(),
                other.terms().stream().map(t -> new Index.Term(of(t.scalar()), t.stride())).toList());
    }

    private Scalar of(Scalar scalar) {
        return scalars.apply(scalar);
    }
}
