package mg.passes.lower;

import java.util.List;
import mg.ir.ElementType;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;
import mg.loops.Index;
import mg.loops.Scalar;

/// What is known in the middle of lowering a function: what was emitted, and which scalar or view each value is.
///
/// @param exact       whether sums are formed in the order of the program
/// @param vectorBytes the size of vectors; 0 for none
record Frame(
        Code code, Integers integers, Buffers buffers, Plan plan, VarMap<Scalar> scalars, VarMap<View> views,
        boolean exact, int vectorBytes) {
    Scalar scalar(Var var) {
        return scalars.get(var);
    }

    /// The value as an array; of no dimensions if it is a scalar.
    View view(Var var) {
        return var.type().isScalar()
                ? new View(new Source.Same(scalar(var)), var.type().element(), Layout.of(var.type()))
                : views.get(var);
    }

    /// Defines a value as the elements of a view of its shape.
    void define(Var var, View view) {
        if (var.type().isScalar()) {
            scalars.put(var, code.load(view, view.layout().base()));
        } else {
            views.put(var, view);
        }
    }

    /// The region where an array is to be written. It can be read there later unless others add to it.
    Region region(Var var) {
        Destination destination = plan.destination(var).orElseThrow();
        Region region = destination.resolve(this);
        if (!destination.accumulates()) {
            views.put(var, region.view());
        }
        return region;
    }

    /// Says that an array is complete: it can be read where it was written, unless others add to that.
    void publish(Var var) {
        Destination destination = plan.destination(var).orElseThrow();
        if (!destination.accumulates()) {
            views.put(var, destination.resolve(this).view());
        }
    }

    /// The view in another shape: itself, or a copy where its strides cannot say that.
    View reshaped(View view, List<Integer> shape) {
        return view.layout().reshape(shape).map(view::as).orElseGet(() -> {
            var type = new Type(view.element(), view.shape());
            View copy = local(type);
            Nest.copy(code, view, new Region(copy, Region.Mode.SET));
            return copy.as(copy.layout().reshape(shape).orElseThrow());
        });
    }

    /// A new buffer for a value of the innermost open body.
    View local(Type type) {
        return View.of(buffers.local(type.element(), type.size()), type);
    }

    /// The value of `var`, checked to be a position on an axis of this size.
    Index position(Var var, long size, Span span) {
        code.check(scalar(var), size, span);
        return integers.form(scalar(var));
    }

    /// How many such numbers a vector has.
    int lanes(ElementType element) {
        return vectorBytes / (element == ElementType.F32 ? 4 : 8);
    }

    /// How many vectors fit into registers: 32 where they are of 64 bytes (AVX-512), otherwise 16 (AVX).
    int registers() {
        return vectorBytes >= 64 ? 32 : 16;
    }

    /// Whether sums of such elements must be formed in the order of the program: integers wrap, so for them all orders
    /// are the same.
    boolean ordered(Type type) {
        return exact && type.isReal();
    }
}
