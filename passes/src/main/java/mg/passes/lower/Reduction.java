package mg.passes.lower;

import java.util.List;
import java.util.stream.IntStream;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Type;
import mg.loops.Index;
import mg.loops.Scalar;

/// Lowers `reduce` to loops, one result after the other.
final class Reduction {
    private Reduction() {}

    static void lower(Frame frame, Instruction x, Kind kind, List<Integer> axes) {
        View array = frame.view(x.operand(0));
        List<Integer> kept = IntStream.range(0, array.shape().size()).boxed().filter(k -> !axes.contains(k)).toList();
        Layout outer = array.layout().transpose(kept);
        Layout along = array.layout().transpose(axes);
        if (x.result().type().isScalar()) {
            frame.scalars().put(x.result(), one(frame, kind, array.as(along)));
            return;
        }
        Region to = frame.region(x.result());
        Nest.over(frame.code(), List.of(to.view().layout(), outer), at ->
                frame.code().store(to, at.get(0), one(frame, kind, array.as(along.to(at.get(1))))));
    }

    /// All elements combined: in any order, or where that shows, the last axis first.
    private static Scalar one(Frame frame, Kind kind, View elements) {
        Code code = frame.code();
        Layout layout = elements.layout();
        ElementType element = elements.element();
        if (layout.shape().size() > 1 && frame.ordered(Type.scalar(element))) {
            Combined rows = Combined.start(frame, kind, element);
            Nest.over(code, List.of(layout.transpose(List.of(0))), at ->
                    rows.add(one(frame, kind, elements.as(layout.to(at.get(0)).row()))));
            return rows.total();
        }
        if (!kind.isIndex()) {
            Combined combined = Combined.start(frame, kind, element);
            Nest.over(code, List.of(layout), at -> combined.add(code.load(elements, at.get(0))));
            return combined.total();
        }
        long size = layout.size();
        Best best = Best.start(frame, kind, element, size);
        Layout positions = new Layout(Index.ZERO, layout.shape(), new long[] {1});
        Nest.over(code, List.of(layout, positions), at ->
                best.add(code.load(elements, at.get(0)), code.affine(at.get(1))));
        return best.position();
    }
}
