package mg.passes.raise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Var;

/// What the iterations of a run read, if each read has a [Supply].
final class Supplies {
    private final Skeleton list;
    private final Run run;

    private Supplies(Skeleton list, Run run) {
        this.list = list;
        this.run = run;
    }

    /// For each step of the body, a supply for each of its reads; empty if one has none.
    static Optional<List<List<Supply>>> of(Skeleton list, Run run) {
        var supplies = new Supplies(list, run);
        var all = new ArrayList<List<Supply>>();
        for (int step = 0; step < run.period(); step++) {
            Optional<List<Supply>> reads = supplies.reads(step);
            if (reads.isEmpty()) {
                return Optional.empty();
            }
            all.add(reads.get());
        }
        return Optional.of(all);
    }

    private Optional<List<Supply>> reads(int step) {
        var reads = new ArrayList<List<Var>>();
        for (int m = 0; m < run.count(); m++) {
            reads.add(list.reads(run.from() + m * run.period() + step));
        }
        var all = new ArrayList<Supply>();
        for (int r = 0; r < reads.getFirst().size(); r++) {
            int read = r;
            Optional<Supply> supply = of(reads.stream().map(each -> each.get(read)).toList());
            if (supply.isEmpty()) {
                return Optional.empty();
            }
            all.add(supply.get());
        }
        return Optional.of(all);
    }

    /// The supply of a value for each iteration.
    private Optional<Supply> of(List<Var> values) {
        Var last = values.getLast();
        if (values.stream().allMatch(last::equals)) {
            return isBefore(last) ? Optional.of(new Supply.Same(last)) : Optional.empty();
        }
        if (list.made(last) != null) {
            return earlier(values);
        }
        List<Instruction> names = values.stream().map(list::name).toList();
        if (names.contains(null)) {
            return Optional.empty();
        }
        return switch (names.getFirst().operation()) {
            case Operation.Const _ -> numbers(names);
            case Operation.Slice slice -> part(names, slice);
            default -> named(names);
        };
    }

    /// Whether a value is there when the run begins.
    private boolean isBefore(Var value) {
        Skeleton.Made made = list.made(value);
        if (made != null) {
            return made.step() < run.from();
        }
        Instruction name = list.name(value);
        return name == null || name.operands().stream().allMatch(this::isBefore);
    }

    private Optional<Supply> earlier(List<Var> values) {
        int iterations = values.size();
        Skeleton.Made last = list.made(values.getLast());
        int at = last.step() - run.from();
        if (at < 0 || at >= run.period() * iterations) {
            return Optional.empty();
        }
        int back = iterations - 1 - at / run.period();
        int step = at % run.period();
        for (int m = 0; m < iterations; m++) {
            Skeleton.Made made = list.made(values.get(m));
            boolean fits = m < back
                    ? isBefore(values.get(m))
                    : made != null && made.result() == last.result()
                            && made.step() == run.from() + (m - back) * run.period() + step;
            if (!fits) {
                return Optional.empty();
            }
        }
        return Optional.of(new Supply.Earlier(step, last.result(), back,
                values.subList(0, Math.min(back, iterations))));
    }

    private static Optional<Supply> numbers(List<Instruction> names) {
        var values = new ArrayList<Tensor>();
        for (Instruction name : names) {
            if (!(name.operation() instanceof Operation.Const(Tensor value))
                    || !value.type().equals(names.getFirst().result().type())) {
                return Optional.empty();
            }
            values.add(value);
        }
        boolean same = values.stream().allMatch(values.getFirst()::equals);
        return Optional.of(same ? new Supply.Same(names.getFirst().result()) : new Supply.Numbers(values));
    }

    private Optional<Supply> named(List<Instruction> names) {
        Instruction first = names.getFirst();
        boolean alike = names.stream().allMatch(name -> name.operation().equals(first.operation())
                && name.operands().size() == first.operands().size());
        if (!alike) {
            return Optional.empty();
        }
        var operands = new ArrayList<Supply>();
        for (int k = 0; k < first.operands().size(); k++) {
            Optional<Supply> operand = operand(names, k);
            if (operand.isEmpty()) {
                return Optional.empty();
            }
            operands.add(operand.get());
        }
        return Optional.of(new Supply.Name(first, operands));
    }

    private Optional<Supply> operand(List<Instruction> names, int k) {
        List<Var> operands = names.stream().map(name -> name.operand(k)).toList();
        boolean typed = operands.stream().allMatch(v -> v.type().equals(operands.getFirst().type()));
        return typed ? of(operands) : Optional.empty();
    }

    private Optional<Supply> part(List<Instruction> names, Operation.Slice first) {
        var starts = new ArrayList<List<Integer>>();
        for (Instruction name : names) {
            boolean alike = name.operation() instanceof Operation.Slice slice
                    && slice.stride().equals(first.stride())
                    && name.result().type().equals(names.getFirst().result().type());
            if (!alike) {
                return Optional.empty();
            }
            starts.add(((Operation.Slice) name.operation()).start());
        }
        Optional<Supply> whole = operand(names, 0);
        boolean same = IntStream.range(1, starts.size()).allMatch(m -> starts.get(m).equals(starts.getFirst()));
        return whole.map(w -> same
                ? new Supply.Name(names.getFirst(), List.of(w))
                : new Supply.Part(names.getFirst(), w, starts));
    }
}
