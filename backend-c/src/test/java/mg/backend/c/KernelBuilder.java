package mg.backend.c;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mg.ir.Argument;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Kind;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;
import mg.loops.Value;

/// Builds kernels statement by statement.
final class KernelBuilder {
    private final List<Argument> arguments = new ArrayList<>();
    private final List<Slot> inputs = new ArrayList<>();
    private final List<String> resultNames = new ArrayList<>();
    private final List<Var> results = new ArrayList<>();
    private final List<Buffer> outputs = new ArrayList<>();
    private final List<Buffer> locals = new ArrayList<>();
    private final Deque<List<Statement>> open = new ArrayDeque<>();
    private int scalars;
    private int buffers;

    KernelBuilder() {
        open.push(new ArrayList<>());
    }

    Scalar scalarInput(String name, ElementType type) {
        Scalar scalar = fresh(type);
        inputs.add(scalar);
        arguments.add(new Argument(name, new Var(arguments.size(), Type.scalar(type)), false));
        return scalar;
    }

    Buffer input(String name, Type type) {
        Buffer buffer = new Buffer(buffers++, name, type.element(), type.size(), new Buffer.Place.Input());
        inputs.add(buffer);
        arguments.add(new Argument(name, new Var(arguments.size(), type), false));
        return buffer;
    }

    Buffer output(String name, Type type) {
        Buffer buffer = new Buffer(buffers++, name, type.element(), type.size(), new Buffer.Place.Output());
        outputs.add(buffer);
        resultNames.add(name);
        results.add(new Var(1000 + results.size(), type));
        return buffer;
    }

    Buffer arena(String name, ElementType type, long size, long offset) {
        Buffer buffer = new Buffer(buffers++, name, type, size, new Buffer.Place.Arena(offset));
        locals.add(buffer);
        return buffer;
    }

    Buffer constant(String name, Tensor value) {
        Buffer buffer = new Buffer(buffers++, name, value.type().element(), value.type().size(),
                new Buffer.Place.Constant(value));
        locals.add(buffer);
        return buffer;
    }

    Scalar fresh(ElementType type) {
        return new Scalar(scalars++, type);
    }

    void add(Statement statement) {
        open.peek().add(statement);
    }

    Scalar define(ElementType type, Value value) {
        Scalar target = fresh(type);
        add(new Statement.Define(target, value));
        return target;
    }

    Scalar wide(ElementType type, int lanes, Value value) {
        var target = new Scalar(scalars++, type, lanes);
        add(new Statement.Define(target, value));
        return target;
    }

    Scalar load(Buffer from, Index index, long step, int lanes) {
        return wide(from.element(), lanes, new Value.Load(new Address(from, index, step)));
    }

    void store(Buffer to, Index index, long step, Scalar value, boolean add) {
        add(new Statement.Store(new Address(to, index, step), value, add));
    }

    Scalar literal(Tensor value) {
        return define(value.type().element(), new Value.Literal(value));
    }

    Scalar apply(ElementOp op, Scalar... operands) {
        List<Type> types = List.of(operands).stream().map(s -> Type.scalar(s.element())).toList();
        int lanes = List.of(operands).stream().mapToInt(Scalar::lanes).max().orElse(1);
        return wide(op.resultType(types).element(), lanes, new Value.Apply(op, List.of(operands)));
    }

    Scalar load(Buffer from, Index index) {
        return define(from.element(), new Value.Load(new Address(from, index)));
    }

    Scalar load(Buffer from, Scalar index) {
        return load(from, Index.of(index));
    }

    void store(Buffer to, Index index, Scalar value) {
        add(new Statement.Store(new Address(to, index), value, false));
    }

    void store(Buffer to, Scalar index, Scalar value) {
        store(to, Index.of(index), value);
    }

    void store(Buffer to, Scalar value) {
        store(to, Index.ZERO, value);
    }

    void accumulate(Scalar target, Kind kind, Scalar value) {
        add(new Statement.Accumulate(target, kind, value));
    }

    void check(Scalar index, long size, Span span) {
        add(new Statement.Check(index, size, span));
    }

    List<Statement> block(Runnable body) {
        open.push(new ArrayList<>());
        body.run();
        return open.pop();
    }

    void loop(long count, Consumer<Scalar> body) {
        loop(count, Optional.empty(), false, body);
    }

    void loop(long count, Optional<Scalar> bound, boolean down, Consumer<Scalar> body) {
        Scalar index = fresh(ElementType.I64);
        add(new Statement.Loop(index, count, bound, down, block(() -> body.accept(index))));
    }

    void ifElse(Scalar condition, Runnable then, Runnable otherwise) {
        add(new Statement.If(condition, block(then), block(otherwise)));
    }

    Kernel finish(String name) {
        var function = new Function(name, arguments, resultNames,
                new Block(arguments.stream().map(Argument::var).toList(), List.of(), results));
        return new Kernel(function, inputs, outputs, locals, scalars, open.pop());
    }
}
