package mg.lang;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mg.ir.Span;

/// The files of a program, each read once.
final class SourceFiles {
    private final Diagnostics diagnostics;
    private final Map<Path, Unit> byPath = new HashMap<>();
    private final List<Unit> inOrder = new ArrayList<>();

    SourceFiles(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        Library.units().forEach(u -> diagnostics.add(u.source()));
    }

    /// A fresh list of errors that knows all texts.
    Diagnostics diagnostics() {
        var fresh = new Diagnostics();
        inOrder.forEach(u -> fresh.add(u.source()));
        Library.units().forEach(u -> fresh.add(u.source()));
        return fresh;
    }

    /// The line that a place is in, or "" if it is in none of the texts.
    String line(Span place) {
        return Stream.concat(inOrder.stream(), Library.units().stream())
                .map(Unit::source)
                .filter(s -> s.name().equals(place.source()))
                .map(s -> s.line(place.line()))
                .findFirst()
                .orElse("");
    }

    /// The files read so far, what is imported before what imports it.
    List<Unit> all() {
        return inOrder;
    }

    /// Reads a file and what it imports.
    ///
    /// @param use where it is asked for
    /// @throws Rejection if it cannot be read
    Unit read(Path path, Span use) {
        Path key = path.toAbsolutePath().normalize();
        Unit known = byPath.get(key);
        return known != null ? known : parse(Source.of(path.toString(), text(path, use)), Optional.of(key), path);
    }

    private static String text(Path path, Span use) {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new Rejection(use, "there is no file " + path);
        } catch (AccessDeniedException e) {
            throw new Rejection(use, "no permission to read " + path);
        } catch (CharacterCodingException e) {
            throw new Rejection(use, path + " is not UTF-8 text");
        } catch (IOException e) {
            throw new Rejection(use, "cannot read " + path + ": " + e.getMessage());
        }
    }

    /// Reads a text and what it imports, relative to the file it would be in.
    Unit parse(Source source, Optional<Path> key, Path path) {
        var unit = new Unit(source, Syntax.parse(source, diagnostics), Library.units());
        key.ifPresent(k -> byPath.put(k, unit));
        for (Declaration d : unit.declarations()) {
            if (d instanceof Declaration.Import i) {
                try {
                    unit.see(imported(i, path));
                } catch (Rejection e) {
                    diagnostics.report(e);
                }
            }
        }
        inOrder.add(unit);
        return unit;
    }

    /// `import "file.mg"` is that file; `import name` is `name.mg` beside this file, or else a file of the library.
    private Unit imported(Declaration.Import i, Path importer) {
        Path file = importer.resolveSibling(i.file() ? i.name() : i.name() + ".mg");
        if (!i.file() && !Files.exists(file)) {
            return Library.find(i.name()).orElseThrow(() -> new Rejection(i.span(), "there is no file " + file
                    + ", and no library '" + i.name() + "'" + Suggestion.among(Library.FILES, i.name())));
        }
        return read(file, i.span());
    }

    /// The parameters of the program by name, in order of declaration.
    Map<String, Unit.Found> parameters() {
        var parameters = new LinkedHashMap<String, Unit.Found>();
        for (Unit unit : inOrder) {
            for (Declaration d : unit.declarations()) {
                if (d instanceof Declaration.Param) {
                    Unit.Found before = parameters.putIfAbsent(d.name(), new Unit.Found(unit, d));
                    if (before != null && before.unit() != unit) {
                        diagnostics.report(d.span(), "parameter '" + d.name() + "' is also declared at "
                                + before.declaration().span());
                    }
                }
            }
        }
        return parameters;
    }
}
