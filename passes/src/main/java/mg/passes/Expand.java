package mg.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// Turns element operations on arrays, reductions and broadcasts into loops, so that one construct has one derivative
/// rule and one fusion pass. Broadcasts of scalar constants stay: they are how zeros are written.
public final class Expand {
    private Expand() {}

    public static Function run(Function function) {
        return Rewriter.run(function, Expand::isWhole, Expand::expand);
    }

    private static boolean isWhole(Instruction i) {
        return switch (i.operation()) {
            case Operation.Element _, Operation.Cast _ -> !type(i).isScalar();
            case Operation.Reduce _, Operation.Broadcast _ -> true;
            default -> false;
        };
    }

    private static List<Var> expand(Builder b, Instruction i) {
        return switch (i.operation()) {
            case Operation.Element _, Operation.Cast _ ->
                List.of(Nest.collect(b, type(i).shape(), at -> {
                    List<Var> operands = i.operands().stream().map(x -> b.index(x, at)).toList();
                    return b.emit(i.operation(), operands);
                }));
            case Operation.Reduce(Kind kind, List<Integer> axes) -> List.of(reduce(b, kind, axes, i.operand(0)));
            case Operation.Broadcast broadcast when !(i.operand(0).type().isScalar() && isConstant(b, i.operand(0))) ->
                List.of(Nest.collect(b, broadcast.shape(), at ->
                        b.index(i.operand(0), broadcast.axes().stream().map(at::get).toList())));
            default -> List.of();
        };
    }

    private static Type type(Instruction i) {
        return i.result().type();
    }

    private static boolean isConstant(Builder b, Var x) {
        return b.operation(x).orElse(null) instanceof Operation.Const;
    }

    private static Var reduce(Builder b, Kind kind, List<Integer> axes, Var x) {
        List<Integer> kept = IntStream.range(0, x.type().rank()).filter(k -> !axes.contains(k)).boxed().toList();
        List<Integer> outer = kept.stream().map(x.type()::size).toList();
        List<Integer> inner = axes.stream().map(x.type()::size).toList();
        return Nest.collect(b, outer, at -> Nest.reduce(b, kind, inner, over -> {
            var position = new ArrayList<Var>(x.type().rank());
            for (int axis = 0; axis < x.type().rank(); axis++) {
                position.add(kept.contains(axis) ? at.get(kept.indexOf(axis)) : over.get(axes.indexOf(axis)));
            }
            return b.index(x, position);
        }));
    }
}
