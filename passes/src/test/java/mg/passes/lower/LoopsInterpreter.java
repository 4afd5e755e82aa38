package mg.passes.lower;

import static mg.passes.lower.Memory.check;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import mg.ir.ElementOp;
import mg.ir.Executable;
import mg.ir.Function;
import mg.ir.Kind;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Runs kernels and asserts all that [mg.loops] promises while doing so.
record LoopsInterpreter(Kernel kernel) implements Executable {
    private static final long LANES = 3;

    @Override
    public Function function() {
        return kernel.function();
    }

    @Override
    public void run(Object[] in, Object[] out) {
        var run = new Run(new Memory(kernel, in, out), new Object[kernel.scalars()], new Mentions(kernel));
        for (int k = 0; k < in.length; k++) {
            if (kernel.inputs().get(k) instanceof Scalar s) {
                run.define(s, Array.get(in[k], 0));
            }
        }
        run.body(kernel.body());
        run.memory.checkComplete(kernel);
    }

    private record Run(Memory memory, Object[] scalars, Mentions mentions) {
        void body(List<Statement> body) {
            body.forEach(this::statement);
        }

        /// A body that is left again: what it defines is not seen afterwards.
        void scope(List<Statement> body) {
            body(body);
            leave(body);
        }

        private void leave(List<Statement> body) {
            for (Statement statement : body) {
                if (statement instanceof Statement.Define(Scalar target, _)) {
                    scalars[target.id()] = null;
                }
            }
        }

        private void statement(Statement statement) {
            switch (statement) {
                case Statement.Define(Scalar target, Value value) -> define(target, value(target, value));
                case Statement.Assign(Scalar target, Scalar value) -> assign(target, get(value));
                case Statement.Accumulate(Scalar target, Kind kind, Scalar value) ->
                    assign(target, Scalars.combine(kind, get(value), get(target)));
                case Statement.Store(Address to, Scalar value, boolean add) ->
                    store(to.buffer(), at(to.index()), get(value), add);
                case Statement.Fill(Address to, long count, Scalar value) -> {
                    long start = at(to.index());
                    for (long k = 0; k < count; k++) {
                        store(to.buffer(), start + k, get(value), false);
                    }
                }
                case Statement.Copy copy -> copy(copy);
                case Statement.Loop loop -> loop(loop);
                case Statement.If(Scalar condition, List<Statement> then, List<Statement> otherwise) ->
                    scope((Boolean) get(condition) ? then : otherwise);
                case Statement.While loop -> whileLoop(loop);
                case Statement.Check(Scalar index, long size, Span span) -> {
                    long k = (Long) get(index);
                    if (k < 0 || k >= size) {
                        throw new Trap(Trap.indexMessage(span, k, size));
                    }
                }
                case Statement.NonZero(Scalar divisor, Span span) -> {
                    if ((Long) get(divisor) == 0) {
                        throw new Trap(Trap.divisionMessage(span));
                    }
                }
            }
        }

        private void copy(Statement.Copy copy) {
            Buffer to = copy.to().buffer();
            Buffer from = copy.from().buffer();
            long t = at(copy.to().index());
            long f = at(copy.from().index());
            check(Memory.distance(to, t, from, f) >= copy.count(), "the copy from " + from + " to " + to + " overlaps");
            for (long k = 0; k < copy.count(); k++) {
                store(to, t + k, memory.read(from, f + k), copy.add());
            }
        }

        private void loop(Statement.Loop loop) {
            long count = loop.count();
            if (loop.bound().isPresent()) {
                count = (Long) get(loop.bound().get());
                check(count <= loop.count(), "the bound " + count + " is above " + loop.count());
            }
            for (long step = 0; step < count; step++) {
                if (loop.vector()) {
                    long lanes = Math.min(LANES, count - step);
                    together(loop, loop.down() ? count - step - lanes : step, lanes);
                    step += lanes - 1;
                    continue;
                }
                mentions.onlyIn(loop.body()).forEach(memory::forget);
                define(loop.index(), loop.down() ? count - 1 - step : step);
                scope(loop.body());
                scalars[loop.index().id()] = null;
            }
        }

        /// Iterations that run at once: each statement for all of them, the last one first. Sums are shared.
        private void together(Statement.Loop loop, long from, long lanes) {
            mentions.onlyIn(loop.body()).forEach(memory::forget);
            var each = new ArrayList<Run>();
            for (long k = lanes - 1; k >= 0; k--) {
                var lane = new Run(memory, scalars.clone(), mentions);
                lane.define(loop.index(), from + k);
                each.add(lane);
            }
            for (Statement statement : loop.body()) {
                for (Run lane : each) {
                    if (statement instanceof Statement.Accumulate(Scalar target, Kind kind, Scalar value)) {
                        assign(target, Scalars.combine(kind, lane.get(value), get(target)));
                    } else {
                        lane.statement(statement);
                    }
                }
            }
        }

        private void whileLoop(Statement.While loop) {
            boolean defines = loop.test().stream()
                    .anyMatch(s -> s instanceof Statement.Define(Scalar t, _) && t.equals(loop.condition()));
            check(defines, loop.condition() + " is not defined by the test");
            while (true) {
                mentions.onlyIn(loop.test()).forEach(memory::forget);
                body(loop.test());
                boolean more = (Boolean) get(loop.condition());
                leave(loop.test());
                if (!more) {
                    return;
                }
                mentions.onlyIn(loop.body()).forEach(memory::forget);
                scope(loop.body());
            }
        }

        private Object value(Scalar target, Value value) {
            return switch (value) {
                case Value.Literal(Tensor literal) -> Scalars.element(literal, 0);
                case Value.Apply(ElementOp op, List<Scalar> operands) -> {
                    var x = new ArrayList<Object>();
                    operands.forEach(s -> x.add(get(s)));
                    yield Scalars.apply(op, x);
                }
                case Value.Convert(Scalar operand) ->
                    Scalars.convert(get(operand), operand.element(), target.element());
                case Value.Load(Address from) -> memory.read(from.buffer(), at(from.index()));
                case Value.Affine(Index index, _) -> at(index);
            };
        }

        private long at(Index index) {
            long sum = index.constant();
            for (Index.Term term : index.terms()) {
                check(term.stride() != 0, "stride 0");
                sum += term.stride() * (Long) get(term.scalar());
            }
            return sum;
        }

        private void store(Buffer buffer, long at, Object value, boolean add) {
            memory.write(buffer, at, add ? Scalars.combine(Kind.SUM, value, memory.read(buffer, at)) : value);
        }

        Object get(Scalar scalar) {
            check(scalars[scalar.id()] != null, scalar + " is not defined");
            return scalars[scalar.id()];
        }

        void define(Scalar scalar, Object value) {
            check(scalars[scalar.id()] == null, scalar + " is defined twice");
            scalars[scalar.id()] = value;
            check(Scalars.fits(scalar.element(), value), scalar + " gets " + value);
        }

        private void assign(Scalar scalar, Object value) {
            check(!mentions.isIndex(scalar), "the index " + scalar + " is assigned");
            check(get(scalar).getClass() == value.getClass(), scalar + " = " + value);
            scalars[scalar.id()] = value;
        }
    }
}
