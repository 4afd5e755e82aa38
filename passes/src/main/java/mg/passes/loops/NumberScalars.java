package mg.passes.loops;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;

/// Numbers scalars anew, in the order in which they appear, without gaps.
public final class NumberScalars {
    private final Map<Scalar, Scalar> numbered = new HashMap<>();
    private int next;

    private NumberScalars() {}

    /// The kernel with such numbers.
    public static Kernel run(Kernel kernel) {
        var numbers = new NumberScalars();
        for (Slot slot : kernel.inputs()) {
            if (slot instanceof Scalar s) {
                numbers.numbered.put(s, s);
                numbers.next = Math.max(numbers.next, s.id() + 1);
            }
        }
        List<Statement> body = new Renaming(numbers::of).body(kernel.body());
        return kernel.with(kernel.locals(), numbers.next, body);
    }

    private Scalar of(Scalar scalar) {
        return numbered.computeIfAbsent(scalar, s -> new Scalar(next++, s.element(), s.lanes()));
    }
}
