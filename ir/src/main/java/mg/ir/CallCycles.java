package mg.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Functions that call themselves.
final class CallCycles {
    private CallCycles() {}

    /// Cycles in a call graph, one for every call that closes one: the names along it, the first again at the end.
    /// Depth first, without recursion.
    static List<List<String>> find(Map<String, Set<String>> calls) {
        var cycles = new ArrayList<List<String>>();
        var done = new HashSet<String>();
        for (String root : calls.keySet()) {
            var path = new LinkedHashSet<String>();
            var rest = new ArrayDeque<Iterator<String>>();
            rest.push(List.of(root).iterator());
            while (!rest.isEmpty()) {
                if (!rest.peek().hasNext()) {
                    rest.pop();
                    if (!path.isEmpty()) {
                        done.add(path.removeLast());
                    }
                    continue;
                }
                String name = rest.peek().next();
                if (path.contains(name)) {
                    cycles.add(cycle(path, name));
                } else if (!done.contains(name)) {
                    path.add(name);
                    rest.push(calls.getOrDefault(name, Set.of()).iterator());
                }
            }
        }
        return cycles;
    }

    private static List<String> cycle(Set<String> path, String start) {
        var names = new ArrayList<>(path);
        var cycle = new ArrayList<>(names.subList(names.indexOf(start), names.size()));
        cycle.add(start);
        return cycle;
    }
}
