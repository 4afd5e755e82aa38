package mg;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Verifier;
import mg.lang.Module;
import mg.value.Graph;
import mg.value.Value;

/// Where a Java program starts: source text in, functions out.
///
/// ```java
/// interface Rosenbrock { double at(double x, double y); }
/// Model model = Mg.parse("fn f(x: real, y: real) = (1 - x)^2 + 100 * (y - x^2)^2");
/// Rosenbrock f = model.function("f").bind(Rosenbrock.class);
/// double[] gradient = model.function("f").gradient().call(-1.2, 1.0);
/// ```
public final class Mg {
    private Mg() {}

    /// A model from source text.
    ///
    /// @throws DiagnosticException with every error in it
    public static Model parse(String text) {
        return parse("<text>", text);
    }

    /// A model from source text that errors call `name`. What it imports is looked for in the current folder.
    ///
    /// @throws DiagnosticException with every error in it
    public static Model parse(String name, String text) {
        return new Model(new Source.Language(Module.parse(name, text)), Settings.DEFAULT);
    }

    /// A model from a file: `.ir` holds a program as [mg.ir.Printer] writes it, anything else source text.
    ///
    /// @throws DiagnosticException with every error in it, or when it cannot be read
    public static Model load(Path file) {
        if (!file.toString().endsWith(".ir")) {
            return new Model(new Source.Language(Module.parse(file)), Settings.DEFAULT);
        }
        try {
            return of(Parser.parse(file.toString(), Files.readString(file)));
        } catch (NoSuchFileException e) {
            throw new DiagnosticException(Diagnostic.of(file + ": no such file"));
        } catch (AccessDeniedException e) {
            throw new DiagnosticException(Diagnostic.of(file + ": no permission to read it"));
        } catch (CharacterCodingException e) {
            throw new DiagnosticException(Diagnostic.of(file + ": not UTF-8 text"));
        } catch (IOException e) {
            throw new DiagnosticException(Diagnostic.of(file + ": cannot be read: " + e.getMessage()));
        }
    }

    /// A model from a program.
    ///
    /// @throws DiagnosticException if it violates an invariant
    public static Model of(Program program) {
        Verifier.check(program);
        return new Model(new Source.Given(program), Settings.DEFAULT);
    }

    /// The graph that ends in a value, compiled for the JVM. `others` are computed with it; gradients are those of
    /// `root`.
    public static CompiledGraph compile(Value root, Value... others) {
        return compile(Settings.DEFAULT, root, others);
    }

    /// The graph that ends in a value, compiled with these settings.
    public static CompiledGraph compile(Value root, Settings settings) {
        return compile(settings, root);
    }

    /// The graph that ends in a value and others, compiled with these settings.
    ///
    /// @throws IllegalArgumentException if real numbers are not `f64`, as those of values are
    public static CompiledGraph compile(Settings settings, Value root, Value... others) {
        if (settings.real() != ElementType.F64) {
            throw new IllegalArgumentException("values are f64, not " + settings.real());
        }
        return new CompiledGraph(Graph.of(root, others), settings);
    }
}
