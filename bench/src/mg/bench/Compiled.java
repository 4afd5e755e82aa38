package mg.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.ModelFunction;
import mg.ir.Argument;
import mg.ir.Executable;
import mg.ir.Tensor;
import mg.ir.Type;

/// A function compiled by mg, and its arguments.
final class Compiled implements Contender {
    private final Executable executable;
    private final Object[] in;
    private final List<Tensor> results;
    private final Object[] out;
    private final boolean settles;

    /// @param arguments those that are no parameters, which have their first values
    /// @param settles   whether the backend is `jvm`
    Compiled(ModelFunction f, Map<String, Tensor> arguments, boolean settles) {
        this.settles = settles;
        var types = new HashMap<String, Type>();
        arguments.forEach((name, value) -> types.put(name, value.type()));
        executable = f.executable(types);
        var all = new HashMap<>(f.instance(types).parameters());
        all.putAll(arguments);
        var operands = new ArrayList<Object>();
        for (Argument a : executable.function().arguments()) {
            operands.add(all.get(a.name()).data());
        }
        in = operands.toArray();
        results = executable.function().resultTypes().stream().map(Tensor::zeros).toList();
        out = results.stream().map(Tensor::data).toArray();
    }

    @Override
    public double run(long calls) {
        double began = Clock.seconds();
        for (long k = 0; k < calls; k++) {
            executable.run(in, out);
        }
        return Clock.seconds() - began;
    }

    @Override
    public double[] result() {
        return results.stream().flatMapToDouble(t -> Arrays.stream(numbers(t.data()))).toArray();
    }

    /// The numbers of an array of primitives.
    static double[] numbers(Object array) {
        return switch (array) {
            case double[] x -> x;
            case long[] x -> Arrays.stream(x).asDoubleStream().toArray();
            case float[] x -> {
                var all = new double[x.length];
                Arrays.setAll(all, k -> x[k]);
                yield all;
            }
            default -> throw new IllegalArgumentException(array.getClass().toString());
        };
    }

    @Override
    public boolean settles() {
        return settles;
    }

    @Override
    public double tolerance() {
        return out[0] instanceof float[] ? 1e-4 : 1e-9;
    }
}
