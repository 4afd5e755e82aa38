package mg.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import mg.Backends;
import mg.ModelFunction;
import mg.Settings;
import mg.draw.ListPicture;
import mg.draw.Picture;
import mg.ir.Artifact;
import mg.ir.Program;
import mg.passes.Freeze;
import mg.passes.Pipelines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mg emit`: a function as files to take away.
@Command(name = "emit", description = "Writes a function as files that need nothing of mg, and prints their names.")
final class EmitCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CompileOptions options;

    @Parameters(index = "0", paramLabel = "FILE[:FUNCTION]", converter = Target.Converter.class,
            description = Target.DESCRIPTION)
    private Target target;

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE",
            description = "Values for their types, where declarations leave these open.")
    private List<String> values = List.of();

    @Option(names = "--to", required = true, paramLabel = "KIND", converter = EmitKind.Converter.class,
            description = "c (a .c and a .h file), class, jar, ir, svg (a drawing of the list), or dot (the same for Graphviz).")
    private EmitKind kind;

    @Option(names = "--grad", description = "The function that gives value and gradient.")
    private boolean grad;

    @Option(names = "--wrt", split = ",", paramLabel = "NAME", description = "The gradient by these; implies --grad.")
    private List<String> wrt = List.of();

    @Option(names = "--freeze",
            description = "Parameters become constants rather than arguments. So it is with --load.")
    private boolean freeze;

    @Option(names = "--vectors", paramLabel = "BYTES", defaultValue = "16",
            description = "How long the vectors in C are: 16 by default, which every processor has; 32 for AVX2, 64 for "
                    + "AVX-512, both for compilers that are told to use them; 0 for none.")
    private int vectors;

    @Option(names = "-o", paramLabel = "DIR", description = "The folder to write into; the current one by default.")
    private Path folder = Path.of("");

    @Override
    public void run() {
        if (vectors != 0 && vectors != 16 && vectors != 32 && vectors != 64) {
            throw new ParameterException(spec.commandLine(), "--vectors is 0, 16, 32 or 64, not " + vectors);
        }
        Call call = Call.of(options, target, Assignments.of(spec.commandLine(), target, values), true);
        boolean frozen = freeze || options.hasWeights();
        ModelFunction.Instance instance = grad || !wrt.isEmpty()
                ? call.function().valueAndGradient(call.real(wrt, !frozen)).instance(call.types())
                : call.instance();
        Program program = frozen ? Freeze.run(instance.program(), instance.parameters()) : instance.program();
        List<Artifact> artifacts = call.function().located(() ->
                artifacts(program, instance.name(), options.settings()));
        OutputFiles.requireFolder(folder.toAbsolutePath());
        OutputFiles.write(folder, artifacts).forEach(spec.commandLine().getOut()::println);
    }

    private List<Artifact> artifacts(Program program, String function, Settings settings) {
        String name = target.stem();
        return switch (kind) {
            case C -> emit("c", program, function, settings);
            case CLASS -> emit("jvm", program, function, settings);
            case JAR -> List.of(jar(name + ".jar", emit("jvm", program, function, settings)));
            case IR -> emit("interpreter", program, function, settings);
            case DOT -> List.of(text(name + ".dot", picture(program, function).dot()));
            case SVG -> List.of(text(name + ".svg", picture(program, function).svg()));
        };
    }

    private static Picture picture(Program program, String function) {
        return ListPicture.of(Pipelines.optimized(program, function));
    }

    private static Artifact text(String name, String text) {
        return new Artifact(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Emitting needs nothing of what a backend needs to run, gcc say.
    private List<Artifact> emit(String backend, Program program, String function, Settings settings) {
        return Backends.all().stream()
                .filter(b -> b.name().equals(backend))
                .findFirst()
                .orElseThrow()
                .emit(program, List.of(function), target.stem(), settings.options().withVectorBytes(vectors));
    }

    private static Artifact jar(String name, List<Artifact> classes) {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes)) {
            var text = new ByteArrayOutputStream();
            manifest.write(text);
            add(jar, "META-INF/MANIFEST.MF", text.toByteArray());
            for (Artifact c : classes) {
                add(jar, c.name(), c.content());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Artifact(name, bytes.toByteArray());
    }

    /// With the same time always, so that the same program gives the same bytes.
    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        var entry = new JarEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }
}
