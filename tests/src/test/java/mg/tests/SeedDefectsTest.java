package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mg.CompiledGraph;
import mg.Mg;
import mg.ModelFunction;
import mg.Settings;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import mg.train.Dataset;
import mg.train.Optimizer;
import mg.train.Plan;
import mg.train.Trainer;
import mg.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was wrong in the compilers that grew out of micrograd (Bernstein 2023) once code was generated, and is not
/// here.
class SeedDefectsTest {
    private static final String BACKENDS = "mg.tests.Working#names";
    private static final Path MNIST = Path.of("..", "examples", "mnist", "mnist.mg");

    /// There, label 10 was accepted and wrote outside the block of labels.
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void d04_aLabelOutOfRangeIsAnErrorInValueAndGradient(String backend) {
        ModelFunction loss = Mg.load(MNIST).with(Settings.DEFAULT.on(backend)).function("loss");
        Tensor image = Tensor.zeros(Type.of(ElementType.F64, 28, 28));
        for (ModelFunction f : List.of(loss, loss.valueAndGradient("W1", "b1", "W2", "b2"))) {
            for (long label : new long[] {10, -1, Long.MIN_VALUE, 1L << 32}) {
                Trap trap = assertThrows(Trap.class, () -> f.call(image, Tensor.of(label)));
                String place = MNIST + ":";
                assertTrue(trap.getMessage().startsWith(place), trap.getMessage());
                assertTrue(trap.getMessage().endsWith(": error: index " + label + " is out of range 0..9"),
                        trap.getMessage());
            }
            assertEquals(Math.log(10), f.call(image, Tensor.of(9L)).getFirst().real(0), 0.2);
        }
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void d04_dataWithALabelOutOfRangeIsRefusedBeforeAnythingRuns(String backend) {
        var plan = new Plan("loss", "", 1, 2, Optimizer.SGD, 0.1, 1);
        var trainer = new Trainer(Mg.load(MNIST).with(Settings.DEFAULT.on(backend)), plan, Map.of());
        Tensor images = Tensor.zeros(Type.of(ElementType.F64, 3, 28, 28));
        Tensor labels = Tensor.wholes(Type.of(ElementType.I64, 3), k -> 5L * k);
        DiagnosticException e = assertThrows(DiagnosticException.class,
                () -> Dataset.of(trainer.example(), Map.of("image", images, "label", labels)));
        assertTrue(e.getMessage().startsWith("error: data for 'label' is 10 in example 2, but it must be in 0..9"),
                e.getMessage());
    }

    /// There, no two runs made the same code, as operands were kept in sets.
    @Test
    void d05_everyRunEmitsTheSameBytes() throws Exception {
        String here = EmittedBytes.digest();
        assertEquals(here, EmittedBytes.digest());
        // Other hash codes of objects and another order of immutable sets.
        assertEquals(here, elsewhere("-XX:hashCode=0"));
        assertEquals(here, elsewhere("-XX:hashCode=2"));
    }

    private static String elsewhere(String option) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = List.of(java, "-XX:+UnlockExperimentalVMOptions", option, "-Xshare:off", "-cp", classes,
                EmittedBytes.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    /// There, a generated function kept its state in globals, so two could not run at once.
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void d05_callsKeepNothing(String backend) {
        ModelFunction loss = Mg.load(MNIST).with(Settings.DEFAULT.on(backend)).function("loss").valueAndGradient("b2");
        Tensor dark = Tensor.zeros(Type.of(ElementType.F64, 28, 28));
        Tensor bright = Tensor.reals(dark.type(), k -> k % 256);
        List<Tensor> first = loss.call(dark, Tensor.of(1L));
        loss.call(bright, Tensor.of(2L));
        assertEquals(first, loss.call(dark, Tensor.of(1L)));
    }

    /// There, an optimised graph could not be run: values stayed 0.
    @ParameterizedTest
    @MethodSource(BACKENDS)
    void d08_anOptimisedGraphRunsForwardAndBackward(String backend) {
        Value x = Value.input(3, "x");
        Value w = Value.weight(4);
        Value y = x.mul(w).add(x.mul(w)).add(Value.constant(8));
        CompiledGraph compiled = Mg.compile(y, Settings.DEFAULT.on(backend));
        assertEquals(32, compiled.forward());
        assertEquals(32, compiled.backward());
        assertEquals(6, w.grad());
        x.data(-1);
        w.zeroGrad();
        assertEquals(0, compiled.backward());
        assertEquals(-2, w.grad());
    }
}
