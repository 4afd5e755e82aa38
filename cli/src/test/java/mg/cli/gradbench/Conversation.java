package mg.cli.gradbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import mg.Settings;

/// Whole sessions.
final class Conversation {
    private static final Path PROGRAMS = Path.of("../bench/gradbench").toAbsolutePath().normalize();

    private Conversation() {}

    /// The answers to these lines.
    static List<JsonObject> on(String backend, String... lines) throws IOException {
        return answers(PROGRAMS, backend, String.join("\n", lines) + "\n");
    }

    /// The answers to a text, with programs from this folder.
    static List<JsonObject> answers(Path programs, String backend, String text) throws IOException {
        var out = new StringWriter();
        new Session(new Modules(programs, Settings.DEFAULT.on(backend)), out)
                .run(new ByteArrayInputStream(text.getBytes(UTF_8)));
        return out.toString().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
}
