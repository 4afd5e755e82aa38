package mg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import mg.value.Value;
import org.junit.jupiter.api.Test;

class AdamTest {
    private static final Settings INTERPRETED = Settings.DEFAULT.on("interpreter");

    /// The first step is by the rate, whatever the size of the gradient; the second one by hand.
    @Test
    void stepsAreThoseOfThePaper() {
        Value w = Value.weight(2);
        Value b = Value.bias(-3);
        Value x = Value.input(10);
        CompiledGraph graph = Mg.compile(w.mul(x).add(b.mul(b)), INTERPRETED);
        var adam = new Adam(0.9, 0.99, 1e-8);
        graph.backward();
        adam.update(graph, 0.5);
        assertEquals(1.5, w.data(), 1e-8);
        assertEquals(-2.5, b.data(), 1e-8);
        assertEquals(10, x.data());

        graph.zeroGrad();
        graph.setInput(-4);
        graph.backward();
        adam.update(graph, 0.25);
        double m = 0.9 * (0.1 * 10) + 0.1 * -4;
        double v = 0.99 * (0.01 * 100) + 0.01 * 16;
        double step = 0.25 * (m / (1 - 0.9 * 0.9)) / (Math.sqrt(v / (1 - 0.99 * 0.99)) + 1e-8);
        assertEquals(1.5 - step, w.data(), 1e-8);
    }

    @Test
    void comesToTheMinimum() {
        List<Value> w = List.of(Value.weight(4), Value.weight(-2), Value.weight(1));
        Value loss = Value.sum(w.stream().map(each -> each.sub(3).mul(each.sub(3))).toList());
        CompiledGraph graph = Mg.compile(loss, INTERPRETED);
        var adam = new Adam(0.9, 0.999, 1e-8);
        for (int t = 0; t < 2000; t++) {
            graph.zeroGrad();
            graph.backward();
            adam.update(graph, 0.1 * (1 - t / 2000.0));
        }
        w.forEach(each -> assertEquals(3, each.data(), 1e-4));
    }

    @Test
    void partsBelowOneAreWanted() {
        assertThrows(IllegalArgumentException.class, () -> new Adam(1, 0.9, 1e-8));
        assertThrows(IllegalArgumentException.class, () -> new Adam(0.9, -0.1, 1e-8));
        assertThrows(IllegalArgumentException.class, () -> new Adam(0.9, Double.NaN, 1e-8));
        assertThrows(IllegalArgumentException.class, () -> new Adam(0.9, 0.9, 0));
    }
}
