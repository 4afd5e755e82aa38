package mg.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Lowers `dot` to loops: one sum of products after the other, or, where neighbouring results use neighbouring elements
/// but neighbouring products do not, all sums of a row at once.
final class Contraction {
    /// How many sums are formed at once, or rows added at once: their vectors and those of their operands fit into the
    /// registers of every machine.
    private static final int BLOCK = 4;
    /// Sums of fewer products are formed one by one.
    private static final int LONG = 8;

    private final Frame frame;
    private final ElementType element;
    private final View left;
    private final View right;
    private final Layout leftFree;
    private final Layout rightFree;
    private final Layout leftSum;
    private final Layout rightSum;

    private Contraction(Frame frame, Instruction x, Operation.Dot dot) {
        this.frame = frame;
        this.element = x.result().type().element();
        this.left = frame.view(x.operand(0));
        this.right = frame.view(x.operand(1));
        List<Integer> rows = others(left, dot.leftBatch(), dot.leftSum());
        List<Integer> columns = others(right, dot.rightBatch(), dot.rightSum());
        List<Integer> shape = x.result().type().shape();
        List<Integer> batch = axes(0, dot.leftBatch().size());
        int middle = batch.size() + rows.size();
        this.leftFree = left.layout().transpose(joined(dot.leftBatch(), rows)).broadcast(shape, axes(0, middle));
        this.rightFree = right.layout().transpose(joined(dot.rightBatch(), columns))
                .broadcast(shape, joined(batch, axes(middle, shape.size())));
        this.leftSum = left.layout().transpose(dot.leftSum()).to(Index.ZERO);
        this.rightSum = right.layout().transpose(dot.rightSum()).to(Index.ZERO);
    }

    private static List<Integer> others(View view, List<Integer> batch, List<Integer> sum) {
        return axes(0, view.shape().size()).stream().filter(k -> !batch.contains(k) && !sum.contains(k)).toList();
    }

