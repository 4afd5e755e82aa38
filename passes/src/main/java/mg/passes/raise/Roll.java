package mg.passes.raise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;
import mg.passes.FreeValues;
import mg.passes.Nest;

/// Makes steps that repeat one loop: `x₁ = f(x₀, a₀), x₂ = f(x₁, a₁), …` is `for t carry x { f(x, a[t]) }`. Every
/// operation stays what it is, and in its order.
final class Roll {
    private final Builder b = new Builder();
    private final VarMap<Var> map = new VarMap<>();
    private final Skeleton list;
    private final Recurrence recurrence;
    private final Run run;
    /// Where the values of steps of the run are after the loop: in which result, which has one for each iteration or is
    /// the last.
    private final Map<Skeleton.Made, Kept> kept = new HashMap<>();

    /// @param array the values of all iterations, or the last alone
    private record Kept(Var array, boolean all) {}

    private Roll(Skeleton list, Recurrence recurrence) {
        this.list = list;
        this.recurrence = recurrence;
        this.run = recurrence.run();
    }

    /// The function with its outermost list rolled up as often as it goes, in the order that it has; otherwise itself.
    ///
    /// @param steps its list
    static Function run(Function function, Skeleton steps) {
        Skeleton list = steps;
        Optional<Recurrence> found = Recurrence.in(list, Run.of(list.shapes()));
        Function rolled = function;
        while (found.isPresent()) {
            rolled = new Roll(list, found.get()).function(rolled);
            list = new Skeleton(rolled.body());
            found = Recurrence.in(list, Run.of(list.shapes()));
        }
        return rolled;
    }

    /// The function with what repeats in its outermost list, listed layer by layer, rolled up once; itself if less than
    /// a quarter of it does.
    static Function layered(Function function, Skeleton list) {
        Layers layers = Layers.of(list);
        List<Run> runs = layers.runs().stream().filter(run -> run.saved() >= list.steps().size() / 4).toList();
        if (runs.isEmpty()) {
            return function;
        }
        Function listed = layers.listed(function);
        var relisted = new Skeleton(listed.body());
        return Recurrence.in(relisted, runs).map(found -> new Roll(relisted, found).function(listed)).orElse(function);
    }

    private Function function(Function function) {
        map.putAll(function.body().arguments(), b.argumentsOf(function));
        for (int step = 0; step < run.from(); step++) {
            copy(list.steps().get(step));
        }
        loop();
        for (int step = run.end(); step < list.steps().size(); step++) {
            copy(list.steps().get(step));
        }
        List<Var> results = function.body().results().stream().map(this::outside).toList();
        return b.finish(function.name(), function.resultNames(), results);
    }

    private void copy(Instruction i) {
        FreeValues.of(i).forEach(this::outside);
        b.copy(i, map);
    }

    /// A value outside of the loop.
    private Var outside(Var old) {
        if (map.has(old)) {
            return map.get(old);
        }
        Skeleton.Made made = list.made(old);
        Var value;
        if (made != null) {
            int at = made.step() - run.from();
            Kept results = kept.get(new Skeleton.Made(at % run.period(), made.result()));
            value = results.all() ? b.index(results.array(), b.constant((long) (at / run.period()))) : results.array();
        } else {
            Instruction name = list.name(old);
            List<Var> operands = name.operands().stream().map(this::outside).toList();
            b.at(name.span());
            value = b.emit(name.operation(), operands);
        }
        map.put(old, value);
        return value;
    }

    // The loop

    private void loop() {
        List<Recurrence.State> states = recurrence.carried();
        List<Var> first = states.stream().map(s -> outside(recurrence.states().get(s))).toList();
        Map<Skeleton.Made, Boolean> wanted = wanted();
        var kinds = new ArrayList<Kind>();
        states.forEach(_ -> kinds.add(Kind.CARRY));
        var collected = new ArrayList<Skeleton.Made>();
        wanted.forEach((made, all) -> {
            if (all || !states.contains(state(made))) {
                collected.add(made);
                kinds.add(Kind.COLLECT);
            }
        });
        var readers = new ArrayList<List<Reader>>();
        for (List<Supply> step : recurrence.supplies()) {
            readers.add(step.stream().map(this::reader).toList());
        }
        List<Var> results = b.forLoop(run.count(), kinds, first, (t, carried) ->
                body(states, collected, readers, t, carried));
        wanted.forEach((made, all) -> {
            int k = collected.indexOf(made);
            if (all) {
                kept.put(made, new Kept(results.get(states.size() + k), true));
            } else if (k < 0) {
                kept.put(made, new Kept(results.get(states.indexOf(state(made))), false));
            } else {
                Var last = b.index(results.get(states.size() + k), b.constant((long) (run.count() - 1)));
                kept.put(made, new Kept(last, false));
            }
        });
    }

    private static Recurrence.State state(Skeleton.Made made) {
        return new Recurrence.State(made.step(), made.result(), 1);
    }

    /// What is read after the loop of what it makes, and whether other values than the last are.
    private Map<Skeleton.Made, Boolean> wanted() {
        Map<Skeleton.Made, Boolean> wanted = new java.util.LinkedHashMap<>();
        for (int step = run.end(); step < list.steps().size(); step++) {
            list.reads(step).forEach(read -> want(read, wanted));
        }
        list.block().results().forEach(result -> want(result, wanted));
        return wanted;
    }

