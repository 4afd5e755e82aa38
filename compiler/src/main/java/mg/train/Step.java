package mg.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import mg.ir.Argument;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Type;
import mg.ir.Var;
import mg.passes.Batch;

/// One step of training as a program: the mean loss of a batch, its gradient, and the update of every parameter.
///
/// Arguments of `step`: the parameters; for each, the optimizer's states; the batch, each argument of the loss with a
/// new leading axis; the learning rate `lr`; the number of the step `t`. Results: the mean loss, the new parameters,
/// the new states.
final class Step {
    static final String NAME = "step";
    static final String MEAN = "batch.mean";

    private Step() {}

    /// @param program holds the loss, whose arguments are parameters and an example
    static Program of(Program program, String loss, Optimizer optimizer, int batch) {
        Program all = mean(program, loss, batch);
        Function mean = all.function(MEAN);
        List<Argument> parameters =
                mean.arguments().stream().filter(Argument::parameter).toList();
        Map<Type, String> updates = new LinkedHashMap<>();
        for (Argument p : parameters) {
            updates.computeIfAbsent(p.type(), _ -> "update" + updates.size());
        }
        for (var update : updates.entrySet()) {
            for (Function f : prefixed(optimizer.update(update.getKey(), update.getValue()), update.getValue())) {
                all = all.plus(f);
            }
        }
        return all.plus(step(all, mean, parameters, updates, optimizer));
    }

    /// The mean of a loss over a batch.
    static Program mean(Program program, String loss, int batch) {
        Function f = program.function(loss);
        Set<Integer> examples = new LinkedHashSet<>(IntStream.range(0, f.arguments().size())
                .filter(k -> !f.arguments().get(k).parameter())
                .boxed()
                .toList());
        String sum = "batch.sum";
        Program all = Batch.sum(program, loss, examples, batch, sum);
        var b = new Builder();
        Var total = b.call(all.function(sum), parametersFirst(b, all.function(sum).arguments())).getFirst();
        Var mean = b.div(total, b.like(total, batch));
        return all.plus(b.finish(MEAN, List.of("loss"), List.of(mean)));
    }

    /// Arguments like these, in this order; declared parameters first.
    private static List<Var> parametersFirst(Builder b, List<Argument> arguments) {
        var vars = new HashMap<String, Var>();
        for (boolean parameter : new boolean[] {true, false}) {
            arguments.stream()
                    .filter(a -> a.parameter() == parameter)
                    .forEach(a -> vars.put(a.name(), b.argument(a.name(), a.type(), parameter)));
        }
        return arguments.stream().map(a -> vars.get(a.name())).toList();
    }

    /// The functions of an optimizer's program, under names of their own.
    private static List<Function> prefixed(Program update, String name) {
        return mg.passes.Inline.run(update).functions().stream()
                .filter(f -> f.name().equals(name))
                .toList();
    }

    private static Function step(
            Program all, Function mean, List<Argument> parameters, Map<Type, String> updates, Optimizer optimizer) {
        var b = new Builder();
        int count = parameters.size();
        var weights = new ArrayList<Var>();
        parameters.forEach(p -> weights.add(b.argument(p.name(), p.type(), true)));
        var states = new ArrayList<List<Var>>();
        for (Argument p : parameters) {
            states.add(IntStream.range(1, optimizer.states() + 1)
                    .mapToObj(k -> b.argument(p.name() + ".s" + k, p.type()))
                    .toList());
        }
        var operands = new ArrayList<>(weights);
        for (Argument a : mean.arguments().subList(count, mean.arguments().size())) {
            operands.add(b.argument("batch." + a.name(), a.type()));
        }
        ElementType real = mean.resultTypes().getFirst().element();
        Var lr = b.argument("lr", Type.scalar(real));
        Var t = b.argument("t", Type.scalar(real));

        operands.add(b.like(lr, 1));
        var types = new ArrayList<>(mean.resultTypes());
        parameters.forEach(p -> types.add(p.type()));
        List<Integer> wrt = IntStream.range(0, count).boxed().toList();
        List<Var> gradient = b.emit(new Operation.Vjp(MEAN, wrt), operands, List.of(), types);

        var newWeights = new ArrayList<Var>();
        var newStates = new ArrayList<Var>();
        for (int k = 0; k < count; k++) {
            Type type = parameters.get(k).type();
            var inputs = new ArrayList<>(List.of(weights.get(k), gradient.get(k + 1)));
            inputs.addAll(states.get(k));
            inputs.add(lr);
            inputs.add(t);
            List<Var> updated = b.call(all.function(updates.get(type)), inputs);
            newWeights.add(updated.getFirst());
            newStates.addAll(updated.subList(1, updated.size()));
        }
        var results = new ArrayList<>(gradient.subList(0, 1));
        results.addAll(newWeights);
        results.addAll(newStates);
        var names = new ArrayList<>(List.of("loss"));
        for (int k = 1; k < results.size(); k++) {
            names.add("new" + k);
        }
        return b.finish(NAME, names, results);
    }
}
