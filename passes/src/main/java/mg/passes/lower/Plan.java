package mg.passes.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Var;
import mg.ir.VarMap;

/// Gives each array that an instruction makes its destination, list by list, from the last instruction to the first.
///
/// An instruction offers its operands the places in its own destination where they end up. An operand takes the offer
/// if it is made in the same list after everything the place depends on; if it writes to memory at all; and, where it
/// would become part of a sum or the first state of a loop, if nobody else reads it; and no result of the same
/// instruction may be part of that sum. What is not taken is copied when the instruction comes.
final class Plan {
    private final Uses uses;
    private final boolean exact;
    private final VarMap<Destination> destinations = new VarMap<>();
    private final VarMap<List<Destination>> offers = new VarMap<>();
    private final VarMap<Trajectory> trajectories = new VarMap<>();
    private Block block;

    Plan(Uses uses, boolean exact) {
        this.uses = uses;
        this.exact = exact;
    }

    /// Plans a list whose array results are wanted at these destinations.
    void list(Block list, List<Optional<Destination>> wanted) {
        block = list;
        for (int k = 0; k < wanted.size(); k++) {
            Var result = list.results().get(k);
            wanted.get(k).ifPresent(d -> offer(result, d));
        }
        for (int k = list.instructions().size() - 1; k >= 0; k--) {
            Instruction instruction = list.instructions().get(k);
            if (makesArray(instruction)) {
                instruction(instruction);
            }
        }
    }

    private static boolean makesArray(Instruction instruction) {
        for (Var result : instruction.results()) {
            if (!result.type().isScalar()) {
                return true;
            }
        }
        return false;
    }

    /// Where an array is to be written, if it is not just a view.
    Optional<Destination> destination(Var var) {
        return Optional.ofNullable(destinations.find(var));
    }

    /// Whether the value is written to that destination when it is made.
    boolean took(Var var, Destination offered) {
        return destinations.find(var) == offered;
    }

    /// Where the instruction that makes `result` offered to have its array operands, in their order; none if it offered
    /// nothing.
    List<Destination> offers(Var result) {
        List<Destination> made = offers.find(result);
        return made == null ? List.of() : made;
    }

    /// The memory of a carried array: its result's destination, unless others add to that.
    Destination state(Var result) {
        return offers(result).getFirst();
    }

    /// The states of a carried array with this result, if they are all kept.
    Optional<Trajectory> trajectory(Var result) {
        return Optional.ofNullable(trajectories.find(result));
    }

    /// Whether what a loop collects are the states of a carried array, which are made where they are kept.
    boolean keepsStates(Instruction loop, Var result) {
        return loop.results().stream().anyMatch(r -> trajectories.has(r) && trajectories.get(r).saved().equals(result));
    }

    /// Whether the yield of a carried array is the array itself and other addends, and nothing else reads the array:
    /// then they are added in place.
    boolean growsInPlace(Block body, Var carried, Var yield) {
        if (!uses.once(carried) || !carried.type().element().isNumeric()) {
            return false;
        }
        boolean ordered = exact && carried.type().isReal();
        var sums = new ArrayDeque<Var>(List.of(yield));
        while (!sums.isEmpty()) {
            Var sum = sums.pop();
            if (uses.madeIn(body, sum) && uses.once(sum) && isSum(uses.maker(sum))) {
                List<Var> addends = uses.maker(sum).operands();
                if (addends.contains(carried)) {
                    return true;
                }
                if (!ordered) {
                    sums.addAll(addends);
                }
            }
        }
        return false;
    }

    /// Whether the next state of a carried array can be written over it as it is made.
    boolean updatesInPlace(Block body, Var carried, Var yield) {
        return InPlace.isLegal(uses, body, carried, yield);
    }

    /// Has a yield that grows in place added to the carried array, which is at that destination already.
    Destination grow(Var carried, Var yield, Destination at) {
        Destination sum = at.sum();
        destinations.put(carried, sum);
        destinations.put(yield, sum);
        return sum;
    }

