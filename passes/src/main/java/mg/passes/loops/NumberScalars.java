package mg.passes.loops;

import java.util.List;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;

/// Numbers scalars anew, in the order in which they appear, without gaps.
public final class NumberScalars {
    /// By the old number.
    private final Scalar[] numbered;
    private int next;

    private NumberScalars(int scalars) {
        numbered = new Scalar[scalars];
    }

    /// The kernel with such numbers.
    public static Kernel run(Kernel kernel) {
        var numbers = new NumberScalars(kernel.scalars());
        for (Slot slot : kernel.inputs()) {
            if (slot instanceof Scalar s) {
                numbers.numbered[s.id()] = s;
                numbers.next = Math.max(numbers.next, s.id() + 1);
            }
        }
        List<Statement> body = new Renaming(numbers::of).body(kernel.body());
        return kernel.with(kernel.locals(), numbers.next, body);
    }

    private Scalar of(Scalar scalar) {
        if (numbered[scalar.id()] == null) {
            numbered[scalar.id()] = new Scalar(next++, scalar.element(), scalar.lanes());
        }
        return numbered[scalar.id()];
    }
}
