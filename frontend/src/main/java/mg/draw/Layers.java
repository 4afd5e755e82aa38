package mg.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The boxes of a level in layers, such that edges lead to later layers; where an edge passes a layer there is a bend.
final class Layers {
    private final List<List<Cell>> layers = new ArrayList<>();
    private final Map<Box, Cell> cells = new IdentityHashMap<>();
    private final Map<Box, Integer> ranks = new IdentityHashMap<>();
    /// The bends below a port, shared by all edges from it.
    private final Map<Box, Map<Integer, List<Cell>>> bends = new IdentityHashMap<>();

    private Layers(Level level) {
        rank(level);
        int count = 1 + ranks.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
        for (int k = 0; k < count; k++) {
            layers.add(new ArrayList<>());
        }
        for (Box box : level.boxes()) {
            Cell cell = Cell.of(box);
            cells.put(box, cell);
            layers.get(ranks.get(box)).add(cell);
        }
        level.links().forEach(this::join);
    }

    /// The boxes must have their sizes.
    static Layers of(Level level) {
        return new Layers(level);
    }

    List<List<Cell>> all() {
        return layers;
    }

    int rank(Box box) {
        return ranks.get(box);
    }

    Cell cell(Box box) {
        return cells.get(box);
    }

    /// The bends of an edge, one in each layer between its boxes.
    List<Cell> bends(Link link) {
        int between = ranks.get(link.to()) - ranks.get(link.from()) - 1;
        return between == 0 ? List.of() : bends.get(link.from()).get(link.fromPort()).subList(0, between);
    }

    /// As early as the operands allow, pins at the borders; then what has more uses than operands as late as these
    /// allow.
    private void rank(Level level) {
        List<Box> boxes = level.boxes();
        Map<Box, Integer> numbers = new IdentityHashMap<>();
        boxes.forEach(b -> numbers.put(b, numbers.size()));
        int[] rank = new int[boxes.size()];
        int[] degree = new int[boxes.size()];
        Arrays.setAll(rank, k -> level.hasEntries() && boxes.get(k).role() != Box.Role.ENTRY ? 1 : 0);
        List<List<Integer>> uses = new ArrayList<>();
        boxes.forEach(_ -> uses.add(new ArrayList<>()));
        for (Link link : level.links()) {
            int from = numbers.get(link.from());
            int to = numbers.get(link.to());
            uses.get(from).add(to);
            degree[from]++;
            degree[to]--;
        }
        for (int k : order(boxes)) {
            for (int use : uses.get(k)) {
                rank[use] = Math.max(rank[use], rank[k] + 1);
            }
        }
        for (int k : order(boxes).reversed()) {
            if (boxes.get(k).role() == Box.Role.ITEM && degree[k] >= 0 && !uses.get(k).isEmpty()) {
                int latest = uses.get(k).stream().mapToInt(use -> rank[use]).min().orElseThrow() - 1;
                rank[k] = Math.max(rank[k], latest);
            }
        }
        int last = Arrays.stream(rank).max().orElse(0);
        boolean full = boxes.stream().anyMatch(b -> b.role() == Box.Role.ITEM && rank[numbers.get(b)] == last);
        for (int k = 0; k < rank.length; k++) {
            boolean exit = boxes.get(k).role() == Box.Role.EXIT;
            ranks.put(boxes.get(k), exit ? last + (full ? 1 : 0) : rank[k]);
        }
    }

    /// The entries, then the items, then the exits: operands before what is made of them.
    private static List<Integer> order(List<Box> boxes) {
        var order = new ArrayList<Integer>();
        for (Box.Role role : new Box.Role[] {Box.Role.ENTRY, Box.Role.ITEM, Box.Role.EXIT}) {
            for (int k = 0; k < boxes.size(); k++) {
                if (boxes.get(k).role() == role) {
                    order.add(k);
                }
            }
        }
        return order;
    }

    private void join(Link link) {
        Cell cell = cells.get(link.from());
        double at = link.from().out(link.fromPort());
        int rank = ranks.get(link.from());
        int between = ranks.get(link.to()) - rank - 1;
        if (between > 0) {
            List<Cell> chain = bends.computeIfAbsent(link.from(), _ -> new HashMap<>())
                    .computeIfAbsent(link.fromPort(), _ -> new ArrayList<>());
            while (chain.size() < between) {
                Cell bend = Cell.bend();
                Cell.join(chain.isEmpty() ? cell : chain.getLast(), chain.isEmpty() ? at : 0, bend, 0);
                chain.add(bend);
                layers.get(rank + chain.size()).add(bend);
            }
            cell = chain.get(between - 1);
            at = 0;
        }
        Cell.join(cell, at, cells.get(link.to()), link.to().in(link.toPort()));
    }
}
