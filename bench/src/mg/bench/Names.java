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
import mg.Settings;
import mg.ir.Tensor;

/// Training of the language model of `examples/microgpt` with a block of 8, on names that it makes up: so many steps
/// are a call, from the same first weights.
final class Names {
    static final int NAMES = 100;
    static final int STEPS = 1000;
    static final int BLOCK = 8;

    private final Path program;

    Names(Path program) {
        this.program = program;
    }

    Work work() {
        var entries = new ArrayList<Work.Entry>();
        for (String backend : List.of("jvm", "c")) {
            entries.add(new Work.Entry(backend, "", () -> trained(backend)));
        }
        entries.add(new Work.Entry("C by hand", "", () -> new Handwritten("microgpt_trained",
                new Object[] {(long) STEPS, weights(), (long) NAMES, names().get(0).longs(), names().get(1).longs()},
                new double[1], new double[weights().length])));
        return new Work("microgpt", "microgpt, block " + BLOCK, Work.Kind.NAMES, 0, STEPS, "steps", entries);
    }

    /// All steps, as the program in the language does them.
    Contender trained(String backend) {
        Map<String, Tensor> arguments =
                Map.of("names", names().get(0), "counts", names().get(1), "steps", Tensor.of((long) STEPS));
        return new Compiled(model(backend).function("trained"), arguments, backend.equals("jvm"));
    }

    /// Letters by name and position, and how many count.
    List<Tensor> names() {
        return model("jvm").function("names").size("n", NAMES).call(Map.of());
    }

    /// The first weights.
    double[] weights() {
        List<Tensor> names = names();
        return model("jvm").function("trained")
                .instance(Map.of("names", names.get(0).type(), "counts", names.get(1).type()))
                .parameters().get("weights").doubles();
    }

    private Model model(String backend) {
        try {
            String text = Files.readString(program).replace("const block = 16", "const block = " + BLOCK);
            return Mg.parse(text).with(Settings.DEFAULT.on(backend));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
