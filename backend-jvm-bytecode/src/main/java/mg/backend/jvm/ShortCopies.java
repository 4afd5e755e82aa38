package mg.backend.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.ElementType;
import mg.loops.Address;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Copies of a few neighbours as loads and stores, in kernels that have vectors: whoever calls `System.arraycopy` waits
/// longer than 16 vectors take.
final class ShortCopies {
    /// The most vectors of one copy, and the shortest of them.
    private static final int MOST = 4;
    private static final int LEAST_BITS = 128;

    private final int vectorBits;
    private int scalars;

    private ShortCopies(int vectorBits, int scalars) {
        this.vectorBits = vectorBits;
        this.scalars = scalars;
    }

    /// The kernel without short copies, if it has wide scalars.
    static Kernel run(Kernel kernel, int vectorBits) {
        if (vectorBits == 0 || !new Lifetimes(kernel, Optional.empty()).anyWide()) {
            return kernel;
        }
        var copies = new ShortCopies(vectorBits, kernel.scalars());
        List<Statement> body = copies.body(kernel.body());
        return kernel.with(kernel.locals(), copies.scalars, body);
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>(body.size());
        for (Statement statement : body) {
            if (statement instanceof Statement.Copy copy && isShort(copy)) {
                copy(made, copy);
            } else {
                made.add(statement.map(this::body));
            }
        }
        return made;
    }

    private boolean isShort(Statement.Copy copy) {
        ElementType element = copy.to().buffer().element();
        return element != ElementType.BOOL && copy.count() <= (long) MOST * lanes(element, vectorBits)
                && !copy.to().buffer().equals(copy.from().buffer());
    }

    private static int lanes(ElementType element, int bits) {
        return bits / (element.bytes() * Byte.SIZE);
    }

    /// Vectors as long as may be, each followed by shorter ones, and single elements at last.
    private void copy(List<Statement> made, Statement.Copy copy) {
        ElementType element = copy.to().buffer().element();
        int lanes = lanes(element, vectorBits);
        for (long at = 0; at < copy.count(); at += lanes) {
            while (lanes > copy.count() - at) {
                lanes = lanes > lanes(element, LEAST_BITS) ? lanes / 2 : 1;
            }
            var piece = new Scalar(scalars++, element, lanes);
            made.add(new Statement.Define(piece, new Value.Load(neighbours(copy.from(), at, lanes))));
            made.add(new Statement.Store(neighbours(copy.to(), at, lanes), piece, copy.add()));
        }
    }

    private static Address neighbours(Address first, long at, int lanes) {
        return new Address(first.buffer(), first.index().plus(at), lanes > 1 ? 1 : 0);
    }
}
