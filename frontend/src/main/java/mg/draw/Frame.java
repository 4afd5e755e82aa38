package mg.draw;

import java.util.List;

/// A box around items.
public record Frame(String id, String label, List<Item> items) implements Item {
    public Frame {
        items = List.copyOf(items);
    }

    @Override
    public int size() {
        return items.stream().mapToInt(Item::size).sum();
    }
}
