package mg.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Shortens a picture until it can be looked at. Items that follow each other become one, which is never in a cycle.
final class Fold {
    /// The items in a row that are all drawn.
    private static final int ROW = 120;
    /// Of a longer row: drawn at its start and at its end.
    private static final int KEPT = 40;
    /// The rest of a longer row becomes so many at most.
    private static final int GROUPS = 10;
    /// The nodes of a picture; frames fold, innermost first, until there are no more.
    private static final int NODES = 300;

    /// What stands for a node that is gone.
    private final Map<String, String> standIns = new HashMap<>();

    private Fold() {}

    /// The picture itself if it is short enough.
    static Picture run(Picture p) {
        var fold = new Fold();
        List<Item> items = fold.rows(p.items());
        for (int depth = depth(items); depth > 0; depth--) {
            while (size(items) > NODES && depth(items) >= depth) {
                items = fold.withoutLargest(items, depth);
            }
        }
        return new Picture(p.name(), p.direction(), items, fold.edges(p.edges()));
    }

    private List<Item> rows(List<Item> items) {
        var out = new ArrayList<Item>();
        for (int from = 0; from < items.size(); ) {
            int to = from + 1;
            while (to < items.size() && isArgument(items.get(to)) == isArgument(items.get(from))) {
                to++;
            }
            row(items.subList(from, to), out);
            from = to;
        }
        return out;
    }

    private void row(List<Item> row, List<Item> out) {
        if (row.size() <= ROW) {
            row.forEach(i -> out.add(shortened(i)));
            return;
        }
        int kept = isArgument(row.getFirst()) ? KEPT / 4 : KEPT;
        List<Item> middle = row.subList(kept, row.size() - kept);
        int groups = isArgument(row.getFirst()) ? 1 : GROUPS;
        row.subList(0, kept).forEach(i -> out.add(shortened(i)));
        for (int k = 0; k < groups; k++) {
            out.add(group(middle.subList(middle.size() * k / groups, middle.size() * (k + 1) / groups)));
        }
        row.subList(row.size() - kept, row.size()).forEach(i -> out.add(shortened(i)));
    }

    private Item shortened(Item item) {
        return switch (item) {
            case Node n -> n;
            case Frame(String id, String label, List<Item> items) -> new Frame(id, label, rows(items));
        };
    }

    private Node group(List<Item> items) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        items.forEach(i -> count(i, counts));
        String id = "more_" + items.getFirst().id();
        items.forEach(i -> replace(i, id));
        var cells = new ArrayList<String>();
        cells.add("… " + counts.values().stream().mapToInt(Integer::intValue).sum() + " more");
        cells.addAll(lines(counts));
        return new Node(id, Tone.MORE, "", cells);
    }

    private static List<String> lines(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(4)
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.toList());
    }

    private static void count(Item item, Map<String, Integer> counts) {
        switch (item) {
            case Node n -> counts.merge(n.kind(), 1, Integer::sum);
            case Frame f -> f.items().forEach(i -> count(i, counts));
        }
    }

    private void replace(Item item, String id) {
        switch (item) {
            case Node n -> standIns.put(n.id(), id);
            case Frame f -> f.items().forEach(i -> replace(i, id));
        }
    }

    /// The items with the largest frame that is `depth` deep as a node.
    private List<Item> withoutLargest(List<Item> items, int depth) {
        Item largest = items.stream()
                .filter(i -> i instanceof Frame f && 1 + depth(f.items()) >= depth)
                .max(Comparator.comparingInt(Item::size))
                .orElseThrow();
        return items.stream().map(i -> i == largest ? smaller((Frame) i, depth) : i).toList();
    }

    private Item smaller(Frame f, int depth) {
        if (depth > 1) {
            return new Frame(f.id(), f.label(), withoutLargest(f.items(), depth - 1));
        }
        replace(f, f.id());
        return new Node(f.id(), Tone.MORE, "loops", List.of(f.label(), f.size() + " values"));
    }

    private List<Edge> edges(List<Edge> edges) {
        // Where both ends are still themselves, two uses of one value stay two edges.
        var kept = new ArrayList<Edge>();
        var merged = new LinkedHashSet<Edge>();
        for (Edge e : edges) {
            String from = standIn(e.from());
            String to = standIn(e.to());
            if (from.equals(e.from()) && to.equals(e.to())) {
                kept.add(e);
            } else if (!from.equals(to)) {
                merged.add(Edge.of(from, to));
            }
        }
        kept.addAll(merged);
        return kept;
    }

    private String standIn(String id) {
        String at = id;
        for (String next = standIns.get(at); next != null && !next.equals(at); next = standIns.get(at)) {
            at = next;
        }
        return at;
    }

    private static boolean isArgument(Item item) {
        return item instanceof Node n && n.tone().isArgument();
    }

    private static int size(List<Item> items) {
        return items.stream().mapToInt(Item::size).sum();
    }

    private static int depth(List<Item> items) {
        return items.stream().mapToInt(i -> i instanceof Frame f ? 1 + depth(f.items()) : 0).max().orElse(0);
    }
}
