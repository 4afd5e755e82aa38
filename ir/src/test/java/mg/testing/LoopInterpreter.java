package mg.testing;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;
import mg.loops.Value;

/// Runs kernels slowly, statement by statement, each value a tensor of one element, each lane by itself: what the
/// bytecode must agree with.
public final class LoopInterpreter {
    private final Map<Integer, Object> arrays = new HashMap<>();
    /// The lanes of each scalar.
    private final Map<Integer, Tensor[]> scalars = new HashMap<>();

    private LoopInterpreter() {}

    public static void run(Kernel kernel, Object[] in, Object[] out) {
        var interpreter = new LoopInterpreter();
        for (int k = 0; k < in.length; k++) {
            Slot slot = kernel.inputs().get(k);
            if (slot instanceof Scalar scalar) {
                interpreter.set(scalar, Tensor.view(Type.of(scalar.element(), 1), in[k]));
            } else {
                interpreter.arrays.put(((Buffer) slot).id(), in[k]);
            }
        }
        for (int k = 0; k < out.length; k++) {
            interpreter.arrays.put(kernel.outputs().get(k).id(), out[k]);
        }
        for (Buffer buffer : kernel.locals()) {
            interpreter.arrays.put(buffer.id(), buffer.place() instanceof Buffer.Place.Constant(Tensor value)
                    ? value.data()
                    : Tensor.zeros(Type.of(buffer.element(), Math.toIntExact(buffer.size()))).data());
        }
        interpreter.run(kernel.body());
    }

    private void run(List<Statement> body) {
        body.forEach(this::run);
    }

    private void run(Statement statement) {
        switch (statement) {
            case Statement.Define(Scalar target, Value value) ->
                set(target, lanes(target, lane -> value(value, target.element(), lane)));
            case Statement.Assign(Scalar target, Scalar value) -> set(target, lanes(target, lane -> of(value, lane)));
            case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> {
                Tensor[] values = lanes(target.isWide() ? target : value, lane -> of(value, lane));
                set(target, target.isWide()
                        ? lanes(target, lane -> combine(kind, of(target, lane), values[lane]))
                        : lanes(target, _ -> combine(kind, of(target, 0), across(kind, values))));
            }
            case Statement.Store(Address to, Scalar value, boolean add) -> {
                boolean one = !to.isWide();
                if (one && value.isWide()) {
                    store(to, position(to, 0), across(Kind.SUM, scalars.get(value.id())), add);
                    return;
                }
                int lanes = to.index().terms().stream().mapToInt(t -> t.scalar().lanes())
                        .reduce(value.lanes(), Math::max);
                for (int lane = 0; lane < lanes; lane++) {
                    store(to, position(to, lane), of(value, lane), add);
                }
            }
            case Statement.Fill(Address to, long count, Scalar value) -> {
                for (int k = 0; k < count; k++) {
                    store(to, position(to, 0) + k, of(value, 0), false);
                }
            }
            case Statement.Copy(Address to, Address from, long count, boolean add) -> {
                for (int k = 0; k < count; k++) {
                    store(to, position(to, 0) + k, load(from, position(from, 0) + k), add);
                }
            }
            case Statement.Loop loop -> {
                long count = loop.bound().map(b -> of(b, 0).longs()[0]).orElse(loop.count());
                for (long k = 0; k < count; k++) {
                    set(loop.index(), Tensor.of(loop.down() ? count - 1 - k : k));
                    run(loop.body());
                }
            }
            case Statement.If choice ->
                    run(of(choice.condition(), 0).booleans()[0] ? choice.then() : choice.otherwise());
            case Statement.While loop -> {
                run(loop.test());
                while (of(loop.condition(), 0).booleans()[0]) {
                    run(loop.body());
                    run(loop.test());
                }
            }
            case Statement.Check check -> {
                for (Tensor lane : scalars.get(check.index().id())) {
                    long index = lane.longs()[0];
                    if (index < 0 || index >= check.size()) {
                        throw new Trap(Trap.indexMessage(check.span(), index, check.size()));
                    }
                }
            }
            case Statement.NonZero check -> {
                if (of(check.divisor(), 0).longs()[0] == 0) {
                    throw new Trap(Trap.divisionMessage(check.span()));
                }
            }
        }
    }

    private void set(Scalar scalar, Tensor... lanes) {
        scalars.put(scalar.id(), lanes);
    }

    private static Tensor[] lanes(Scalar scalar, IntFunction<Tensor> each) {
        return IntStream.range(0, scalar.lanes()).mapToObj(each).toArray(Tensor[]::new);
    }

