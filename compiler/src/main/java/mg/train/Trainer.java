package mg.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import mg.Backends;
import mg.Model;
import mg.ModelFunction;
import mg.ir.Argument;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Executable;
import mg.ir.Function;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.passes.Inline;

/// Minimises the mean of a function over examples by its parameters.
public final class Trainer {
    /// How many examples a metric is evaluated for at once.
    private static final int CHUNK = 100;

    private final Model model;
    private final Plan plan;
    private final ModelFunction.Instance first;
    private final Program loss;
    private final List<Argument> parameters;
    private final Map<Integer, Executable> steps = new HashMap<>();
    private final Map<Integer, Object[]> batches = new HashMap<>();
    private final RandomGenerator random;

    /// @param types the types of an example's arguments, where the declaration leaves them open
    /// @throws DiagnosticException if there is no such function, it has no parameters, or does not give one real
    public Trainer(Model model, Plan plan, Map<String, Type> types) {
        this.model = model;
        this.plan = plan;
        this.first = model.function(plan.loss()).instance(types);
        this.loss = first.program();
        this.random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(plan.seed());
        Function f = loss.function(plan.loss());
        this.parameters = f.arguments().stream().filter(Argument::parameter).toList();
        if (parameters.isEmpty()) {
            throw new DiagnosticException(Diagnostic.of("'" + plan.loss() + "' has no parameters to train",
                    "declare them with 'param NAME: real[…] = uniform(-0.1, 0.1)'"));
        }
        if (!f.resultTypes().getFirst().isScalar() || !f.resultTypes().getFirst().isReal()) {
            throw new DiagnosticException(Diagnostic.of(
                    "a loss is one real number; '" + plan.loss() + "' gives " + f.resultTypes().getFirst()));
        }
    }

    /// The function that is minimised, without calls: what [Dataset#of] checks data against.
    public Function example() {
        return Inline.run(loss).function(plan.loss());
    }

    /// The number of learnable numbers.
    public long size() {
        return parameters.stream().mapToLong(p -> p.type().size()).sum();
    }

    /// Compiles what training on so many examples needs, so that [#train] does not.
    public void compile(Dataset data) {
        step(Math.min(plan.batch(), data.size()));
        if (data.size() % plan.batch() != 0) {
            step(data.size() % plan.batch());
        }
    }

    /// Compiles a step on so many examples.
    public Executable step(int batch) {
        return steps.computeIfAbsent(batch, n -> model.located(() -> Backends.compile(
                model.settings(), program(n), Step.NAME)));
    }

    /// The program whose function `step` is a step on so many examples. It takes the parameters; for each, the
    /// optimizer's states; each argument of the loss with a new leading axis; the learning rate; the number of the
    /// step. It gives the mean loss, the new parameters, the new states.
    public Program program(int batch) {
        return Step.of(loss, plan.loss(), plan.optimizer(), batch);
    }

