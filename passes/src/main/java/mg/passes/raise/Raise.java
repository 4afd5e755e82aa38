package mg.passes.raise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;
import mg.passes.DeadCode;
import mg.passes.FreeValues;
import mg.passes.Nest;

/// Recognises regular scalar code, wherever it came from, and rolls it up: sums of products become a `dot`, chains of
/// additions a sum, instructions that are alike a loop.
public final class Raise {
    /// Lists with fewer scalar operations are left alone.
    private static final int SMALLEST = 64;
    /// Fewer instructions that are alike are copied.
    static final int FEW = 4;

    private final Builder b = new Builder();
    private final VarMap<Var> map = new VarMap<>();
    /// The lists that are raised.
    private final Map<Block, Families> regular = new IdentityHashMap<>();
    /// The numbers in lists around others.
    private final Map<Var, Tensor> constants = new HashMap<>();
    /// Values from outside of a list that are elements of arrays there.
    private final Map<Var, Placed> placed = new HashMap<>();
    private final boolean always;
    /// Whether single nodes are made alike to several ([Ones]), and whether there were any.
    private final boolean ones;
    private boolean wrapped;

    private record Placed(Flat array, int position) {}

    private Raise(boolean always, boolean ones) {
        this.always = always;
        this.ones = ones;
    }

    /// Code that does not become this many times shorter is also listed in another order.
    private static final int SHORT = 8;

    /// The function with its regular scalar code rolled up; itself if that does not make it much shorter.
    public static Function run(Function function) {
        Function shortest = function;
        while (true) {
            // Both ways begin with the same list.
            Map<Block, Skeleton> lists = new IdentityHashMap<>();
            Function raised = inOrder(shortest, lists);
            boolean isShort = size(raised.body()) <= size(shortest.body()) / SHORT;
            Function layered = isShort || !isLong(shortest.body())
                    ? shortest
                    : Roll.layered(shortest, list(shortest, lists));
            Function shorter = layered == shortest
                    ? raised
                    : shorter(raised, inOrder(layered, new IdentityHashMap<>()));
            if (shorter == shortest) {
                return shortest;
            }
            shortest = shorter;
        }
    }

    private static Skeleton list(Function function, Map<Block, Skeleton> lists) {
        return lists.computeIfAbsent(function.body(), Skeleton::new);
    }

    private static Function inOrder(Function function, Map<Block, Skeleton> lists) {
        Function shortest = function;
        while (true) {
            Function raised = shorter(shortest, grouped(shortest));
            Function rolled = isLong(raised.body()) ? shorter(raised, Roll.run(raised, list(raised, lists))) : raised;
            if (rolled == shortest) {
                return shortest;
            }
            shortest = rolled;
        }
    }

    /// The second function if it is shorter than the first by a quarter or more.
    private static Function shorter(Function first, Function second) {
        return second == first || size(second.body()) > size(first.body()) * 3 / 4 ? first : second;
    }

    private static boolean isLong(Block block) {
        return block.instructions().size() >= SMALLEST;
    }

    /// The function with what is alike as arrays; itself if it cannot become shorter by a quarter.
    ///
    /// @param always whether it is to be so even then
    static Function grouped(Function function, boolean always) {
        var raise = new Raise(always, false);
        return raise.isWorth(function.body()) ? raise.function(function) : function;
    }

    /// The same; what is single is grouped with several if that makes it shorter.
    private static Function grouped(Function function) {
        Function grouped = grouped(function, false);
        var raise = new Raise(false, true);
        if (grouped == function || !raise.isWorth(function.body()) || !raise.wrapped) {
            return grouped;
        }
        // What is single is there as well, and may be of no use.
        Function together = DeadCode.run(raise.function(function));
        return size(together.body()) < size(grouped.body()) ? together : grouped;
    }

