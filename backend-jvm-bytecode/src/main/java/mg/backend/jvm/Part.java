package mg.backend.jvm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// What one method runs. Parts form a tree: each but the root is called from one place.
final class Part {
    private final List<Step> steps;
    private final Optional<Scalar> index;
    private final Set<Integer> arrays = new HashSet<>();
    private boolean starts;
    private boolean aside;
    private int first;
    private int last;

    Part(List<Step> steps) {
        this(steps, Optional.empty());
    }

    private Part(List<Step> steps, Optional<Scalar> index) {
        this.steps = List.copyOf(steps);
        this.index = index;
        mention(this.steps);
    }

    /// The same as an iteration of a parallel loop.
    Part iteration(Scalar index) {
        return new Part(steps, Optional.of(index));
    }

    /// The index of the parallel loop of which this is an iteration.
    Optional<Scalar> index() {
        return index;
    }

    /// Whether this is an iteration of a parallel loop or called by one: other threads may run it at the same time.
    boolean isAside() {
        return aside;
    }

    List<Step> steps() {
        return steps;
    }

    /// Whether it or a part that it calls reads or changes an input or output, by its number, or starts a parallel
    /// loop, whose iterations take all.
    boolean needs(Buffer slot) {
        return starts || arrays.contains(slot.id());
    }

    /// The number of this part: parts are numbered in the order of their calls, the root is 0.
    int number() {
        return first;
    }

    /// Whether the part of that number is called from here, directly or not.
    boolean calls(int number) {
        return first < number && number <= last;
    }

    /// This part, then all it calls in order; they get their numbers.
    List<Part> numbered() {
        var all = new ArrayList<Part>();
        number(all, false);
        return all;
    }

    private void number(List<Part> all, boolean inIteration) {
        aside = inIteration || index.isPresent();
        first = all.size();
        all.add(this);
        callees(steps).forEach(part -> part.number(all, aside));
        last = all.size() - 1;
    }

    private static List<Part> callees(List<Step> steps) {
        var parts = new ArrayList<Part>();
        for (Step step : steps) {
            switch (step) {
                case Step.Call(Part part, _) -> parts.add(part);
                case Step.Parallel(_, Part part, _) -> parts.add(part);
                case Step.Nest(_, List<List<Step>> bodies, _) -> bodies.forEach(b -> parts.addAll(callees(b)));
                case Step.Plain _, Step.Argument _ -> {}
            }
        }
        return parts;
    }

    private void mention(List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Step.Call(Part part, _) -> {
                    arrays.addAll(part.arrays);
                    starts |= part.starts;
                }
                case Step.Parallel _ -> starts = true;
                case Step.Nest(_, List<List<Step>> bodies, _) -> bodies.forEach(this::mention);
                case Step.Plain(Statement statement, _) -> mention(statement);
                case Step.Argument _ -> {}
            }
        }
    }

    private void mention(Statement statement) {
        switch (statement) {
            case Statement.Define(_, Value.Load(Address from)) -> arrays.add(from.buffer().id());
            case Statement.Store(Address to, _, _) -> arrays.add(to.buffer().id());
            case Statement.Fill(Address to, _, _) -> arrays.add(to.buffer().id());
            case Statement.Copy(Address to, Address from, _, _) -> {
                arrays.add(to.buffer().id());
                arrays.add(from.buffer().id());
            }
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Loop _, Statement.If _,
                    Statement.While _, Statement.Check _, Statement.NonZero _ -> {}
        }
    }
}
