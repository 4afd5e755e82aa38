package mg.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs a Wengert list directly, and thereby defines what every operation means.
///
/// Sums are formed in the order of the program from 0, products from 1; `f32` arithmetic rounds after each operation;
/// `i64` wraps. Recursion follows the nesting of lists and of calls, never the length of a list.
public final class Interpreter {
    private final Map<String, Function> functions = new HashMap<>();

    /// An interpreter of the program's functions.
    Interpreter(Program program) {
        program.functions().forEach(f -> functions.put(f.name(), f));
    }

    /// The results of a function for these arguments; they share no array with the arguments or the program.
    ///
    /// @throws IllegalArgumentException if there is no such function, or it takes other arguments
    /// @throws Trap                     at a fault of the data
    public static List<Tensor> call(Program program, String function, List<Tensor> arguments) {
        return new Interpreted(new Interpreter(program), program.function(function)).call(arguments);
    }

    /// What an element operation gives for these values.
    ///
    /// @throws Trap at an integer division by zero
    public static Tensor element(ElementOp op, List<Tensor> operands, Span span) {
        return Elementwise.apply(op, operands, span);
    }

    /// The results of a function; they may share arrays with the arguments and with constants.
    List<Tensor> apply(String name, List<Tensor> arguments) {
        return run(functions.get(name).body(), arguments, new VarMap<>());
    }

    private List<Tensor> run(Block block, List<Tensor> arguments, VarMap<Tensor> values) {
        values.putAll(block.arguments(), arguments);
        for (Instruction instruction : block.instructions()) {
            values.putAll(instruction.results(), results(instruction, values));
        }
        return values.all(block.results());
    }

    private List<Tensor> results(Instruction instruction, VarMap<Tensor> values) {
        List<Tensor> x = values.all(instruction.operands());
        return switch (instruction.operation()) {
            case Operation.For loop -> forLoop(loop, instruction, x, values);
            case Operation.While _ -> whileLoop(instruction, x, values);
            case Operation.If _ -> run(instruction.blocks().get(x.getFirst().booleans()[0] ? 0 : 1), List.of(), values);
            case Operation.Call(String function) -> apply(function, x);
            case Operation.Jvp(String function, _) -> throw notExpanded("jvp", function);
            case Operation.Vjp(String function, _) -> throw notExpanded("vjp", function);
            case Operation.Element(ElementOp op) -> List.of(Elementwise.apply(op, x, instruction.span()));
            case Operation.Cast(ElementType to) -> List.of(x.getFirst().cast(to));
            case Operation.StopGradient _ -> x;
            case Operation.Const(Tensor value) -> List.of(value);
            case Operation.Iota(int n) -> List.of(Tensor.wholes(Type.of(ElementType.I64, n), k -> k));
            case Operation.Broadcast b -> List.of(Layouts.broadcast(b, x.getFirst()));
            case Operation.Reshape _ -> List.of(x.getFirst().reshaped(instruction.result().type()));
            case Operation.Transpose(List<Integer> axes) -> List.of(Layouts.transpose(axes, x.getFirst()));
            case Operation.Slice slice -> List.of(Layouts.slice(slice, instruction.result().type(), x.getFirst()));
            case Operation.Pad pad -> List.of(Layouts.pad(pad, x.getFirst()));
            case Operation.Concat(int axis) -> List.of(Layouts.concat(axis, instruction.result().type(), x));
            case Operation.Index _ -> List.of(Positions.index(x, instruction.span()));
            case Operation.Place _ -> List.of(Positions.place(instruction.result().type(), x, instruction.span()));
            case Operation.Gather _ -> List.of(Positions.gather(x.get(0), x.get(1), instruction.span()));
            case Operation.ScatterAdd(int n) ->
                List.of(Positions.scatterAdd(n, x.get(0), x.get(1), instruction.span()));
            case Operation.Reduce(Kind kind, List<Integer> axes) ->
                List.of(Contractions.reduce(kind, axes, instruction.result().type(), x.getFirst()));
            case Operation.Dot dot ->
                List.of(Contractions.dot(dot, instruction.result().type(), x.get(0), x.get(1)));
        };
    }

    private List<Tensor> forLoop(Operation.For loop, Instruction instruction, List<Tensor> x, VarMap<Tensor> values) {
        long count = loop.n();
        if (loop.bounded()) {
            count = x.getLast().longs()[0];
            if (count > loop.n()) {
                throw new Trap(Trap.indexMessage(instruction.span(), count, loop.n() + 1));
            }
        }
        int carries = loop.carries();
        var accumulators = new ArrayList<Accumulator>();
        for (int k = carries; k < loop.kinds().size(); k++) {
            accumulators.add(new Accumulator(loop.kinds().get(k), instruction.block().results().get(k).type(), loop.n()));
        }
        List<Tensor> state = x.subList(0, carries);
        for (long step = 0; step < count; step++) {
            long i = loop.down() ? count - 1 - step : step;
            var inputs = new ArrayList<Tensor>(1 + carries);
            inputs.add(Tensor.of(i));
            inputs.addAll(state);
            List<Tensor> yields = run(instruction.block(), inputs, values);
            state = yields.subList(0, carries);
            for (int k = carries; k < yields.size(); k++) {
                accumulators.get(k - carries).add(i, yields.get(k));
            }
        }
        var results = new ArrayList<>(state);
        accumulators.forEach(a -> results.add(a.result()));
        return results;
    }

    private List<Tensor> whileLoop(Instruction instruction, List<Tensor> initial, VarMap<Tensor> values) {
        Block test = instruction.blocks().get(0);
        Block body = instruction.blocks().get(1);
        List<Tensor> state = initial;
        while (run(test, state, values).getFirst().booleans()[0]) {
            state = run(body, state, values);
        }
        return state;
    }

    private static IllegalArgumentException notExpanded(String derivative, String function) {
        return new IllegalArgumentException(derivative + " of @" + function + " must be expanded before it runs");
    }
}
