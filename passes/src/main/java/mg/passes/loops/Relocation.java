package mg.passes.loops;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The same statements at other addresses.
///
/// @param addresses what each address becomes
record Relocation(UnaryOperator<Address> addresses) {
    /// Buffers in other places.
    static Relocation of(Map<Integer, Buffer> buffers) {
        return new Relocation(a ->
                new Address(buffers.getOrDefault(a.buffer().id(), a.buffer()), a.index(), a.step()));
    }

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
            case Statement.Loop _, Statement.If _, Statement.While _ -> statement.map(this::body);
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Check _,
                    Statement.NonZero _ -> statement;
        };
    }

    private Address address(Address address) {
        return addresses.apply(address);
    }
}
