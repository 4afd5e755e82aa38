package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// What a function depends on that a derivative it states does not speak of: parameters, and the real values that its
/// function arguments capture. Derivatives by these are those of its text.
///
/// @param arguments the structures of the arguments of `function`, whose parameters come before them
record ImplicitInputs(Instance function, List<Meaning> arguments) {
    private int parameters() {
        return function.parameters().size();
    }

    private List<Type> types() {
        return function.function().argumentTypes();
    }

    private boolean isExplicit(int input) {
        return input >= parameters() && Meaning.real(arguments).contains(input - parameters());
    }

    /// The positions of all real inputs.
    private List<Integer> real() {
        return IntStream.range(0, types().size()).filter(k -> types().get(k).isReal()).boxed().toList();
    }

    private List<Integer> implicit() {
        return real().stream().filter(k -> !isExplicit(k)).toList();
    }

    /// A tangent for each real input, as what a derivative takes.
    List<Meaning> tangents() {
        return real().stream().<Meaning>map(k -> new Meaning.Computed(new Var(0, types().get(k)))).toList();
    }

    /// Of one for each real input, those for what is stated.
    List<Meaning> explicit(List<Meaning> directions) {
        List<Integer> real = real();
        return IntStream.range(0, real.size())
                .filter(k -> isExplicit(real.get(k)))
                .mapToObj(directions::get)
                .toList();
    }

    /// The adjoints of all real inputs, given the stated ones.
    List<Var> adjoints(Evaluator evaluator, List<Meaning> given, List<Var> cotangents, List<Var> stated) {
        List<Integer> implicit = implicit();
        List<Var> results = derivative(evaluator, new Operation.Vjp(name(), implicit), given, cotangents,
                implicit.stream().map(types()::get).toList());
        var ruled = results.iterator();
        var explicit = stated.iterator();
        return real().stream().map(k -> isExplicit(k) ? explicit.next() : ruled.next()).toList();
    }

    /// The tangents of the real results, given what is stated of them.
    ///
    /// @param directions a tangent for each real input
    List<Var> tangents(Evaluator evaluator, List<Meaning> given, List<Var> directions, List<Var> stated) {
        List<Integer> real = real();
        List<Var> implicit = IntStream.range(0, real.size())
                .filter(k -> !isExplicit(real.get(k)))
                .mapToObj(directions::get)
                .toList();
        List<Type> outputs = function.function().resultTypes().stream().filter(Type::isReal).toList();
        List<Var> results = derivative(evaluator, new Operation.Jvp(name(), implicit()), given, implicit, outputs);
        return IntStream.range(0, stated.size())
                .mapToObj(k -> results.isEmpty()
                ? stated.get(k)
                : evaluator.builder().add(stated.get(k), results.get(k)))
                .toList();
    }

    private String name() {
        return function.function().name();
    }

    /// What a derivative of the text gives besides the results; nothing if there is nothing implicit.
    private List<Var> derivative(
            Evaluator evaluator, Operation operation, List<Meaning> given, List<Var> more, List<Type> derivatives) {
        var operands = new ArrayList<Var>();
        function.parameters().forEach(p -> operands.add(evaluator.parameter(p)));
        if (implicit().isEmpty()) {
            return List.of();
        }
        operands.addAll(Meaning.leaves(given));
        operands.addAll(more);
        var types = new ArrayList<>(function.function().resultTypes());
        int results = types.size();
        types.addAll(derivatives);
        Builder builder = evaluator.builder();
        return builder.emit(operation, operands, List.of(), types).subList(results, types.size());
    }
}
