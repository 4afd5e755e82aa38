package mg.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// The derivative of a function at a point: a linear map from its arguments at `wrt` to its real results, which can be
/// applied forwards and backwards.
///
/// @param b        where it is emitted
/// @param operands the point: one value for each argument
/// @param wrt      positions of real arguments
public record Linearization(Builder b, Function function, List<Var> operands, List<Integer> wrt) {
    public Linearization {
        operands = List.copyOf(operands);
        wrt = List.copyOf(wrt);
    }

    /// The types of what it maps from.
    public List<Type> inputs() {
        return wrt.stream().map(function.argumentTypes()::get).toList();
    }

    /// The types of what it maps to.
    public List<Type> outputs() {
        return function.resultTypes().stream().filter(Type::isReal).toList();
    }

    /// What a direction in each input becomes: a tangent of each output.
    public List<Var> forward(List<Var> directions) {
        return apply(new Operation.Jvp(function.name(), wrt), directions, outputs());
    }

    /// [#forward] with a direction in one input alone.
    public List<Var> forward(int input, Var direction) {
        return forward(alone(inputs(), input, direction));
    }

    /// What a weight of each output becomes: an adjoint of each input.
    public List<Var> backward(List<Var> weights) {
        return apply(new Operation.Vjp(function.name(), wrt), weights, inputs());
    }

    /// [#backward] with a weight of one output alone.
    public List<Var> backward(int output, Var weight) {
        return backward(alone(outputs(), output, weight));
    }

    private List<Var> apply(Operation operation, List<Var> directions, List<Type> types) {
        List<Var> all = b.emit(operation, Lists.concat(operands, directions), List.of(),
                Lists.concat(function.resultTypes(), types));
        return all.subList(function.resultTypes().size(), all.size());
    }

    private List<Var> alone(List<Type> types, int position, Var value) {
        var all = new ArrayList<Var>();
        IntStream.range(0, types.size()).forEach(k -> all.add(k == position ? value : b.zeros(types.get(k))));
        return all;
    }
}
