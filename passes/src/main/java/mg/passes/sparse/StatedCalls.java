package mg.passes.sparse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mg.ir.Function;
import mg.ir.Program;
import mg.ir.Type;
import mg.passes.CustomDerivative;
import mg.passes.Pipelines;

/// Calls of functions that state their derivative: their results depend on what that says, not on what their lists
/// read.
///
/// The derivative is linear in its last arguments, and what a linear function depends on is what its list reads.
final class StatedCalls {
    /// A function without calls, and the analysis of its list.
    private record Plain(Function function, Analysis analysis) {}

    private final Program program;
    private final Map<String, Plain> plain = new HashMap<>();

    StatedCalls(Program program) {
        this.program = program;
    }

    /// What is known of the results of a call, given what is known of its operands.
    List<Fact> results(String name, List<Fact> x) {
        Function f = program.function(name);
        List<Fact> values = list(name, x.stream().map(fact -> fact.isKnown() ? fact : Fact.CONSTANT).toList());
        if (x.stream().allMatch(fact -> fact.dependence().isNone())) {
            return values;
        }
        String tangent = CustomDerivative.names(name).getFirst();
        String pullback = CustomDerivative.names(name).getLast();
        List<Dependence> dependences =
                program.find(tangent).isPresent() ? forward(tangent, f, x) : backward(pullback, f, x);
        var next = dependences.iterator();
        return IntStream.range(0, values.size())
                .mapToObj(k -> f.resultTypes().get(k).isReal() ? Fact.of(next.next()) : values.get(k))
                .toList();
    }

    /// What results of a function's own list are.
    private List<Fact> list(String name, List<Fact> arguments) {
        Plain f = plain.computeIfAbsent(name,
                _ -> new Plain(Pipelines.optimized(program, name), new Analysis(this)));
        return f.analysis().results(f.function().body(), arguments);
    }

    private static List<Integer> reals(List<Type> types) {
        return IntStream.range(0, types.size()).filter(k -> types.get(k).isReal()).boxed().toList();
    }

    /// The tangents depend on the operands' elements as on the directions.
    private List<Dependence> forward(String tangent, Function f, List<Fact> x) {
        var arguments = new ArrayList<Fact>();
        x.forEach(fact -> arguments.add(fact.isKnown() ? fact : Fact.CONSTANT));
        reals(f.argumentTypes()).forEach(k -> arguments.add(Fact.of(x.get(k).dependence())));
        return list(tangent, arguments).stream().map(Fact::dependence).toList();
    }

    /// The other way round: a result depends on the operands whose adjoints depend on its cotangent. The elements of
    /// all cotangents are numbered through.
    private List<Dependence> backward(String pullback, Function f, List<Fact> x) {
        List<Type> outputs = f.resultTypes().stream().filter(Type::isReal).toList();
        var arguments = new ArrayList<Fact>();
        x.forEach(fact -> arguments.add(fact.isKnown() ? fact : Fact.CONSTANT));
        int first = 0;
        for (Type output : outputs) {
            arguments.add(Fact.of(Dependence.itself(first, output.size())));
            first += output.size();
        }
        var all = new DependenceSum();
        List<Fact> adjoints = list(pullback, arguments);
        List<Integer> inputs = reals(f.argumentTypes());
        for (int k = 0; k < inputs.size(); k++) {
            add(adjoints.get(k).dependence(), x.get(inputs.get(k)).dependence(), all);
        }
        Dependence results = all.result();
        var parts = new ArrayList<Dependence>();
        int start = 0;
        for (Type output : outputs) {
            parts.add(results.part(start, start + output.size(), 0));
            start += output.size();
        }
        return parts;
    }

    private static void add(Dependence adjoint, Dependence x, DependenceSum all) {
        for (int k = 0; k < adjoint.count(); k++) {
            Support on = x.of(adjoint.position(k));
            if (!on.isEmpty()) {
                adjoint.support(k).forEach(result -> all.add(result, on));
            }
        }
    }
}
