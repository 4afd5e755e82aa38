package mg.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mg.Mg;
import mg.Model;
import mg.ModelFunction;
import mg.Settings;
import mg.ir.Tensor;

/// Training of the language model of `examples/microgpt` with a block of 8, on names that it makes up: so many steps are a
/// call, from the same first weights.
final class Names {
    private static final int NAMES = 100;
    private static final int STEPS = 1000;

    private final Path program;

    Names(Path program) {
        this.program = program;
    }

    Work work() {
        List<Tensor> names = model("jvm").function("names").size("n", NAMES).call(Map.of());
        ModelFunction trained = model("jvm").function("trained");
        Map<String, Tensor> arguments = Map.of("names", names.get(0), "counts", names.get(1), "steps", Tensor.of((long) STEPS));
        double[] weights = trained.instance(Map.of("names", names.get(0).type(), "counts", names.get(1).type()))
                .parameters().get("weights").doubles();
        var entries = new ArrayList<Work.Entry>();
        for (String backend : List.of("jvm", "c")) {
            entries.add(new Work.Entry(backend, "", () -> new Compiled(model(backend).function("trained"), arguments, backend.equals("jvm"))));
        }
        entries.add(new Work.Entry("C by hand", "", () -> new Handwritten("microgpt_trained",
                new Object[] {(long) STEPS, weights, (long) NAMES, names.get(0).longs(), names.get(1).longs()},
                new double[1], new double[weights.length])));
        return new Work("microgpt", "microgpt, block 8", Work.Kind.NAMES, 0, STEPS, "steps", entries);
    }

    private Model model(String backend) {
        try {
            String text = Files.readString(program).replace("const block = 16", "const block = 8");
            return Mg.parse(text).with(Settings.DEFAULT.on(backend));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
