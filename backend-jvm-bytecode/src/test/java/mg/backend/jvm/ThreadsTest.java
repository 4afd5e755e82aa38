package mg.backend.jvm;

import static mg.backend.jvm.Kernels.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Kind;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Scalar;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private static final int SIZE = 500;

    interface Sum {
        double of(double x);
    }

    /// Fills its workspace with `x`, then sums it: a workspace used by two calls at once gives wrong sums.
    private static Executable sum() {
        var kernels = new Kernels();
        Scalar x = kernels.scalarInput("x", ElementType.F64);
        Buffer t = kernels.local(ElementType.F64, SIZE);
        kernels.loop(SIZE, i -> kernels.store(at(t, i), x));
        Scalar total = kernels.literal(0.0);
        kernels.loop(SIZE, i -> kernels.accumulate(total, Kind.SUM, kernels.load(at(t, i))));
        kernels.store(at(kernels.output("y", Type.F64), 0), kernels.apply(ElementOp.NEG, total));
        return JvmBackend.compile(kernels.finish("f"));
    }

    @Test
    void callsAtOnceDoNotDisturbEachOther() throws InterruptedException, ExecutionException {
        Executable executable = sum();
        Sum bound = executable.bind(Sum.class);
        try (var pool = Executors.newFixedThreadPool(8)) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int task = 0; task < 16; task++) {
                double x = task + 1;
                tasks.add(() -> {
                    int wrong = 0;
                    var out = new double[1];
                    for (int k = 0; k < 3_000; k++) {
                        executable.run(new Object[] {new double[] {x}}, new Object[] {out});
                        wrong += out[0] == -SIZE * x && bound.of(x) == -SIZE * x ? 0 : 1;
                    }
                    return wrong;
                });
            }
            for (Future<Integer> wrong : pool.invokeAll(tasks)) {
                assertEquals(0, wrong.get());
            }
        }
    }

    @Test
    void callsAllocateNothing() {
        Sum bound = sum().bind(Sum.class);
        var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int k = 0; k < 20_000; k++) {
            bound.of(k);
        }
        long before = bean.getCurrentThreadAllocatedBytes();
        for (int k = 0; k < 1_000; k++) {
            bound.of(k);
        }
        assertEquals(0, (bean.getCurrentThreadAllocatedBytes() - before) / 1_000, "bytes a call");
    }
}
