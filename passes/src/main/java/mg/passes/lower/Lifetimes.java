package mg.passes.lower;

import java.util.ArrayList;
import java.util.List;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Statement;
import mg.loops.Value;

/// From which position in the text to which each buffer in the arena is needed. A buffer for a value of some body is
/// needed from the start of the first to the end of the last of this body's own statements that mention it: in loops
/// inside these it is needed all the time, in loops around them it is made anew in each iteration.
final class Lifetimes {
    /// A buffer, and its first and last position.
    record Life(Buffer buffer, int first, int last) {}

    private final int[] depths;
    private final int[] first;
    private final int[] last;
    /// For each depth: where the statement around the current position starts, and the buffers mentioned in it.
    private final List<Integer> starts = new ArrayList<>();
    private final List<List<Buffer>> mentioned = new ArrayList<>();
    private int position;

    private Lifetimes(Buffers buffers) {
        depths = new int[buffers.count()];
        first = new int[buffers.count()];
        last = new int[buffers.count()];
        buffers.locals().forEach(l -> depths[l.buffer().id()] = l.depth());
    }

    /// The lives of the arena buffers that are mentioned at all, by first position.
    static List<Life> of(Buffers buffers, List<Statement> body) {
        var lifetimes = new Lifetimes(buffers);
        lifetimes.body(body);
        return buffers.locals().stream()
                .map(Buffers.Local::buffer)
                .filter(b -> lifetimes.last[b.id()] > 0)
                .map(b -> new Life(b, lifetimes.first[b.id()], lifetimes.last[b.id()]))
                .sorted(java.util.Comparator.comparingInt(Life::first))
                .toList();
    }

    private void body(List<Statement> body) {
        int depth = starts.size();
        starts.add(0);
        mentioned.add(new ArrayList<>());
        for (Statement statement : body) {
            starts.set(depth, ++position);
            statement(statement);
            position++;
            mentioned.get(depth).forEach(b -> last[b.id()] = position);
            mentioned.get(depth).clear();
        }
        starts.removeLast();
        mentioned.removeLast();
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Define(_, Value.Load(Address from)) -> mention(from);
            case Statement.Store(Address to, _, _) -> mention(to);
            case Statement.Fill(Address to, _, _) -> mention(to);
            case Statement.Copy(Address to, Address from, _, _) -> {
                mention(to);
                mention(from);
            }
            case Statement.Loop loop -> body(loop.body());
            case Statement.If(_, List<Statement> then, List<Statement> otherwise) -> {
                body(then);
                body(otherwise);
            }
            case Statement.While(List<Statement> test, _, List<Statement> body) -> {
                body(test);
                body(body);
            }
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Check _,
                    Statement.NonZero _ -> {}
        }
    }

    private void mention(Address address) {
        Buffer buffer = address.buffer();
        int depth = depths[buffer.id()] - 1;
        if (depth >= 0) {
            if (first[buffer.id()] == 0) {
                first[buffer.id()] = starts.get(depth);
            }
            mentioned.get(depth).add(buffer);
        }
    }
}
