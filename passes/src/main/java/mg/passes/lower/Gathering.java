package mg.passes.lower;

import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Instruction;
import mg.loops.Index;
import mg.loops.Scalar;

/// Lowers `gather` and `scatter_add`: a loop over the positions around a copy of a row.
final class Gathering {
    private Gathering() {}

    static void gather(Frame frame, Instruction x) {
        View array = frame.view(x.operand(0));
        View positions = frame.view(x.operand(1));
        if (x.result().type().isScalar()) {
            frame.define(x.result(), row(frame, x, array, frame.scalar(x.operand(1))));
            return;
        }
        Region to = frame.region(x.result());
        rows(frame, positions, to.view(), (position, at) ->
                Nest.copy(frame.code(), row(frame, x, array, position), new Region(at, to.mode())));
    }

    static void scatterAdd(Frame frame, Instruction x) {
        View values = frame.view(x.operand(0));
        View positions = frame.view(x.operand(1));
        Region to = frame.region(x.result());
        if (to.mode() == Region.Mode.SET) {
            Nest.clear(frame.code(), to.view());
        }
        rows(frame, positions, values, (position, value) ->
                Nest.copy(frame.code(), value, new Region(row(frame, x, to.view(), position), Region.Mode.ADD)));
    }

    private interface Row {
        void at(Scalar position, View row);
    }

    /// Runs over the positions in order and over the leading axes of `all` with them.
    private static void rows(Frame frame, View positions, View all, Row body) {
        int leading = positions.shape().size();
        List<Integer> leadingAxes = IntStream.range(0, leading).boxed().toList();
        Layout rows = all.layout();
        Layout starts = rows.transpose(leadingAxes);
        Layout row = rows.at(java.util.Collections.nCopies(leading, Index.ZERO));
        Nest.over(frame.code(), List.of(positions.layout(), starts), at -> body.at(
                frame.code().load(positions, at.get(0)), all.as(new Layout(at.get(1), row.shape(), row.strides()))));
    }

    private static View row(Frame frame, Instruction x, View array, Scalar position) {
        frame.code().check(position, array.shape().getFirst(), x.span());
        return array.as(array.layout().at(List.of(frame.integers().form(position))));
    }
}