    private Tensor of(Scalar scalar, int lane) {
        return scalars.get(scalar.id())[scalar.isWide() ? lane : 0];
    }

    private Tensor value(Value value, ElementType target, int lane) {
        return switch (value) {
            case Value.Literal(Tensor literal) -> literal;
            case Value.Apply(ElementOp op, List<Scalar> operands) ->
                element(op, operands.stream().map(s -> of(s, lane)).toArray(Tensor[]::new));
            case Value.Convert(Scalar operand) -> of(operand, lane).cast(target);
            case Value.Load(Address from) -> load(from, position(from, lane));
            case Value.Affine(Index index, long step) -> Tensor.of(position(index, lane) + step * lane);
        };
    }

    private int position(Address address, int lane) {
        return Math.toIntExact(position(address.index(), lane) + address.step() * lane);
    }

    private long position(Index index, int lane) {
        long position = index.constant();
        for (Index.Term term : index.terms()) {
            position += term.stride() * of(term.scalar(), lane).longs()[0];
        }
        return position;
    }

    /// All lanes, the upper half with the lower, again and again.
    private static Tensor across(Kind kind, Tensor[] lanes) {
        Tensor[] left = lanes.clone();
        for (int half = lanes.length / 2; half > 0; half /= 2) {
            for (int k = 0; k < half; k++) {
                left[k] = combine(kind, left[k], left[k + half]);
            }
        }
        return left[0];
    }

    private Tensor load(Address address, int position) {
        Object array = arrays.get(address.buffer().id());
        Tensor all = Tensor.view(Type.of(address.buffer().element(), Array.getLength(array)), array);
        return all.part(Type.of(address.buffer().element(), 1), position);
    }

    private void store(Address address, int position, Tensor value, boolean add) {
        Tensor stored = add ? element(ElementOp.ADD, load(address, position), value) : value;
        System.arraycopy(stored.data(), 0, arrays.get(address.buffer().id()), position, 1);
    }

    private static Tensor combine(Kind kind, Tensor target, Tensor value) {
        return switch (kind) {
            case SUM -> element(ElementOp.ADD, target, value);
            case PROD -> element(ElementOp.MUL, target, value);
            case MAX -> element(ElementOp.MAX, value, target);
            case MIN -> element(ElementOp.MIN, value, target);
            case ANY -> element(ElementOp.OR, target, value);
            case ALL -> element(ElementOp.AND, target, value);
            case CARRY, COLLECT, ARGMAX, ARGMIN -> throw new AssertionError(kind);
        };
    }

    /// An element operation as the table has it.
    public static Tensor element(ElementOp op, Tensor... x) {
        ElementType type = x[x.length - 1].type().element();
        return switch (op.evaluation()) {
            case ElementOp.Arithmetic(ElementOp.Real real, ElementOp.Whole whole) -> switch (type) {
                case F64 -> Tensor.of(real.at().applyAsDouble(x[0].real(0), x[x.length - 1].real(0)));
                case F32 -> Tensor.view(Type.F32, new float[] {
                    (float) real.at().applyAsDouble(x[0].real(0), x[x.length - 1].real(0))
                });
                case I64 -> Tensor.of(whole.at().applyAsLong(x[0].longs()[0], x[x.length - 1].longs()[0]));
                case BOOL -> throw new AssertionError(op);
            };
            case ElementOp.Compare(ElementOp.RealTest real, ElementOp.WholeTest whole) ->
                Tensor.of(type.isReal()
                        ? real.test(x[0].real(0), x[1].real(0))
                        : whole.test(x[0].whole(0), x[1].whole(0)));
            case ElementOp.Logic(_, ElementOp.BoolTest test) ->
                Tensor.of(test.test(x[0].booleans()[0], x[x.length - 1].booleans()[0]));
            case ElementOp.Select _ -> x[0].booleans()[0] ? x[1] : x[2];
        };
    }

    /// Arrays of the sizes of some types.
    public static Object[] arrays(List<Type> types) {
        return types.stream().map(t -> Tensor.zeros(t).data()).toArray();
    }

    /// The bits of arrays, to compare and to print.
    public static List<String> bits(Object[] arrays) {
        return Arrays.stream(arrays).map(a -> switch (a) {
            case double[] d -> Arrays.toString(Arrays.stream(d).mapToLong(Double::doubleToLongBits).toArray());
            case float[] f -> Arrays.toString(f);
            case long[] l -> Arrays.toString(l);
            case boolean[] b -> Arrays.toString(b);
            default -> throw new AssertionError(a.getClass());
        }).toList();
    }
}