    private void want(Var value, Map<Skeleton.Made, Boolean> wanted) {
        Skeleton.Made made = list.made(value);
        if (made == null) {
            Instruction name = list.name(value);
            if (name != null) {
                name.operands().forEach(operand -> want(operand, wanted));
            }
        } else if (made.step() >= run.from() && made.step() < run.end()) {
            int at = made.step() - run.from();
            boolean early = at / run.period() < run.count() - 1;
            wanted.merge(new Skeleton.Made(at % run.period(), made.result()), early, Boolean::logicalOr);
        }
    }

    private List<Var> body(
            List<Recurrence.State> states, List<Skeleton.Made> collected, List<List<Reader>> readers, Var t,
            List<Var> carried) {
        var now = new Iteration(t, new HashMap<>());
        for (int k = 0; k < states.size(); k++) {
            now.values().put(states.get(k), carried.get(k));
        }
        for (int step = 0; step < run.period(); step++) {
            Instruction like = list.steps().get(run.end() - run.period() + step);
            List<Var> reads = readers.get(step).stream().map(reader -> reader.at(now)).toList();
            List<Var> made = new Copy(b, reads).of(like);
            for (int r = 0; r < made.size(); r++) {
                now.values().put(new Recurrence.State(step, r, 0), made.get(r));
            }
        }
        var yields = new ArrayList<Var>();
        states.forEach(s -> yields.add(now.values().get(new Recurrence.State(s.step(), s.result(), s.back() - 1))));
        collected.forEach(made -> yields.add(now.values().get(new Recurrence.State(made.step(), made.result(), 0))));
        return yields;
    }

    /// The loop variable, and the values of this iteration and of those before.
    private record Iteration(Var t, Map<Recurrence.State, Var> values) {}

    // What iterations read

    /// Emits, inside the loop, what an iteration reads.
    private interface Reader {
        Var at(Iteration now);
    }

    /// The reader for a supply. What it needs outside of the loop is emitted at once.
    private Reader reader(Supply supply) {
        return switch (supply) {
            case Supply.Same(Var value) -> {
                Var same = outside(value);
                yield _ -> same;
            }
            case Supply.Earlier(int step, int result, int back, _) ->
                now -> now.values().get(new Recurrence.State(step, result, back));
            case Supply.Numbers(List<Tensor> values) -> numbers(values);
            case Supply.Name(Instruction like, List<Supply> operands) -> {
                List<Reader> readers = operands.stream().map(this::reader).toList();
                yield now -> b.emit(like.operation(), readers.stream().map(reader -> reader.at(now)).toList());
            }
            case Supply.Part(Instruction like, Supply whole, List<List<Integer>> starts) -> part(like, whole, starts);
        };
    }

    private Reader numbers(List<Tensor> values) {
        Type type = values.getFirst().type();
        if (type.equals(Type.I64)) {
            return whole(values.stream().map(value -> value.whole(0)).toList());
        }
        Tensor all = Tensor.zeros(type.stacked(values.size()));
        for (int m = 0; m < values.size(); m++) {
            System.arraycopy(values.get(m).data(), 0, all.data(), m * type.size(), type.size());
        }
        Var table = b.constant(all);
        return now -> b.index(table, now.t());
    }

    /// A whole number for each iteration: `base + step·t`, or by a table.
    private Reader whole(List<Long> values) {
        long base = values.getFirst();
        long step = values.get(1) - base;
        if (IntStream.range(0, values.size()).allMatch(m -> values.get(m) == base + m * step)) {
            return now -> {
                Var times = step == 1 ? now.t() : b.mul(now.t(), b.constant(step));
                return base == 0 ? times : b.add(times, b.constant(base));
            };
        }
        Var table = b.constant(Tensor.wholes(Type.of(ElementType.I64, values.size()), values::get));
        return now -> b.index(table, now.t());
    }

    /// Parts that begin somewhere else in each iteration: rows one after the other, or element by element.
    private Reader part(Instruction like, Supply whole, List<List<Integer>> starts) {
        Type type = like.result().type();
        var slice = (Operation.Slice) like.operation();
        if (whole instanceof Supply.Same(Var array) && areRows(slice, type, array.type(), starts)) {
            Var source = outside(array);
            int rows = type.size(0);
            var stop = new ArrayList<>(source.type().shape());
            stop.set(0, starts.getFirst().getFirst() + rows * run.count());
            Var all = b.emit(new Operation.Slice(starts.getFirst(), stop, slice.stride()), source);
            var shape = new ArrayList<>(List.of(run.count()));
            shape.addAll(type.shape());
            Var each = b.reshape(all, shape);
            return now -> b.index(each, now.t());
        }
        Reader source = reader(whole);
        List<Reader> first = IntStream.range(0, type.rank())
                .mapToObj(axis -> whole(starts.stream().map(start -> (long) start.get(axis)).toList()))
                .toList();
        return now -> {
            Var array = source.at(now);
            List<Var> from = first.stream().map(reader -> reader.at(now)).toList();
            return Nest.collect(b, type.shape(), i -> b.index(array, IntStream.range(0, type.rank())
                    .mapToObj(axis -> b.add(from.get(axis), slice.stride().get(axis) == 1
                            ? i.get(axis)
                            : b.mul(i.get(axis), b.constant((long) slice.stride().get(axis)))))
                    .toList()));
        };
    }

    /// Whether the parts are whole rows, those of an iteration right after those of the one before.
    private static boolean areRows(Operation.Slice slice, Type part, Type whole, List<List<Integer>> starts) {
        if (!slice.stride().stream().allMatch(s -> s == 1) || !part.row(1).equals(whole.row(1))) {
            return false;
        }
        int base = starts.getFirst().getFirst();
        return IntStream.range(0, starts.size()).allMatch(m -> starts.get(m).getFirst() == base + m * part.size(0));
    }
}
