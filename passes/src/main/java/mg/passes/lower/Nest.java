package mg.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Loops over all elements of arrays of one shape.
final class Nest {
    private Nest() {}

    /// As few loops as visit all elements; `body` is given the position of the element in each array.
    static void over(Code code, List<Layout> layouts, Consumer<List<Index>> body) {
        if (layouts.getFirst().size() > 0) {
            loops(code, Axis.collapsed(layouts), layouts.stream().map(Layout::base).toList(), body);
        }
    }

    /// A loop for each axis; `body` is given the position in each array, from those given on.
    static void loops(Code code, List<Axis> axes, List<Index> at, Consumer<List<Index>> body) {
        if (axes.isEmpty()) {
            body.accept(at);
            return;
        }
        Axis axis = axes.getFirst();
        code.loop(axis.size(), i -> {
            var moved = new ArrayList<Index>();
            for (int k = 0; k < at.size(); k++) {
                moved.add(at.get(k).plus(i, axis.strides()[k]));
            }
            loops(code, axes.subList(1, axes.size()), moved, body);
        });
    }

    /// As [#over], but where the last loop goes on, `body` is given the positions of `block` neighbours at once, and of
    /// those that are left at its end.
    static void blocks(Code code, List<Layout> layouts, int block, Consumer<List<List<Index>>> body) {
        if (layouts.getFirst().size() == 0) {
            return;
        }
        List<Axis> axes = Axis.collapsed(layouts);
        List<Index> start = layouts.stream().map(Layout::base).toList();
        if (axes.isEmpty()) {
            body.accept(List.of(start));
            return;
        }
        Axis last = axes.getLast();
        long whole = last.size() / block;
        loops(code, outer(axes), start, at -> {
            if (whole == 1) {
                body.accept(neighbours(at, last, 0, block));
            } else if (whole > 1) {
                code.loop(whole, i -> {
                    var moved = new ArrayList<Index>();
                    for (int k = 0; k < at.size(); k++) {
                        moved.add(at.get(k).plus(i, block * last.strides()[k]));
                    }
                    body.accept(neighbours(moved, last, 0, block));
                });
            }
            if (last.size() % block > 0) {
                body.accept(neighbours(at, last, whole * block, (int) (last.size() % block)));
            }
        });
    }

    private static List<List<Index>> neighbours(List<Index> at, Axis axis, long from, int count) {
        var all = new ArrayList<List<Index>>();
        for (long n = from; n < from + count; n++) {
            var one = new ArrayList<Index>();
            for (int k = 0; k < at.size(); k++) {
                one.add(at.get(k).plus(n * axis.strides()[k]));
            }
            all.add(one);
        }
        return all;
    }

    /// Writes an array to a region of its shape.
    static void copy(Code code, View from, Region to) {
        Layout target = to.view().layout();
        boolean zeros = from.source() instanceof Source.Same(Scalar value) && code.isZero(value);
        if (target.size() == 0 || zeros && to.keepsZeros()) {
            return;
        }
        List<Axis> axes = Axis.collapsed(List.of(target, from.layout()));
        List<Index> start = List.of(target.base(), from.layout().base());
        boolean rows = !axes.isEmpty() && axes.getLast().strides()[0] == 1;
        switch (from.source()) {
            case Source.Memory(var buffer) when rows && axes.getLast().strides()[1] == 1 ->
                loops(code, outer(axes), start, at -> code.add(new Statement.Copy(
                        new Address(to.view().buffer(), at.get(0)), new Address(buffer, at.get(1)),
                        axes.getLast().size(), to.adds())));
            case Source.Same(Scalar value) when rows && !to.adds() ->
                loops(code, outer(axes), start, at -> code.add(new Statement.Fill(
                        new Address(to.view().buffer(), at.get(0)), axes.getLast().size(), value)));
            case Source _ -> loops(code, axes, start, at -> code.store(to, at.get(0), code.load(from, at.get(1))));
        }
    }

    private static List<Axis> outer(List<Axis> axes) {
        return axes.subList(0, axes.size() - 1);
    }

    /// Writes zeros, or false, to a region.
    static void clear(Code code, View to) {
        if (to.layout().size() > 0) {
            Scalar zero = code.define(to.element(), new Value.Literal(mg.ir.Tensor.scalar(to.element(), 0)));
            View zeros = new View(new Source.Same(zero), to.element(),
                    new Layout(Index.ZERO, to.shape(), new long[to.shape().size()]));
            copy(code, zeros, new Region(to, Region.Mode.SET));
        }
    }
}
