package mg.lang;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.Argument;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Renumber;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// Builds functions for the arguments they are called with, each once.
final class Instantiator {
    /// How deep calls may nest while functions are built.
    private static final int DEEPEST = 200;
    private static final int CHAIN = 6;

    /// A function with the structure of its arguments, known values included.
    record Key(Meaning.Callable function, List<Meaning> arguments, List<Long> sizes) {}

    /// What a function of the program was built from and as.
    record Built(Key key, Instance instance) {}

    private record Frame(String name, Span call) {
        String text() {
            return "in '" + name + "', called at " + call;
        }
    }

    private final ElementType real;
    private final Diagnostics diagnostics;
    private final Map<String, Unit.Found> parameters;
    private final Set<Declaration> wrong;
    private boolean lenient;
    private final Map<Key, Optional<Instance>> done = new HashMap<>();
    /// What an attempt that is given up leaves: functions that failed, and functions built on a guess.
    private final List<Key> doubtful = new ArrayList<>();
    private final Set<Key> running = new HashSet<>();
    private final Set<Declaration.Const> constants = new HashSet<>();
    private final Deque<Frame> calls = new ArrayDeque<>();
    private final Map<String, Function> functions = new LinkedHashMap<>();
    private final Map<String, Built> built = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private int attempts;
    private int guesses;

    /// @param parameters the parameters of the program by name, in order of declaration
    /// @param wrong      declarations that are known to be wrong
    Instantiator(
            ElementType real, Diagnostics diagnostics, Map<String, Unit.Found> parameters, Set<Declaration> wrong) {
        this.wrong = wrong;
        this.real = real;
        this.diagnostics = diagnostics;
        this.parameters = parameters;
    }

