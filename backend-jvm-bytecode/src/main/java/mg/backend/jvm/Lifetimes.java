package mg.backend.jvm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mg.ir.Tensor;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;
import mg.loops.Value;

/// What is known of each scalar of a kernel, by its number: whether it changes, whether an `int` holds it, how often it
/// is read, and from where to where it is needed.
final class Lifetimes {
    private final boolean[] mutable;
    private final boolean[] narrow;
    private final int[] depth;
    private final Scalar[] scalars;
    private final int[] lastUse;
    private final int[] reads;
    private final Tensor[] literals;
    private boolean wide;
    /// The positions of the statement that is looked at and of those around it, from the outermost body to the
    /// innermost.
    private int[] path = {-1, -1, -1, -1};
    private int level;

    /// @param returned a scalar that is read after the end
    Lifetimes(Kernel kernel, Optional<Scalar> returned) {
        mutable = new boolean[kernel.scalars()];
        narrow = new boolean[kernel.scalars()];
        depth = new int[kernel.scalars()];
        scalars = new Scalar[kernel.scalars()];
        lastUse = new int[kernel.scalars()];
        reads = new int[kernel.scalars()];
        literals = new Tensor[kernel.scalars()];
        Arrays.fill(lastUse, -1);
        for (Slot slot : kernel.inputs()) {
            if (slot instanceof Scalar scalar) {
                define(scalar);
            }
        }
        walk(kernel.body());
        path[0] = kernel.body().size();
        returned.ifPresent(this::read);
    }

    /// Whether it is assigned or accumulated after its definition.
    boolean isMutable(int scalar) {
        return mutable[scalar];
    }

    /// Whether it is the index of a loop of so few iterations that an `int` counts them.
    boolean isNarrow(int scalar) {
        return narrow[scalar];
    }

    /// The number that the scalar always is, if it is not wide: each method that reads it names that number.
    Optional<Tensor> constant(int scalar) {
        return isConstant(scalar) ? Optional.of(literals[scalar]) : Optional.empty();
    }

    /// Whether there is such a number.
    boolean isConstant(int scalar) {
        return literals[scalar] != null && !mutable[scalar];
    }

    /// How many scalars there are: their numbers are below it.
    int count() {
        return scalars.length;
    }

    /// The scalar itself.
    Scalar scalar(int scalar) {
        return scalars[scalar];
    }

    /// Whether any scalar is wide.
    boolean anyWide() {
        return wide;
    }

    /// Whether it is read at one place.
    boolean isReadOnce(int scalar) {
        return reads[scalar] == 1;
    }

    /// The position of the last statement that touches it, itself or deep inside, in the body that defines it; -1 for
    /// an argument that nobody uses.
    int lastUse(int scalar) {
        return lastUse[scalar];
    }

    private void walk(List<Statement> body) {
        for (int position = 0; position < body.size(); position++) {
            path[level] = position;
            visit(body.get(position));
        }
    }

    private void visit(Statement statement) {
        Access access = Access.of(statement);
        if (!(statement instanceof Statement.While)) {
            for (Scalar scalar : access.reads()) {
                read(scalar);
            }
        }
        if (access.changes().isPresent()) {
            Scalar changed = access.changes().get();
            mutable[changed.id()] = true;
            use(changed);
        }
        if (statement instanceof Statement.Define(Scalar target, Value.Literal(Tensor number)) && !target.isWide()) {
            literals[target.id()] = number;
        }
        if (statement instanceof Statement.Loop loop) {
            narrow[loop.index().id()] = loop.count() <= Integer.MAX_VALUE;
        }
        List<List<Statement>> bodies = statement.bodies();
        if (bodies.isEmpty()) {
            if (access.defines().isPresent()) {
                define(access.defines().get());
            }
            return;
        }
        enter();
        access.defines().ifPresent(this::define);
        for (List<Statement> inner : bodies) {
            walk(inner);
            if (statement instanceof Statement.While loop && inner == loop.test()) {
                path[level] = inner.size();
                read(loop.condition());
            }
        }
        level--;
    }

    private void enter() {
        level++;
        if (level == path.length) {
            path = Arrays.copyOf(path, 2 * level);
        }
        path[level] = -1;
    }

    private void define(Scalar scalar) {
        scalars[scalar.id()] = scalar;
        wide |= scalar.isWide();
        depth[scalar.id()] = level;
        lastUse[scalar.id()] = path[level];
    }

    private void read(Scalar scalar) {
        reads[scalar.id()]++;
        use(scalar);
    }

    private void use(Scalar scalar) {
        lastUse[scalar.id()] = path[depth[scalar.id()]];
    }
}
