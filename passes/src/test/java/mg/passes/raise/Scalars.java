package mg.passes.raise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.Verifier;
import mg.passes.Gradient;
import mg.passes.Pass;
import mg.passes.Pipelines;

/// A function of arrays whose code is scalar, and checks of what raising makes of it.
final class Scalars {
    final Builder b = new Builder();

    /// The elements of a new argument.
    List<Var> array(String name, int n) {
        Var array = b.argument(name, Type.of(ElementType.F64, n));
        var elements = new ArrayList<Var>();
        for (int k = 0; k < n; k++) {
            elements.add(b.index(array, b.constant((long) k)));
        }
        return elements;
    }

    Function written(Var result) {
        return b.finish("f", List.of("result"), List.of(result));
    }

    /// The raised function, which is valid, computes the same, has the same gradient and is not raised again.
    Function raised(Var result) {
        Function written = written(result);
        Function raised = Raise.run(written);
        check(written, raised);
        return raised;
    }

    static void check(Function written, Function raised) {
        assertSame(raised, Raise.run(raised));
        assertSameValues(written, raised);
        List<Tensor> x = arguments(written);
        assertClose(gradient(Pipelines.REPRODUCIBLE, written, x), gradient(Pipelines.COMPILE, written, x), raised);
    }

    /// The second function is valid and computes what the first does.
    static void assertSameValues(Function written, Function raised) {
        Verifier.check(Program.of(raised));
        List<Tensor> x = arguments(written);
        assertClose(Interpreter.call(Program.of(written), "f", x), Interpreter.call(Program.of(raised), "f", x),
                raised);
    }

    private static List<Tensor> arguments(Function f) {
        var random = new Random(9);
        return f.argumentTypes().stream().map(t -> Tensor.reals(t, _ -> random.nextGaussian())).toList();
    }

    /// The gradient after these passes: [Pipelines#COMPILE] raises, then differentiates.
    private static List<Tensor> gradient(List<Pass> passes, Function f, List<Tensor> x) {
        Program program = Gradient.of(Program.of(f), "f", Gradient.reals(f), "g");
        return Interpreter.call(Program.of(Pipelines.run(passes, program, "g")), "g", x);
    }

    private static void assertClose(List<Tensor> expected, List<Tensor> actual, Function raised) {
        for (int k = 0; k < expected.size(); k++) {
            for (int i = 0; i < expected.get(k).type().size(); i++) {
                double wanted = expected.get(k).real(i);
                double tolerance = Double.isFinite(wanted) ? 1e-9 * Math.max(1, Math.abs(wanted)) : 0;
                assertEquals(wanted, actual.get(k).real(i), tolerance, () -> text(raised));
            }
        }
    }

    /// The list.
    static String text(Function f) {
        String all = Printer.print(Program.of(f));
        return all.substring(all.indexOf("{\n") + 2, all.lastIndexOf("}"))
;
    }

    static int size(Function f) {
        return size(f.body());
    }

    private static int size(Block block) {
        int size = 0;
        for (Instruction i : block.instructions()) {
            size += 1 + i.blocks().stream().mapToInt(Scalars::size).sum();
        }
        return size;
    }

    /// The number of `dot`s.
    static int contractions(Function f) {
        return (int) f.body().instructions().stream().filter(i -> i.operation() instanceof Operation.Dot).count();
    }
}
