package mg.lang;

import java.util.HashSet;
import java.util.Set;
import mg.ir.Builder;
import mg.ir.ElementType;

/// Checks what can be checked before anyone calls a function.
final class Checker {
    private final SourceFiles files;
    private final Diagnostics diagnostics;

    private Checker(SourceFiles files, Diagnostics diagnostics) {
        this.files = files;
        this.diagnostics = diagnostics;
    }

    /// Reports the errors in all files: names everywhere, types where all types are declared.
    static void check(SourceFiles files, Diagnostics diagnostics) {
        var checker = new Checker(files, diagnostics);
        Set<Declaration> wrong = new HashSet<>();
        files.all().forEach(u -> wrong.addAll(Names.check(u, diagnostics)));
        for (Unit unit : files.all()) {
            for (Declaration d : unit.declarations()) {
                if (!wrong.contains(d)) {
                    checker.check(unit, d, wrong);
                }
            }
        }
    }

    private void check(Unit unit, Declaration declaration, Set<Declaration> wrong) {
        var instantiator = new Instantiator(ElementType.F64, diagnostics, files.parameters(), wrong);
        var evaluator = new Evaluator(instantiator, new Builder(), declaration.name());
        try {
            switch (declaration) {
                case Declaration.Const c -> instantiator.constant(c, c.span(), () ->
                        evaluator.eval(c.value(), Scope.of(unit)));
                case Declaration.Param p -> Initials.check(instantiator, unit, p);
                case Declaration.TypeAlias t -> Formals.alias(evaluator, unit, t);
                case Declaration.Fn fn -> {
                    if (isConcrete(fn)) {
                        boolean mayKnow = fn.formals().stream().anyMatch(Checker::isInt);
                        new Entry(mayKnow ? instantiator.lenient() : instantiator).check(new Meaning.Named(unit, fn));
                    }
                }
                case Declaration.Stated _, Declaration.Import _, Declaration.Unreadable _ -> {}
            }
        } catch (Rejection e) {
            instantiator.report(e);
        }
    }

    /// Calls may give a known integer for such an argument.
    private static boolean isInt(Declaration.Formal formal) {
        return formal.type().isPresent()
                && formal.type().get() instanceof TypeSyntax.Array(_, _, String name, var sizes)
                && name.equals("int")
                && sizes.isEmpty();
    }

    private static boolean isConcrete(Declaration.Fn fn) {
        return fn.sizes().isEmpty() && fn.formals().stream().allMatch(f -> f.type().isPresent());
    }
}
