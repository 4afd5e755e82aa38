package mg.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs a Wengert list directly, and thereby defines what every operation means.
///
/// Sums are formed in the order of the program from 0, products from 1; `f32` arithmetic rounds after each operation;
/// `i64` wraps. Lists that run wait on a stack of their own, so neither nesting nor calls use up Java's.
public final class Interpreter {
    /// Told of every value that a running program computes.
    public interface Observer {
        /// After an instruction gave its results for these operands; a loop or a branch after its lists.
        void computed(Instruction instruction, List<Tensor> operands, List<Tensor> results);
    }

    private static final Observer NOBODY = (_, _, _) -> {};

    /// What happens with the results of a list.
    private interface Continuation {
        void accept(List<Tensor> results);
    }

    /// A list that runs, and where it has come to.
    private static final class Running {
        final Block block;
        final VarMap<Tensor> values;
        final Continuation then;
        int next;

        Running(Block block, VarMap<Tensor> values, Continuation then) {
            this.block = block;
            this.values = values;
            this.then = then;
        }
    }

    private final Map<String, Function> functions;
    private final Observer observer;
    private final Deque<Running> stack = new ArrayDeque<>();

    private Interpreter(Map<String, Function> functions, Observer observer) {
        this.functions = functions;
        this.observer = observer;
    }

    /// The results of a function for these arguments; they share no array with the arguments or the program.
    ///
    /// @throws IllegalArgumentException if there is no such function, or it takes other arguments
    /// @throws Trap                     at a fault of the data
    public static List<Tensor> call(Program program, String function, List<Tensor> arguments) {
        return executable(program, function).call(arguments);
    }

    /// As [#call(Program, String, List)], with somebody looking on.
    public static List<Tensor> call(Program program, String function, List<Tensor> arguments, Observer observer) {
        return run(byName(program), program.function(function), arguments, observer);
    }

    /// What an element operation gives for these values.
    ///
    /// @throws Trap at an integer division by zero
    public static Tensor element(ElementOp op, List<Tensor> operands, Span span) {
        return Elementwise.apply(op, operands, span);
    }

    /// What an instruction gives for these operands, if it has no lists and is no call or derivative.
    ///
    /// @throws Trap at a fault of the data
    public static Tensor apply(Instruction instruction, List<Tensor> operands) {
        return Primitives.apply(instruction, operands);
    }

    /// The function of that name, ready to run.
    static Executable executable(Program program, String function) {
        return new Interpreted(byName(program), program.function(function));
    }

    private static Map<String, Function> byName(Program program) {
        var functions = new HashMap<String, Function>();
        program.functions().forEach(f -> functions.put(f.name(), f));
        return functions;
    }

    /// The results of a function; they may share arrays with the arguments and with constants.
    static List<Tensor> run(Map<String, Function> functions, Function function, List<Tensor> arguments) {
        return run(functions, function, arguments, NOBODY);
    }

    private static List<Tensor> run(
            Map<String, Function> functions, Function function, List<Tensor> arguments, Observer observer) {
        var interpreter = new Interpreter(functions, observer);
        var results = new ArrayList<Tensor>();
        interpreter.start(function.body(), arguments, new VarMap<>(), results::addAll);
        interpreter.run();
        return results;
    }

    private void run() {
        while (!stack.isEmpty()) {
            Running list = stack.peek();
            if (list.next < list.block.instructions().size()) {
                step(list.block.instructions().get(list.next++), list.values);
            } else {
                stack.pop();
                list.then.accept(list.values.all(list.block.results()));
            }
        }
    }

    private void start(Block block, List<Tensor> arguments, VarMap<Tensor> values, Continuation then) {
        values.putAll(block.arguments(), arguments);
        stack.push(new Running(block, values, then));
    }

    private void step(Instruction instruction, VarMap<Tensor> values) {
        List<Tensor> x = values.all(instruction.operands());
        Continuation results = r -> {
            observer.computed(instruction, x, r);
            values.putAll(instruction.results(), r);
        };
        switch (instruction.operation()) {
            case Operation.For loop -> forLoop(loop, instruction, x, values, results);
            case Operation.While _ -> whileLoop(instruction, x, values, results);
            case Operation.If _ ->
                start(instruction.blocks().get(x.getFirst().booleans()[0] ? 0 : 1), List.of(), values, results);
            case Operation.Call(String function) -> start(functions.get(function).body(), x, new VarMap<>(), results);
            default -> results.accept(List.of(Primitives.apply(instruction, x)));
        }
    }

    private void forLoop(
            Operation.For loop, Instruction instruction, List<Tensor> x, VarMap<Tensor> values, Continuation results) {
        long count = loop.n();
        if (loop.bounded()) {
            count = x.getLast().longs()[0];
            if (count > loop.n()) {
                throw new Trap(Trap.indexMessage(instruction.span(), count, loop.n() + 1));
            }
        }
        var accumulators = new ArrayList<Accumulator>();
        for (int k = loop.carries(); k < loop.kinds().size(); k++) {
            accumulators.add(new Accumulator(loop.kinds().get(k), instruction.block().results().get(k).type(),
                    loop.n()));
        }
        iterate(loop, instruction.block(), 0, count, x.subList(0, loop.carries()), accumulators, values, results);
    }

    /// Runs the iteration `step` of `count`, and after it the rest.
    private void iterate(Operation.For loop, Block body, long step, long count, List<Tensor> state,
            List<Accumulator> accumulators, VarMap<Tensor> values, Continuation results) {
        if (step >= count) {
            var all = new ArrayList<>(state);
            accumulators.forEach(a -> all.add(a.result()));
            results.accept(all);
            return;
        }
        long i = loop.down() ? count - 1 - step : step;
        var inputs = new ArrayList<Tensor>(1 + state.size());
        inputs.add(Tensor.of(i));
        inputs.addAll(state);
        start(body, inputs, values, yields -> {
            int carries = state.size();
            for (int k = carries; k < yields.size(); k++) {
                accumulators.get(k - carries).add(i, yields.get(k));
            }
            iterate(loop, body, step + 1, count, yields.subList(0, carries), accumulators, values, results);
        });
    }

    /// Runs the condition, then the body and all again, or nothing.
    private void whileLoop(Instruction instruction, List<Tensor> state, VarMap<Tensor> values, Continuation results) {
        start(instruction.blocks().get(0), state, values, test -> {
            if (test.getFirst().booleans()[0]) {
                start(instruction.blocks().get(1), state, values, next ->
                        whileLoop(instruction, next, values, results));
            } else {
                results.accept(state);
            }
        });
    }
}
