package mg.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import mg.draw.Direction;
import mg.draw.Picture;
import mg.value.Drawing;
import mg.value.Role;
import mg.value.Value;
import org.junit.jupiter.api.Test;

/// What micrograd's `nn` and its demonstrations do, fact by fact.
class NetworkTest {
    @Test
    void n01_aNeuronStartsWithUniformWeightsAndNoBias() {
        var neuron = new Neuron(1000, new Random(1));
        List<Value> parameters = neuron.parameters();
        assertEquals(1001, parameters.size());
        assertEquals(0, parameters.getLast().data());
        assertEquals(Role.BIAS, parameters.getLast().role().orElseThrow());
        List<Value> weights = parameters.subList(0, 1000);
        assertTrue(weights.stream().allMatch(w -> w.role().orElseThrow() == Role.WEIGHT));
        var statistics = weights.stream().mapToDouble(Value::data).summaryStatistics();
        assertTrue(-1 <= statistics.getMin() && statistics.getMin() < -0.9);
        assertTrue(0.9 < statistics.getMax() && statistics.getMax() < 1);
        assertEquals(0, statistics.getAverage(), 0.1);
    }

    @Test
    void n01_aNeuronAddsItsBiasToTheWeightedInputsAndHasRelu() {
        var relu = new Neuron(2, new Random(1));
        var linear = new Neuron(2, false, new Random(1));
        for (Module neuron : List.of(relu, linear)) {
            neuron.parameters().get(0).data(2);
            neuron.parameters().get(1).data(-3);
            neuron.parameters().get(2).data(0.5);
        }
        assertEquals(2 - 6 + 0.5, linear.apply(Value.constants(1, 2)).data());
        assertEquals(0, relu.apply(Value.constants(1, 2)).data());
        assertEquals(4 - 3 + 0.5, relu.apply(Value.constants(2, 1)).data());
    }

    @Test
    void n01_zeroGradForgetsTheGradientsOfTheParameters() {
        var model = new MLP(2, List.of(3, 1), new Random(1));
        model.one(Value.constants(1, 2)).backward();
        assertTrue(model.parameters().stream().anyMatch(p -> p.grad() != 0));
        model.zeroGrad();
        assertTrue(model.parameters().stream().allMatch(p -> p.grad() == 0));
    }

    @Test
    void n02_layersGiveAListAndTheLastIsLinear() {
        var random = new Random(1);
        assertEquals(3, new Layer(2, 3, random).apply(Value.constants(1, 2)).size());
        assertEquals(1, new Layer(2, 1, random).apply(Value.constants(1, 2)).size());
        var model = new MLP(2, List.of(4, 3), random);
        assertEquals(3, model.apply(Value.constants(1, 2)).size());
        assertTrue(model.apply(Value.constants(1, 2)).stream().allMatch(v -> v.op().equals("+")));
        assertEquals("the network has 3 outputs, not one", message(() -> model.one(Value.constants(1, 2))));
        assertEquals(4 * 3 + 3 * 5, model.parameters().size());
    }

    @Test
    void n03_toStringNamesTheNeurons() {
        var random = new Random(1);
        assertEquals("ReLUNeuron(2)", new Neuron(2, random).toString());
        assertEquals("LinearNeuron(16)", new Neuron(16, false, random).toString());
        assertEquals("MLP of [Layer of [ReLUNeuron(2), ReLUNeuron(2)], Layer of [LinearNeuron(2)]]",
                new MLP(2, List.of(2, 1), random).toString());
    }

    @Test
    void n04_inputOfTheWrongLengthIsAnError() {
        var model = new MLP(2, List.of(3, 1), new Random(1));
        assertEquals("input of size 3 for 2 weights", message(() -> model.apply(Value.constants(1, 2, 3))));
        assertEquals("input of size 1 for 2 weights", message(() -> model.one(Value.constants(1))));
        assertEquals("input of size 0 for 2 weights", message(() -> new Neuron(2, new Random(1)).apply(List.of())));
        assertEquals("inputs must be at least 1, not 0", message(() -> new MLP(0, List.of(1), new Random(1))));
        assertEquals("outputs must be at least 1, not -1", message(() -> new MLP(1, List.of(-1), new Random(1))));
        assertEquals("layers must be at least 1, not 0", message(() -> new MLP(1, List.of(), new Random(1))));
    }

    @Test
    void aSeedGivesTheSameNetwork() {
        List<Double> first = data(new MLP(2, List.of(5, 1), new Random(3)));
        assertEquals(first, data(new MLP(2, List.of(5, 1), new Random(3))));
    }

