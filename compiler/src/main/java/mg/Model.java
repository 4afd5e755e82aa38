package mg;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Initial;
import mg.ir.Parameter;
import mg.ir.Program;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import mg.lang.Suggestion;

/// A source of functions and how they are compiled. Immutable.
public final class Model {
    /// What [Trap] says where it knows the place.
    private static final Pattern FAULT = Pattern.compile("(.+):(\\d+):(\\d+): error: (.*)");

    private final Source source;
    private final Settings settings;

    Model(Source source, Settings settings) {
        this.source = source;
        this.settings = settings;
    }

    /// How functions are compiled.
    public Settings settings() {
        return settings;
    }

    /// The same model compiled in another way.
    public Model with(Settings other) {
        return new Model(source, other);
    }

    /// The names of its functions.
    public List<String> functions() {
        return source.functions();
    }

    /// The function of that name.
    ///
    /// @throws DiagnosticException if there is none
    public ModelFunction function(String name) {
        if (!functions().contains(name)) {
            throw new DiagnosticException(Diagnostic.of(
                    "no function '" + name + "'" + Suggestion.among(functions(), name),
                    "there are: " + String.join(", ", functions())));
        }
        return new ModelFunction(this, name, List.of(), false, Map.of());
    }

    Source source() {
        return source;
    }

    /// Does something with a program of this model; errors and faults of data that it throws come with the lines of the
    /// model's text.
    ///
    /// @throws DiagnosticException as the action does
    /// @throws Trap as the action does
    public <T> T located(Supplier<T> action) {
        try {
            return action.get();
        } catch (DiagnosticException e) {
            throw located(e);
        } catch (Trap trap) {
            throw located(trap);
        }
    }

    private Trap located(Trap trap) {
        Matcher fault = FAULT.matcher(trap.getMessage());
        if (!fault.matches()) {
            return trap;
        }
        var span = new Span(fault.group(1), Integer.parseInt(fault.group(2)), Integer.parseInt(fault.group(3)), 1);
        String line = source.line(span);
        return line.isEmpty() ? trap : new Trap(Diagnostic.at(span, fault.group(4)).with(line).render());
    }

    /// The same errors with the lines of the model's text that they are in.
    public DiagnosticException located(DiagnosticException e) {
        return new DiagnosticException(e.diagnostics().stream().map(this::located).toList());
    }

    /// An error with the line of the model's text that it is in.
    Diagnostic located(Diagnostic d) {
        return d.line().isEmpty() && d.span().isKnown() ? d.with(source.line(d.span())) : d;
    }

    /// The program of a function for arguments of these types; those left out follow from its declaration.
    public Program program(String function, Map<String, Type> types) {
        return source.program(function, types, settings);
    }

    /// The first values of a program's parameters, drawn from the settings' seed in the order of the parameters.
    public Map<String, Tensor> initial(Program program) {
        RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(settings.seed());
        var values = new LinkedHashMap<String, Tensor>();
        for (Parameter p : program.parameters()) {
            values.put(p.name(), switch (p.initial()) {
                case Initial.Uniform(double low, double high) ->
                    Tensor.reals(p.type(), _ -> low + (high - low) * random.nextDouble());
                case Initial.Normal(double mean, double deviation) ->
                    Tensor.reals(p.type(), _ -> mean + deviation * random.nextGaussian());
                case Initial.Given(Tensor value) ->
                    value.type().equals(p.type()) ? value : Tensor.reals(p.type(), _ -> value.real(0));
            });
        }
        return values;
    }
}
