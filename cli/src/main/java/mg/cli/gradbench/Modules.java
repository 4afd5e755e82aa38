package mg.cli.gradbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import mg.Mg;
import mg.Model;
import mg.Settings;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;

/// The modules that were read: files of one folder.
final class Modules {
    private final Path folder;
    private final Settings settings;
    private final Map<String, Module> modules = new HashMap<>();

    /// @param settings how their functions are compiled
    Modules(Path folder, Settings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /// Reads a module, anew if it was read before.
    ///
    /// @throws DiagnosticException if there is none of that name, or it has errors
    Module define(String name) {
        Path file = folder.resolve(name + ".mg");
        if (!name.matches("\\w+") || !Files.exists(file)) {
            throw new DiagnosticException(Diagnostic.of("there is no module '" + name + "' in " + folder));
        }
        Model model = Mg.load(file).with(settings);
        Module module = new Module(model);
        modules.put(name, module);
        return module;
    }

    /// A module, which is read if it was not.
    ///
    /// @throws DiagnosticException as [#define]
    Module find(String name) {
        return modules.containsKey(name) ? modules.get(name) : define(name);
    }
}
