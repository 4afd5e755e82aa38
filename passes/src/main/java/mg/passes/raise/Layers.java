package mg.passes.raise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Renumber;
import mg.ir.Tensor;
import mg.ir.Var;
import mg.ir.VarMap;

/// The steps of a list in layers, each step in the first layer after all that it reads.
///
/// What repeats in a graph need not do so in a list of it: a graph that is listed depth first begins the last time step
/// of a grid with its first cell before the first one has its last. In layers, time steps that are alike are layers
/// that are alike, whatever order the list has.
final class Layers {
    private final Skeleton list;
    /// The layer of each step, from 1.
    private final int[] layer;
    /// The steps of each layer, in the order of the list; none in layer 0.
    private final List<Ints> layers = new ArrayList<>();
    /// The layers of what is named.
    private final VarMap<Integer> named = new VarMap<>();
    /// The position of each step when they are listed layer by layer.
    private final int[] rank;

    private Layers(Skeleton list) {
        this.list = list;
        this.layer = new int[list.steps().size()];
        this.rank = new int[layer.length];
        layers.add(new Ints());
        for (int step = 0; step < layer.length; step++) {
            place(step);
        }
    }

    static Layers of(Skeleton list) {
        return new Layers(list);
    }

    private void place(int step) {
        int deepest = 0;
        for (Var read : list.reads(step)) {
            deepest = Math.max(deepest, layer(read));
        }
        layer[step] = deepest + 1;
        if (layers.size() == layer[step]) {
            layers.add(new Ints());
        }
        layers.get(layer[step]).add(step);
    }

    /// The layer of the last step that a value is made of; 0 if it is made of none.
    private int layer(Var value) {
        Skeleton.Made made = list.made(value);
        if (made != null) {
            return layer[made.step()];
        }
        Instruction name = list.name(value);
        if (name == null) {
            return 0;
        }
        if (!named.has(value)) {
            int deepest = 0;
            for (Var operand : name.operands()) {
                deepest = Math.max(deepest, layer(operand));
            }
            named.put(value, deepest);
        }
        return named.get(value);
    }

    /// The runs of steps, listed layer by layer, that are runs of layers with the same steps; those that save most
    /// first.
    List<Run> runs() {
        var kinds = new int[layers.size()];
        var start = new int[layers.size() + 1];
        Map<Long, Integer> numbers = new HashMap<>();
        for (int k = 0; k < kinds.length; k++) {
            kinds[k] = numbers.computeIfAbsent(kind(layers.get(k)), _ -> numbers.size());
            start[k + 1] = start[k] + layers.get(k).size();
        }
        var runs = new ArrayList<Run>();
        for (Run run : Run.of(kinds)) {
            int from = start[run.from()];
            int period = start[run.from() + run.period()] - from;
            if (start[run.end()] - from == period * run.count()) {
                runs.add(new Run(from, period, run.count()));
            }
        }
        runs.sort(Comparator.comparingInt(Run::saved).reversed().thenComparingInt(Run::period));
        return runs;
    }

    /// A number for the shapes of the steps of a layer, whatever their order. What collides is found out later.
    private long kind(Ints steps) {
        long kind = steps.size();
        for (int k = 0; k < steps.size(); k++) {
            long shape = (list.shapes()[steps.get(k)] + 1) * 0x9e3779b97f4a7c15L;
            kind += (shape ^ shape >>> 29) * 0xbf58476d1ce4e5b9L;
        }
        return kind;
    }

    /// The function listed layer by layer: in each layer steps of the same shape by what they read, so that steps of
    /// two layers that are alike have the same order if what they read has.
    Function listed(Function function) {
        var order = new ArrayList<Integer>();
        for (Ints steps : layers) {
            var sorted = new ArrayList<Integer>();
            for (int step : steps.toArray()) {
                sorted.add(step);
            }
            sorted.sort(Comparator.comparingInt((Integer step) -> list.shapes()[step])
                    .thenComparing(this::compareReads));
            for (int step : sorted) {
                rank[step] = order.size();
                order.add(step);
            }
        }
        Block body = function.body();
        List<List<Instruction>> names = new ArrayList<>();
        layers.forEach(_ -> names.add(new ArrayList<>()));
        for (Instruction i : body.instructions()) {
            if (!i.results().isEmpty() && list.made(i.results().getFirst()) == null) {
                names.get(layer(i.result())).add(i);
            }
        }
        var instructions = new ArrayList<Instruction>(names.getFirst());
        for (int k = 1, at = 0; k < layers.size(); k++) {
            for (int end = at + layers.get(k).size(); at < end; at++) {
                instructions.add(list.steps().get(order.get(at)));
            }
            instructions.addAll(names.get(k));
        }
        return Renumber.run(new Function(
                function.name(), function.arguments(), function.resultNames(),
                new Block(body.arguments(), instructions, body.results())));
    }

    private int compareReads(int first, int second) {
        return compare(list.reads(first), list.reads(second));
    }

    private int compare(List<Var> xs, List<Var> ys) {
        int order = Integer.compare(xs.size(), ys.size());
        for (int k = 0; order == 0 && k < xs.size(); k++) {
            order = compare(xs.get(k), ys.get(k));
        }
        return order;
    }

    /// Arguments come first, then what is named, by its positions, then what steps make, as these are listed.
    private int compare(Var x, Var y) {
        Skeleton.Made first = list.made(x);
        Skeleton.Made second = list.made(y);
        if (first != null && second != null) {
            int order = Integer.compare(rank[first.step()], rank[second.step()]);
            return order != 0 ? order : Integer.compare(first.result(), second.result());
        }
        if (first != null || second != null) {
            return first != null ? 1 : -1;
        }
        Instruction left = list.name(x);
        Instruction right = list.name(y);
        if (left == right) {
            return Integer.compare(x.id(), y.id());
        }
        if (left == null || right == null) {
            return left == null ? -1 : 1;
        }
        return left.operation() instanceof Operation.Const(Tensor p)
                && right.operation() instanceof Operation.Const(Tensor q)
                ? compare(p, q)
                : compare(left.operands(), right.operands());
    }

    private static int compare(Tensor x, Tensor y) {
        int order = Integer.compare(x.type().rank(), y.type().rank());
        return order != 0 || !x.type().isScalar() ? order : Double.compare(x.real(0), y.real(0));
    }
}
