package mg.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.ir.Argument;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Kind;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;
import mg.loops.Value;

/// Reads kernels as [mg.loops.LoopsPrinter] writes them, one statement a line, so that tests of loop passes go from
/// text to text. What the text does not say is not there: arrays are flat, the function has no instructions, and checks
/// no source.
public final class KernelParser {
    private static final Pattern HEADER = Pattern.compile("kernel (\\w+)\\((.*)\\) -> \\((.*)\\) \\{");
    private static final Pattern SLOT = Pattern.compile("(\\w+): (\\w+)(?:\\[(\\d+)])?");
    private static final Pattern LOCAL = Pattern.compile("buffer (\\w+: \\w+\\[\\d+]) (?:at (\\d+)|= \\{(.*)})");
    private static final Pattern SCALAR = Pattern.compile("([dfib])(\\d+)(?:x(\\d+))?");
    private static final String ADDRESS = "(\\w+\\[[^]]*])";
    private static final Pattern DEFINE = Pattern.compile("let (\\w+) = (.*)");
    private static final Pattern ASSIGN = Pattern.compile("(\\w+) = (\\w+)");
    private static final Pattern ACCUMULATE = Pattern.compile("(\\w+) (\\w+)= (\\w+)");
    private static final Pattern STORE = Pattern.compile(ADDRESS + " (\\+?=) (\\w+)");
    private static final Pattern FILL = Pattern.compile("fill " + ADDRESS + " for (\\d+) = (\\w+)");
    private static final Pattern COPY = Pattern.compile("copy " + ADDRESS + " for (\\d+) (\\+?=) " + ADDRESS);
    private static final Pattern LOOP =
            Pattern.compile("(parallel )?for (\\w+) in 0\\.\\.(\\d+)( down)?(?: until (\\w+))? \\{");
    private static final Pattern IF = Pattern.compile("if (\\w+) \\{");
    private static final Pattern CHECK = Pattern.compile("check 0 <= (\\w+) < (\\d+)");
    private static final Pattern NON_ZERO = Pattern.compile("check (\\w+) != 0");
    private static final Pattern APPLY = Pattern.compile("([a-z]\\w*) (\\w+(?:, \\w+)*)");
    private static final Pattern CONVERT = Pattern.compile("\\w+\\((\\w+)\\)");
    private static final Pattern LOAD = Pattern.compile(ADDRESS);
    private static final Pattern TERM = Pattern.compile("(?:(-?\\d+)\\*)?(\\w+)");

    private final List<String> lines;
    private final Map<String, Buffer> buffers = new HashMap<>();
    private int next;
    private int scalars;

