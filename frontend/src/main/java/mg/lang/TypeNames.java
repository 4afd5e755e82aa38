package mg.lang;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.ElementType;

/// The names of types in a file.
final class TypeNames {
    private final Unit unit;
    private final ElementType real;

    TypeNames(Unit unit, ElementType real) {
        this.unit = unit;
        this.real = real;
    }

    /// Looks through the names of types.
    TypeSyntax resolve(TypeSyntax type) {
        TypeSyntax result = type;
        for (int k = 0; k < 100; k++) {
            if (!(result instanceof TypeSyntax.Array array) || element(array.name()).isPresent()) {
                return result;
            }
            Optional<Unit.Found> found = unit.find(array.name());
            if (found.isEmpty() || !(found.get().declaration() instanceof Declaration.TypeAlias alias)) {
                if (found.isPresent() && found.get().declaration() instanceof Declaration.Unreadable) {
                    throw Rejection.already();
                }
                throw new Rejection(array.span(), "unknown type '" + array.name() + "'"
                        + Suggestion.among(typeNames(), array.name()));
            }
            result = alias.type().with(sizes(alias, array));
        }
        throw new Rejection(type.span(), "type '" + type.text() + "' is defined by itself");
    }

    /// What the sizes of a named type are where it is used.
    private static Map<String, Expression> sizes(Declaration.TypeAlias alias, TypeSyntax.Array use) {
        List<Declaration.Size> sizes = alias.sizes();
        if (use.sizes().size() != sizes.size()) {
            throw new Rejection(use.span(), "'" + use.name() + "' takes "
                    + (sizes.isEmpty() ? "no sizes" : sizes.size() + (sizes.size() == 1 ? " size" : " sizes")));
        }
        var actual = new HashMap<String, Expression>();
        for (int k = 0; k < sizes.size(); k++) {
            actual.put(sizes.get(k).name(), use.sizes().get(k));
        }
        return actual;
    }

    private List<String> typeNames() {
        var all = new ArrayList<>(List.of("real", "f64", "f32", "int", "bool"));
        unit.names().stream()
                .filter(n -> unit.find(n).get().declaration() instanceof Declaration.TypeAlias)
                .forEach(all::add);
        return all;
    }

    Optional<ElementType> element(String name) {
        return Optional.ofNullable(switch (name) {
            case "real" -> real;
            case "f64" -> ElementType.F64;
            case "f32" -> ElementType.F32;
            case "int" -> ElementType.I64;
            case "bool" -> ElementType.BOOL;
            default -> null;
        });
    }
}
