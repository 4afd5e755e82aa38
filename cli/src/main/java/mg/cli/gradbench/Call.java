package mg.cli.gradbench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import mg.ir.Executable;
import mg.ir.Function;
import mg.ir.Tensor;

/// A compiled function, its arguments, and where its results go.
final class Call {
    private final Executable executable;
    private final Object[] arguments;
    private final List<Tensor> results;
    private final Object[] arrays;

    private final long compileTime;

    /// @param compileTime how long it took to compile the function in nanoseconds
    Call(Executable executable, List<Object> arguments, long compileTime) {
        this.executable = executable;
        this.arguments = arguments.toArray();
        this.results = executable.function().resultTypes().stream().map(Tensor::zeros).toList();
        this.compileTime = compileTime;
        this.arrays = results.stream().map(Tensor::data).toArray();
    }

    /// How long it took to compile the function in nanoseconds; next to nothing if it was compiled before.
    long compileTime() {
        return compileTime;
    }

    /// Calls it once more.
    void run() {
        executable.run(arguments, arrays);
    }

    /// The results of the last run by name.
    SequencedMap<String, Tensor> results() {
        Function function = executable.function();
        var byName = new LinkedHashMap<String, Tensor>();
        for (int k = 0; k < results.size(); k++) {
            byName.put(function.resultNames().get(k), results.get(k));
        }
        return byName;
    }
}
