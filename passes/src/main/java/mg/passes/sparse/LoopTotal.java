package mg.passes.sparse;

import java.util.List;
import mg.ir.Instruction;
import mg.ir.Interpreter;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;

/// One result of a `for`, made of what is known of the yields of its iterations.
final class LoopTotal {
    /// The largest number of known yields that are kept to be combined.
    private static final int LONGEST = 1 << 20;

    private final Kind kind;
    private final Type each;
    private final Type result;
    private final DependenceSum sum = new DependenceSum();
    /// The yields so far, stacked, as long as all of them are known; otherwise null.
    private Tensor rows;

    /// @param count the number of iterations
    /// @param known whether exactly that many run, in ascending order
    LoopTotal(Kind kind, Type each, Type result, int count, boolean known) {
        this.kind = kind;
        this.each = each;
        this.result = result;
        boolean kept = kind == Kind.COLLECT || each.isScalar() && count <= LONGEST;
        this.rows = known && kept ? Tensor.zeros(each.stacked(count)) : null;
    }

    /// Takes the yield of iteration `i`.
    void add(int i, Fact yield) {
        if (yield.isKnown() && rows != null) {
            System.arraycopy(yield.known().data(), 0, rows.data(), i * each.size(), each.size());
        } else {
            rows = null;
        }
        if (result.isReal()) {
            sum.add(kind == Kind.COLLECT ? i * each.size() : 0, yield.dependence());
        }
    }

    Fact result() {
        if (rows != null) {
            return Fact.known(kind == Kind.COLLECT ? rows : reduced());
        }
        return Fact.of(sum.result());
    }

    private Tensor reduced() {
        var operand = new Var(0, rows.type());
        return Interpreter.apply(
                new Instruction(new Operation.Reduce(kind, List.of(0)), List.of(operand), List.of(),
                        List.of(new Var(1, result)), Span.NONE),
                List.of(rows));
    }
}
