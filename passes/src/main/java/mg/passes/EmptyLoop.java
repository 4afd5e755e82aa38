package mg.passes;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Builder;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;

/// What a `for` gives when it does not run.
final class EmptyLoop {
    private EmptyLoop() {}

    /// The results of a loop over `0..0`.
    static List<Var> results(Builder b, Instruction i, Operation.For loop) {
        var results = new ArrayList<Var>(i.operands().subList(0, loop.carries()));
        for (int k = loop.carries(); k < loop.kinds().size(); k++) {
            Type type = i.results().get(k).type();
            Kind kind = loop.kinds().get(k);
            results.add(kind == Kind.COLLECT ? b.zeros(type) : neutral(b, kind, type));
        }
        return results;
    }

    /// The value that changes nothing when it is combined with others of its type.
    static Var neutral(Builder b, Kind kind, Type type) {
        return b.broadcast(b.constant(neutral(kind, type)), type.shape());
    }

    private static Tensor neutral(Kind kind, Type type) {
        boolean whole = !type.isReal();
        return switch (kind) {
            case SUM, ANY -> Tensor.scalar(type.element(), 0);
            case PROD, ALL -> Tensor.scalar(type.element(), 1);
            case MAX, ARGMAX ->
                whole ? Tensor.of(Long.MIN_VALUE) : Tensor.scalar(type.element(), Double.NEGATIVE_INFINITY);
            case MIN, ARGMIN ->
                whole ? Tensor.of(Long.MAX_VALUE) : Tensor.scalar(type.element(), Double.POSITIVE_INFINITY);
            case CARRY, COLLECT -> throw new AssertionError(kind + " has no neutral value");
        };
    }
}
