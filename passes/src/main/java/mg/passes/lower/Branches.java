package mg.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.Block;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Tensor;
import mg.ir.Var;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Lowers `if`: both branches write to the same places. An integer is between what it is between in either branch.
final class Branches {
    private Branches() {}

    static void lower(Frame frame, Instruction x) {
        Code code = frame.code();
        var wanted = new ArrayList<Optional<Region>>();
        for (Var result : x.results()) {
            if (result.type().isScalar()) {
                Tensor zero = Tensor.zeros(result.type());
                frame.scalars().put(result, code.define(result.type().element(), new Value.Literal(zero)));
                wanted.add(Optional.empty());
            } else {
                wanted.add(Optional.of(frame.region(result)));
            }
        }
        var ranges = new HashMap<Scalar, Range>();
        List<List<Statement>> branches =
                x.blocks().stream().map(b -> branch(frame, b, x.results(), wanted, ranges)).toList();
        ranges.forEach(frame.integers()::within);
        code.add(new Statement.If(frame.scalar(x.operand(0)), branches.get(0), branches.get(1)));
    }

    private static List<Statement> branch(
            Frame frame, Block block, List<Var> results, List<Optional<Region>> wanted, Map<Scalar, Range> ranges) {
        return frame.code().body(() -> {
            Instructions.list(frame, block, wanted.stream().map(w -> w.map(Destination::known)).toList());
            for (int k = 0; k < results.size(); k++) {
                if (results.get(k).type().isScalar()) {
                    Scalar value = frame.scalar(block.results().get(k));
                    Scalar result = frame.scalar(results.get(k));
                    frame.code().add(new Statement.Assign(result, value));
                    if (result.element() == ElementType.I64) {
                        ranges.merge(result, frame.integers().range(value), Range::or);
                    }
                }
            }
        });
    }
}
