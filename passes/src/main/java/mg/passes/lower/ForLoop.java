package mg.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Var;
import mg.loops.Scalar;
import mg.loops.Value;

/// Lowers `for`.
final class ForLoop {
    private record Compared(Var yield, boolean greatest) {}

    private ForLoop() {}

    static void lower(Frame frame, Instruction x, Operation.For loop) {
        Optional<Scalar> bound = loop.bounded() ? Optional.of(bound(frame, x, loop.n())) : Optional.empty();
        Scalar i = frame.code().index(loop.n());
        List<LoopResult> results = results(frame, x, loop, i);
        Block body = x.block();
        if (loop.n() > 0) {
            Runnable iteration = () -> {
                frame.scalars().put(body.arguments().getFirst(), i);
                Instructions.list(frame, body, results.stream().map(LoopResult::wanted).toList());
                for (int k = 0; k < results.size(); k++) {
                    results.get(k).take(body.results().get(k));
                }
                results.forEach(LoopResult::advance);
            };
            boolean carries = loop.kinds().contains(Kind.CARRY);
            frame.code().loop(i, loop.n(), bound, loop.down(),
                    carries ? iteration : () -> frame.code().independently(iteration));
        }
        for (int k = 0; k < results.size(); k++) {
            results.get(k).finish(x.results().get(k));
        }
    }

    /// The bound, checked to be at most `n`; it may be negative, so what is checked is `max(bound, 0)`.
    private static Scalar bound(Frame frame, Instruction x, long n) {
        Scalar bound = frame.scalar(x.operands().getLast());
        if (frame.integers().range(bound).high() > n) {
            Scalar zero = frame.code().literal(Tensor.of(0L));
            Scalar times = frame.code().define(ElementType.I64, new Value.Apply(ElementOp.MAX, List.of(bound, zero)));
            frame.code().check(times, n + 1, x.span());
        }
        return bound;
    }

    private static List<LoopResult> results(Frame frame, Instruction x, Operation.For loop, Scalar i) {
        Block body = x.block();
        var results = new ArrayList<LoopResult>();
        Set<Scalar> carried = new HashSet<>();
        Map<Compared, Best> positions = positions(frame, x, loop);
        for (int k = 0; k < loop.kinds().size(); k++) {
            Kind kind = loop.kinds().get(k);
            Var result = x.results().get(k);
            Var yield = body.results().get(k);
            boolean array = !result.type().isScalar();
            results.add(switch (kind) {
                case CARRY -> {
                    List<Var> inside = List.of(body.arguments().get(k + 1));
                    Optional<Trajectory> trajectory = frame.plan().trajectory(result);
                    if (trajectory.isPresent()) {
                        Destination start = frame.plan().state(result);
                        yield new SavedState(frame, trajectory.get(), start, x.operand(k), inside.getFirst(), i);
                    }
                    yield array
                            ? new CarriedArray(frame, x.operand(k), inside, body, yield, result)
                            : new CarriedScalar(frame, x.operand(k), inside, carried);
                }
                case COLLECT -> frame.plan().keepsStates(x, result) ? new Kept(frame) : new Collected(
                        frame,
                        frame.plan().isAddedBeside(x, result)
                                ? Added.to(frame, frame.region(result)).total()
                                : frame.region(result),
                        i);
                case SUM -> array
                        ? Added.to(frame, frame.region(result))
                        : new Total(Combined.start(frame, kind, yield.type().element()));
                case MAX, MIN -> {
                    Best best = positions.get(new Compared(yield, kind == Kind.MAX));
                    yield best == null
                            ? new Total(Combined.start(frame, kind, yield.type().element()))
                            : new BestValue(best);
                }
                case PROD, ANY, ALL -> new Total(Combined.start(frame, kind, yield.type().element()));
                case ARGMAX, ARGMIN -> new Position(positions.get(new Compared(yield, kind == Kind.ARGMAX)), i);
            });
        }
        return results;
    }

    /// For each value whose best position is wanted, what keeps it: a maximum of the same value is kept there as well.
    private static Map<Compared, Best> positions(Frame frame, Instruction x, Operation.For loop) {
        var positions = new HashMap<Compared, Best>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            Kind kind = loop.kinds().get(k);
            if (kind.isIndex()) {
                Var yield = x.block().results().get(k);
                positions.computeIfAbsent(new Compared(yield, kind == Kind.ARGMAX),
                        _ -> Best.start(frame, kind, yield.type().element(), loop.n()));
            }
        }
        return positions;
    }
}
