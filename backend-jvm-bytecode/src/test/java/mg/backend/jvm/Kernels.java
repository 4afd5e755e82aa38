package mg.backend.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mg.ir.Builder;
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

/// Makes kernels by hand.
final class Kernels {
    private final Builder function = new Builder();
    private final List<Slot> inputs = new ArrayList<>();
    private final List<Var> results = new ArrayList<>();
    private final List<String> resultNames = new ArrayList<>();
    private final List<Buffer> outputs = new ArrayList<>();
    private final List<Buffer> locals = new ArrayList<>();
    private final long[] arena = new long[ElementType.values().length];
    private int scalars;
    private int buffers;
    /// The body under construction.
    List<Statement> body = new ArrayList<>();

    Scalar scalarInput(String name, ElementType element) {
        function.argument(name, Type.scalar(element));
        Scalar scalar = scalar(element);
        inputs.add(scalar);
        return scalar;
    }

    Buffer input(String name, Type type) {
        function.argument(name, type);
        Buffer buffer = buffer(name, type, new Buffer.Place.Input());
        inputs.add(buffer);
        return buffer;
    }

    Buffer output(String name, Type type) {
        results.add(function.zeros(type));
        resultNames.add(name);
        Buffer buffer = buffer(name, type, new Buffer.Place.Output());
        outputs.add(buffer);
        return buffer;
    }

    Buffer local(ElementType element, int size) {
        long offset = arena[element.ordinal()];
        arena[element.ordinal()] += size;
        Buffer buffer = buffer("t" + buffers, Type.of(element, size), new Buffer.Place.Arena(offset));
        locals.add(buffer);
        return buffer;
    }

    Buffer constant(Tensor value) {
        Buffer buffer = buffer("c" + buffers, value.type(), new Buffer.Place.Constant(value));
        locals.add(buffer);
        return buffer;
    }

    private Buffer buffer(String name, Type type, Buffer.Place place) {
        return new Buffer(buffers++, name, type.element(), type.size(), place);
    }

    Scalar scalar(ElementType element) {
        return new Scalar(scalars++, element);
    }

    Scalar wide(ElementType element, int lanes) {
        return new Scalar(scalars++, element, lanes);
    }

    Scalar define(ElementType element, Value value) {
        return define(scalar(element), value);
    }

    Scalar define(ElementType element, int lanes, Value value) {
        return define(wide(element, lanes), value);
    }

    private Scalar define(Scalar target, Value value) {
        body.add(new Statement.Define(target, value));
        return target;
    }

    Scalar literal(double value) {
        return define(ElementType.F64, new Value.Literal(Tensor.of(value)));
    }

    Scalar literal(long value) {
        return define(ElementType.I64, new Value.Literal(Tensor.of(value)));
    }

    Scalar apply(ElementOp op, Scalar... operands) {
        Type type = op.resultType(Arrays.stream(operands).map(s -> Type.scalar(s.element())).toList());
        int lanes = Arrays.stream(operands).mapToInt(Scalar::lanes).max().orElse(1);
        return define(type.element(), lanes, new Value.Apply(op, List.of(operands)));
    }

    Scalar load(Address from) {
        return define(from.buffer().element(), new Value.Load(from));
    }

    Scalar load(Address from, int lanes) {
        return define(from.buffer().element(), lanes, new Value.Load(from));
    }

    Scalar convert(ElementType to, Scalar from) {
        return define(to, from.lanes(), new Value.Convert(from));
    }

    void assign(Scalar target, Scalar value) {
        body.add(new Statement.Assign(target, value));
    }

    void store(Address to, Scalar value) {
        body.add(new Statement.Store(to, value, false));
    }

    void add(Address to, Scalar value) {
        body.add(new Statement.Store(to, value, true));
    }

    void accumulate(Scalar target, Kind kind, Scalar value) {
        body.add(new Statement.Accumulate(target, kind, value));
    }

    void check(Scalar index, long size) {
        body.add(new Statement.Check(index, size, new Span("f.mg", 3, 4, 1)));
    }

    static Address at(Buffer buffer, long position) {
        return new Address(buffer, Index.ZERO.plus(position));
    }

    static Address at(Buffer buffer, Scalar position) {
        return new Address(buffer, Index.of(position));
    }

    /// The elements from `position` on, `step` apart.
    static Address lanes(Buffer buffer, Scalar position, long step) {
        return new Address(buffer, Index.of(position), step);
    }

    /// A loop whose body `inside` adds statements to.
    void loop(long count, Optional<Scalar> bound, boolean down, Consumer<Scalar> inside) {
        Scalar index = scalar(ElementType.I64);
        List<Statement> inner = nested(() -> inside.accept(index));
        body.add(new Statement.Loop(index, count, bound, down, inner));
    }

    void loop(long count, Consumer<Scalar> inside) {
        loop(count, Optional.empty(), false, inside);
    }

    /// What `inside` adds, taken out again.
    List<Statement> nested(Runnable inside) {
        List<Statement> outer = body;
        body = new ArrayList<>();
        inside.run();
        List<Statement> inner = body;
        body = outer;
        return inner;
    }

    Kernel finish(String name) {
        Function finished = function.finish(name, resultNames, results);
        return new Kernel(finished, inputs, outputs, locals, scalars, body);
    }
}
