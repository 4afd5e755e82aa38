package mg.passes.loops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Statement;

/// From which position in the text to which each buffer in the arena is needed: from the start of the first to the end
/// of the last statement that mentions it of the body that is its home. In loops inside that body it is needed all the
/// time, in loops around it it is made anew in each iteration; but in a parallel loop all the time, as other iterations
/// are at other positions meanwhile.
final class Lifetimes {
    /// A buffer, and its first and last position.
    record Life(Buffer buffer, int first, int last) {}

    private final Homes homes;
    private final Map<Integer, Life> lives = new HashMap<>();
    /// For each depth: where the statement around the current position starts, and the buffers mentioned in it.
    private final List<Integer> starts = new ArrayList<>();
    private final List<List<Buffer>> mentioned = new ArrayList<>();
    private int position;
    /// How many bodies are around the outermost parallel loop around the current position.
    private int parallel = Integer.MAX_VALUE;

    private Lifetimes(Homes homes) {
        this.homes = homes;
    }

    /// The lives of the arena buffers that are mentioned at all, by first position.
    static List<Life> of(Kernel kernel) {
        var lifetimes = new Lifetimes(Homes.of(kernel));
        lifetimes.body(kernel.body());
        return lifetimes.lives.values().stream()
                .sorted(Comparator.comparingInt(Life::first).thenComparing(l -> l.buffer().id()))
                .toList();
    }

    private void body(List<Statement> body) {
        int depth = starts.size();
        starts.add(0);
        mentioned.add(new ArrayList<>());
        for (Statement statement : body) {
            starts.set(depth, ++position);
            Parts.addresses(statement).forEach(a -> mention(a.buffer()));
            boolean first = parallel == Integer.MAX_VALUE && statement instanceof Statement.Loop loop
                    && loop.parallel();
            parallel = first ? depth + 1 : parallel;
            statement.bodies().forEach(this::body);
            parallel = first ? Integer.MAX_VALUE : parallel;
            position++;
            for (Buffer b : mentioned.get(depth)) {
                lives.put(b.id(), new Life(b, lives.get(b.id()).first(), position));
            }
            mentioned.get(depth).clear();
        }
        starts.removeLast();
        mentioned.removeLast();
    }

    private void mention(Buffer buffer) {
        if (buffer.place() instanceof Buffer.Place.Arena) {
            int depth = Math.min(homes.depth(buffer), parallel) - 1;
            lives.putIfAbsent(buffer.id(), new Life(buffer, starts.get(depth), position));
            mentioned.get(depth).add(buffer);
        }
    }
}
