package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.loops.Address;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.loops.Varying;

/// The code of a loop that runs as many iterations at a time as a vector has elements, upwards.
///
/// ```
/// uniform values
/// while u vectors are left:    u copies of the body, each with sums of its own
/// while one vector is left:    the body
/// for each narrower vector:    the body, if the number of iterations is known and one such vector is left
/// for what is left:            the scalar body
/// ```
///
/// The order in which sums are formed depends on the number of iterations only, whoever compiles or interprets this.
final class VectorCode {
    /// Chains of additions that are independent of each other: an addition takes four cycles.
    private static final int CHAINS = 4;
    private static final int NARROWEST = 128;

    private final PartCode part;
    private final Variables variables;
    private final ValueCode values;
    private final Unit unit;
    private final Statement.Loop loop;
    private final Varying varying;
    private final ElementType element;
    private final List<Statement.Accumulate> sums = new ArrayList<>();
    private final Set<Scalar> uniforms = new LinkedHashSet<>();
    private final Map<Scalar, Integer> vectors = new HashMap<>();
    private final int index;
    private VectorOps ops;

    private VectorCode(PartCode part, Variables variables, ValueCode values, Unit unit, Statement.Loop loop) {
        this.part = part;
        this.variables = variables;
        this.values = values;
        this.unit = unit;
        this.loop = loop;
        this.varying = Varying.of(loop);
        ElementType[] found = new ElementType[1];
        for (Statement statement : loop.body()) {
            switch (statement) {
                case Statement.Define(_, Value value) when varying.includes(value) -> operands(value);
                case Statement.Accumulate sum -> {
                    sums.add(sum);
                    found[0] = sum.target().element();
                    operand(sum.value());
                }
                case Statement.Store(Address to, Scalar value, _) -> {
                    found[0] = to.buffer().element();
                    operand(value);
                }
                default -> {}
            }
        }
        this.element = found[0];
        this.index = variables.index(loop.index());
    }

    private void operands(Value value) {
        if (value instanceof Value.Apply(_, List<Scalar> all)) {
            all.forEach(this::operand);
        }
    }

    private void operand(Scalar scalar) {
        if (!varying.includes(scalar)) {
            uniforms.add(scalar);
        }
    }

    /// Emits the loop; `scalar` emits its body for one iteration.
    static CodeBuilder emit(
            PartCode part, Variables variables, ValueCode values, Unit unit, Statement.Loop loop, Runnable scalar) {
        return variables.block(() -> new VectorCode(part, variables, values, unit, loop).loop(scalar));
    }

    private CodeBuilder code() {
        return variables.code();
    }

    private void loop(Runnable scalar) {
        code().iconst_0().istore(index);
        if (loop.bound().isPresent()) {
            bounded(scalar);
        } else {
            counted(scalar);
        }
    }

    private void counted(Runnable scalar) {
        int left = (int) loop.count();
        uniformValues();
        int bits = unit.vectorBits();
        while (bits > NARROWEST && new VectorOps(code(), element, bits).lanes() > left) {
            bits /= 2;
        }
        for (int each = bits; each >= NARROWEST; each /= 2) {
            int lanes = new VectorOps(code(), element, each).lanes();
            if (left >= lanes) {
                int end = (int) loop.count() - left % lanes;
                int many = copies(left / lanes);
                vectors(each, many, left / lanes, () -> code().loadConstant(end));
                left %= lanes;
            }
        }
        if (left > 0) {
            scalars(() -> code().loadConstant((int) loop.count()), scalar);
        }
    }

    /// As many copies as there are chains for each sum, but no more than there are vectors.
    private int copies(int most) {
        return Math.min(most, chains(sums.size()));
    }

    private void bounded(Runnable scalar) {
        CodeBuilder code = code();
        int limit = code.allocateLocal(TypeKind.INT);
        LoopCode.pushTrips(variables, loop.bound().get());
        code.l2i().istore(limit);
        Label few = code.newLabel();
        int bits = unit.vectorBits();
        code.iload(limit).loadConstant(new VectorOps(code, element, bits).lanes()).if_icmplt(few);
        variables.block(() -> {
            uniformValues();
            vectors(bits, copies(CHAINS), Integer.MAX_VALUE, () -> code().iload(limit));
        });
        code.labelBinding(few);
        scalars(() -> code().iload(limit), scalar);
    }