    private static boolean isSum(Instruction instruction) {
        return instruction.operation() instanceof Operation.Element(ElementOp op) && op == ElementOp.ADD;
    }

    private boolean offer(Var var, Destination place) {
        if (!uses.madeIn(block, var) || var.type().isScalar() || destinations.has(var)) {
            return false;
        }
        Instruction maker = uses.maker(var);
        boolean takes = writes(maker.operation())
                && uses.position(var) > place.after()
                && (!place.accumulates() && !place.overwritten() || uses.once(var))
                && (!place.accumulates() || !exact || !regroups(maker, var))
                && maker.results().stream().noneMatch(other -> interferes(maker, var, place, other));
        if (takes) {
            destinations.put(var, place);
        }
        return takes;
    }

    /// Whether another result of the same instruction is an addend of the same sum, and one of the two may be set when
    /// the other has been added already. What a loop adds to is there, empty, before it runs.
    private boolean interferes(Instruction maker, Var var, Destination place, Var other) {
        return isBeside(var, place, other) && !(isAdded(maker, var) && isAdded(maker, other));
    }

    /// Whether another result of the same loop is an addend of the same sum, so that this one is added too.
    boolean isAddedBeside(Instruction loop, Var result) {
        Destination place = destinations.find(result);
        return loop.results().stream().anyMatch(other -> isBeside(result, place, other));
    }

    private boolean isBeside(Var result, Destination place, Var other) {
        return !other.equals(result) && destinations.has(other) && destinations.find(other).shares(place);
    }

    /// Whether a loop can add the result to what is there: totals, and rows. Numbers it would add beside those of other
    /// iterations, each of which waits for the one before to be stored.
    private static boolean isAdded(Instruction maker, Var result) {
        return isTotal(maker, result)
                || maker.operation() instanceof Operation.For loop
                && loop.kinds().get(maker.results().indexOf(result)) == Kind.COLLECT
                && result.type().rank() > 1;
    }

    private static boolean isTotal(Instruction maker, Var result) {
        return maker.operation() instanceof Operation.For loop
                && loop.kinds().get(maker.results().indexOf(result)) == Kind.SUM;
    }

    /// Whether the results of an operation are written to memory, or can be.
    private static boolean writes(Operation operation) {
        return switch (operation) {
            case Operation.Const _, Operation.Iota _, Operation.Index _, Operation.Slice _, Operation.Broadcast _ ->
                false;
            case Operation.Element _, Operation.Cast _, Operation.StopGradient _, Operation.Reshape _,
                    Operation.Transpose _, Operation.Pad _, Operation.Concat _, Operation.Place _, Operation.Gather _,
                    Operation.ScatterAdd _, Operation.Dot _, Operation.Cholesky _, Operation.TriangularSolve _,
                    Operation.Solve _, Operation.Reduce _, Operation.For _, Operation.While _, Operation.If _ -> true;
            case Operation.Call _, Operation.Jvp _, Operation.Vjp _ ->
                throw new IllegalArgumentException(operation + " must be expanded before lowering");
        };
    }

    /// Whether to add the value's own addends to a sum one by one is to group the sum otherwise.
    private static boolean regroups(Instruction maker, Var var) {
        return var.type().isReal() && switch (maker.operation()) {
            case Operation.Element(ElementOp op) -> op == ElementOp.ADD;
            case Operation.For _ -> isTotal(maker, var);
            default -> maker.operation() instanceof Operation.ScatterAdd;
        };
    }

