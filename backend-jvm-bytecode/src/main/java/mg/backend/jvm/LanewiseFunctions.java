package mg.backend.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.passes.loops.Cost;

/// Takes library functions of wide scalars lane by lane, through buffers: those of the Vector API are within 4 ulp, but
/// not the same on every platform. Each iteration of a parallel loop has places of its own in the buffers.
final class LanewiseFunctions {
    /// A vector of 64 bytes has no more.
    private static final int MOST_LANES = 64;

    private final List<Buffer> locals;
    private final Map<String, Buffer> buffers = new HashMap<>();
    private final Map<ElementType, Long> arena;
    private int scalars;
    private int numbers;
    /// The parallel loop around the statements at hand.
    private Optional<Statement.Loop> parallel = Optional.empty();

    private LanewiseFunctions(Kernel kernel) {
        this.locals = new ArrayList<>(kernel.locals());
        this.arena = new HashMap<>(kernel.arena());
        this.scalars = kernel.scalars();
        this.numbers = Stream.of(kernel.inputs(), kernel.outputs(), kernel.locals())
                .flatMap(List::stream)
                .mapToInt(slot -> slot instanceof Buffer buffer ? buffer.id() + 1 : 0)
                .max()
                .orElse(0);
    }

    /// The kernel without library functions of wide scalars.
    static Kernel run(Kernel kernel) {
        var functions = new LanewiseFunctions(kernel);
        List<Statement> body = functions.body(kernel.body());
        return functions.buffers.isEmpty() ? kernel : kernel.with(functions.locals, functions.scalars, body);
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>();
        for (Statement statement : body) {
            if (statement instanceof Statement.Define(Scalar target, Value.Apply(ElementOp op, List<Scalar> operands))
                    && Cost.isFunction(op)
                    && operands.stream().anyMatch(Scalar::isWide)) {
                apply(made, target, op, operands);
            } else if (statement instanceof Statement.Loop loop && loop.parallel() && parallel.isEmpty()) {
                parallel = Optional.of(loop);
                made.add(loop.map(this::body));
                parallel = Optional.empty();
            } else {
                made.add(statement.map(this::body));
            }
        }
        return made;
    }

    private void apply(List<Statement> made, Scalar target, ElementOp op, List<Scalar> operands) {
        Scalar lane = fresh(ElementType.I64);
        var each = new ArrayList<Statement>();
        var inputs = new ArrayList<Scalar>();
        for (int k = 0; k < operands.size(); k++) {
            Scalar operand = operands.get(k);
            if (operand.isWide()) {
                Buffer from = buffer(operand.element(), k);
                made.add(new Statement.Store(new Address(from, start(), 1), operand, false));
                Scalar input = fresh(operand.element());
                each.add(new Statement.Define(input, new Value.Load(at(from, lane))));
                inputs.add(input);
            } else {
                inputs.add(operand);
            }
        }
        Scalar result = fresh(target.element());
        each.add(new Statement.Define(result, new Value.Apply(op, inputs)));
        Buffer to = buffer(target.element(), operands.size());
        each.add(new Statement.Store(at(to, lane), result, false));
        made.add(new Statement.Loop(lane, target.lanes(), Optional.empty(), false, each));
        made.add(new Statement.Define(target, new Value.Load(new Address(to, start(), 1))));
    }

    private Address at(Buffer buffer, Scalar lane) {
        return new Address(buffer, start().plus(lane, 1));
    }

    /// Where the places of this iteration begin.
    private Index start() {
        return parallel.map(loop -> Index.ZERO.plus(loop.index(), MOST_LANES)).orElse(Index.ZERO);
    }

    private Scalar fresh(ElementType element) {
        return new Scalar(scalars++, element);
    }

    /// The buffer of operand `k`, behind all others in the workspace.
    private Buffer buffer(ElementType element, int k) {
        long size = MOST_LANES * parallel.map(Statement.Loop::count).orElse(1L);
        return buffers.computeIfAbsent(element + " " + k + " " + size, _ -> {
            long offset = arena.merge(element, size, Long::sum) - size;
            var buffer = new Buffer(numbers++, "lanes" + k, element, size, new Buffer.Place.Arena(offset));
            locals.add(buffer);
            return buffer;
        });
    }
}
