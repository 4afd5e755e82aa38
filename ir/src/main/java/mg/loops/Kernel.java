package mg.loops;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import mg.ir.ElementType;
import mg.ir.Function;

/// One function as loops: the function itself (names and types), where its inputs arrive, where its outputs go (a
/// scalar output is a buffer of one element), the other buffers, and what is done.
///
/// @param scalars the number of scalars: their numbers are below it
public record Kernel(
        Function function, List<Slot> inputs, List<Buffer> outputs, List<Buffer> locals, int scalars,
        List<Statement> body) {
    public Kernel {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        locals = List.copyOf(locals);
        body = List.copyOf(body);
    }

    /// The name of the function.
    public String name() {
        return function.name();
    }

    /// The same function computed by other statements.
    public Kernel with(List<Statement> other) {
        return new Kernel(function, inputs, outputs, locals, scalars, other);
    }

    /// The same function computed by other statements with other buffers and scalars.
    public Kernel with(List<Buffer> others, int numbers, List<Statement> other) {
        return new Kernel(function, inputs, outputs, others, numbers, other);
    }

    /// How many elements of each type the workspace needs; only types that are needed.
    public Map<ElementType, Long> arena() {
        var sizes = new EnumMap<ElementType, Long>(ElementType.class);
        for (Buffer buffer : locals) {
            if (buffer.place() instanceof Buffer.Place.Arena(long offset)) {
                sizes.merge(buffer.element(), offset + buffer.size(), Math::max);
            }
        }
        return sizes;
    }

    /// The constant buffers.
    public List<Buffer> constants() {
        return locals.stream().filter(b -> b.place() instanceof Buffer.Place.Constant).toList();
    }
}
