package mg.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Builds one function, instruction by instruction, checking types as it goes.
///
/// Values made here have provisional numbers; [#finish] renumbers them in the order of the text.
public final class Builder {
    private final Deque<List<Instruction>> open = new ArrayDeque<>();
    private final List<Argument> arguments = new ArrayList<>();
    private final VarMap<Instruction> definitions = new VarMap<>();
    private final VarMap<Long> trips = new VarMap<>();
    private int next;
    private Span span = Span.NONE;
    /// Where the user's text calls what is being inlined. That is the place of what the library does.
    private Span call = Span.NONE;

    /// A builder of a function without arguments yet.
    public Builder() {
        open.push(new ArrayList<>());
    }

    /// A builder of a function with the arguments of another, of which it may [#keep] instructions: values of that one
    /// keep their numbers, which are below `next`, until this one is finished.
    public static Builder continuing(Function function, int next) {
        var b = new Builder();
        b.arguments.addAll(function.arguments());
        b.next = next;
        return b;
    }

    /// A new argument of the function.
    public Var argument(String name, Type type) {
        return argument(name, type, false);
    }

    /// A new argument of the function, possibly one that is a parameter of the program.
    public Var argument(String name, Type type, boolean parameter) {
        Var var = fresh(type);
        arguments.add(new Argument(name, var, parameter));
        return var;
    }

    /// A new argument for each of a function's, with the same names, types and roles.
    public List<Var> argumentsOf(Function function) {
        return function.arguments().stream().map(a -> argument(a.name(), a.type(), a.parameter())).toList();
    }

    /// The finished function. The builder is of no use afterwards.
    public Function finish(String name, List<String> resultNames, List<Var> results) {
        List<Var> inputs = arguments.stream().map(Argument::var).toList();
        return Renumber.run(new Function(name, arguments, resultNames, new Block(inputs, open.pop(), results)));
    }

    /// The place in the user's text that instructions emitted from now on are made from.
    public Span span() {
        return span;
    }

    /// Sets the place in the user's text that instructions emitted from now on are made from.
    public void at(Span place) {
        span = place;
    }

    /// A value without a definition yet: for the arguments of blocks.
    public Var fresh(Type type) {
        return new Var(next++, type);
    }

    /// A value for the variable of a loop over `0..n`.
    public Var counter(long n) {
        Var i = fresh(Type.I64);
        trips.put(i, n);
        return i;
    }

    /// The `n` of the loop over `0..n` that `var` is the variable of; the largest `long` if it is none.
    public long trips(Var var) {
        return trips.has(var) ? trips.get(var) : Long.MAX_VALUE;
    }

    /// New values for the arguments of a block of this operation.
    public List<Var> blockArguments(Operation operation, Block block) {
        List<Var> old = block.arguments();
        return IntStream.range(0, old.size())
                .mapToObj(k -> k == 0 && operation instanceof Operation.For loop
                        ? counter(loop.n())
                        : fresh(old.get(k).type()))
                .toList();
    }

    /// Emits an operation without blocks; the types of the results follow.
    ///
    /// @throws IllegalArgumentException if it does not take such operands
    public Var emit(Operation operation, List<Var> operands) {
        return emit(operation, operands, List.of()).getFirst();
    }

    public Var emit(Operation operation, Var... operands) {
        return emit(operation, List.of(operands));
    }

    /// Emits any operation but a call or a derivative; the types of the results follow.
    public List<Var> emit(Operation operation, List<Var> operands, List<Block> blocks) {
        return emit(operation, operands, blocks, Typing.results(operation, operands, blocks));
    }

    /// Emits an operation with results of the given types.
    public List<Var> emit(Operation operation, List<Var> operands, List<Block> blocks, List<Type> types) {
        List<Var> results = types.size() == 1
                ? List.of(fresh(types.getFirst()))
                : types.stream().map(this::fresh).toList();
        add(new Instruction(operation, operands, blocks, results, span));
        return results;
    }

    /// Appends an instruction of the function that this one continues.
    public void keep(Instruction instruction) {
        add(instruction);
    }

    /// Takes the arguments of a block of the function that this one continues as they are.
    public void keepArguments(Operation operation, Block block) {
        if (operation instanceof Operation.For loop) {
            trips.put(block.arguments().getFirst(), loop.n());
        }
    }

    private void add(Instruction instruction) {
        open.peek().add(instruction);
        for (Var result : instruction.results()) {
            definitions.put(result, instruction);
        }
    }

    /// The instruction that a value is a result of; empty for an argument of the function or of a block.
    public Optional<Instruction> definition(Var var) {
        return Optional.ofNullable(definitions.find(var));
    }

    /// The operation that a value is a result of; empty for an argument of the function or of a block.
    public Optional<Operation> operation(Var var) {
        return definition(var).map(Instruction::operation);
    }

    /// Appends instructions that were built here before, of a block that is not used otherwise.
    public void splice(List<Instruction> instructions) {
        open.peek().addAll(instructions);
    }

