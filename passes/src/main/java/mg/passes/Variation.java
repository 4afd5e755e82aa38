package mg.passes;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Block;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Var;

/// Which values in the body of a loop differ between its iterations: those that depend on its variable or on what it
/// carries. A result of a loop inside is judged by what is yielded for it, whatever else that loop computes.
final class Variation {
    private final BitSet varying = new BitSet();

    /// The variation between the iterations of a `for`.
    static Variation of(Instruction loop) {
        var variation = new Variation();
        loop.block().arguments().forEach(variation::set);
        variation.list(loop.block());
        return variation;
    }

    boolean varies(Var value) {
        return varying.get(value.id());
    }

    /// Whether an instruction, or something in its lists, reads a value that varies from outside of it.
    boolean varies(Instruction i) {
        return FreeValues.of(i).stream().anyMatch(this::varies);
    }

    private void set(Var value) {
        varying.set(value.id());
    }

    private void list(Block block) {
        for (Instruction i : block.instructions()) {
            switch (i.operation()) {
                case Operation.For loop -> {
                    state(i, i.block(), i.block().arguments().subList(1, 1 + loop.carries()));
                    if (loop.bounded() && varies(i.operands().getLast())) {
                        i.results().forEach(this::set);
                    }
                }
                case Operation.While _ -> whileLoop(i, i.blocks().get(0), i.blocks().get(1));
                case Operation.If _ -> {
                    i.blocks().forEach(this::list);
                    i.blocks().forEach(b -> flow(b.results(), i.results()));
                    if (varies(i.operand(0))) {
                        i.results().forEach(this::set);
                    }
                }
                default -> {
                    if (i.operands().stream().anyMatch(this::varies)) {
                        i.results().forEach(this::set);
                    }
                }
            }
        }
    }

    /// State varies when its first value does, or what follows it in some iteration: a fixed point.
    private void state(Instruction i, Block body, List<Var> state) {
        flow(i.operands().subList(0, state.size()), state);
        int before;
        do {
            before = varying.cardinality();
            list(body);
            flow(body.results().subList(0, state.size()), state);
        } while (varying.cardinality() > before);
        flow(state, i.results().subList(0, state.size()));
        flow(body.results(), i.results());
    }

    /// If it runs longer in some iterations, all its state varies.
    private void whileLoop(Instruction i, Block test, Block body) {
        state(i, body, body.arguments());
        flow(body.arguments(), test.arguments());
        list(test);
        if (varies(test.results().getFirst()) && !i.results().stream().allMatch(this::varies)) {
            body.arguments().forEach(this::set);
            whileLoop(i, test, body);
        }
    }

    private void flow(List<Var> from, List<Var> to) {
        IntStream.range(0, to.size()).filter(k -> varies(from.get(k))).forEach(k -> set(to.get(k)));
    }
}
