package mg.backend.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Turns the only output of a kernel, when it is one element, into a scalar that the method returns: calls of small
/// functions then touch no memory.
final class ScalarResult {
    private final Buffer output;
    private final Scalar result;
    private int scalars;

    private ScalarResult(Kernel kernel) {
        this.output = kernel.outputs().getFirst();
        this.result = new Scalar(kernel.scalars(), output.element());
        this.scalars = kernel.scalars() + 1;
    }

    /// A kernel and the scalar that it returns, if it returns one.
    record Returning(Kernel kernel, Optional<Scalar> result) {}

    static Returning of(Kernel kernel) {
        if (kernel.outputs().size() != 1 || !kernel.function().resultTypes().getFirst().isScalar()) {
            return new Returning(kernel, Optional.empty());
        }
        var rewrite = new ScalarResult(kernel);
        var body = new ArrayList<Statement>();
        body.add(new Statement.Define(
                rewrite.result, new Value.Literal(Tensor.scalar(rewrite.output.element(), 0))));
        body.addAll(rewrite.body(kernel.body()));
        return new Returning(
                new Kernel(kernel.function(), kernel.inputs(), List.of(), kernel.locals(), rewrite.scalars, body),
                Optional.of(rewrite.result));
    }

    private List<Statement> body(List<Statement> old) {
        var body = new ArrayList<Statement>(old.size());
        for (Statement statement : old) {
            rewrite(statement, body);
        }
        return body;
    }

    private boolean rewrite(Statement statement, List<Statement> to) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value.Load(Address from)) when isOutput(from) ->
                to.add(new Statement.Define(target, new Value.Convert(result)));
            case Statement.Store(Address at, Scalar value, boolean add) when isOutput(at) -> set(to, value, add);
            case Statement.Fill(Address at, long count, Scalar value) when isOutput(at) ->
                count > 0 && set(to, value, false);
            case Statement.Copy(Address at, Address from, long count, boolean add) when isOutput(at) -> {
                if (count == 0) {
                    yield false;
                }
                var element = new Scalar(scalars++, output.element());
                to.add(new Statement.Define(element, new Value.Load(from)));
                yield set(to, element, add);
            }
            case Statement.Copy(Address at, Address from, long count, boolean add) when isOutput(from) -> {
                if (count == 0) {
                    yield false;
                }
                var element = new Scalar(scalars++, output.element());
                to.add(new Statement.Define(element, new Value.Convert(result)));
                yield to.add(new Statement.Store(at, element, add));
            }
            case Statement.Loop loop -> to.add(
                    loop.with(body(loop.body())));
            case Statement.If(Scalar condition, List<Statement> then, List<Statement> otherwise) ->
                to.add(new Statement.If(condition, body(then), body(otherwise)));
            case Statement.While(List<Statement> test, Scalar condition, List<Statement> inner) ->
                to.add(new Statement.While(body(test), condition, body(inner)));
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Store _, Statement.Fill _,
                    Statement.Copy _, Statement.Check _, Statement.NonZero _ -> to.add(statement);
        };
    }

    private boolean set(List<Statement> to, Scalar value, boolean add) {
        return to.add(add ? new Statement.Accumulate(result, Kind.SUM, value) : new Statement.Assign(result, value));
    }

    private boolean isOutput(Address address) {
        return address.buffer().id() == output.id();
    }
}
