package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mg.ir.ElementType;
import mg.loops.Buffer;
import mg.loops.Kernel;

/// Lays the buffers that are needed out in one arena for each element type; the others are gone.
public final class PlaceBuffers {
    private PlaceBuffers() {}

    /// The kernel with an arena as small as its longest-lived buffers allow.
    public static Kernel run(Kernel kernel) {
        List<Lifetimes.Life> lives = Lifetimes.of(kernel);
        Map<ElementType, List<Lifetimes.Life>> byElement =
                lives.stream().collect(Collectors.groupingBy(l -> l.buffer().element()));
        var offsets = new HashMap<Integer, Long>();
        byElement.values().forEach(one -> Arena.place(one, offsets));

        var locals = new ArrayList<>(kernel.constants());
        var placed = new HashMap<Integer, Buffer>();
        for (Lifetimes.Life life : lives) {
            Buffer b = life.buffer();
            var place = new Buffer.Place.Arena(offsets.get(b.id()));
            placed.put(b.id(), new Buffer(b.id(), b.name(), b.element(), b.size(), place));
        }
        kernel.locals().stream().map(b -> placed.get(b.id())).filter(b -> b != null).forEach(locals::add);
        return kernel.with(locals, kernel.scalars(), Relocation.of(placed).body(kernel.body()));
    }
}
