package mg.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Measures works, all or those that are named, and writes tables of them.
final class Main {
    private Main() {}

    /// @param words the folder of mg, then names of works or their first parts
    public static void main(String[] words) throws IOException {
        Path mg = Path.of(words[0]);
        List<String> chosen = List.of(words).subList(1, words.length);
        Path target = mg.resolve("bench/target");
        var peers = new Peers(mg.resolve("bench/peers"), System.getProperty("mg.bench.python"), target.resolve("djl"),
                Path.of(System.getProperty("mg.bench.classes")));
        var training = new Training(mg.resolve("examples/mnist"), peers);
        var names = new Names(mg.resolve("examples/microgpt/microgpt.mg"));
        List<Work> works = Stream.of(
                        training.works(),
                        List.of(names.work()),
                        new Scalars(training, names).works(),
                        new Gradients(mg.resolve("bench/gradbench")).works(),
                        new Products(peers).works())
                .flatMap(List::stream)
                .toList();
        if (chosen.equals(List.of("--list"))) {
            works.forEach(w -> System.out.println(w.name()));
            Costs.NAMES.forEach(System.out::println);
            return;
        }
        if (chosen.size() == 3 && chosen.getFirst().equals("--peak")) {
            Peaks.print(works, chosen.get(1), chosen.get(2));
            return;
        }
        for (String word : chosen) {
            if (works.stream().noneMatch(w -> w.is(word)) && !Costs.NAMES.contains(word)) {
                System.err.println("bench/run: no work '" + word + "'; bench/run --list names them");
                System.exit(2);
            }
        }
        Path file = chosen.isEmpty()
                ? mg.resolve("bench/RESULTS.md")
                : target.resolve(String.join("+", chosen).replace('/', '-') + ".md");
        measure(mg, training, works, chosen, file);
        System.err.println("in " + file);
    }

    /// Measures, and writes after each work what there is so far.
    private static void measure(Path mg, Training training, List<Work> works, List<String> chosen, Path file)
            throws IOException {
        String head = Machine.text(mg, chosen);
        var measured = new ArrayList<Measured>();
        for (Work work : works) {
            if (chosen.isEmpty() || chosen.stream().anyMatch(work::is)) {
                measured.add(Measured.of(work));
                System.err.println(Report.line(measured.getLast()));
                Files.writeString(file, head + Report.text(measured));
            }
        }
        var text = new StringBuilder(head + Report.text(measured));
        var costs = new Costs(mg, training);
        for (String name : Costs.NAMES) {
            if (chosen.isEmpty() || chosen.contains(name)) {
                text.append(costs.text(name));
                Files.writeString(file, text);
            }
        }
    }
}
