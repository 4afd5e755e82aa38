package mg.backend.c;

import static java.util.stream.Collectors.joining;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import mg.ir.Artifact;
import mg.ir.Backend;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Executable;
import mg.ir.Options;
import mg.ir.Program;
import mg.loops.Kernel;
import mg.passes.Pipelines;

/// The backend `c`: C files to take away, or a shared object made by gcc and run here.
public final class CBackend implements Backend {
    /// From so many statements on gcc optimises less, or not at all: 100,000 take 9 s so, and 40 s with
    /// `-O1` if each value is used far from where it is made.
    private static final int MANY_STATEMENTS = 5_000;
    private static final int TOO_MANY_STATEMENTS = 50_000;
    private static final ObjectCache USERS = ObjectCache.ofUser();

    private final ObjectCache cache;

    /// With the compiler on the `PATH` and the cache of the user.
    public CBackend() {
        this(USERS);
    }

    CBackend(ObjectCache cache) {
        this.cache = cache;
    }

    @Override
    public String name() {
        return "c";
    }

    @Override
    public String unavailable() {
        return Gcc.find().isPresent() ? "" : Gcc.MISSING;
    }

    /// Compiles with gcc, unless the same was compiled before.
    ///
    /// @throws DiagnosticException if gcc is missing or fails
    @Override
    public Executable compile(Program program, String function, Options options) {
        return compile(Pipelines.kernel(program, function, here(options)), options);
    }

    /// With vectors as long as they are here, unless shorter ones are wanted.
    private static Options here(Options options) {
        return options.withVectorBytes(Math.min(options.vectorBytes(), Processor.vectorBytes()));
    }

    /// Two files: `name.h` and `name.c`.
    @Override
    public List<Artifact> emit(Program program, List<String> functions, String name, Options options) {
        return emit(functions.stream().map(f -> Pipelines.kernel(program, f, options)).toList(), name, options);
    }

    /// Makes a kernel run here.
    Executable compile(Kernel kernel, Options options) {
        return compile(List.of(kernel), options).getFirst();
    }

    /// Makes kernels run here, out of one shared object.
    List<Executable> compile(List<Kernel> kernels, Options options) {
        Gcc gcc = Gcc.find().orElseThrow(() -> new DiagnosticException(Diagnostic.of(Gcc.MISSING)));
        CFile file = CFile.toRun("kernel", kernels, options.reproducible());
        String packed = file.entries().stream().filter(e -> e.way() != Way.DIRECT).map(PackedCall::definition)
                .collect(joining());
        long statements = file.entries().stream().mapToLong(e -> e.work().statements()).sum();
        SymbolLookup symbols = cache.load(gcc, flags(statements, options, file.usesThreads()), file.text().plus(packed),
                Arena.ofAuto());
        return file.entries().stream().map(e -> executable(e, symbols)).toList();
    }

    private static Executable executable(Entry entry, SymbolLookup symbols) {
        return new CExecutable(entry, switch (entry.way()) {
            case DIRECT -> new DirectCall(entry, DirectCall.handle(entry, symbols));
            case LIMITED -> new DirectCall(entry,
                    new Repetition(entry, new PackedCall(entry, symbols)).of(DirectCall.handle(entry, symbols)));
            case PACKED -> new PackedCall(entry, symbols);
        });
    }

    private static List<String> flags(long statements, Options options, boolean threads) {
        String level = statements < MANY_STATEMENTS ? "-O3" : statements < TOO_MANY_STATEMENTS ? "-O1" : "-O0";
        var flags = new ArrayList<>(List.of(level));
        if (VectorMath.isHere() && !options.reproducible()) {
            flags.add("-D" + VectorMath.MACRO);
        }
        if (threads) {
            flags.add("-pthread");
        }
        return flags;
    }

    /// The kernels as one C file and its header.
    static List<Artifact> emit(List<Kernel> kernels, String name, Options options) {
        CSource source = new CFile(name, kernels, options.reproducible()).text();
        return List.of(
                new Artifact(source.headerName(), source.header().getBytes(StandardCharsets.UTF_8)),
                new Artifact(source.sourceName(), source.text().getBytes(StandardCharsets.UTF_8)));
    }
}
