package mg.backend.c;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The processor of this machine, as Linux describes it.
final class Processor {
    private static final String DESCRIPTION = description();

    private Processor() {}

    /// What `-march=native` looks at.
    static String identity() {
        List<String> lines = DESCRIPTION
                .lines()
                .filter(l -> l.startsWith("flags") || l.startsWith("model") || l.startsWith("Features"))
                .toList();
        return System.getProperty("os.arch") + lines;
    }

    /// The size of its vectors: of AVX-512, AVX2, or what every machine has.
    static int vectorBytes() {
        return DESCRIPTION.contains(" avx512dq") ? 64 : DESCRIPTION.contains(" avx2") ? 32 : 16;
    }

    private static String description() {
        Path info = Path.of("/proc/cpuinfo");
        try {
            String all = Files.isReadable(info) ? Files.readString(info) : "";
            int end = all.indexOf("\n\n");
            return end < 0 ? all : all.substring(0, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