    private KernelParser(String text) {
        this.lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /// The kernel that a text says.
    public static Kernel parse(String text) {
        return new KernelParser(text).kernel();
    }

    private Kernel kernel() {
        Matcher header = match(HEADER, take());
        List<Slot> inputs = slots(header.group(2), new Buffer.Place.Input());
        List<Slot> outputs = slots(header.group(3), new Buffer.Place.Output());
        var locals = new ArrayList<Buffer>();
        while (lines.get(next).startsWith("buffer ")) {
            locals.add(local(match(LOCAL, take())));
        }
        List<Statement> body = body("}");
        return new Kernel(function(header.group(1), inputs, outputs), inputs,
                outputs.stream().map(Buffer.class::cast).toList(), locals, scalars, body);
    }

    private static Function function(String name, List<Slot> inputs, List<Slot> outputs) {
        List<Argument> arguments = IntStream.range(0, inputs.size())
                .mapToObj(k -> new Argument(inputs.get(k).toString(), new Var(k, type(inputs.get(k))), false)).toList();
        List<Var> results = IntStream.range(0, outputs.size())
                .mapToObj(k -> new Var(inputs.size() + k, type(outputs.get(k)))).toList();
        var body = new Block(arguments.stream().map(Argument::var).toList(), List.of(), results);
        return new Function(name, arguments, outputs.stream().map(Slot::toString).toList(), body);
    }

    private static Type type(Slot slot) {
        return switch (slot) {
            case Scalar s -> Type.scalar(s.element());
            case Buffer b -> Type.of(b.element(), (int) b.size());
        };
    }

    private List<Slot> slots(String text, Buffer.Place place) {
        return text.isEmpty() ? List.of() : Stream.of(text.split(", ")).map(slot -> slot(slot, place)).toList();
    }

    private Slot slot(String text, Buffer.Place place) {
        Matcher slot = match(SLOT, text);
        return slot.group(3) == null ? scalar(slot.group(1)) : buffer(text, place);
    }

    private Buffer buffer(String text, Buffer.Place place) {
        Matcher slot = match(SLOT, text);
        var buffer = new Buffer(
                buffers.size(), slot.group(1), element(slot.group(2)), Long.parseLong(slot.group(3)), place);
        buffers.put(buffer.name(), buffer);
        return buffer;
    }

    private Buffer local(Matcher local) {
        Matcher slot = match(SLOT, local.group(1));
        return buffer(local.group(1), local.group(2) != null
                ? new Buffer.Place.Arena(Long.parseLong(local.group(2)))
                : new Buffer.Place.Constant(elements(element(slot.group(2)), local.group(3).split(", "))));
    }

    private static Tensor elements(ElementType element, String[] words) {
        Type type = Type.of(element, words.length);
        return element == ElementType.I64
                ? Tensor.wholes(type, k -> Long.parseLong(words[k]))
                : Tensor.reals(type, k -> real(words[k]));
    }

    private static double real(String word) {
        return word.equals("true") ? 1 : word.equals("false") ? 0 : Double.parseDouble(word);
    }

    /// The statements up to a line that begins so, which is taken.
    private List<Statement> body(String end) {
        var body = new ArrayList<Statement>();
        while (!lines.get(next).startsWith(end)) {
            body.add(statement(take()));
        }
        next++;
        return body;
    }

    private Statement statement(String line) {
        if (line.equals("while {")) {
            return loopWhile();
        }
        for (var form : List.<Form>of(
                new Form(DEFINE, m -> new Statement.Define(scalar(m.group(1)), value(scalar(m.group(1)), m.group(2)))),
                new Form(STORE, m ->
                new Statement.Store(address(m.group(1)), scalar(m.group(3)), m.group(2).equals("+="))),
                new Form(ASSIGN, m -> new Statement.Assign(scalar(m.group(1)), scalar(m.group(2)))),
                new Form(ACCUMULATE, m ->
                        new Statement.Accumulate(scalar(m.group(1)), Kind.named(m.group(2)), scalar(m.group(3)))),
                new Form(FILL, m -> new Statement.Fill(address(m.group(1)), number(m, 2), scalar(m.group(3)))),
                new Form(COPY, m -> new Statement.Copy(
                        address(m.group(1)), address(m.group(4)), number(m, 2), m.group(3).equals("+="))),
                new Form(LOOP, m -> new Statement.Loop(scalar(m.group(2)), number(m, 3),
                        Optional.ofNullable(m.group(5)).map(this::scalar), m.group(4) != null, body("}"),
                        m.group(1) != null)),
                new Form(IF, m -> branch(scalar(m.group(1)))),
                new Form(CHECK, m -> new Statement.Check(scalar(m.group(1)), number(m, 2), Span.NONE)),
                new Form(NON_ZERO, m -> new Statement.NonZero(scalar(m.group(1)), Span.NONE)))) {
            Matcher m = form.pattern().matcher(line);
            if (m.matches()) {
                return form.statement().apply(m);
            }
        }
        throw new IllegalArgumentException(line);
    }

    private record Form(Pattern pattern, java.util.function.Function<Matcher, Statement> statement) {}

    private Statement branch(Scalar condition) {
        List<Statement> then = body("}");
        return new Statement.If(condition, then, lines.get(next - 1).equals("} else {") ? body("}") : List.of());
    }

    private Statement loopWhile() {
        List<Statement> test = body("}");
        String condition = lines.get(next - 1).replaceAll("[} {]", "");
        return new Statement.While(test, scalar(condition), body("}"));
    }

    private Value value(Scalar target, String text) {
        Matcher m = LOAD.matcher(text);
        if (m.matches()) {
            return new Value.Load(address(text));
        }
        m = CONVERT.matcher(text);
        if (m.matches()) {
            return new Value.Convert(scalar(m.group(1)));
        }
        m = APPLY.matcher(text);
        if (m.matches()) {
            return new Value.Apply(ElementOp.named(m.group(1)).orElseThrow(),
                    Stream.of(m.group(2).split(", ")).map(this::scalar).toList());
        }
        if (target.element() == ElementType.I64 && !text.matches("-?\\d+")) {
            return new Value.Affine(index(text), step(text));
        }
        return new Value.Literal(target.element() == ElementType.I64
                ? Tensor.of(Long.parseLong(text))
                : Tensor.scalar(target.element(), real(text)));
    }

    private Address address(String text) {
        int bracket = text.indexOf('[');
        String inside = text.substring(bracket + 1, text.length() - 1);
        return new Address(buffers.get(text.substring(0, bracket)), index(inside), step(inside));
    }

    private Index index(String text) {
        Index sum = Index.ZERO;
        for (String part : text.split(" \\+ ")) {
            if (part.matches("-?\\d+")) {
                sum = sum.plus(Long.parseLong(part));
            } else if (!part.endsWith("lane")) {
                Matcher term = match(TERM, part);
                sum = sum.plus(scalar(term.group(2)), factor(term));
            }
        }
        return sum;
    }

    private static long step(String text) {
        String last = text.substring(text.lastIndexOf(' ') + 1);
        return last.endsWith("lane") ? factor(match(TERM, last)) : 0;
    }

    private static long factor(Matcher term) {
        return term.group(1) == null ? 1 : Long.parseLong(term.group(1));
    }

    private Scalar scalar(String text) {
        Matcher m = match(SCALAR, text);
        int id = Integer.parseInt(m.group(2));
        scalars = Math.max(scalars, id + 1);
        return new Scalar(id, switch (m.group(1)) {
            case "d" -> ElementType.F64;
            case "f" -> ElementType.F32;
            case "i" -> ElementType.I64;
            default -> ElementType.BOOL;
        }, m.group(3) == null ? 1 : Integer.parseInt(m.group(3)));
    }

    private static ElementType element(String name) {
        return Stream.of(ElementType.values()).filter(e -> e.toString().equals(name)).findFirst().orElseThrow();
    }

    private static long number(Matcher m, int group) {
        return Long.parseLong(m.group(group));
    }

    private String take() {
        return lines.get(next++);
    }

    private static Matcher match(Pattern pattern, String text) {
        Matcher m = pattern.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(text);
        }
        return m;
    }
}