    ElementType real() {
        return real;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    /// The functions built so far.
    Map<String, Function> functions() {
        return functions;
    }

    /// What a body is evaluated to, given its arguments.
    interface Body {
        Meaning evaluate(Evaluator evaluator, List<Meaning> arguments);
    }

    /// The function for these arguments, built if it is called so for the first time.
    ///
    /// @param name  what to call it, if that is free
    /// @param names names of the arguments
    /// @throws Rejection if it is wrong; the errors in it have been reported
    Instance instance(Key key, String name, List<String> names, Span call, Body body) {
        Optional<Instance> known = done.get(key);
        if (known != null) {
            return known.orElseThrow(Rejection::already);
        }
        if (!running.add(key)) {
            throw Rejection.notKnown(call, "recursion without end: '" + name
                    + "' calls itself with arguments of the same types"
                    + " and sizes", "hint: the condition that ends a recursion must be known at compile time");
        }
        int before = guesses;
        try {
            Instance instance = within(name, call, () -> build(key, unique(name), names, body));
            done.put(key, Optional.of(instance));
            if (guesses > before) {
                doubtful.add(key);
            }
            return instance;
        } catch (Rejection e) {
            done.put(key, Optional.empty());
            doubtful.add(key);
            throw e;
        } finally {
            running.remove(key);
        }
    }

    /// Evaluates as part of a call; what goes wrong is reported with the calls that led there.
    <T> T within(String name, Span call, java.util.function.Supplier<T> body) {
        if (calls.size() >= DEEPEST) {
            throw new Rejection(call, "recursion without end: calls nest more than " + DEEPEST + " deep");
        }
        calls.push(new Frame(name, call));
        try {
            return body.get();
        } catch (Rejection e) {
            report(e);
            throw Rejection.already();
        } finally {
            calls.pop();
        }
    }

    private Instance build(Key key, String name, List<String> names, Body body) {
        var builder = new Builder();
        var evaluator = new Evaluator(this, builder, name);
        var arguments = new ArrayList<Meaning>();
        for (int k = 0; k < names.size(); k++) {
            arguments.add(argument(builder, names.get(k), key.arguments().get(k)));
        }
        Meaning result = body.evaluate(evaluator, arguments);
        if (evaluator.failed()) {
            throw Rejection.already();
        }
        List<Var> leaves = Meaning.leaves(result);
        Function function = builder.finish(name, Results.names(result, key.function()), leaves);
        List<String> used = parameters.keySet().stream().filter(evaluator.parameters()::containsKey).toList();
        functions.put(name, sorted(function, used));
        var instance = new Instance(functions.get(name), used, Meaning.template(result));
        built.put(name, new Built(key, instance));
        return instance;
    }

    /// What a function of the program was built from and as.
    Built built(String name) {
        return built.get(name);
    }

    /// A function that goes with another and has its name, and more. It is no one else's.
    ///
    /// @param names names of the arguments, whose structures are those of the key
    Instance companion(String name, Key key, List<String> names, Body body) {
        return within(name, Span.NONE, () -> build(key, name, names, body));
    }

    private static Meaning argument(Builder builder, String name, Meaning template) {
        List<Var> leaves = Meaning.leaves(template);
        List<String> names = Results.leafNames(name, template);
        var vars = new ArrayList<Var>();
        for (int k = 0; k < leaves.size(); k++) {
            vars.add(builder.argument(names.get(k), leaves.get(k).type()));
        }
        return Meaning.with(template, vars);
    }

    /// The same function with the parameters first, in order of declaration.
    private static Function sorted(Function f, List<String> used) {
        var arguments = new ArrayList<Argument>();
        used.forEach(p -> f.arguments().stream().filter(a -> a.parameter() && a.name().equals(p))
                .forEach(arguments::add));
        f.arguments().stream().filter(a -> !a.parameter()).forEach(arguments::add);
        List<Var> inputs = arguments.stream().map(Argument::var).toList();
        return Renumber.run(new Function(
                f.name(), arguments, f.resultNames(), new Block(inputs, f.body().instructions(), f.body().results())));
    }

    private String unique(String name) {
        String result = name;
        for (int k = 2; !names.add(result); k++) {
            result = name + "." + k;
        }
        return result;
    }

    /// The type of a parameter of the program.
    Type parameterType(String name) {
        Unit.Found found = parameters.get(name);
        var evaluator = new Evaluator(this, new Builder(), name);
        return Formals.parameter(evaluator, found.unit(), (Declaration.Param) found.declaration());
    }

    /// A point to go back to.
    record Mark(int errors, int doubtful, int guesses) {}

    Mark mark() {
        return new Mark(diagnostics.count(), doubtful.size(), guesses);
    }

    /// Forgets the errors found since, the functions that had them, and the guesses.
    void undo(Mark mark) {
        diagnostics.forget(mark.errors());
        List<Key> since = doubtful.subList(mark.doubtful(), doubtful.size());
        since.forEach(done::remove);
        since.clear();
        guesses = mark.guesses();
    }

    /// Evaluates while the types of a loop's state are being found: then an int may turn out to be real.
    <T> T attempt(java.util.function.Supplier<T> body) {
        attempts++;
        try {
            return body.get();
        } finally {
            attempts--;
        }
    }

    /// Whether what is an int may be taken for a real that is not known to be one yet. If so, that is noted.
    boolean guess() {
        if (attempts > 0) {
            guesses++;
        }
        return attempts > 0;
    }

    /// Whether a guess was made since that no attempt around can still make true.
    boolean isWrong(Mark since) {
        return attempts == 0 && guesses > since.guesses();
    }

    /// Lets pass what could be right if more were known: another call may know it.
    Instantiator lenient() {
        lenient = true;
        return this;
    }

    /// @throws Rejection if errors in a declaration have been reported
    void require(Declaration declaration) {
        if (wrong.contains(declaration)) {
            throw Rejection.already();
        }
    }

    /// Evaluates a constant, unless it is being evaluated already.
    Meaning constant(Declaration.Const constant, Span use, java.util.function.Supplier<Meaning> body) {
        if (!constants.add(constant)) {
            throw new Rejection(use, "'" + constant.name() + "' is defined by itself");
        }
        try {
            return body.get();
        } finally {
            constants.remove(constant);
        }
    }

    /// Reports an error with the calls that led to it. In the library it stands where the user's text calls it.
    void report(Rejection rejection) {
        if (rejection.reported() || lenient && rejection.notKnown()) {
            return;
        }
        var notes = new ArrayList<>(rejection.notes());
        Span place = rejection.span();
        boolean inside = Library.contains(place.source());
        if (inside) {
            Span user = calls.stream()
                    .map(Frame::call)
                    .filter(s -> s.isKnown() && !Library.contains(s.source()))
                    .findFirst()
                    .orElse(place);
            notes.add("in the library at " + place);
            place = user;
        }
        Span reported = place;
        calls.stream()
                .filter(f -> f.call().isKnown() && !f.call().equals(reported) && !Library.contains(f.call().source()))
                .map(Frame::text)
                .distinct()
                .limit(CHAIN)
                .forEach(notes::add);
        diagnostics.report(place, rejection.getMessage(), notes);
    }
}
