package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Statement;

/// The innermost body around all that mentions a buffer: what an arena buffer holds does not outlive one run of it.
final class Homes {
    /// For each buffer, by number, the bodies around all that mentions it, the kernel's first.
    private final Map<Integer, List<List<Statement>>> around = new HashMap<>();
    private final List<List<Statement>> open = new ArrayList<>();

    private Homes() {}

    static Homes of(Kernel kernel) {
        var homes = new Homes();
        homes.body(kernel.body());
        return homes;
    }

    /// Whether the body, or one inside it, is the home of this buffer, and the buffer is in the arena.
    boolean isPrivate(Buffer buffer, List<Statement> body) {
        return buffer.place() instanceof Buffer.Place.Arena
                && around.getOrDefault(buffer.id(), List.of()).stream().anyMatch(b -> b == body);
    }

    /// How many bodies are around all that mentions the buffer; 0 if nothing does.
    int depth(Buffer buffer) {
        return around.getOrDefault(buffer.id(), List.of()).size();
    }

    private void body(List<Statement> body) {
        open.add(body);
        for (Statement statement : body) {
            Parts.addresses(statement).forEach(a -> mention(a.buffer()));
            statement.bodies().forEach(this::body);
        }
        open.removeLast();
    }

    private void mention(Buffer buffer) {
        List<List<Statement>> before = around.get(buffer.id());
        if (before == null) {
            around.put(buffer.id(), List.copyOf(open));
            return;
        }
        int common = 0;
        while (common < before.size() && common < open.size() && before.get(common) == open.get(common)) {
            common++;
        }
        if (common < before.size()) {
            around.put(buffer.id(), List.copyOf(before.subList(0, common)));
        }
    }
}
