package mg.tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mg.Mg;
import mg.Model;
import mg.ModelFunction;
import mg.ir.Argument;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.InterpreterBackend;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.testing.Agreement;
import mg.testing.RandomPrograms;
import mg.testing.RandomValues;

/// A function to take away, with arguments for it and what it gives, to the last bit.
///
/// @param name of the files
record Shipment(
        String name, Program program, String function, List<Tensor> arguments, List<Tensor> expected) {
    private static final Path EXAMPLES = Path.of("..", "examples");

    /// Random programs.
    static List<Shipment> random(int count) {
        var all = new ArrayList<Shipment>();
        for (int seed = 0; seed < count; seed++) {
            Program program = RandomPrograms.of(RandomPrograms.Style.TAME, seed);
            Function main = program.functions().getLast();
            List<Tensor> x = RandomValues.arguments(main, seed, false);
            List<Tensor> expected = Interpreter.call(program, main.name(), x);
            all.add(new Shipment("random" + seed, program, main.name(), x, expected));
        }
        return all;
    }

    /// The examples, with their gradients.
    static List<Shipment> examples() {
        Model mnist = Mg.load(EXAMPLES.resolve("mnist/mnist.mg"));
        return List.of(
                of("valley", Mg.load(EXAMPLES.resolve("rosenbrock.mg")).function("rosenbrock").valueAndGradient()),
                of("line", Mg.load(EXAMPLES.resolve("linear_regression.mg")).function("loss").valueAndGradient()),
                of("digits", mnist.function("loss").valueAndGradient("W1", "b1", "W2", "b2")),
                of("logits", mnist.function("logits")));
    }

    private static Shipment of(String name, ModelFunction function) {
        ModelFunction.Instance instance = function.instance(Map.of());
        var random = new Random(name.hashCode());
        Map<String, Tensor> values = new HashMap<>(instance.parameters());
        var arguments = new ArrayList<Tensor>();
        for (Argument a : instance.function().arguments()) {
            Tensor other = a.type().element() == ElementType.I64
                    ? Tensor.wholes(a.type(), _ -> random.nextInt(10))
                    : Tensor.reals(a.type(), _ -> random.nextGaussian());
            arguments.add(values.getOrDefault(a.name(), other));
        }
        List<Tensor> expected = Working.compile(
                        new InterpreterBackend(), instance.program(), instance.name(), Working.EXACT)
                .call(arguments);
        return new Shipment(name, instance.program(), instance.name(), arguments, expected);
    }

    Function signature() {
        return program.function(function);
    }

    void check(List<Tensor> actual, String where) {
        Agreement.EXACT.check(expected, actual, () -> name + " " + where);
    }
}
