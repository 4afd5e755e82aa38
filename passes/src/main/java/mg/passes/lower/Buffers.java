package mg.passes.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;

/// Makes the buffers of a kernel. Those in the arena get their offsets when the loops are final.
final class Buffers {
    private final Set<String> taken = new HashSet<>();
    private final Map<Tensor, Buffer> constants = new HashMap<>();
    private final List<Buffer> locals = new ArrayList<>();
    private int next;

    /// No buffers yet; those to come have other names than the function's arguments and results.
    Buffers(Function function) {
        function.arguments().forEach(a -> taken.add(a.name()));
        taken.addAll(function.resultNames());
    }

    Buffer input(String name, Type type) {
        return new Buffer(next++, name, type.element(), type.size(), new Buffer.Place.Input());
    }

    Buffer output(String name, Type type) {
        return new Buffer(next++, name, type.element(), type.size(), new Buffer.Place.Output());
    }

    /// The buffer of a constant: the same one for equal constants.
    Buffer constant(Tensor value) {
        return constants.computeIfAbsent(value, v -> {
            int id = next++;
            return new Buffer(id, free("c" + id), v.type().element(), v.type().size(), new Buffer.Place.Constant(v));
        });
    }

    /// A buffer in the arena.
    Buffer local(ElementType element, long size) {
        int id = next++;
        var buffer = new Buffer(id, free("t" + id), element, size, new Buffer.Place.Arena(0));
        locals.add(buffer);
        return buffer;
    }

    private String free(String wanted) {
        String name = wanted;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    /// The buffers of constants.
    List<Buffer> constants() {
        return constants.values().stream().sorted(java.util.Comparator.comparingInt(Buffer::id)).toList();
    }

    /// The buffers in the arena.
    List<Buffer> locals() {
        return locals;
    }
}