    /// What `body` emits, as a list of its own.
    public List<Instruction> record(Runnable body) {
        return block(List.of(), () -> {
            body.run();
            return List.of();
        }).instructions();
    }

    /// A block made of what `body` emits, with the values it returns as results.
    public Block block(List<Var> blockArguments, Supplier<List<Var>> body) {
        open.push(new ArrayList<>());
        try {
            List<Var> results = body.get();
            return new Block(blockArguments, open.peek(), results);
        } finally {
            open.pop();
        }
    }

    // Control

    /// What a loop's body emits and yields, given the loop variable and the carries.
    public interface LoopBody {
        List<Var> emit(Var i, List<Var> carries);
    }

    /// A `for` over `0..n`.
    public List<Var> forLoop(long n, List<Kind> kinds, List<Var> initial, LoopBody body) {
        return forLoop(new Operation.For(n, kinds, false, false), initial, body);
    }

    /// A `for` with these attributes; `operands` are the initial carries and the bound, if it has one.
    public List<Var> forLoop(Operation.For loop, List<Var> operands, LoopBody body) {
        Var i = counter(loop.n());
        List<Var> carries = operands.subList(0, loop.carries()).stream().map(v -> fresh(v.type())).toList();
        var inputs = new ArrayList<Var>();
        inputs.add(i);
        inputs.addAll(carries);
        return emit(loop, operands, List.of(block(inputs, () -> body.emit(i, carries))));
    }

    /// A `for` over `0..n` with one result and no carries.
    public Var forLoop(long n, Kind kind, java.util.function.UnaryOperator<Var> body) {
        return forLoop(n, List.of(kind), List.of(), (i, _) -> List.of(body.apply(i))).getFirst();
    }

    /// An `if`.
    public List<Var> ifElse(Var condition, Supplier<List<Var>> then, Supplier<List<Var>> otherwise) {
        return emit(new Operation.If(), List.of(condition),
                List.of(block(List.of(), then), block(List.of(), otherwise)));
    }

    /// A `while`.
    public List<Var> whileLoop(
            List<Var> initial,
            java.util.function.Function<List<Var>, Var> condition,
            java.util.function.UnaryOperator<List<Var>> body) {
        List<Var> tested = initial.stream().map(v -> fresh(v.type())).toList();
        List<Var> state = initial.stream().map(v -> fresh(v.type())).toList();
        Block test = block(tested, () -> List.of(condition.apply(tested)));
        Block step = block(state, () -> body.apply(state));
        return emit(new Operation.While(), initial, List.of(test, step));
    }

    /// A call of a function of the program.
    public List<Var> call(Function function, List<Var> operands) {
        return emit(new Operation.Call(function.name()), operands, List.of(), function.resultTypes());
    }

    // Values known now

    public Var constant(Tensor value) {
        return emit(new Operation.Const(value));
    }

    public Var constant(double value) {
        return constant(Tensor.of(value));
    }

    public Var constant(long value) {
        return constant(Tensor.of(value));
    }

    public Var constant(boolean value) {
        return constant(Tensor.of(value));
    }

    /// A constant of a value's type, the same in every element.
    public Var like(Var x, double value) {
        return filled(x.type(), value);
    }

    /// A constant of the given type, the same in every element.
    public Var filled(Type type, double value) {
        return broadcast(constant(Tensor.scalar(type.element(), value)), type.shape());
    }

    /// Zeros.
    public Var zeros(Type type) {
        return filled(type, 0);
    }

    // Arrays

    /// A scalar repeated to a shape; itself if the shape is a scalar's.
    public Var broadcast(Var scalar, List<Integer> shape) {
        return shape.isEmpty() ? scalar : emit(new Operation.Broadcast(shape, List.of()), scalar);
    }

    public Var index(Var array, List<Var> positions) {
        if (positions.isEmpty()) {
            return array;
        }
        var operands = new ArrayList<Var>();
        operands.add(array);
        operands.addAll(positions);
        return emit(new Operation.Index(), operands);
    }

    public Var index(Var array, Var... positions) {
        return index(array, List.of(positions));
    }

    public Var place(List<Integer> shape, Var value, List<Var> positions) {
        var operands = new ArrayList<Var>();
        operands.add(value);
        operands.addAll(positions);
        return emit(new Operation.Place(shape), operands);
    }

    public Var reshape(Var x, List<Integer> shape) {
        return x.type().shape().equals(shape) ? x : emit(new Operation.Reshape(shape), x);
    }

    public Var transpose(Var x, List<Integer> axes) {
        boolean identity = IntStream.range(0, axes.size()).allMatch(k -> axes.get(k) == k);
        return identity ? x : emit(new Operation.Transpose(axes), x);
    }

    public Var reduce(Kind kind, List<Integer> axes, Var x) {
        return emit(new Operation.Reduce(kind, axes), x);
    }