    private void uniformValues() {
        for (Statement statement : loop.body()) {
            if (statement instanceof Statement.Define(Scalar target, Value value) && !varying.includes(value)) {
                variables.define(target, () -> values.push(value, target));
            }
        }
    }

    /// Runs the body with vectors of these bits while there are whole ones.
    ///
    /// @param trips how many there are; `Integer.MAX_VALUE` if that is not known
    private void vectors(int bits, int copies, int trips, Runnable end) {
        variables.block(() -> {
            ops = new VectorOps(code(), element, bits);
            vectors.clear();
            for (Scalar uniform : uniforms) {
                ops.broadcast(uniform.element(), () -> variables.push(uniform));
                keep(uniform);
            }
            int[][] totals = new int[copies][sums.size()];
            for (int[] copy : totals) {
                for (int k = 0; k < copy.length; k++) {
                    Statement.Accumulate sum = sums.get(k);
                    ops.broadcast(element, () -> literal(identity(sum.kind())));
                    copy[k] = code().allocateLocal(TypeKind.REFERENCE);
                    code().astore(copy[k]);
                }
            }
            if (trips / copies > 1) {
                whole(copies, end, totals);
            } else {
                once(copies, totals);
            }
            if (trips == Integer.MAX_VALUE ? copies > 1 : trips % copies > 0) {
                whole(1, end, totals);
            }
            for (int k = 0; k < sums.size(); k++) {
                finish(sums.get(k), k, totals);
            }
        });
    }

    private void literal(double value) {
        if (element == ElementType.F64) {
            code().loadConstant(value);
        } else {
            code().loadConstant((float) value);
        }
    }

    /// `for (; index <= end - copies * lanes; index += copies * lanes)`.
    private void whole(int copies, Runnable end, int[][] totals) {
        CodeBuilder code = code();
        int limit = code.allocateLocal(TypeKind.INT);
        int step = copies * ops.lanes();
        end.run();
        code.loadConstant(step).isub().istore(limit);
        Label done = code.newLabel();
        Label test = code.newBoundLabel();
        code.iload(index).iload(limit).if_icmpgt(done);
        variables.block(() -> {
            for (int copy = 0; copy < copies; copy++) {
                body(copy * ops.lanes(), totals[copy]);
            }
        });
        code.iinc(index, step).goto_(test).labelBinding(done);
    }

    private void once(int copies, int[][] totals) {
        variables.block(() -> {
            for (int copy = 0; copy < copies; copy++) {
                body(copy * ops.lanes(), totals[copy]);
            }
        });
        code().iinc(index, copies * ops.lanes());
    }

    private void body(int ahead, int[] totals) {
        ops = new VectorOps(code(), element, ops.bits());
        int next = 0;
        for (Statement statement : loop.body()) {
            switch (statement) {
                case Statement.Define(Scalar target, Value value) when varying.includes(value) -> {
                    define(value, ahead);
                    keep(target);
                }
                case Statement.Store(Address to, Scalar value, boolean add) -> store(to, value, add, ahead);
                case Statement.Accumulate(_, Kind kind, Scalar value) -> {
                    int total = totals[next++];
                    combine(kind, k -> code().aload(k == 0 ? vectors.get(value) : total));
                    code().astore(total);
                }
                default -> {}
            }
        }
    }

    private void keep(Scalar scalar) {
        int local = code().allocateLocal(TypeKind.REFERENCE);
        vectors.put(scalar, local);
        code().astore(local);
    }

    private void define(Value value, int ahead) {
        switch (value) {
            case Value.Load(Address from) -> ops.load(() -> address(from, ahead));
            case Value.Apply(ElementOp op, List<Scalar> operands) ->
                ops.apply(op, k -> code().aload(vectors.get(operands.get(k))));
            case Value.Literal _, Value.Convert _, Value.Affine _ -> throw new AssertionError(value);
        }
    }

