package mg.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Runs the command in a folder whose name has a space in it, and keeps what it prints.
abstract class CommandLineTest {
    @TempDir
    private Path temporary;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /// The exit status.
    int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    /// The exit status, with this on standard input.
    int fed(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    /// What the last run printed on standard output.
    String out() {
        return out.toString();
    }

    /// What the last run printed on standard error.
    String err() {
        return err.toString();
    }

    /// The one line of JSON that the last run printed.
    JsonObject json() {
        if (out().lines().count() != 1) {
            throw new AssertionError("one line expected: " + out() + err());
        }
        return JsonParser.parseString(out()).getAsJsonObject();
    }

    /// A number in the last run's JSON.
    double number(String... path) {
        JsonObject object = json();
        for (int k = 0; k < path.length - 1; k++) {
            object = object.getAsJsonObject(path[k]);
        }
        return object.get(path[path.length - 1]).getAsDouble();
    }

    /// The folder.
    Path folder() {
        try {
            return Files.createDirectories(temporary.resolve("a folder"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A path in the folder.
    String path(String name) {
        return folder().resolve(name).toString();
    }

    /// Writes a file into the folder; its path.
    String file(String name, String text) {
        try {
            return Files.writeString(folder().resolve(name), text).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Writes a file into the folder; its path.
    String file(String name, byte[] bytes) {
        try {
            return Files.write(folder().resolve(name), bytes).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