    /// The sum of all elements.
    public Var sumAll(Var x) {
        return x.type().isScalar()
                ? x
                : reduce(Kind.SUM, IntStream.range(0, x.type().rank()).boxed().toList(), x);
    }

    // Element operations

    public Var element(ElementOp op, Var... operands) {
        return emit(new Operation.Element(op), operands);
    }

    public Var add(Var x, Var y) {
        return element(ElementOp.ADD, x, y);
    }

    public Var sub(Var x, Var y) {
        return element(ElementOp.SUB, x, y);
    }

    public Var mul(Var x, Var y) {
        return element(ElementOp.MUL, x, y);
    }

    public Var div(Var x, Var y) {
        return element(ElementOp.DIV, x, y);
    }

    public Var pow(Var x, Var y) {
        return element(ElementOp.POW, x, y);
    }

    public Var neg(Var x) {
        return element(ElementOp.NEG, x);
    }

    public Var sqrt(Var x) {
        return element(ElementOp.SQRT, x);
    }

    public Var exp(Var x) {
        return element(ElementOp.EXP, x);
    }

    public Var log(Var x) {
        return element(ElementOp.LOG, x);
    }

    public Var sin(Var x) {
        return element(ElementOp.SIN, x);
    }

    public Var cos(Var x) {
        return element(ElementOp.COS, x);
    }

    public Var sinh(Var x) {
        return element(ElementOp.SINH, x);
    }

    public Var cosh(Var x) {
        return element(ElementOp.COSH, x);
    }

    public Var round(Var x) {
        return element(ElementOp.ROUND, x);
    }

    public Var digamma(Var x) {
        return element(ElementOp.DIGAMMA, x);
    }

    public Var polygamma(Var n, Var x) {
        return element(ElementOp.POLYGAMMA, n, x);
    }

    public Var lt(Var x, Var y) {
        return element(ElementOp.LT, x, y);
    }

    public Var lt(Var x, double y) {
        return lt(x, like(x, y));
    }

    public Var gt(Var x, double y) {
        return lt(like(x, y), x);
    }

    public Var eq(Var x, Var y) {
        return element(ElementOp.EQ, x, y);
    }

    public Var eq(Var x, double y) {
        return eq(x, like(x, y));
    }

    public Var select(Var condition, Var then, Var otherwise) {
        return element(ElementOp.SELECT, condition, then, otherwise);
    }

    // Parts of derivative rules

    /// `d` where `a > b`, half of it where they are equal, otherwise 0.
    Var towards(Var d, Var a, Var b) {
        return select(lt(b, a), d, select(eq(a, b), mul(d, like(d, 0.5)), like(d, 0)));
    }

    /// Whether `x₁` is 0 and `x₀` is 0 or NaN.
    Var zeroToTheZero(List<Var> x) {
        Var base = element(ElementOp.NOT, gt(element(ElementOp.ABS, x.get(0)), 0));
        return element(ElementOp.AND, eq(x.get(1), 0), base);
    }

    /// `x₀² + x₁²`.
    Var squares(List<Var> x) {
        return add(mul(x.get(0), x.get(0)), mul(x.get(1), x.get(1)));
    }

    /// `1 - x²`, without cancellation near ±1.
    Var oneMinusSquare(Var x) {
        return mul(sub(like(x, 1), x), add(like(x, 1), x));
    }

    // Copying

    /// Emits copies of another function's instructions. `map` gives the new value of each old one that is defined
    /// outside, and receives those of all defined inside.
    public void copy(List<Instruction> instructions, VarMap<Var> map) {
        Span before = span;
        for (Instruction instruction : instructions) {
            copy(instruction, map);
        }
        span = before;
    }

    /// Emits a copy of one instruction, with its blocks.
    public List<Var> copy(Instruction instruction, VarMap<Var> map) {
        span = instruction.span().isLibrary() && call.isKnown() ? call : instruction.span();
        List<Block> blocks = instruction.blocks().stream()
                .map(b -> copy(b, blockArguments(instruction.operation(), b), map))
                .toList();
        List<Var> operands = map.all(instruction.operands());
        List<Type> types = instruction.results().stream().map(Var::type).toList();
        List<Var> results = emit(instruction.operation(), operands, blocks, types);
        map.putAll(instruction.results(), results);
        return results;
    }

    private Block copy(Block block, List<Var> inputs, VarMap<Var> map) {
        map.putAll(block.arguments(), inputs);
        return block(inputs, () -> {
            copy(block.instructions(), map);
            return map.all(block.results());
        });
    }

    /// Emits a function's body in place, for these arguments, and gives its results.
    public List<Var> inline(Function function, List<Var> operands) {
        var map = new VarMap<Var>();
        map.putAll(function.body().arguments(), operands);
        Span outer = call;
        call = span.isLibrary() ? Span.NONE : span;
        copy(function.body().instructions(), map);
        call = outer;
        return map.all(function.body().results());
    }

    /// The instructions emitted so far in the innermost open block.
    public List<Instruction> emitted() {
        return Collections.unmodifiableList(open.peek());
    }
}
