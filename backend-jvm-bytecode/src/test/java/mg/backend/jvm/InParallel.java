package mg.backend.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Type;
import mg.ir.Var;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;
import mg.loops.Value;

/// A kernel that does what another one does several times at once, in iterations of a parallel loop: each has its own
/// part of every output and of every buffer in the arena.
record InParallel(Scalar index, int count, Map<Integer, Buffer> larger) {
    static Kernel of(Kernel kernel, int count) {
        var parallel = new InParallel(new Scalar(kernel.scalars(), ElementType.I64), count, new HashMap<>());
        var function = new Builder();
        for (int k = 0; k < kernel.inputs().size(); k++) {
            function.argument(kernel.function().arguments().get(k).name(), kernel.function().argumentTypes().get(k));
        }
        var results = new ArrayList<Var>();
        for (Buffer output : kernel.outputs()) {
            results.add(function.zeros(Type.of(output.element(), Math.toIntExact(output.size()) * count)));
        }
        List<Buffer> outputs = kernel.outputs().stream().map(parallel::enlarge).toList();
        List<Buffer> locals = kernel.locals().stream()
                .map(b -> b.place() instanceof Buffer.Place.Arena ? parallel.enlarge(b) : b)
                .toList();
        var loop = new Statement.Loop(
                parallel.index, count, Optional.empty(), false, parallel.body(kernel.body()), true);
        List<Slot> inputs = kernel.inputs();
        return new Kernel(function.finish(kernel.name(), kernel.function().resultNames(), results),
                inputs, outputs, locals, kernel.scalars() + 1, List.of(loop));
    }

    private Buffer enlarge(Buffer buffer) {
        Buffer.Place place = buffer.place() instanceof Buffer.Place.Arena(long offset)
                ? new Buffer.Place.Arena(offset * count)
                : buffer.place();
        return larger.computeIfAbsent(buffer.id(), _ ->
                new Buffer(buffer.id(), buffer.name(), buffer.element(), buffer.size() * count, place));
    }

    private List<Statement> body(List<Statement> body) {
        return body.stream().map(this::statement).toList();
    }

    private Statement statement(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value.Load(Address from)) ->
                new Statement.Define(target, new Value.Load(at(from)));
            case Statement.Store(Address to, Scalar value, boolean add) -> new Statement.Store(at(to), value, add);
            case Statement.Fill(Address to, long n, Scalar value) -> new Statement.Fill(at(to), n, value);
            case Statement.Copy(Address to, Address from, long n, boolean add) ->
                new Statement.Copy(at(to), at(from), n, add);
            case Statement.Loop _, Statement.If _, Statement.While _ -> statement.map(this::body);
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Check _,
                    Statement.NonZero _ -> statement;
        };
    }

    private Address at(Address address) {
        Buffer buffer = larger.get(address.buffer().id());
        return buffer == null
                ? address
                : new Address(buffer, address.index().plus(index, address.buffer().size()), address.step());
    }
}
