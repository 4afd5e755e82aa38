package mg.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A work that was measured: seconds for one call by contender and round, and what went wrong.
record Measured(Work work, Map<Work.Entry, double[]> times, List<String> notes) {
    static Measured of(Work work) {
        var open = new LinkedHashMap<Work.Entry, Contender>();
        var notes = new ArrayList<String>();
        try {
            for (Work.Entry entry : work.entries()) {
                open(entry, open, notes);
            }
            return new Measured(work, Rounds.measure(open), notes);
        } finally {
            open.values().forEach(Contender::close);
        }
    }

    /// Opens a contender, and leaves it out if it is not there, fails, or comes to another result than the first of its
    /// role.
    private static void open(Work.Entry entry, Map<Work.Entry, Contender> open, List<String> notes) {
        String name = entry.who() + (entry.role().isEmpty() ? "" : " (" + entry.role() + ")");
        try {
            Contender contender = entry.open().get();
            contender.run(1);
            Optional<String> wrong = open.keySet().stream()
                    .filter(e -> e.role().equals(entry.role()))
                    .findFirst()
                    .flatMap(first -> difference(open.get(first), contender));
            if (wrong.isEmpty()) {
                open.put(entry, contender);
            } else {
                contender.close();
                notes.add(name + " comes to another result: " + wrong.get());
            }
        } catch (Absent e) {
            notes.add(name + " was left out: " + e.getMessage());
        } catch (RuntimeException e) {
            notes.add(name + " fails: " + e);
        }
    }

    private static Optional<String> difference(Contender first, Contender other) {
        double[] a = first.result();
        double[] b = other.result();
        if (a.length != b.length) {
            return Optional.of(b.length + " numbers instead of " + a.length);
        }
        double tolerance = Math.max(first.tolerance(), other.tolerance());
        for (int k = 0; k < a.length; k++) {
            if (!(Math.abs(a[k] - b[k]) <= tolerance * Math.max(1, Math.abs(a[k])))) {
                return Optional.of(b[k] + " instead of " + a[k] + " at " + k);
            }
        }
        return Optional.empty();
    }

    /// The times of one contender, if it was there.
    Optional<double[]> times(String who, String role) {
        return times.entrySet().stream()
                .filter(e -> e.getKey().who().equals(who) && e.getKey().role().equals(role))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// Those it was measured against.
    List<String> others() {
        return times.keySet().stream()
                .filter(e -> e.role().isEmpty() && !e.who().equals("jvm") && !e.who().equals("c"))
                .map(Work.Entry::who)
                .toList();
    }
}
