package mg.passes;

import java.util.ArrayList;
import java.util.List;

/// Lists put together.
final class Lists {
    private Lists() {}

    static <T> List<T> concat(List<? extends T> first, List<? extends T> second) {
        var all = new ArrayList<T>(first);
        all.addAll(second);
        return all;
    }
}
