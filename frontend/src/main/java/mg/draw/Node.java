package mg.draw;

import java.util.List;

/// A box or an ellipse with text.
///
/// @param kind  what nodes of its sort are called when many are drawn as one, such as `mul`
/// @param cells its lines; those of a [Tone#RECORD] are apart, and stand side by side where edges go to the right
public record Node(String id, Tone tone, String kind, List<String> cells) implements Item {
    public Node {
        cells = List.copyOf(cells);
    }

    @Override
    public int size() {
        return 1;
    }
}