    /// Whether something in a list, or in one nested in it, may become shorter by a quarter. Sets what will be raised.
    private boolean isWorth(Block block) {
        boolean worth = false;
        if (block.instructions().stream().anyMatch(i -> !i.blocks().isEmpty())) {
            for (Instruction i : block.instructions()) {
                if (i.operation() instanceof Operation.Const(Tensor value) && value.type().isScalar()) {
                    constants.put(i.result(), value);
                }
            }
        }
        Map<Var, Object> alike = new HashMap<>();
        for (Instruction i : block.instructions()) {
            for (Block nested : i.blocks()) {
                worth |= isWorth(nested);
            }
            carries(i).ifPresent(carries -> carries.groups().forEach(group -> Arrays.stream(group).forEach(
                    k -> alike.put(i.results().get(k), i.results().get(group[0])))));
        }
        if (scalars(block) >= SMALLEST || !alike.isEmpty()) {
            Nodes nodes = Nodes.of(block, constants);
            wrapped |= ones && Ones.wrap(nodes, alike);
            Families families = Families.of(nodes, alike);
            // What is carried as an array comes from one, and is read as one.
            if (always || !alike.isEmpty() || families.least(FEW) <= block.instructions().size() * 3 / 4) {
                regular.put(block, families);
                worth = true;
            }
        }
        return worth;
    }

    /// The carries of a loop whose list is raised, if some of them become arrays.
    private Optional<Carries> carries(Instruction i) {
        return i.operation() instanceof Operation.For && regular.containsKey(i.blocks().getFirst())
                ? Optional.of(Carries.of(i, regular.get(i.blocks().getFirst()))).filter(c -> !c.groups().isEmpty())
                : Optional.empty();
    }

    private static long scalars(Block block) {
        long count = 0;
        for (Instruction i : block.instructions()) {
            count += i.operation() instanceof Operation.Element && i.result().type().isScalar() ? 1 : 0;
        }
        return count;
    }

    private static int size(Block block) {
        int size = block.instructions().size();
        for (Instruction i : block.instructions()) {
            for (Block nested : i.blocks()) {
                size += size(nested);
            }
        }
        return size;
    }

    private Function function(Function function) {
        map.putAll(function.body().arguments(), b.argumentsOf(function));
        List<Var> results = list(function.body());
        return b.finish(function.name(), function.resultNames(), results);
    }

    private List<Var> list(Block block) {
        Families families = regular.get(block);
        if (families == null) {
            block.instructions().forEach(this::copy);
            return map.all(block.results());
        }
        Values values = values(families);
        return block.results().stream().map(v -> current(families.nodes(), values, v)).toList();
    }

    /// Emits a list that is raised, and says where its values are.
    private Values values(Families families) {
        Nodes nodes = families.nodes();
        var values = new Values(nodes, b, map);
        var sums = new Sums(nodes, families, values);
        for (Ints family : families.members()) {
            emit(nodes, families, values, sums, family.toArray());
        }
        return values;
    }

    private Var current(Nodes nodes, Values values, Var old) {
        return old.type().isScalar() ? values.scalar(nodes.number(old)) : map.get(old);
    }

    private void emit(Nodes nodes, Families families, Values values, Sums sums, int[] members) {
        switch (nodes.get(members[0])) {
            case Node.Given _ -> Arrays.stream(members)
                    .forEach(n -> given(nodes, values, n, (Node.Given) nodes.get(n)));
            case Node.Element _ -> {
                for (int n : members) {
                    var element = (Node.Element) nodes.get(n);
                    values.put(n, values.home(element.array()), element.at());
                }
            }
            case Node.Number _ -> {}
            case Node.Apply _ when members.length >= FEW -> loop(nodes, families, values, members);
            case Node.Apply _ -> Arrays.stream(members).forEach(n -> scalar(nodes, values, n));
            case Node.Sum _ -> sums.emit(members, n -> scalar(nodes, values, n));
            case Node.Extreme _ -> new Extremes(nodes, families, values).emit(members, n -> scalar(nodes, values, n));
            case Node.Part _ -> throw new AssertionError("parts are of no family");
        }
    }

