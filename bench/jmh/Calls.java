package mg.bench.jmh;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import mg.CompiledGraph;
import mg.Mg;
import mg.Model;
import mg.ModelFunction;
import mg.Settings;
import mg.ir.Executable;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.value.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a call from Java costs, of functions that do next to nothing; and a small graph of values, as it is and
/// compiled.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Calls {
    @Param({"jvm", "c"})
    public String backend;

    private double a = 1.5;
    private double b = -2;
    private double c = 0.25;
    private final double[] x = {1, 2, 3, 4};
    private final double[] y = {-1, 2, -3, 4};
    private final double[] result = new double[4];
    private final Object[] in = {new double[] {1.5}, new double[] {-2}, new double[] {0.25}};
    private final Object[] out = {new double[1]};

    private Numbers numbers;
    private Arrays arrays;
    private Executable executable;
    private ModelFunction function;
    private Value eager;
    private CompiledGraph graph;

    /// Three scalars in, one out.
    public interface Numbers {
        double of(double a, double b, double c);
    }

    /// Two arrays in, one out.
    public interface Arrays {
        void of(double[] x, double[] y, double[] sum);
    }

    public Calls() {}

    @Setup
    public void compile() {
        Settings settings = Settings.DEFAULT.on(backend);
        Model model = Mg.parse("""
                fn f(a: real, b: real, c: real) = a * b + c
                fn g(x: real[4], y: real[4]) = x + y
                """).with(settings);
        function = model.function("f");
        numbers = function.bind(Numbers.class);
        executable = function.executable(Map.of());
        arrays = model.function("g").bind(Arrays.class);
        eager = network();
        graph = Mg.compile(network(), settings);
    }

    /// A neuron with two inputs, as micrograd's first example.
    private static Value network() {
        Value first = Value.input(2);
        Value second = Value.input(0);
        return first.mul(Value.weight(-3)).add(second.mul(Value.weight(1))).add(Value.bias(6.88)).tanh();
    }

    @Benchmark
    public double bindScalars() {
        return numbers.of(a, b, c);
    }

    @Benchmark
    public double[] bindArrays() {
        arrays.of(x, y, result);
        return result;
    }

    @Benchmark
    public Object run() {
        executable.run(in, out);
        return out;
    }

    @Benchmark
    public double[] call() {
        return function.call(a, b, c);
    }

    @Benchmark
    public double neuronCompiled() {
        graph.zeroGrad();
        return graph.backward();
    }

    /// Does not depend on the backend.
    @Benchmark
    public double neuron() {
        eager.topo().forEach(Value::zeroGrad);
        eager.forward();
        eager.backward();
        return eager.data();
    }
}
