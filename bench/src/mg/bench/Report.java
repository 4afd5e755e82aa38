package mg.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tables of what was measured.
final class Report {
    private Report() {}

    static String text(List<Measured> all) {
        var text = new StringBuilder();
        for (Work.Kind kind : Work.Kind.values()) {
            List<Measured> some = all.stream().filter(m -> m.work().kind() == kind).toList();
            if (!some.isEmpty()) {
                text.append(against(kind, some));
            }
        }
        List<Measured> gradients = all.stream().filter(m -> m.work().kind() == Work.Kind.GRADIENT).toList();
        if (!gradients.isEmpty()) {
            text.append(ownValues(gradients));
        }
        text.append(backends(all));
        List<String> notes = all.stream()
                .flatMap(m -> m.notes().stream().map(note -> "- " + m.work().title() + ": " + note))
                .toList();
        if (!notes.isEmpty()) {
            text.append("\n## Left out\n\n").append(String.join("\n", notes)).append("\n");
        }
        return text.toString();
    }

    /// One line on what was measured, to show while it goes on.
    static String line(Measured m) {
        String times = m.times().entrySet().stream()
                .map(e -> e.getKey().who() + (e.getKey().role().isEmpty() ? "" : " " + e.getKey().role()) + " "
                        + amount(m.work(), e.getKey().role(), Rounds.median(e.getValue())))
                .collect(Collectors.joining(", "));
        return m.work().name() + ": " + times + m.notes().stream().map(n -> "; " + n).collect(Collectors.joining());
    }

    private static String against(Work.Kind kind, List<Measured> all) {
        String title = switch (kind) {
            case TRAINING -> "Training: images in a second";
            case NAMES -> "A language model: steps of training in a second";
            case SCALARS -> "Programs of scalar values, compiled: images or steps of training in a second";
            case GRADIENT -> "GradBench: time for a derivative";
            case PRODUCT -> "Matrix products: GFLOP/s";
        };
        var rows = new ArrayList<String>();
        for (Measured m : all) {
            List<String> others = m.others().isEmpty() ? List.of("") : m.others();
            for (String other : others) {
                rows.add(row(m.work().title(), speed(m, "jvm"), speed(m, "c"), other, other.isEmpty()
                ? ""
                : speed(m, other),
                        factor(m, other, "jvm"), factor(m, other, "c"),
                        m.work().atLeast() == 0 ? "" : number(m.work().atLeast())));
            }
        }
        return "\n## " + title + "\n\n"
                + "| work | mg, jvm | mg, c | other | its | jvm : other | c : other | at least |\n"
                + "|---|--:|--:|---|--:|--:|--:|--:|\n" + String.join("", rows);
    }

    private static String speed(Measured m, String who) {
        return m.times(who, "").map(t -> amount(m.work(), "", Rounds.median(t))).orElse("-");
    }

    /// How many times as fast as another.
    private static String factor(Measured m, String other, String ours) {
        return ratio(m.times(other, ""), m.times(ours, "")).stream().mapToObj(Report::number).findFirst().orElse("");
    }

    private static OptionalDouble ratio(Optional<double[]> others, Optional<double[]> ours) {
        return others.isPresent() && ours.isPresent()
                ? OptionalDouble.of(Rounds.ratio(others.get(), ours.get()))
                : OptionalDouble.empty();
    }

    private static String ownValues(List<Measured> all) {
        var rows = new ArrayList<String>();
        for (Measured m : all) {
            var cells = new ArrayList<String>();
            for (String who : List.of("jvm", "c", "C by hand")) {
                cells.add(m.times(who, Work.VALUE).map(t -> amount(m.work(), Work.VALUE, Rounds.median(t))).orElse(""));
                cells.add(ratio(m.times(who, ""), m.times(who, Work.VALUE)).stream()
                        .mapToObj(Report::number).findFirst().orElse(""));
            }
            rows.add(row(Stream.concat(Stream.of(m.work().title()), cells.stream()).toArray(String[]::new)));
        }
        return "\n## GradBench: a derivative against its own value, at most 4 times\n\n"
                + "| work | value, jvm | derivative : value | value, c | derivative : value | value, C by hand | derivative : value |\n"
                + "|---|--:|--:|--:|--:|--:|--:|\n" + String.join("", rows);
    }

    private static String backends(List<Measured> all) {
        record Pair(String title, double ratio) {}
        List<Pair> pairs = all.stream()
                .filter(m -> m.times("jvm", "").isPresent() && m.times("c", "").isPresent())
                .map(m -> new Pair(m.work().title(), ratio(m.times("c", ""), m.times("jvm", "")).orElseThrow()))
                .toList();
        if (pairs.isEmpty()) {
            return "";
        }
        double mean = Math.exp(pairs.stream().mapToDouble(p -> Math.log(p.ratio())).average().orElseThrow());
        String rows = pairs.stream().map(p -> row(p.title(), number(p.ratio()))).collect(Collectors.joining());
        return "\n## The JVM backend against the C backend\n\nSpeed of the JVM over that of C: geometric mean "
                + number(mean) + " (goal: at least 0.9), least "
                + number(pairs.stream().mapToDouble(Pair::ratio).min().orElseThrow())
                + " (goal: at least 0.5).\n\n| work | jvm : c |\n|---|--:|\n" + rows;
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /// A time, or how much is done in a second.
    private static String amount(Work work, String role, double seconds) {
        if (!work.unit().isEmpty() && role.isEmpty()) {
            double rate = work.amount() / seconds;
            return rate >= 1000 ? String.format(Locale.ROOT, "%,.0f", rate) : number(rate);
        }
        return duration(seconds);
    }

    static String duration(double seconds) {
        double scaled = seconds < 1e-6 ? seconds * 1e9 : seconds < 1e-3 ? seconds * 1e6 : seconds < 1
                ? seconds * 1e3
                : seconds;
        return number(scaled) + (seconds < 1e-6 ? " ns" : seconds < 1e-3 ? " µs" : seconds < 1 ? " ms" : " s");
    }

    /// Three digits, or all before the point.
    static String number(double x) {
        return String.format(Locale.ROOT, x >= 100 ? "%.0f" : x >= 10 ? "%.1f" : "%.2f", x);
    }
}
