package mg.passes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Renumber;
import mg.ir.Var;
import mg.ir.VarMap;

/// Drops instructions and results of loops and branches that no result of the function depends on. Arguments stay: they
/// are the signature. A fault that a dropped instruction would have met at run time is not met.
public final class DeadCode {
    /// Where a value comes from: result `position` of an instruction, or what becomes that result.
    private record Origin(Instruction instruction, int position) {}

    private final VarMap<Origin> origins = new VarMap<>();
    private final BitSet live = new BitSet();
    private final ArrayDeque<Var> work = new ArrayDeque<>();
    private boolean dropped;

    private DeadCode() {}

    public static Function run(Function function) {
        var pass = new DeadCode();
        pass.sweep(function.body());
        Block pruned = pass.prune(function.body());
        return pass.dropped
                ? Renumber.run(new Function(function.name(), function.arguments(), function.resultNames(), pruned))
                : function;
    }

    /// Marks what is live, from the end of the outermost list to its beginning: what its instructions without lists of
    /// their own depend on is made before them. All else has an origin.
    private void sweep(Block body) {
        for (Instruction i : body.instructions()) {
            if (!i.blocks().isEmpty()) {
                register(i);
            }
        }
        mark(body.results());
        for (int k = body.instructions().size() - 1; k >= 0; k--) {
            sweep(body.instructions().get(k));
        }
        follow();
    }

    private void sweep(Instruction i) {
        follow();
        if (i.blocks().isEmpty() && isLive(i)) {
            mark(i.operands());
        }
    }

    private void follow() {
        while (!work.isEmpty()) {
            visit(work.pop());
        }
    }

    private void register(Block block) {
        block.instructions().forEach(this::register);
    }

    private void register(Instruction i) {
        for (int k = 0; k < i.results().size(); k++) {
            origins.put(i.results().get(k), new Origin(i, k));
        }
        switch (i.operation()) {
            case Operation.For loop -> state(i, i.block().arguments().subList(1, 1 + loop.carries()));
            case Operation.While _ -> i.blocks().forEach(b -> state(i, b.arguments()));
            default -> {}
        }
        i.blocks().forEach(this::register);
    }

    private void state(Instruction loop, List<Var> arguments) {
        for (int k = 0; k < arguments.size(); k++) {
            origins.put(arguments.get(k), new Origin(loop, k));
        }
    }

    private void mark(List<Var> values) {
        for (Var value : values) {
            mark(value);
        }
    }

    private void mark(Var value) {
        if (!live.get(value.id())) {
            live.set(value.id());
            if (origins.has(value)) {
                work.push(value);
            }
        }
    }

    private void visit(Var value) {
        Origin origin = origins.get(value);
        Instruction i = origin.instruction();
        int k = origin.position();
        switch (i.operation()) {
            case Operation.For loop -> {
                mark(i.results().get(k));
                mark(i.block().results().get(k));
                if (k < loop.carries()) {
                    mark(i.operand(k));
                }
                if (loop.bounded()) {
                    mark(i.operands().getLast());
                }
            }
            case Operation.While _ -> {
                mark(i.results().get(k));
                mark(i.operand(k));
                mark(i.blocks().get(0).results());
                mark(i.blocks().get(1).results().get(k));
            }
            case Operation.If _ -> {
                mark(i.operands());
                i.blocks().forEach(b -> mark(b.results().get(k)));
            }
            default -> mark(i.operands());
        }
    }

    private boolean isLive(Instruction i) {
        for (Var result : i.results()) {
            if (live.get(result.id())) {
                return true;
            }
        }
        return false;
    }

    private Block prune(Block block) {
        var kept = new ArrayList<Instruction>();
        for (Instruction i : block.instructions()) {
            if (isLive(i)) {
                kept.add(i.blocks().isEmpty() ? i : control(i));
            }
        }
        dropped |= kept.size() < block.instructions().size();
        return new Block(block.arguments(), kept, block.results());
    }

    private Instruction control(Instruction i) {
        List<Integer> results = IntStream.range(0, i.results().size())
                .filter(k -> live.get(i.results().get(k).id()))
                .boxed()
                .toList();
        dropped |= results.size() < i.results().size();
        List<Var> used = pick(i.results(), results);
        return switch (i.operation()) {
            case Operation.For loop -> {
                List<Integer> carries = results.stream().filter(k -> k < loop.carries()).toList();
                var operands = new ArrayList<>(pick(i.operands(), carries));
                if (loop.bounded()) {
                    operands.add(i.operands().getLast());
                }
                var arguments = new ArrayList<Var>(List.of(i.block().arguments().getFirst()));
                carries.forEach(k -> arguments.add(i.block().arguments().get(k + 1)));
                var pruned = new Operation.For(loop.n(), pick(loop.kinds(), results), loop.bounded(), loop.down());
                Block body = prune(new Block(arguments, i.block().instructions(), pick(i.block().results(), results)));
                yield new Instruction(pruned, operands, List.of(body), used, i.span());
            }
            case Operation.While _ -> {
                Block test = i.blocks().get(0);
                Block body = i.blocks().get(1);
                List<Block> blocks = List.of(
                        prune(new Block(pick(test.arguments(), results), test.instructions(), test.results())),
                        prune(new Block(
                                pick(body.arguments(), results), body.instructions(), pick(body.results(), results))));
                yield new Instruction(i.operation(), pick(i.operands(), results), blocks, used, i.span());
            }
            default -> {
                List<Block> blocks = i.blocks().stream()
                        .map(b -> prune(new Block(b.arguments(), b.instructions(), pick(b.results(), results))))
                        .toList();
                yield new Instruction(i.operation(), i.operands(), blocks, used, i.span());
            }
        };
    }

    private static <T> List<T> pick(List<T> list, List<Integer> positions) {
        return positions.stream().map(list::get).toList();
    }
}
