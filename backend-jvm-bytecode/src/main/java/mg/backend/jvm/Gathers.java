package mg.backend.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.ElementType;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Loads lane by lane of elements that lie at constant distances from each other: members of the records at wide
/// positions. One loop over the lanes finds where a record is, and takes all of them from there.
///
/// @param loads the definitions, of as many lanes, all from one buffer
record Gathers(List<Statement.Define> loads) {
    /// The most that are loaded in one loop over lanes.
    private static final int MOST = 16;

    /// What loads have in common that may be loaded together.
    private record Place(Buffer buffer, List<Index.Term> terms, long step, int lanes) {}

    /// The first of these statements, if there are two or more.
    static Optional<Gathers> of(Iterator<Statement> statements, int vectorBits) {
        if (!(statements.next() instanceof Statement.Define first)) {
            return Optional.empty();
        }
        Optional<Place> place = place(first, vectorBits);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        var loads = new ArrayList<>(List.of(first));
        while (loads.size() < MOST && statements.hasNext()
                && statements.next() instanceof Statement.Define next && place(next, vectorBits).equals(place)) {
            loads.add(next);
        }
        return loads.size() < 2 ? Optional.empty() : Optional.of(new Gathers(loads));
    }

    /// Where a statement loads from lane by lane, if it does.
    private static Optional<Place> place(Statement statement, int vectorBits) {
        return statement instanceof Statement.Define(Scalar target, Value.Load(Address from))
                && from.buffer().element() != ElementType.BOOL && LaneCode.needs(statement, vectorBits)
                        ? Optional.of(new Place(from.buffer(), from.index().terms(), from.step(), target.lanes()))
                        : Optional.empty();
    }

    Address first() {
        return ((Value.Load) loads.getFirst().value()).from();
    }

    /// How far a load is behind the first one.
    int offset(int load) {
        Address from = ((Value.Load) loads.get(load).value()).from();
        return (int) (from.index().constant() - first().index().constant());
    }

    /// How many elements of a type they have in the workspace: results, and the positions of the lanes.
    int places(ElementType element) {
        int lanes = loads.getFirst().target().lanes();
        long positions = element == ElementType.I64
                ? first().index().terms().stream().filter(t -> t.scalar().isWide()).count()
                : 0;
        return lanes * (int) (positions + (first().buffer().element() == element ? loads.size() : 0));
    }

    /// The kernel with such loads side by side: where the first of them is, unless what lies there or where it is
    /// changes before another, or something may fail or run several times.
    static Kernel together(Kernel kernel, int vectorBits) {
        return vectorBits == 0
                ? kernel
                : kernel.with(kernel.locals(), kernel.scalars(), together(kernel.body(), vectorBits));
    }

    private static List<Statement> together(List<Statement> body, int vectorBits) {
        // What comes at each position: a statement and what is loaded with it.
        var made = new ArrayList<List<Statement>>();
        Map<Place, List<Statement>> open = new HashMap<>();
        for (Statement statement : body) {
            Optional<Place> place = place(statement, vectorBits);
            List<Statement> group = place.map(open::get).orElse(null);
            if (group != null && group.size() < MOST) {
                group.add(statement);
                continue;
            }
            var own = new ArrayList<>(List.of(statement.map(inner -> together(inner, vectorBits))));
            made.add(own);
            place.ifPresent(p -> open.put(p, own));
            close(open, statement);
        }
        return made.stream().flatMap(List::stream).toList();
    }

    /// Drops the places that other loads may not be moved up to from behind a statement.
    private static void close(Map<Place, List<Statement>> open, Statement statement) {
        switch (statement) {
            case Statement.Define _ -> {}
            case Statement.Assign(Scalar target, _) -> closeAt(open, target);
            case Statement.Accumulate(Scalar target, _, _) -> closeAt(open, target);
            case Statement.Store(Address to, _, _) -> open.keySet().removeIf(p -> p.buffer().equals(to.buffer()));
            case Statement.Fill _, Statement.Copy _, Statement.Loop _, Statement.If _, Statement.While _,
                    Statement.Check _, Statement.NonZero _ -> open.clear();
        }
    }

    private static void closeAt(Map<Place, List<Statement>> open, Scalar changed) {
        open.keySet().removeIf(p -> p.terms().stream().anyMatch(t -> t.scalar().equals(changed)));
    }
}
