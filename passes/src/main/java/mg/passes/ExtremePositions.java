package mg.passes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// Looks for the position of an extreme when the extreme is known:
///
/// ```
/// %2 = for %3 in 0..n {                     %2 = for %3 in 0..n {
///   %4 = index %x, %3 : f64                   %4 = index %x, %3 : f64
///   yield argmax %4                   -->     yield max %4
/// } : i64                                   } : f64
///                                           %5 = for %6 in 0..n {
///                                             %7 = index %x, %6 : f64
///                                             … yield min (if %7 == %2 or %7 != %7 { %6 } else { n - 1 })
///                                           } : i64
/// ```
///
/// Each position depends on all numbers before; an extreme and the first of the positions where it stands do not, so
/// that both loops may run in any order, in vectors. If the extreme is NaN the position is that of the first NaN. It is
/// done for loops outside of others that run at least [#LEAST] times, of scalars that are cheap to compute twice.
public final class ExtremePositions {
    private static final int LEAST = 64;
    /// The longest body that is done twice.
    private static final int CHEAP = 8;

    private ExtremePositions() {}

    public static Function run(Function function) {
        Set<Var> outermost = new HashSet<>();
        function.body().instructions().stream()
                .filter(ExtremePositions::suits)
                .forEach(i -> outermost.add(i.results().getFirst()));
        return outermost.isEmpty()
                ? function
                : Rewriter.run(function, i -> !i.results().isEmpty() && outermost.contains(i.results().getFirst()),
                        ExtremePositions::split);
    }

    private static boolean suits(Instruction i) {
        return i.operation() instanceof Operation.For loop
                && loop.carries() == 0
                && !loop.bounded()
                && !loop.down() // there the first of equals is the last one
                && loop.n() >= LEAST
                && loop.kinds().stream().anyMatch(Kind::isIndex)
                && i.block().instructions().size() <= CHEAP
                && i.block().instructions().stream().allMatch(ExtremePositions::isCheap)
                && extremes(i, loop).stream().allMatch(k -> i.block().results().get(k).type().isScalar());
    }

    private static boolean isCheap(Instruction i) {
        return switch (i.operation()) {
            case Operation.Const _ -> true;
            case Operation.Index _ -> i.result().type().isScalar();
            case Operation.Element(ElementOp op) -> i.result().type().isScalar() && isCheap(op);
            default -> false;
        };
    }

    private static boolean isCheap(ElementOp op) {
        return switch (op) {
            case ADD, SUB, MUL, NEG, ABS, MIN, MAX, RELU, LT, LE, EQ, NE, AND, OR, NOT, SELECT -> true;
            default -> false;
        };
    }

    private static List<Integer> extremes(Instruction i, Operation.For loop) {
        var found = new ArrayList<Integer>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            if (loop.kinds().get(k).isIndex()) {
                found.add(k);
            }
        }
        return found;
    }

    private static List<Var> split(Builder b, Instruction i) {
        var loop = (Operation.For) i.operation();
        List<Integer> extremes = extremes(i, loop);
        var kinds = new ArrayList<>(loop.kinds());
        extremes.forEach(k -> kinds.set(k, loop.kinds().get(k) == Kind.ARGMAX ? Kind.MAX : Kind.MIN));
        Block block = i.block();
        var types = new ArrayList<Type>();
        for (int k = 0; k < kinds.size(); k++) {
            types.add(extremes.contains(k) ? block.results().get(k).type() : i.results().get(k).type());
        }
        List<Var> results = new ArrayList<>(b.emit(
                new Operation.For(loop.n(), kinds, false, false), i.operands(), List.of(block), types));
        Operation.For search =
                new Operation.For(loop.n(), List.copyOf(extremes.stream().map(_ -> Kind.MIN).toList()), false, false);
        List<Var> positions = b.forLoop(search, List.of(), (index, _) -> {
            List<Var> yields = PrepareLoops.body(b, i, index, List.of());
            return extremes.stream().map(k -> position(b, yields.get(k), results.get(k), index, loop.n())).toList();
        });
        for (int e = 0; e < extremes.size(); e++) {
            results.set(extremes.get(e), positions.get(e));
        }
        return results;
    }

    /// The position if the extreme stands there, otherwise the last one.
    private static Var position(Builder b, Var value, Var extreme, Var index, long n) {
        Var stands = b.eq(value, extreme);
        if (value.type().isReal()) {
            stands = b.element(ElementOp.OR, stands, b.element(ElementOp.NE, value, value));
        }
        return b.select(stands, index, b.constant(n - 1));
    }
}
