package mg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mg.ir.Argument;
import mg.ir.Builder;
import mg.ir.Executable;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;
import mg.passes.Gradient;
import mg.passes.ReverseMode;
import mg.value.Graph;
import mg.value.Leaves;

/// What a graph is compiled to: the function of its roots, and the one that also gives the gradient of the first.
final class GraphFunctions {
    private static final String GRADIENT = "gradient";
    private static final String SCALARS = "scalars";

    private final Graph graph;
    private final Settings settings;
    private final List<Integer> wrt;

    /// @param wrt the arguments that gradients are for
    GraphFunctions(Graph graph, Settings settings, List<Leaves> wrt) {
        this.graph = graph;
        this.settings = settings;
        this.wrt = wrt.stream().map(graph.arguments()::indexOf).toList();
    }

    /// The roots.
    Executable value() {
        return Backends.compile(settings, graph.program(), Graph.FUNCTION);
    }

    /// The roots, then for each argument that gradients are for the derivatives of the first root by its leaves.
    Executable gradient() {
        Program program = settings.options().reproducible() ? ofScalars() : ofArrays();
        return Backends.compile(settings, program, GRADIENT);
    }

    private Program ofArrays() {
        Program one = Gradient.of(
                graph.program(), Graph.FUNCTION, wrt, GRADIENT);
        return graph.roots().size() == 1 ? one : withOthers(one);
    }

    /// The values of the other roots come from the function itself; what it has in common with the derivative is
    /// computed once.
    private Program withOthers(Program one) {
        var b = new Builder();
        List<Var> arguments = b.argumentsOf(graph.function());
        List<Var> roots = b.call(graph.function(), arguments);
        Function gradient = one.function(GRADIENT);
        List<Var> derivatives = b.call(gradient.named("first"), arguments);
        var results = new ArrayList<>(roots);
        results.addAll(derivatives.subList(1, derivatives.size()));
        return one.plus(gradient.named("first")).plus(b.finish(GRADIENT, names(results.size()), results));
    }

    /// Differentiates by each leaf alone and puts the derivatives together at the end: contributions are added in the
    /// order in which the eager graph adds them.
    private Program ofScalars() {
        Function scalars = firstOfScalars();
        var b = new Builder();
        List<Var> arrays = b.argumentsOf(graph.function());
        var operands = new ArrayList<Var>();
        var active = new ArrayList<Integer>();
        for (int a = 0; a < arrays.size(); a++) {
            for (int k = 0; k < arrays.get(a).type().size(); k++) {
                if (wrt.contains(a)) {
                    active.add(operands.size());
                }
                operands.add(b.index(arrays.get(a), b.constant((long) k)));
            }
        }
        Function reversed = ReverseMode.run(scalars, active, Map.of());
        operands.add(b.constant(1.0));
        List<Var> made = b.inline(reversed, operands);
        var results = new ArrayList<>(b.inline(graph.function(), arrays));
        int at = 1;
        for (int a : wrt) {
            int end = at + arrays.get(a).type().size();
            List<Var> parts = made.subList(at, end).stream().map(v -> b.reshape(v, List.of(1))).toList();
            results.add(b.emit(new Operation.Concat(0), parts));
            at = end;
        }
        return graph.program().plus(b.finish(GRADIENT, names(results.size()), results));
    }

    /// The function of the first root, of one number for each element of the arguments: nothing else is read of them.
    private Function firstOfScalars() {
        var b = new Builder();
        var map = new VarMap<Var>();
        Function f = graph.function();
        Map<Var, List<Var>> elements = new HashMap<>();
        for (Argument a : f.arguments()) {
            elements.put(a.var(), IntStream.range(0, a.type().size())
                    .mapToObj(k -> b.argument(a.name() + k, Type.F64))
                    .toList());
        }
        Map<Var, Long> positions = new HashMap<>();
        for (Instruction i : f.body().instructions()) {
            switch (i.operation()) {
                case Operation.Const(Tensor value) when value.type().equals(Type.I64) ->
                    positions.put(i.result(), value.whole(0));
                case Operation.Index _ -> map.put(i.result(),
                        elements.get(i.operand(0)).get(Math.toIntExact(positions.get(i.operand(1)))));
                default -> b.copy(i, map);
            }
        }
        return b.finish(SCALARS, names(1), List.of(map.get(f.body().results().getFirst())));
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(k -> "r" + k).toList();
    }
}
