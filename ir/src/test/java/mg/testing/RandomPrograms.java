package mg.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Initial;
import mg.ir.Parameter;
import mg.ir.Program;
import mg.ir.Type;
import mg.ir.Var;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;

/// Random programs that verify and run without a fault, and soon end, with everything in them that a Wengert list can
/// hold.
///
/// The last function is the one to run: `f0`, `f1`, … each may call the ones before. Programs shrink towards short
/// ones.
public final class RandomPrograms {
    private static final List<String> ODD = List.of("", "x", "two words", "3", "naïve", "q\"\\", "f.g$1", "a..b");

    /// What programs are made of.
    ///
    /// @param tame only reals of ordinary size and functions that keep them so, for derivatives: of real arguments, and
    ///             mostly of a result that depends on all that is computed
    /// @param text also odd names, and `jvp` and `vjp`, which do not run before they are expanded
    /// @param exact only operations whose last bits are the same everywhere
    public record Style(boolean tame, boolean text, boolean exact) {
        /// Everything that runs, with any values.
        public static final Style ANY = new Style(false, false, false);
        /// Everything that runs and has derivatives at ordinary values.
        public static final Style TAME = new Style(true, false, false);
        /// Everything that can be written down.
        public static final Style TEXT = new Style(false, true, false);
        /// Everything that runs, but library functions, with any values.
        public static final Style EXACT = new Style(false, false, true);
    }

    private final Choices choices;
    private final RandomValues values;
    private final Style style;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Function> functions = new ArrayList<>();
    /// How many elements each function computes, at most.
    private final Map<String, Long> costs = new HashMap<>();

    private RandomPrograms(Choices choices, Style style) {
        this.choices = choices;
        this.values = new RandomValues(choices, style.tame());
        this.style = style;
    }

    /// For a jqwik `@Provide` method. Choices are uniform: jqwik prefers small numbers and short sequences, and two
    /// thirds of the programs would compute nothing.
    public static Arbitrary<Program> arbitrary(Style style) {
        return Arbitraries.integers().between(0, 1 << 20).withDistribution(RandomDistribution.uniform())
                .array(int[].class).ofMaxSize(400).withSizeDistribution(RandomDistribution.uniform())
                .map(sequence -> of(style, new Choices(sequence)));
    }

    /// A program, the same for the same seed.
    public static Program of(Style style, long seed) {
        var random = new Random(seed);
        return of(style, new Choices(random.ints(50 + random.nextInt(350)).toArray()));
    }

    /// The program that these choices make.
    public static Program of(Style style, Choices choices) {
        var made = new RandomPrograms(choices, style);
        made.program();
        return new Program(made.parameters, made.functions);
    }

    private void program() {
        int count = choices.below(3);
        for (int k = 0; k < count; k++) {
            Type type = values.type();
            parameters.add(new Parameter("w" + k, type, initial(type)));
        }
        for (int left = 1 + choices.below(4); left > 0; left--) {
            functions.add(function("f" + functions.size(), choices.part(left)));
        }
    }

    private Initial initial(Type type) {
        int kind = choices.below(4);
        if (type.isReal() && kind < 2) {
            return kind == 0 ? new Initial.Uniform(-0.5, 0.5) : new Initial.Normal(0, 1e-3);
        }
        return new Initial.Given(values.value(kind == 2 ? Type.scalar(type.element()) : type));
    }

    private Function function(String name, Choices choices) {
        var b = new Builder();
        var values = new RandomValues(choices, style.tame());
        boolean everything = style.tame() && choices.below(4) != 3;
        var list = new RandomList(b, choices, values, style, functions, costs);
        for (Parameter p : parameters) {
            if (choices.below(2) == 0) {
                list.add(b.argument(p.name(), p.type(), true));
            }
        }
        int arguments = 1 + choices.below(3);
        for (int k = 0; k < arguments; k++) {
            Type type = style.tame() && k == 0 ? new Type(ElementType.F64, values.shape()) : values.type();
            list.add(b.argument("x" + k + odd(choices), type));
        }
        list.steps(14);
        List<Var> results = new ArrayList<>(list.results(1 + choices.below(3)));
        if (everything) {
            results.set(0, list.everything());
        }
        List<String> names = results.size() == 1 && choices.below(2) == 0
                ? List.of("result")
                : IntStream.range(0, results.size()).mapToObj(k -> "r" + k + odd(choices)).toList();
        costs.put(name, list.cost());
        return b.finish(name, names, results);
    }

    private String odd(Choices choices) {
        return style.text() ? ODD.get(choices.below(ODD.size())) : "";
    }
}
