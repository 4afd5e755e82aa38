package mg.passes.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.Instruction;
import mg.ir.Type;
import mg.ir.Var;
import mg.loops.Index;

/// Where a value is wanted, known before the value is made. Planned bottom-up in a list, resolved to a [Region] when
/// the first statement that writes there is emitted.
///
/// A destination is a known region, a buffer to be made, a part of another destination, or what two addends share.
final class Destination {
    private enum Form { KNOWN, LOCAL, PART, PLACED, SUM }

    private final Form form;
    private final Destination parent;
    private final Layout layout;
    private final Type type;
    private final List<Var> positions;
    private final Instruction placing;
    private final boolean accumulates;
    private final boolean overwritten;
    private final int after;
    private final Destination sum;
    private Region region;

    private Destination(Form form, Destination parent, Layout layout, Type type, List<Var> positions,
            Instruction placing, boolean accumulates, boolean overwritten, int after) {
        this.form = form;
        this.parent = parent;
        this.layout = layout;
        this.type = type;
        this.positions = positions;
        this.placing = placing;
        this.accumulates = accumulates;
        this.overwritten = overwritten;
        this.after = after;
        this.sum = parent != null && parent.sum != null ? parent.sum : form == Form.SUM ? this : null;
    }

    /// A region that is known.
    static Destination known(Region region) {
        Layout layout = region.view().layout();
        var destination = new Destination(Form.KNOWN, null, layout, null, List.of(), null, region.adds(), false,
                -1);
        destination.region = region;
        return destination;
    }

    /// A buffer of its own, made when it is first written.
    static Destination local(Type type) {
        return new Destination(Form.LOCAL, null, Layout.of(type), type, List.of(), null, false, false, -1);
    }

    /// The part of this with the given layout (in which this one's base is 0) for a value that is all that is wanted
    /// here, or one of several that together are.
    Destination part(Layout of) {
        return new Destination(Form.PART, this, of, null, List.of(), null, accumulates, overwritten, after);
    }

    /// The part of this with the given layout for a value around which zeros are wanted.
    Destination padded(Layout of) {
        return new Destination(Form.PLACED, this, of, null, List.of(), null, accumulates, overwritten, after);
    }

    /// The part of this at the positions that a `place` names, the last of which is made at `defined` in its list.
    Destination placed(Instruction place, int defined) {
        List<Var> at = place.operands().subList(1, place.operands().size());
        Layout row = relative().at(java.util.Collections.nCopies(at.size(), Index.ZERO));
        return new Destination(Form.PLACED, this, row, null, at, place, accumulates, overwritten,
                Math.max(after, defined));
    }

    /// This, for addends: the first that is made sets it, the others are added.
    Destination sum() {
        return form == Form.SUM
                ? this
                : new Destination(Form.SUM, this, relative(), null, List.of(), null, true, overwritten, after);
    }

    /// This, for the state of a loop: what starts there is gone after the first iteration.
    Destination state() {
        return new Destination(Form.PART, this, relative(), null, List.of(), null, accumulates, true, after);
    }

    /// The layout with base 0; shape and strides are known before the destination is resolved.
    Layout relative() {
        return new Layout(Index.ZERO, layout.shape(), layout.strides());
    }

    /// The same place seen in another shape, if strides can say so.
    Optional<Destination> reshaped(List<Integer> shape) {
        return relative().reshape(shape).map(this::part);
    }

    /// Whether what is written here may be, or become, a part of a sum, so that nobody else can read it.
    boolean accumulates() {
        return accumulates;
    }

    /// Whether what is written here is added to what is in memory already, so that it does not matter what is added
    /// first.
    boolean isBegun() {
        Destination first = this;
        while (first.parent != null) {
            first = first.parent;
        }
        return first.form == Form.KNOWN && first.region.adds();
    }

    /// Whether this is some of what is wanted there.
    boolean isPartOf(Destination whole) {
        Destination d = this;
        while (d != null && d != whole) {
            d = d.parent;
        }
        return d != null;
    }

    /// Whether both are parts of one sum, or all of it: then whichever is made first sets it.
    boolean shares(Destination other) {
        return sum != null && sum == other.sum;
    }

    /// Whether what is written here does not stay, so that nobody else can read it later.
    boolean overwritten() {
        return overwritten;
    }

    /// The position in its list of the instruction after which this can be resolved, or -1.
    int after() {
        return after;
    }

    /// The region to write to. Asked again, it is the same region; but the addends of a sum after the first are added.
    Region resolve(Frame frame) {
        var waiting = new ArrayDeque<Destination>();
        for (Destination d = this; d != null; d = d.parent) {
            waiting.push(d);
            if (d.region != null) {
                break;
            }
        }
        Region result = null;
        for (Destination d : waiting) {
            result = d.region != null ? d.region : d.within(frame, result);
            d.region = d.form == Form.SUM ? result.shared() : result;
        }
        return result;
    }

    private Region within(Frame frame, Region outer) {
        return switch (form) {
            case KNOWN -> throw new AssertionError("a known region");
            case LOCAL -> new Region(frame.local(type), Region.Mode.SET);
            case SUM -> outer;
            case PART -> new Region(inside(outer, List.of()), outer.mode());
            case PLACED -> {
                var at = new ArrayList<Index>();
                for (int k = 0; k < positions.size(); k++) {
                    at.add(frame.position(positions.get(k), outer.view().shape().get(k), placing.span()));
                }
                if (outer.mode() == Region.Mode.SET) {
                    Nest.clear(frame.code(), outer.view());
                }
                yield new Region(inside(outer, at), outer.adds() ? outer.mode() : Region.Mode.ZERO);
            }
        };
    }

    private View inside(Region outer, List<Index> at) {
        Index start = outer.view().layout().at(at).base().plus(layout.base());
        return outer.view().as(new Layout(start, layout.shape(), layout.strides()));
    }
}
