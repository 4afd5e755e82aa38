package mg.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.ElementType;
import mg.loops.Index;

/// Recognises a matrix product in a `dot` of any layout, and chooses how its vectors lie.
///
/// The axes of the result are those of the left operand, those of the right, and those of both, which are a batch. The
/// innermost axis of the result, whose elements must be neighbours in memory, gives the columns, the innermost axis of
/// the other operand the rows, the innermost summed axis the products; all other axes are loops around that. With
/// vectors along the columns these are [Tiles]; with vectors along the products, where both operands have these as
/// neighbours and the columns not, or there is but one, [DotTiles].
///
/// Vectors along the products leave lanes to be added up for each sum; vectors along columns that are no neighbours
/// need a copy of these. Where there are more rows than [#ACROSS] says the copy is cheaper.
///
/// Left to plain loops: a vector times a matrix, sums in the order of the program, fewer than four products or columns,
/// results that are no neighbours, and small products inside a loop of independent iterations, several of which had
/// better run at once.
final class Products {
    /// From so many rows for each lane on, columns that are no neighbours are copied to be some, rather than taken as
    /// they are: a copied element costs about as much as a vector of products.
    private static final long MANY = 8;
    /// To add up the lanes of a sum takes as long as to copy so many elements.
    private static final long ACROSS = 6;
    /// A product of fewer multiplications is small.
    private static final long SMALL = 32 * 1024;

    private final Frame frame;
    private final Region to;
    private final List<Axis> free;
    private final List<Axis> summed;
    private final View left;
    private final View right;

    private Products(Frame frame, Region to, List<Axis> free, List<Axis> summed, View left, View right) {
        this.frame = frame;
        this.to = to;
        this.free = free;
        this.summed = summed;
        this.left = left;
        this.right = right;
    }

    /// Emits the product if it has such a form, and says whether it did.
    ///
    /// @param to    where the result goes
    /// @param left  the left operand with the axes of the result, along those it does not have it does not move
    /// @param right the right operand likewise
    /// @param sums  the axes that are summed, for both
    static boolean emit(Frame frame, Region to, View left, View right, List<Layout> sums) {
        ElementType element = to.view().element();
        if (!element.isReal() || frame.exact() || frame.lanes(element) < 2 || to.view().layout().size() == 0
                || !(left.source() instanceof Source.Memory) || !(right.source() instanceof Source.Memory)) {
            return false;
        }
        List<Axis> free = Axis.collapsed(List.of(to.view().layout(), left.layout(), right.layout()));
        List<Axis> summed = Axis.collapsed(sums);
        if (free.isEmpty() || summed.isEmpty() || summed.getFirst().size() == 0) {
            return false;
        }
        return new Products(frame, to, free, summed, left, right).emit();
    }

    private boolean emit() {
        Axis column = free.getLast();
        boolean ofRight = column.strides()[1] == 0;
        boolean ofLeft = column.strides()[2] == 0;
        if (column.strides()[0] != 1 || ofLeft == ofRight) {
            return false;
        }
        int mine = ofRight ? 2 : 1;
        int other = 3 - mine;
        Axis products = summed.getLast();
        Optional<Axis> row = free.stream().filter(a -> a.strides()[mine] == 0).reduce((_, last) -> last);
        int lanes = frame.lanes(to.view().element());
        long m = row.map(Axis::size).orElse(1L);
        long n = column.size();
        long depth = products.size();
        if (frame.code().isIndependent() && m * n * depth < SMALL) {
            return false;
        }
        long step = products.strides()[mine - 1];
        boolean neighbours = step == 1 && products.strides()[other - 1] == 1;
        boolean dots = neighbours && column.strides()[mine] != 1 && depth >= 2L * lanes && m < MANY * lanes
                && ACROSS * m < depth;
        if (!dots && (depth < 4 || n < 4 || m < 2)) {
            return false;
        }
        var around = new ArrayList<>(free);
        around.remove(column);
        row.ifPresent(around::remove);
        boolean adds = to.adds() || summed.size() > 1 || !dots && Tiles.slices(depth);
        if (adds && to.mode() == Region.Mode.SET) {
            Nest.clear(frame.code(), to.view());
        }
        long down = row.map(a -> a.strides()[0]).orElse(0L);
        List<Index> start = List.of(to.view().layout().base(), left.layout().base(), right.layout().base());
        List<Axis> outer = summed.subList(0, summed.size() - 1);
        Nest.loops(frame.code(), around, start, at -> Nest.loops(frame.code(), outer, at.subList(1, 3), operands -> {
            var out = new Matrix(to.view().buffer(), at.get(0), down, 1);
            var rows = new Matrix(operand(other).buffer(), operands.get(other - 1),
                    row.map(a -> a.strides()[other]).orElse(0L), products.strides()[other - 1]);
            var columns = new Matrix(operand(mine).buffer(), operands.get(mine - 1), step, column.strides()[mine]);
            var product = new MatrixProduct(out, adds, rows, columns, m, n, depth);
            if (dots) {
                new DotTiles(frame, product).emit();
            } else {
                new Tiles(frame, product).emit();
            }
        }));
        return true;
    }

    private View operand(int side) {
        return side == 1 ? left : right;
    }
}
