package mg.passes.lower;

import java.util.List;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Puts buffers with their final places into statements.
///
/// @param buffers the final buffers by number
record Relocation(Buffer[] buffers) {
    List<Statement> body(List<Statement> body) {
        return body.stream().map(this::statement).toList();
    }

    private Statement statement(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value.Load(Address from)) ->
                new Statement.Define(target, new Value.Load(address(from)));
            case Statement.Store(Address to, Scalar value, boolean add) -> new Statement.Store(address(to), value, add);
            case Statement.Fill(Address to, long count, Scalar value) -> new Statement.Fill(address(to), count, value);
            case Statement.Copy(Address to, Address from, long count, boolean add) ->
                new Statement.Copy(address(to), address(from), count, add);
            case Statement.Loop loop ->
                loop.with(body(loop.body()));
            case Statement.If(Scalar condition, List<Statement> then, List<Statement> otherwise) ->
                new Statement.If(condition, body(then), body(otherwise));
            case Statement.While(List<Statement> test, Scalar condition, List<Statement> body) ->
                new Statement.While(body(test), condition, body(body));
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Check _,
                    Statement.NonZero _ -> statement;
        };
    }

    private Address address(Address address) {
        return new Address(buffers[address.buffer().id()], address.index(), address.step());
    }
}