    private void given(Nodes nodes, Values values, int n, Node.Given given) {
        if (values.home(n) != null) {
            return;
        }
        if (placed.containsKey(given.value())) {
            Placed element = placed.get(given.value());
            values.put(n, element.array(), element.position());
            return;
        }
        Optional<Carries> carries = given.maker() == null ? Optional.empty() : carries(given.maker());
        if (carries.isPresent() && !map.has(given.value())) {
            gathered(nodes, values, carries.get());
            if (values.home(n) != null) {
                return;
            }
        }
        if (given.maker() != null && !map.has(given.value())) {
            for (Var v : FreeValues.of(given.maker())) {
                map.put(v, current(nodes, values, v));
            }
            copy(given.maker());
        }
        Var made = map.get(given.value());
        if (made.type().isScalar()) {
            values.put(n, made);
        } else {
            values.put(n, new Flat(made));
        }
    }

    /// A loop that carries arrays instead of scalars, its list raised.
    private void gathered(Nodes nodes, Values values, Carries carries) {
        Instruction old = carries.loop();
        Block body = old.blocks().getFirst();
        Families families = regular.get(body);
        var operands = new ArrayList<Var>();
        for (int[] group : carries.groups()) {
            operands.add(values.vector(Arrays.stream(group).map(k -> nodes.number(old.operand(k))).toArray()));
        }
        for (int k : carries.singles()) {
            operands.add(current(nodes, values, old.operand(k)));
        }
        int first = ((Operation.For) old.operation()).carries();
        old.operands().subList(first, old.operands().size()).forEach(v -> operands.add(current(nodes, values, v)));
        Map<Flat, Flat> inside = new IdentityHashMap<>();
        for (Var v : FreeValues.of(body)) {
            int n = nodes.number(v);
            if (v.type().isScalar() && values.home(n) != null) {
                placed.put(v, new Placed(inside.computeIfAbsent(values.home(n), h -> new Flat(h.array())),
                        values.position(n)));
            } else if (!constants.containsKey(v)) {
                map.put(v, current(nodes, values, v));
            }
        }
        b.at(old.span());
        List<Var> results = b.forLoop(carries.operation(), operands, (t, carried) ->
                body(carries, families, t, carried));
        for (int g = 0; g < carries.groups().size(); g++) {
            var array = new Flat(results.get(g));
            int[] group = carries.groups().get(g);
            for (int k = 0; k < group.length; k++) {
                values.put(nodes.number(old.results().get(group[k])), array, k);
            }
        }
        int next = carries.groups().size();
        for (int k : carries.singles()) {
            map.put(old.results().get(k), results.get(next++));
        }
        map.putAll(old.results().subList(first, old.results().size()), results.subList(next, results.size()));
    }

    private List<Var> body(Carries carries, Families families, Var t, List<Var> carried) {
        Block old = carries.loop().blocks().getFirst();
        map.put(old.arguments().getFirst(), t);
        for (int g = 0; g < carries.groups().size(); g++) {
            var array = new Flat(carried.get(g));
            int[] group = carries.groups().get(g);
            for (int k = 0; k < group.length; k++) {
                placed.put(carries.argument(group[k]), new Placed(array, k));
            }
        }
        int next = carries.groups().size();
        for (int k : carries.singles()) {
            map.put(carries.argument(k), carried.get(next++));
        }
        Nodes nodes = families.nodes();
        Values values = values(families);
        var yields = new ArrayList<Var>();
        for (int[] group : carries.groups()) {
            yields.add(values.vector(Arrays.stream(group).map(k -> nodes.number(old.results().get(k))).toArray()));
        }
        for (int k : carries.singles()) {
            yields.add(current(nodes, values, old.results().get(k)));
        }
        int first = ((Operation.For) carries.loop().operation()).carries();
        old.results().subList(first, old.results().size()).forEach(v -> yields.add(current(nodes, values, v)));
        return yields;
    }