    private void store(Address to, Scalar value, boolean add, int ahead) {
        if (add) {
            ops.apply(ElementOp.ADD, k -> {
                if (k == 0) {
                    ops.load(() -> address(to, ahead));
                } else {
                    code().aload(vectors.get(value));
                }
            });
        } else {
            code().aload(vectors.get(value));
        }
        address(to, ahead);
        ops.store();
    }

    private void address(Address address, int ahead) {
        part.array(address.buffer());
        part.position(address.plus(ahead));
    }

    private void combine(Kind kind, IntConsumer push) {
        ops.apply(operation(kind), push);
    }

    private static ElementOp operation(Kind kind) {
        return switch (kind) {
            case SUM -> ElementOp.ADD;
            case PROD -> ElementOp.MUL;
            case MAX -> ElementOp.MAX;
            case MIN -> ElementOp.MIN;
            case ANY, ALL, CARRY, COLLECT, ARGMAX, ARGMIN -> throw new AssertionError(kind);
        };
    }

    /// Combines the copies of a sum pairwise, then its elements pairwise, then that with the target.
    private void finish(Statement.Accumulate sum, int which, int[][] totals) {
        ops = new VectorOps(code(), element, ops.bits());
        for (int width = totals.length; width > 1; width = (width + 1) / 2) {
            int half = (width + 1) / 2;
            for (int k = half; k < width; k++) {
                int left = totals[k - half][which];
                int right = totals[k][which];
                combine(sum.kind(), j -> code().aload(j == 0 ? left : right));
                code().astore(left);
            }
        }
        int total = totals[0][which];
        variables.change(sum.target(), () -> scalar(sum.kind(), k -> {
            if (k == 0) {
                lanes(sum.kind(), total, 0, 1);
            } else {
                variables.push(sum.target());
            }
        }));
    }

    /// Pushes the combination of elements `from`, `from + step`, …
    private void lanes(Kind kind, int vector, int from, int step) {
        if (step == ops.lanes()) {
            code().aload(vector);
            ops.lane(from);
        } else {
            scalar(kind, k -> lanes(kind, vector, from + k * step, 2 * step));
        }
    }

    private void scalar(Kind kind, IntConsumer push) {
        new ElementCode(code(), unit, element, push).apply(operation(kind));
    }

    /// `for (; index < end; index++)`.
    private void scalars(Runnable end, Runnable body) {
        CodeBuilder code = code();
        Label done = code.newLabel();
        Label test = code.newBoundLabel();
        code.iload(index);
        end.run();
        code.if_icmpge(done);
        variables.share(loop.index());
        variables.block(body);
        code.iinc(index, 1).goto_(test).labelBinding(done);
    }

    /// What combinations begin with.
    private static double identity(Kind kind) {
        return switch (kind) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
            case ANY, ALL, CARRY, COLLECT, ARGMAX, ARGMIN -> throw new AssertionError(kind);
        };
    }

    /// The most bytes this takes beyond the scalar body, given the most bytes of that: its copies, one more for each
    /// narrower width, and the sums.
    static int bytes(Statement.Loop loop, int scalar) {
        int body = scalar;
        int sums = 0;
        int ends = 0;
        for (Statement statement : loop.body()) {
            switch (statement) {
                case Statement.Define(_, Value.Apply(ElementOp op, _)) ->
                    body += op == ElementOp.MIN || op == ElementOp.MAX || op == ElementOp.RELU ? 60 : 30;
                case Statement.Accumulate(Scalar target, _, _) -> {
                    body += 60;
                    sums++;
                    ends += target.element() == ElementType.F64 ? 300 : 500;
                }
                case Statement.Store(Address to, _, _) -> body += 30 + 10 * to.index().terms().size();
                default -> body += 30;
            }
        }
        int copies = chains(sums);
        return 200 + (copies > 1 ? copies + 3 : 3) * body + ends;
    }

    /// How many copies of the body run at a time, if the trips allow.
    private static int chains(int sums) {
        return sums == 0 ? 1 : Math.max(1, CHAINS / sums);
    }
}
