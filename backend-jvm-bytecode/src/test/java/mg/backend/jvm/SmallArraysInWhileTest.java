package mg.backend.jvm;

import static mg.backend.jvm.Kernels.at;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Options;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.passes.loops.SmallArrays;
import mg.testing.LoopInterpreter;
import org.junit.jupiter.api.Test;

class SmallArraysInWhileTest {
    /// A test that changes what it was about to ask, and elements that the step exchanges.
    @Test
    void elementsThatTestAndStepChangeStayWhatTheyAre() {
        Kernel kernel = kernel();
        Kernel small = SmallArrays.run(kernel, Options.DEFAULT);
        assertFalse(LoopsPrinter.print(small).contains(" t1["), () -> LoopsPrinter.print(small));
        assertArrayEquals(new double[] {28, 18, 28}, run(kernel));
        assertArrayEquals(run(kernel), run(small));
        assertArrayEquals(run(kernel), JvmBackend.compile(small).call(List.of()).getFirst().doubles());
    }

    /// ```
    /// t = {1, 0}, more = true
    /// while more, of which the test also does t[0] += 1, more = t[0] < 9 {
    ///   y += t[0], t[0] += t[1], t = {t[1], t[0]}
    /// }
    /// ```
    private static Kernel kernel() {
        var kernels = new Kernels();
        Buffer y = kernels.output("y", Type.of(ElementType.F64, 3));
        Buffer t = kernels.local(ElementType.F64, 2);
        Buffer more = kernels.local(ElementType.BOOL, 1);
        Scalar one = kernels.literal(1.0);
        Scalar none = kernels.literal(0.0);
        Scalar nine = kernels.literal(9.0);
        kernels.store(at(t, 0), one);
        kernels.store(at(t, 1), none);
        kernels.store(at(more, 0), kernels.apply(ElementOp.LT, none, one));
        kernels.body.add(new Statement.Fill(at(y, 0), 3, none));
        var condition = new Scalar[1];
        List<Statement> test = kernels.nested(() -> {
            condition[0] = kernels.load(at(more, 0));
            kernels.add(at(t, 0), one);
            kernels.store(at(more, 0), kernels.apply(ElementOp.LT, kernels.load(at(t, 0)), nine));
        });
        List<Statement> step = kernels.nested(() -> {
            kernels.add(at(y, 0), kernels.load(at(t, 0)));
            kernels.add(at(t, 0), kernels.load(at(t, 1)));
            Scalar first = kernels.load(at(t, 0));
            kernels.store(at(t, 0), kernels.load(at(t, 1)));
            kernels.store(at(t, 1), first);
        });
        kernels.body.add(new Statement.While(test, condition[0], step));
        kernels.store(at(y, 1), kernels.load(at(t, 0)));
        kernels.store(at(y, 2), kernels.load(at(t, 1)));
        return kernels.finish("f");
    }

    private static double[] run(Kernel kernel) {
        var y = new double[3];
        LoopInterpreter.run(kernel, new Object[0], new Object[] {y});
        return y;
    }
}