    /// A copy of an instruction, its own lists raised.
    private void copy(Instruction i) {
        b.at(i.span());
        List<Block> blocks = i.blocks().stream().map(block -> {
            List<Var> arguments = b.blockArguments(i.operation(), block);
            map.putAll(block.arguments(), arguments);
            return b.block(arguments, () -> list(block));
        }).toList();
        List<Type> types = i.results().stream().map(Var::type).toList();
        map.putAll(i.results(), b.emit(i.operation(), map.all(i.operands()), blocks, types));
    }

    /// An instruction that stays what it is, after those that are a part of it alone.
    private void scalar(Nodes nodes, Values values, int n) {
        switch (nodes.get(n)) {
            case Node.Apply(Instruction i, int[] x) -> scalar(values, n, i, x);
            case Node.Sum(_, int[] a, int[] c, _, _) when a.length == 1 -> values.put(
                    n, c[0] < 0 ? values.scalar(a[0]) : b.mul(values.scalar(a[0]), values.scalar(c[0])));
            case Node.Extreme(_, int[] terms, _) when terms.length == 1 -> values.put(n, values.scalar(terms[0]));
            case Node.Sum(Instruction i, _, _, _, int[] parts) -> {
                Arrays.stream(parts).forEach(p -> scalar(nodes, values, p));
                scalar(nodes, values, n, i);
            }
            case Node.Extreme(Instruction i, _, int[] parts) -> {
                Arrays.stream(parts).forEach(p -> scalar(nodes, values, p));
                scalar(nodes, values, n, i);
            }
            case Node.Part(Node.Apply was) -> scalar(nodes, values, n, was.instruction());
            case Node.Given _, Node.Element _, Node.Number _ -> throw new AssertionError("not computed from scalars");
        }
    }

    private void scalar(Nodes nodes, Values values, int n, Instruction i) {
        int[] operands = i.operands().stream().mapToInt(nodes::number).toArray();
        for (int m : operands) {
            // A product that is read as the sum of it alone (Ones) may be of a family that comes later.
            if (!values.has(m) && nodes.get(m) instanceof Node.Apply(Instruction product, int[] factors)) {
                scalar(values, m, product, factors);
            }
        }
        scalar(values, n, i, operands);
    }

    private void scalar(Values values, int n, Instruction i, int[] operands) {
        b.at(i.span());
        values.put(n, b.emit(i.operation(), Arrays.stream(operands).mapToObj(values::scalar).toList()));
    }

    /// Instructions that are alike as one loop.
    private void loop(Nodes nodes, Families families, Values values, int[] members) {
        int arity = ((Node.Apply) nodes.get(members[0])).operands().length;
        List<int[]> operands = IntStream.range(0, arity)
                .mapToObj(p -> Arrays.stream(members).map(n -> families.operands((Node.Apply) nodes.get(n))[p])
                .toArray())
                .toList();
        int[] ranks = values.ranks(operands);
        List<Column> columns = operands.stream().map(column -> values.column(column, 1, ranks)).toList();
        Arrangement arrangement = Arrangement.of(members.length, columns, IntStream.range(0, arity).toArray());
        Arrangement shaped = shape(arrangement);
        Instruction first = ((Node.Apply) nodes.get(members[0])).instruction();
        b.at(first.span());
        List<Reader> readers = IntStream.range(0, arity)
                .mapToObj(p -> Reader.of(values, shaped.reading(p), shaped.sizes()))
                .toList();
        Var array = Nest.collect(b, shaped.sizes(), i ->
                b.emit(first.operation(), readers.stream().map(r -> r.at(i)).toList()));
        values.spread(array, shaped.of(members));
    }

    /// One loop along all elements of an array with several axes is a nest of loops along its axes.
    private static Arrangement shape(Arrangement arrangement) {
        if (arrangement.sizes().size() == 1) {
            for (int k = 0; k < arrangement.columns().size(); k++) {
                if (arrangement.reading(k) instanceof Reading.Strided(Flat source, int base, int[] strides)
                        && base == 0 && strides[0] == 1 && source.size() == arrangement.order().length) {
                    return arrangement.split(source.shape());
                }
            }
        }
        return arrangement;
    }
}