    /// The demonstration of micrograd on its own data and first weights (both drawn with seed 1337): the losses are
    /// those that its notebook prints.
    @Test
    void n05_moonsTrainsStepByStepAsInMicrograd() throws IOException {
        double[][] points = table("moons.csv");
        double[][] start = table("moons-parameters.csv");
        var model = new MLP(2, List.of(16, 16, 1), new Random());
        List<Value> parameters = model.parameters();
        assertEquals(337, parameters.size());
        for (int k = 0; k < start.length; k++) {
            parameters.get(k).data(start[k][0]);
        }
        var losses = new ArrayList<Double>();
        var hits = new ArrayList<Integer>();
        for (int step = 0; step < 100; step++) {
            var margins = new ArrayList<Value>();
            int hit = 0;
            for (double[] point : points) {
                Value score = model.one(Value.constants(point[0], point[1]));
                margins.add(score.mul(-point[2]).add(1).relu());
                hit += score.data() > 0 == point[2] > 0 ? 1 : 0;
            }
            Value loss = Value.sum(margins).div(points.length).add(Value.dot(parameters, parameters).mul(1e-4));
            model.zeroGrad();
            loss.backward();
            double rate = 1 - 0.9 * step / 100;
            parameters.forEach(p -> p.data(p.data() - rate * p.grad()));
            losses.add(loss.data());
            hits.add(hit);
        }
        assertEquals(0.8958441028683222, losses.getFirst(), 1e-14);
        assertEquals(50, hits.getFirst());
        assertEquals(0.010978370135492717, losses.getLast(), 1e-9);
        assertEquals(100, hits.getLast());
    }

    /// XOR with the graph built once: inputs are refilled and everything is computed in place.
    @Test
    void n05_xorIsLearntInPlace() {
        var model = new MLP(2, List.of(5, 1), new Random(4));
        List<Value> x = List.of(Value.input(0, "x0"), Value.input(0, "x1"));
        Value wanted = Value.input(0, "wanted");
        Value output = model.one(x);
        Value loss = output.sub(wanted).pow(2);
        for (int epoch = 0; epoch < 1000; epoch++) {
            model.zeroGrad();
            for (int example = 0; example < 4; example++) {
                fill(x, wanted, example);
                loss.forward();
                loss.backward();
            }
            model.parameters().forEach(p -> p.data(p.data() - 0.1 / 4 * p.grad()));
        }
        for (int example = 0; example < 4; example++) {
            fill(x, wanted, example);
            loss.forward();
            assertEquals(wanted.data(), output.data(), 0.1, "example " + example);
        }
    }

    private static void fill(List<Value> x, Value wanted, int example) {
        x.get(0).data(example / 2);
        x.get(1).data(example % 2);
        wanted.data(example / 2 ^ example % 2);
    }

    @Test
    void n06_aNetworkDraws() {
        var model = new MLP(2, List.of(3, 1), new Random(1));
        Value score = model.one(Value.constants(1, -1));
        String dot = Drawing.dot(score, Direction.TB);
        long values = score.topo().size();
        long operations = score.topo().stream().filter(v -> !v.isLeaf()).count();
        long uses = score.topo().stream().mapToLong(v -> v.children().size()).sum();
        assertEquals(values, dot.lines().filter(line -> line.contains("shape=record")).count());
        assertEquals(operations + uses, dot.lines().filter(line -> line.contains("->")).count());
    }

    /// Values and networks need this project's table of operations and the JDK, nothing else.
    @Test
    void n07_nothingBeyondTheJdkIsNeeded() throws IOException, URISyntaxException {
        var classes = new ArrayList<Path>();
        for (Class<?> type : List.of(Value.class, MLP.class, Picture.class)) {
            Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.list(root.resolve(type.getPackageName().replace('.', '/')))) {
                files.filter(f -> f.toString().endsWith(".class")).forEach(classes::add);
            }
        }
        assertTrue(classes.size() > 8, classes::toString);
        for (Path file : classes) {
            for (var entry : ClassFile.of().parse(file).constantPool()) {
                if (entry instanceof ClassEntry reference) {
                    String name = reference.asInternalName();
                    assertTrue(name.matches("\\[*L?(java|mg/(value|nn|draw|ir))/.*|\\[+[DIZJ]"),
                            file + " uses " + name);
                }
            }
        }
    }

    private static double[][] table(String resource) throws IOException {
        try (InputStream in = NetworkTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray())
                    .toArray(double[][]::new);
        }
    }

    private static List<Double> data(Module module) {
        return module.parameters().stream().map(Value::data).toList();
    }

    private static String message(org.junit.jupiter.api.function.Executable code) {
        return assertThrows(IllegalArgumentException.class, code).getMessage();
    }
}
