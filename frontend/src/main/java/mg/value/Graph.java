package mg.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Initial;
import mg.ir.Parameter;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;

/// A graph of values as a program with one function, `loss`, and the way between its arguments and the leaves.
///
/// The arguments are the inputs, then the weights, then the biases, each in the order of their creation; constants are
/// part of the code. Weights and biases are parameters of the program, with the data they have now as first value. An
/// argument is called by the label of its leaf as far as that is a name and not taken, otherwise by role and number
/// (`weight3`).
///
/// What goes in and out is one tensor per argument. Today each argument is a scalar and stands for one leaf; only
/// [#leaves()] says so.
public final class Graph {
    /// The name of the function.
    public static final String FUNCTION = "loss";

    private final Program program;
    private final List<Value> leaves;
    private final Map<Value, Integer> positions = new IdentityHashMap<>();

    private Graph(Program program, List<Value> leaves) {
        this.program = program;
        this.leaves = List.copyOf(leaves);
        for (Value leaf : leaves) {
            positions.put(leaf, positions.size());
        }
    }

    /// The graph that ends in `root`.
    public static Graph of(Value root) {
        List<Value> order = root.topo();
        return of(root, order, arguments(order));
    }

    /// The graph that ends in `root`, with its inputs in this order.
    ///
    /// @throws IllegalArgumentException if one of them is there twice, is not an input, or is not in the graph, or if
    ///                                  an input of the graph is not among them
    public static Graph of(Value root, List<Value> inputs) {
        List<Value> order = root.topo();
        List<Value> arguments = arguments(order);
        List<Value> found = arguments.stream().filter(v -> v.role().equals(Optional.of(Role.INPUT))).toList();
        Set<Value> rest = new HashSet<>(found);
        Set<Value> seen = new HashSet<>();
        for (Value input : inputs) {
            if (!seen.add(input)) {
                throw new IllegalArgumentException(described(input) + " is listed twice");
            }
            if (!rest.remove(input)) {
                throw new IllegalArgumentException(described(input) + " is not an input of the graph");
            }
        }
        if (!rest.isEmpty()) {
            Value missing = found.stream().filter(rest::contains).findFirst().orElseThrow();
            throw new IllegalArgumentException("the graph has " + found.size() + " inputs, the list " + inputs.size()
                    + ": " + described(missing) + " is missing");
        }
        var ordered = new ArrayList<>(inputs);
        ordered.addAll(arguments.subList(found.size(), arguments.size()));
        return of(root, order, ordered);
    }

    private static Graph of(Value root, List<Value> order, List<Value> leaves) {
        var b = new Builder();
        Map<Value, Var> made = new IdentityHashMap<>(order.size());
        var parameters = new ArrayList<Parameter>();
        List<String> names = names(leaves);
        for (int k = 0; k < leaves.size(); k++) {
            Value leaf = leaves.get(k);
            boolean learnt = leaf.role().orElseThrow().isParameter();
            made.put(leaf, b.argument(names.get(k), Type.F64, learnt));
            if (learnt) {
                parameters.add(new Parameter(names.get(k), Type.F64, new Initial.Given(Tensor.of(leaf.data()))));
            }
        }
        for (Value value : order) {
            if (value.isConstant()) {
                made.put(value, b.constant(value.data()));
            } else if (!value.isLeaf()) {
                List<Var> operands = Arrays.stream(value.operands()).map(made::get).toList();
                made.put(value, value.origin().emit(b, operands));
            }
        }
        Function function = b.finish(FUNCTION, List.of("result"), List.of(made.get(root)));
        return new Graph(new Program(parameters, List.of(function)), leaves);
    }

    /// The leaves that become arguments, by role and then in the order of their creation.
    private static List<Value> arguments(List<Value> order) {
        return order.stream()
                .filter(v -> v.isLeaf() && !v.isConstant())
                .sorted(Comparator.comparing((Value v) -> v.role().orElseThrow()).thenComparing(Value::order))
                .toList();
    }

    /// Labels where they are names that are free, otherwise role and number.
    private static List<String> names(List<Value> leaves) {
        var names = new ArrayList<String>();
        var taken = new HashSet<String>();
        for (Value leaf : leaves) {
            String label = leaf.label().replaceAll("[^A-Za-z0-9_]", "_");
            names.add(label.matches("[A-Za-z_].*") && taken.add(label) ? label : "");
        }
        Map<Role, Integer> counts = new EnumMap<>(Role.class);
        for (int k = 0; k < names.size(); k++) {
            Role role = leaves.get(k).role().orElseThrow();
            while (names.get(k).isEmpty()) {
                int number = counts.merge(role, 1, Integer::sum) - 1;
                String name = role.name().toLowerCase(Locale.ROOT) + number;
                names.set(k, taken.add(name) ? name : "");
            }
        }
        return names;
    }

    private static String described(Value leaf) {
        return leaf.label().isEmpty() ? leaf.toString() : "'" + leaf.label() + "'";
    }

    /// The program: its parameters are the weights and biases, its one function is [#FUNCTION].
    public Program program() {
        return program;
    }

    /// The function.
    public Function function() {
        return program.functions().getFirst();
    }

    /// The leaves behind the elements of the arguments, in order.
    public List<Value> leaves() {
        return leaves;
    }

    /// The position in [#leaves()] of a leaf.
    ///
    /// @throws IllegalArgumentException if it is not in the graph, or a constant
    public int position(Value leaf) {
        Integer position = positions.get(leaf);
        if (position == null) {
            throw new IllegalArgumentException(described(leaf) + " is not a leaf of the graph that can change");
        }
        return position;
    }

    /// The data of the leaves, one tensor for each argument.
    public List<Tensor> data() {
        return leaves.stream().map(leaf -> Tensor.of(leaf.data())).toList();
    }

    /// Sets the data of the leaves, from one tensor for each argument.
    ///
    /// @throws IllegalArgumentException if there are more or fewer, or one is of another type
    public void data(List<Tensor> arguments) {
        check(arguments);
        for (int k = 0; k < leaves.size(); k++) {
            leaves.get(k).data(arguments.get(k).real(0));
        }
    }

    /// Adds to the gradients of the leaves, from one tensor for each argument.
    ///
    /// @throws IllegalArgumentException if there are more or fewer, or one is of another type
    public void accumulate(List<Tensor> gradients) {
        check(gradients);
        for (int k = 0; k < leaves.size(); k++) {
            leaves.get(k).receive(gradients.get(k).real(0));
        }
    }

    private void check(List<Tensor> tensors) {
        List<Type> types = function().argumentTypes();
        if (tensors.size() != types.size()) {
            throw new IllegalArgumentException(
                    "the graph has " + types.size() + " arguments, the list " + tensors.size());
        }
        for (int k = 0; k < types.size(); k++) {
            if (!tensors.get(k).type().equals(types.get(k))) {
                throw new IllegalArgumentException("argument '" + function().arguments().get(k).name() + "' is "
                        + types.get(k) + ", not " + tensors.get(k).type());
            }
        }
    }
}