    private void instruction(Instruction x) {
        if (!writes(x.operation())) {
            return;
        }
        switch (x.operation()) {
            case Operation.Element(ElementOp op) when op == ElementOp.ADD -> sum(x);
            case Operation.Place _ -> one(x, own(x.result()).placed(x, defined(x)));
            case Operation.Pad pad -> one(x, own(x.result()).padded(own(x.result()).relative()
                    .slice(pad.start(), pad.stride(), x.operand(0).type().shape())));
            case Operation.Concat(int axis) -> concat(x, axis);
            case Operation.Reshape _ -> destination(x.result())
                    .flatMap(d -> d.reshaped(x.operand(0).type().shape()))
                    .ifPresent(d -> one(x, d));
            case Operation.Transpose(List<Integer> axes) -> destination(x.result())
                    .ifPresent(d -> one(x, d.part(d.relative().untranspose(axes))));
            case Operation.StopGradient _ -> destination(x.result()).ifPresent(d -> one(x, d.part(d.relative())));
            case Operation.For loop -> {
                IntStream.range(0, loop.carries()).forEach(k -> trajectory(x, loop, k));
                carried(x, loop.carries());
            }
            case Operation.While _ -> carried(x, x.results().size());
            default -> x.results().forEach(this::own);
        }
    }

    /// The destination of a value; a buffer of its own if nobody wants it anywhere.
    private Destination own(Var var) {
        if (!destinations.has(var) && !var.type().isScalar()) {
            destinations.put(var, Destination.local(var.type()));
        }
        return destinations.find(var);
    }

    private void one(Instruction x, Destination place) {
        offers.put(x.result(), List.of(place));
        offer(x.operand(0), place);
    }

    /// The last position in this list of what the positions of a `place` depend on.
    private int defined(Instruction place) {
        return place.operands().subList(1, place.operands().size()).stream()
                .filter(v -> uses.madeIn(block, v))
                .mapToInt(uses::position)
                .max()
                .orElse(-1);
    }

    /// `x + y`: whichever is made first is set, the other is added. Where the order of a sum matters only one of the
    /// two takes the offer, so that neither is added piece by piece.
    private void sum(Instruction x) {
        Destination sum = own(x.result()).sum();
        offers.put(x.result(), List.of(sum, sum));
        if (x.operand(0).equals(x.operand(1))) {
            return;
        }
        boolean first = offer(x.operand(0), sum);
        if (!first || !exact || !x.result().type().isReal()) {
            offer(x.operand(1), sum);
        }
    }

    /// The operands are made at different times, so none takes its part of a sum that the first addend will set.
    private void concat(Instruction x, int axis) {
        Destination whole = own(x.result());
        Destination joined = whole.part(whole.relative());
        var parts = new ArrayList<Destination>();
        int start = 0;
        for (Var operand : x.operands()) {
            int size = operand.type().size(axis);
            parts.add(joined.part(joined.relative().part(axis, start, size)));
            start += size;
        }
        offers.put(x.result(), parts);
        if (!whole.accumulates() || whole.isBegun()) {
            IntStream.range(0, parts.size()).forEach(k -> offer(x.operand(k), parts.get(k)));
        }
    }

    /// States that are collected, where nobody wants them elsewhere, are made there.
    private void trajectory(Instruction x, Operation.For loop, int k) {
        Var result = x.results().get(k);
        Trajectory.of(x, loop, k).filter(t -> !destinations.has(t.saved())).ifPresent(t -> {
            trajectories.put(result, t);
            destinations.put(t.saved(), t.states());
            if (!destinations.has(result)) {
                destinations.put(result, t.last());
            }
        });
    }

    private void carried(Instruction x, int carries) {
        for (int k = 0; k < x.results().size(); k++) {
            Var result = x.results().get(k);
            if (!result.type().isScalar()) {
                Destination own = own(result);
                if (k < carries && trajectories.has(result)) {
                    Destination first = trajectories.get(result).first();
                    offers.put(result, List.of(first));
                    offer(x.operand(k), first);
                } else if (k < carries) {
                    Destination memory = own.accumulates() ? Destination.local(result.type()) : own;
                    Destination state = memory.state();
                    offers.put(result, List.of(state));
                    offer(x.operand(k), state);
                }
            }
        }
    }
}
