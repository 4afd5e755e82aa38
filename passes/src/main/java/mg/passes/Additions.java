package mg.passes;

import java.util.List;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Var;

/// Turns additions of whole arrays into loops, which fuse; but not where an operand is itself made by accumulation, in
/// place: there the addition means "accumulate into the same buffer". Nor where a loop makes it column by column: no
/// loop over rows fuses with that, and would read it across.
public final class Additions {
    private Additions() {}

    public static Function run(Function function) {
        return Rewriter.run(function, Additions::isWhole, Additions::expand);
    }

    private static boolean isWhole(Instruction i) {
        return i.operation() instanceof Operation.Element(ElementOp op) && op == ElementOp.ADD
                && !i.result().type().isScalar();
    }

    private static List<Var> expand(Builder b, Instruction i) {
        if (i.operands().stream().anyMatch(x -> accumulates(b, x))) {
            return List.of();
        }
        return List.of(Nest.collect(b, i.result().type().shape(), at ->
                b.add(b.index(i.operand(0), at), b.index(i.operand(1), at))));
    }

    private static boolean accumulates(Builder b, Var x) {
        Instruction source = b.definition(x).orElse(null);
        return source != null && switch (source.operation()) {
            case Operation.Place _, Operation.ScatterAdd _, Operation.Pad _, Operation.Dot _ -> true;
            case Operation.Element _ -> true;
            case Operation.For loop -> loop.kinds().get(source.results().indexOf(x)) == Kind.SUM;
            case Operation.Reshape _ -> accumulates(b, source.operand(0));
            case Operation.Transpose _ -> accumulates(b, source.operand(0))
                    || b.operation(source.operand(0)).orElse(null) instanceof Operation.For;
            default -> false;
        };
    }
}