    /// Trains, starting from these values of parameters (by name) where given, otherwise from their first values.
    ///
    /// @throws DiagnosticException if the loss is no longer finite, saying at which step and in which parameter
    public Result train(Dataset data, Map<String, Tensor> start, Progress progress) {
        compile(data);
        var state = new State(start);
        int[] order = IntStream.range(0, data.size()).toArray();
        long steps = 0;
        long examples = 0;
        int finished = 0;
        double mean = Double.NaN;
        long began = System.nanoTime();
        for (int epoch = 1; epoch <= plan.epochs() && !progress.stop(); epoch++) {
            shuffle(order);
            double sum = 0;
            int done = 0;
            while (done < order.length && !progress.stop()) {
                int n = Math.min(plan.batch(), order.length - done);
                double value = state.step(data, order, done, n, ++steps);
                boolean last = done + n == order.length;
                if (!Double.isFinite(value) || last && !state.isFinite()) {
                    throw state.diverged(epoch, steps, value, n);
                }
                state.accept();
                sum += value * n;
                done += n;
                examples += n;
                progress.step(epoch, steps, value, examples);
            }
            if (done > 0) {
                mean = sum / done;
            }
            if (done == order.length) {
                finished++;
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Result(finished, mean, state.parameters(), examples / Math.max(seconds, 1e-9));
    }

    /// Fisher and Yates.
    private void shuffle(int[] order) {
        for (int k = order.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int held = order[k];
            order[k] = order[other];
            order[other] = held;
        }
    }

    /// The mean of a function of one example over a data set, with these parameters.
    ///
    /// @throws DiagnosticException if there is no such function, it gives no real, or takes what the loss does not
    public double evaluate(String function, Dataset data, Map<String, Tensor> values) {
        ModelFunction.Instance metric = metric(function, values);
        List<Argument> arguments = metric.function().arguments();
        List<String> names = arguments.stream().filter(a -> !a.parameter()).map(Argument::name).toList();
        double sum = 0;
        int[] order = IntStream.range(0, data.size()).toArray();
        Map<Integer, Executable> means = new HashMap<>();
        for (int done = 0; done < data.size(); done += CHUNK) {
            int n = Math.min(CHUNK, data.size() - done);
            Executable mean = means.computeIfAbsent(n, size -> {
                Program all = Step.mean(metric.program(), function, size);
                return model.located(() -> Backends.compile(model.settings(), all, Step.MEAN));
            });
            Object[] batch = data.batch(names, n);
            data.fill(names, batch, order, done);
            var in = new ArrayList<>();
            mean.function().arguments().stream()
                    .filter(Argument::parameter)
                    .forEach(p -> in.add(metric.parameters().get(p.name()).data()));
            in.addAll(List.of(batch));
            Tensor result = Tensor.zeros(mean.function().resultTypes().getFirst());
            mean.run(in.toArray(), new Object[] {result.data()});
            sum += result.real(0) * n;
        }
        return sum / data.size();
    }

    /// A function of the loss's arguments, or some of them, with these parameters.
    ///
    /// @throws DiagnosticException as [#evaluate]
    public ModelFunction.Instance metric(String function, Map<String, Tensor> values) {
        Map<String, Type> known = exampleTypes();
        List<String> names = model.function(function).arguments();
        Map<String, Type> types = new HashMap<>(known);
        types.keySet().removeIf(name -> !names.contains(name) && !names.contains(name.split("\\.")[0]));
        ModelFunction.Instance metric = model.function(function).parameters(values).instance(types);
        Function f = metric.function();
        for (Argument a : f.arguments()) {
            if (!a.parameter() && !known.containsKey(a.name())) {
                throw new DiagnosticException(Diagnostic.of(
                        "'" + function + "' takes '" + a.name() + "', which '" + plan.loss() + "' does not",
                        "the loss takes " + String.join(", ", known.keySet())));
            }
            if (!a.parameter() && !known.get(a.name()).equals(a.type())) {
                throw new DiagnosticException(Diagnostic.of("'" + function + "' takes '" + a.name() + "' as " + a.type()
                        + ", '" + plan.loss() + "' as " + known.get(a.name())));
            }
        }
        Type result = f.resultTypes().getFirst();
        if (!result.isScalar() || !result.isReal()) {
            throw new DiagnosticException(
                    Diagnostic.of("a metric is one real number; '" + function + "' gives " + result));
        }
        return metric;
    }

    private Map<String, Type> exampleTypes() {
        var types = new LinkedHashMap<String, Type>();
        for (Argument a : loss.function(plan.loss()).arguments()) {
            if (!a.parameter()) {
                types.put(a.name(), a.type());
            }
        }
        return types;
    }

    /// Parameters and the optimizer's states, twice: a step reads one set and writes the other.
    private final class State {
        private List<Tensor> now = new ArrayList<>();
        private List<Tensor> next = new ArrayList<>();
        private final List<String> names = List.copyOf(exampleTypes().keySet());
        private final Tensor value = Tensor.zeros(loss.function(plan.loss()).resultTypes().getFirst());

        State(Map<String, Tensor> start) {
            Map<String, Tensor> initial = first.with(start).parameters();
            parameters.forEach(p -> now.add(initial.get(p.name()).part(p.type(), 0)));
            parameters.forEach(p -> now.addAll(plan.optimizer().start(p.type())));
            now.forEach(t -> next.add(Tensor.zeros(t.type())));
        }

        double step(Dataset data, int[] order, int from, int n, long number) {
            Object[] batch = batches.computeIfAbsent(n, size -> data.batch(names, size));
            data.fill(names, batch, order, from);
            var in = new ArrayList<>();
            now.forEach(t -> in.add(t.data()));
            in.addAll(List.of(batch));
            in.add(Tensor.scalar(value.type().element(), plan.rate()).data());
            in.add(Tensor.scalar(value.type().element(), number).data());
            var out = new ArrayList<>(List.of(value.data()));
            next.forEach(t -> out.add(t.data()));
            Trainer.this.step(n).run(in.toArray(), out.toArray());
            return value.real(0);
        }

        /// What the last step wrote becomes the state.
        void accept() {
            List<Tensor> old = now;
            now = next;
            next = old;
        }

        /// Whether the parameters that the last step wrote are finite. Those that are not make the next loss so too:
        /// this is for when there is no next.
        boolean isFinite() {
            for (int k = 0; k < parameters.size(); k++) {
                if (firstBad(next.get(k)) >= 0) {
                    return false;
                }
            }
            return true;
        }

        private static int firstBad(Tensor t) {
            for (int k = 0; k < t.type().size(); k++) {
                if (!Double.isFinite(t.real(k))) {
                    return k;
                }
            }
            return -1;
        }

        /// What to say when training breaks off, with the operation that made the first NaN of the last step.
        DiagnosticException diverged(int epoch, long step, double value, int n) {
            var found = new ArrayList<>(List.of(diverged(epoch, step, value)));
            Cause.find(program(n), now, batches.get(n), plan.rate(), step)
                    .ifPresent(found::add);
            return model.located(new DiagnosticException(found));
        }

        private Diagnostic diverged(int epoch, long step, double value) {
            String where = "step " + step + " of epoch " + epoch;
            for (int k = 0; k < 2 * parameters.size(); k++) {
                int p = k % parameters.size();
                Tensor weights = k == p ? now.get(p) : next.get(p);
                int bad = firstBad(weights);
                if (bad >= 0) {
                    return Diagnostic.of("training broke off: at " + where + " the loss is "
                                    + value + ", and parameter '" + parameters.get(p).name() + "' has become "
                                    + weights.real(bad) + " in element " + bad,
                            "try a smaller learning rate than " + plan.rate());
                }
            }
            return Diagnostic.of("training broke off: the loss is " + value + " at " + where,
                    "try a smaller learning rate than " + plan.rate());
        }

        Map<String, Tensor> parameters() {
            var values = new LinkedHashMap<String, Tensor>();
            for (int k = 0; k < parameters.size(); k++) {
                values.put(parameters.get(k).name(), now.get(k));
            }
            return values;
        }
    }
}