    private static List<Integer> axes(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<Integer> joined(List<Integer> first, List<Integer> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    static void lower(Frame frame, Instruction x, Operation.Dot dot) {
        var contraction = new Contraction(frame, x, dot);
        if (x.result().type().isScalar()) {
            frame.scalars().put(x.result(), contraction.sum(contraction.leftFree.base(), contraction.rightFree.base()));
            return;
        }
        Region to = frame.region(x.result());
        if (contraction.products(to)) {
            return;
        }
        if (contraction.isRowwise(to)) {
            contraction.rows(to);
        } else {
            contraction.sums(to);
        }
    }

    private boolean products(Region to) {
        return Products.emit(frame, to, left.as(leftFree), right.as(rightFree), List.of(leftSum, rightSum));
    }

    /// Neighbouring results are formed together where they have an operand in common: that is loaded once.
    private void sums(Region to) {
        List<Layout> free = List.of(to.view().layout(), leftFree, rightFree);
        Nest.blocks(frame.code(), free, hasCommonOperand() ? BLOCK : 1, block -> {
            List<Scalar> sums = sums(block);
            for (int k = 0; k < block.size(); k++) {
                frame.code().store(to, block.get(k).get(0), sums.get(k));
            }
        });
    }

    private boolean hasCommonOperand() {
        int last = leftFree.shape().size() - 1;
        return leftSum.size() >= LONG && (leftFree.strides()[last] == 0 || rightFree.strides()[last] == 0);
    }

    /// The sums of products from these positions on, of which the last two are those of the operands.
    private List<Scalar> sums(List<List<Index>> block) {
        if (block.size() == 1) {
            return List.of(sum(block.getFirst().get(1), block.getFirst().get(2)));
        }
        List<Combined> totals = block.stream().map(_ -> Combined.start(frame, Kind.SUM, element)).toList();
        var along = new ArrayList<Layout>();
        block.forEach(at -> along.add(leftSum.to(at.get(1))));
        block.forEach(at -> along.add(rightSum.to(at.get(2))));
        Nest.over(frame.code(), along, at -> {
            var loaded = new HashMap<Index, Scalar>();
            var others = new HashMap<Index, Scalar>();
            for (int k = 0; k < block.size(); k++) {
                Scalar a = loaded.computeIfAbsent(at.get(k), l -> frame.code().load(left, l));
                Scalar b = others.computeIfAbsent(at.get(block.size() + k), r -> frame.code().load(right, r));
                totals.get(k).add(product(a, b));
            }
        });
        return totals.stream().map(Combined::total).toList();
    }

    /// The sum of products of the elements from these positions on.
    private Scalar sum(Index l, Index r) {
        if (leftSum.shape().isEmpty()) {
            return product(frame.code().load(left, l), frame.code().load(right, r));
        }
        Combined total = Combined.start(frame, Kind.SUM, element);
        Nest.over(frame.code(), List.of(leftSum.to(l), rightSum.to(r)), at -> {
            Scalar a = frame.code().load(left, at.get(0));
            Scalar b = frame.code().load(right, at.get(1));
            total.add(product(a, b));
        });
        return total.total();
    }

    private Scalar product(Scalar a, Scalar b) {
        return frame.code().define(element, new Value.Apply(ElementOp.MUL, List.of(a, b)));
    }

    /// One product by itself is not worth clearing the region for; and a sum whose order matters is added as a whole to
    /// what is a sum already.
    private boolean isRowwise(Region to) {
        boolean one = leftSum.shape().isEmpty();
        boolean whole = to.adds() && frame.exact() && element.isReal();
        return (isRowwise(leftFree, leftSum) || isRowwise(rightFree, rightSum))
                && (one ? to.mode() != Region.Mode.SET : !whole);
    }

    private static boolean isRowwise(Layout free, Layout sum) {
        int rank = sum.strides().length;
        return free.strides()[free.strides().length - 1] == 1 && (rank == 0 || sum.strides()[rank - 1] != 1);
    }

    /// For each row of the result, for each pair of elements to multiply: adds a multiple of a row of one operand.
    private void rows(Region to) {
        if (to.mode() == Region.Mode.SET) {
            Nest.clear(frame.code(), to.view());
        }
        int last = leftFree.shape().size() - 1;
        List<Layout> all = List.of(to.view().layout(), leftFree, rightFree);
        List<Layout> columns = all.stream().map(l -> l.transpose(List.of(last)).to(Index.ZERO)).toList();
        var total = new Region(to.view(), Region.Mode.ADD);
        Nest.over(frame.code(), all.stream().map(l -> l.transpose(axes(0, last))).toList(), row ->
                Nest.blocks(frame.code(), List.of(leftSum.to(row.get(1)), rightSum.to(row.get(2))), BLOCK, block ->
                        multiples(total, columns, row.get(0), block)));
    }

    /// Adds multiples of several rows, one after the other, to one that is loaded and stored once.
    private void multiples(Region to, List<Layout> columns, Index row, List<List<Index>> block) {
        Code code = frame.code();
        boolean leftFixed = columns.get(1).strides()[0] == 0;
        boolean rightFixed = columns.get(2).strides()[0] == 0;
        var a = new ArrayList<View>();
        var b = new ArrayList<View>();
        var moved = new ArrayList<>(List.of(columns.get(0).to(row)));
        for (List<Index> at : block) {
            a.add(leftFixed ? same(code.load(left, at.get(0))) : left);
            b.add(rightFixed ? same(code.load(right, at.get(1))) : right);
            moved.add(columns.get(1).to(at.get(0)));
            moved.add(columns.get(2).to(at.get(1)));
        }
        Nest.over(code, moved, at -> {
            if (block.size() == 1) {
                code.store(to, at.get(0), product(code.load(a.get(0), at.get(1)), code.load(b.get(0), at.get(2))));
                return;
            }
            Scalar total = code.load(to.view(), at.get(0));
            for (int k = 0; k < block.size(); k++) {
                Scalar next = product(code.load(a.get(k), at.get(2 * k + 1)), code.load(b.get(k), at.get(2 * k + 2)));
                total = plus(total, next);
            }
            code.store(new Region(to.view(), Region.Mode.SET), at.get(0), total);
        });
    }

    /// In wide scalars an accumulated product need not be rounded.
    private Scalar plus(Scalar total, Scalar next) {
        if (frame.vectorBytes() == 0 || frame.exact()) {
            return frame.code().define(element, new Value.Apply(ElementOp.ADD, List.of(total, next)));
        }
        frame.code().add(new Statement.Accumulate(total, Kind.SUM, next));
        return total;
    }

    private View same(Scalar value) {
        return new View(new Source.Same(value), element, new Layout(Index.ZERO, List.of(), new long[0]));
    }
}
