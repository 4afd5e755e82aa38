package mg.passes.lower;

import static mg.passes.lower.Memory.check;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
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
                case Statement.Define(Scalar target, Value value) -> {
                    check(target.isWide() || !isWide(value), target + " is not wide, but " + value);
                    define(target, lanes(target, lane -> value(target, value, lane)));
                }
                case Statement.Assign(Scalar target, Scalar value) -> {
                    check(target.isWide() || !value.isWide(), target + " = " + value);
                    assign(target, lanes(target, lane -> get(value, lane)));
                }
                case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> accumulate(target, kind, value);
                case Statement.Store(Address to, Scalar value, boolean add) -> store(to, value, add);
                case Statement.Fill(Address to, long count, Scalar value) -> {
                    long start = one(to);
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
                    for (int lane = 0; lane < index.lanes(); lane++) {
                        long k = (Long) get(index, lane);
                        if (k < 0 || k >= size) {
                            throw new Trap(Trap.indexMessage(span, k, size));
                        }
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
            long t = one(copy.to());
            long f = one(copy.from());
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
                mentions.onlyIn(loop.body()).forEach(memory::forget);
                define(loop.index(), loop.down() || loop.parallel() ? count - 1 - step : step);
                scope(loop.body());
                scalars[loop.index().id()] = null;
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

        /// The lanes that `each` gives, or the one value if the scalar is not wide.
        private static Object lanes(Scalar scalar, IntFunction<Object> each) {
            if (!scalar.isWide()) {
                return each.apply(0);
            }
            check(Integer.bitCount(scalar.lanes()) == 1, scalar + " has " + scalar.lanes() + " lanes");
            var all = new Object[scalar.lanes()];
            java.util.Arrays.setAll(all, each);
            return all;
        }

        private static boolean isWide(Value value) {
            return switch (value) {
                case Value.Literal _ -> false;
                case Value.Apply(_, List<Scalar> operands) -> operands.stream().anyMatch(Scalar::isWide);
                case Value.Convert(Scalar operand) -> operand.isWide();
                case Value.Load(Address from) -> isWide(from.index(), from.step());
                case Value.Affine(Index index, long step) -> isWide(index, step);
            };
        }

        private static boolean isWide(Index index, long step) {
            return step != 0 || index.isWide();
        }

        private void accumulate(Scalar target, Kind kind, Scalar value) {
            if (target.isWide() || !value.isWide()) {
                assign(target, lanes(target, lane -> Scalars.combine(kind, get(value, lane), get(target, lane))));
                return;
            }
            for (int lane = value.lanes() - 1; lane >= 0; lane--) {
                assign(target, Scalars.combine(kind, get(value, lane), get(target)));
            }
        }

        private void store(Address to, Scalar value, boolean add) {
            boolean one = !isWide(to.index(), to.step());
            check(one || value.isWide(), to + " = " + value);
            check(!one || !value.isWide() || add, "lanes of " + value + " are stored to one element");
            for (int lane = 0; lane < value.lanes(); lane++) {
                store(to.buffer(), at(to.index(), to.step(), lane), get(value, lane), add);
            }
        }

        private Object value(Scalar target, Value value, int lane) {
            return switch (value) {
                case Value.Literal(Tensor literal) -> Scalars.element(literal, 0);
                case Value.Apply(ElementOp op, List<Scalar> operands) -> {
                    var x = new ArrayList<Object>();
                    operands.forEach(s -> x.add(get(s, lane)));
                    yield Scalars.apply(op, x);
                }
                case Value.Convert(Scalar operand) ->
                    Scalars.convert(get(operand, lane), operand.element(), target.element());
                case Value.Load(Address from) -> memory.read(from.buffer(), at(from.index(), from.step(), lane));
                case Value.Affine(Index index, long step) -> at(index, step, lane);
            };
        }

        /// The position of an address that is not wide.
        private long one(Address address) {
            check(!isWide(address.index(), address.step()), address + " is wide");
            return at(address.index(), 0, 0);
        }

        private long at(Index index, long step, int lane) {
            long sum = index.constant() + step * lane;
            for (Index.Term term : index.terms()) {
                check(term.stride() != 0, "stride 0");
                sum += term.stride() * (Long) get(term.scalar(), lane);
            }
            return sum;
        }

        private void store(Buffer buffer, long at, Object value, boolean add) {
            memory.write(buffer, at, add ? Scalars.combine(Kind.SUM, value, memory.read(buffer, at)) : value);
        }

        /// The value of a scalar that is not wide.
        Object get(Scalar scalar) {
            check(!scalar.isWide(), scalar + " is wide");
            return get(scalar, 0);
        }

        /// One lane of a scalar; of one that is not wide, its value.
        private Object get(Scalar scalar, int lane) {
            Object value = scalars[scalar.id()];
            check(value != null, scalar + " is not defined");
            if (!scalar.isWide()) {
                return value;
            }
            Object[] all = (Object[]) value;
            check(lane < all.length && all.length == scalar.lanes(), scalar + " has no lane " + lane);
            return all[lane];
        }

        void define(Scalar scalar, Object value) {
            check(scalars[scalar.id()] == null, scalar + " is defined twice");
            assignUnchecked(scalar, value);
        }

        private void assign(Scalar scalar, Object value) {
            check(!mentions.isIndex(scalar), "the index " + scalar + " is assigned");
            check(scalars[scalar.id()] != null, scalar + " is not defined");
            assignUnchecked(scalar, value);
        }

        private void assignUnchecked(Scalar scalar, Object value) {
            scalars[scalar.id()] = value;
            for (int lane = 0; lane < scalar.lanes(); lane++) {
                check(Scalars.fits(scalar.element(), get(scalar, lane)), scalar + " gets " + value);
            }
        }
    }
}
