package mg.tests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mg.ir.ElementType;
import mg.ir.Type;

/// Reads the expectations in a file test.
///
/// ```
/// expectation  ['f32'] (run | grad | error)
/// run          'run' call '=' value (',' value)* ['~' tolerance]
/// grad         'grad' call '=' value (',' NAME ':' value)+ ['~' tolerance]
/// error        'error' [call], and the text on the lines that follow
/// call         NAME ['[' NAME '=' INT, … ']'] '(' NAME '=' value, … ')'
/// value        number | 'nan' | 'inf' | '-inf' | 'true' | 'false' | '[' value, … ']' | type value
/// type         'f64' | 'f32' | 'i64' | 'bool', with sizes in brackets unless the value has them
/// ```
final class ExpectationReader {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(-?[0-9.]+(?:[eE][-+]?[0-9]+)?|-?[A-Za-z_][A-Za-z0-9_.$]*|\\S)");

    private final List<String> tokens = new ArrayList<>();
    private final String text;
    private int next;

    private ExpectationReader(String text) {
        this.text = text;
        Matcher m = TOKEN.matcher(text.strip());
        while (m.lookingAt()) {
            tokens.add(m.group(1));
            m.region(m.end(), text.strip().length());
        }
    }

    /// @param first the line without `//`
    /// @param rest  the lines that belong to it, without `//` and three spaces
    static Expectation read(String first, List<String> rest) {
        boolean fault = first.matches("(f32 )?error\\b.*");
        var reader = new ExpectationReader(fault ? first : first + " " + String.join(" ", rest));
        Expectation expectation = reader.expectation(String.join("\n", rest));
        if (reader.next < reader.tokens.size()) {
            throw reader.unexpected();
        }
        return expectation;
    }

    private Expectation expectation(String rest) {
        boolean single = accept("f32");
        return switch (take()) {
            case "run" -> {
                Call call = call(single);
                expect("=");
                yield new Expectation.Run(call, several(this::value), tolerance());
            }
            case "grad" -> {
                Call call = call(single);
                expect("=");
                Literal value = value();
                expect(",");
                yield new Expectation.Grad(call, value, bindings(":", this::value), tolerance());
            }
            case "error" -> {
                Optional<Call> call = next == tokens.size() ? Optional.empty() : Optional.of(call(single));
                yield new Expectation.Fault(call, rest);
            }
            default -> throw unexpected();
        };
    }

    private Call call(boolean single) {
        String function = take();
        Map<String, Integer> sizes = Map.of();
        if (accept("[")) {
            sizes = bindings("=", () -> Integer.parseInt(take()));
            expect("]");
        }
        expect("(");
        Map<String, Literal> arguments = peek().equals(")") ? Map.of() : bindings("=", this::value);
        expect(")");
        return new Call(function, sizes, arguments, single);
    }

    private Optional<Double> tolerance() {
        return accept("~") ? Optional.of(Double.parseDouble(take())) : Optional.empty();
    }

    private <T> Map<String, T> bindings(String sign, java.util.function.Supplier<T> value) {
        var all = new LinkedHashMap<String, T>();
        several(() -> {
            String name = take();
            expect(sign);
            return all.put(name, value.get());
        });
        return all;
    }

    private <T> List<T> several(java.util.function.Supplier<T> item) {
        var all = new ArrayList<T>();
        do {
            all.add(item.get());
        } while (accept(","));
        return all;
    }

    private Literal value() {
        Optional<ElementType> element = switch (peek()) {
            case "f64" -> Optional.of(ElementType.F64);
            case "f32" -> Optional.of(ElementType.F32);
            case "i64" -> Optional.of(ElementType.I64);
            case "bool" -> Optional.of(ElementType.BOOL);
            default -> Optional.empty();
        };
        if (element.isEmpty()) {
            return plain();
        }
        next++;
        Literal first = plain();
        if (peek().equals("[")) {
            List<Integer> sizes = first.items().stream().map(Integer::valueOf).toList();
            return plain().as(new Type(element.get(), sizes));
        }
        return first.as(new Type(element.get(), first.shape()));
    }

    private Literal plain() {
        if (!accept("[")) {
            return Literal.of(take());
        }
        if (accept("]")) {
            return Literal.of(List.of());
        }
        List<Literal> rows = several(this::plain);
        expect("]");
        return Literal.of(rows);
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private String take() {
        if (next == tokens.size()) {
            throw unexpected();
        }
        return tokens.get(next++);
    }

    private boolean accept(String token) {
        boolean there = peek().equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw unexpected();
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("'" + peek() + "' is not expected in: " + text);
    }
}
