package mg.passes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Var;

/// Moves out of a loop what takes work and is the same in all its iterations: whole loops, and parts of loops.
///
/// A Jacobian is a loop over directions around a derivative. What the derivative reads of the function itself does not
/// depend on the direction, but stands in the same loops as what does. Here these come apart ([LoopParts]), before
/// [FuseLoops] could put together again what they were before.
///
/// Only from loops that surely run, since what moves may fault; nothing moves out of a branch or a `while`. What is
/// cheap stays: it is as soon computed as read. What fills more than [LoopParts#MOST] bytes stays too.
public final class InvariantLoops {
    private InvariantLoops() {}

    public static Function run(Function function) {
        return Rewriter.run(
                function,
                i -> i.operation() instanceof Operation.For loop && loop.n() > 1 && !loop.bounded(),
                InvariantLoops::move);
    }

    private static List<Var> move(Builder b, Instruction loop) {
        var variation = Variation.of(loop);
        List<Instruction> parts = new LoopParts(b, variation).of(loop.block().instructions());
        Set<Var> wanted = new HashSet<>();
        var moved = new ArrayList<Instruction>();
        var kept = new ArrayList<Instruction>();
        for (Instruction part : parts.reversed()) {
            boolean isNeeded = part.results().stream().anyMatch(wanted::contains);
            if (isNeeded || !part.blocks().isEmpty() && !variation.varies(part) && isWorthIt(part)) {
                moved.add(part);
                wanted.addAll(FreeValues.of(part));
            } else {
                kept.add(part);
            }
        }
        if (moved.isEmpty()) {
            return List.of();
        }
        b.splice(moved.reversed());
        Block body = new Block(loop.block().arguments(), kept.reversed(), loop.block().results());
        return b.emit(loop.operation(), loop.operands(), List.of(body), Values.types(loop.results()));
    }

    private static boolean isWorthIt(Instruction part) {
        long elements = part.results().stream().mapToLong(v -> v.type().size()).sum();
        long bytes = part.results().stream().mapToLong(v -> Memory.bytes(v.type())).sum();
        return bytes <= LoopParts.MOST && Work.of(part) > LoopParts.CHEAP * elements;
    }
}
