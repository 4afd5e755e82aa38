package mg.backend.c;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import mg.ir.ElementOp;
import mg.ir.ElementType;

/// The vector types of a file and the functions on them, each written once it is needed, in this order.
///
/// A vector is one of GNU C: `+ - * /` and comparisons of doubles are operators, which compilers split where a machine
/// has only shorter ones. Truth values are masks of integers, 0 or -1. Whatever has no operator is a loop over the
/// lanes; told so by `MG_SIMD`, gcc makes vector code of it, with `libmvec` for most functions of `math.h`. The most
/// frequent ones are in the file, without branches: a call would have every vector that is needed after it put into
/// memory.
final class WideFunctions {
    /// The macro before a loop whose iterations may run at once.
    static final String LANES = "MG_LANES";
    /// The macro before each function: a call, around which vectors go through memory, costs more than what most do.
    static final String INLINE = "MG_INLINE";

    private final UnaryOperator<String> free;
    private final Elements elements;
    private final boolean reproducible;
    private final Map<String, String> names = new HashMap<>();
    private final StringBuilder types = new StringBuilder();
    private final StringBuilder functions = new StringBuilder();

    /// @param free         gives a free name like the wanted one
    /// @param reproducible whether results are the same everywhere
    WideFunctions(UnaryOperator<String> free, Elements elements, boolean reproducible) {
        this.free = free;
        this.elements = elements;
        this.reproducible = reproducible;
    }

    /// All types and functions that are needed so far.
    String definitions() {
        return types + (types.isEmpty() ? "" : "\n") + functions;
    }

    /// Whether there are any.
    boolean isEmpty() {
        return types.isEmpty();
    }

    /// The type of a wide scalar.
    String type(ElementType element, int lanes) {
        ElementType held = held(element);
        String key = held + "x" + lanes;
        if (!names.containsKey(key)) {
            names.put(key, free.apply("mg_" + key));
            types.append("typedef ").append(Literals.type(held)).append(' ').append(names.get(key))
                    .append(" __attribute__((vector_size(").append(lanes * (held == ElementType.F32 ? 4 : 8))
                    .append(")));\n");
        }
        return names.get(key);
    }

    /// What a lane holds: a truth value is an integer.
    private static ElementType held(ElementType element) {
        return element == ElementType.BOOL ? ElementType.I64 : element;
    }

    /// The same number in every lane.
    String all(ElementType element, int lanes) {
        return function("all", element, lanes, name ->
                listed(name, Literals.type(element) + " x", element, lanes, _ -> "x"));
    }

    /// An operation, lane by lane, on operands of these types.
    String apply(ElementOp op, List<ElementType> operands, ElementType result, int lanes) {
        return function(op.toString(), operands.getLast(), lanes, name -> {
            var parameters = new StringJoiner(", ");
            var values = new java.util.ArrayList<Expression>();
            for (int k = 0; k < operands.size(); k++) {
                String parameter = String.valueOf((char) ('x' + k));
                parameters.add(type(operands.get(k), lanes) + " " + parameter);
                values.add(fromLane(operands.get(k), parameter + "[l]"));
            }
            Expression value = elements.lane(op, operands.getLast(), values, reproducible);
            return lanewise(name, parameters.toString(), result, lanes, value);
        });
    }

    /// Conversion, lane by lane.
    String convert(ElementType from, ElementType to, int lanes) {
        return function("from_" + from, to, lanes, name -> lanewise(name, type(from, lanes) + " x", to, lanes,
                elements.convert(fromLane(from, "x[l]"), from, to)));
    }

    /// `x * y + z`, rounded once where that is fast.
    String fma(ElementType element, int lanes) {
        String type = type(element, lanes);
        String macro = element == ElementType.F32 ? "FP_FAST_FMAF" : "FP_FAST_FMA";
        return function("fma", element, lanes, name -> """
                %s(%2$s x, %2$s y, %2$s z) {
                #ifdef %3$s
                    %2$s r = {0};
                    %4$s
                        r[l] = %5$s(x[l], y[l], z[l]);
                    }
                    return r;
                #else
                    return x * y + z;
                #endif
                }
                """.formatted(start(type, name), type, macro, each(lanes), element == ElementType.F32 ? "fmaf" : "fma"));
    }

    /// `from`, `from + step`, …
    String steps(int lanes) {
        String sum = elements.call(Prelude.WRAP_ADD, Expression.atom("from"),
                elements.call(Prelude.WRAP_MUL, Expression.atom("l"), Expression.atom("step"))).text();
        return function("steps", ElementType.I64, lanes, name ->
                lanewise(name, "int64_t from, int64_t step", ElementType.I64, lanes, Expression.atom(sum)));
    }

    /// The sum, product, maximum or minimum of the lanes of a number; whether any or all are true.
    String total(ElementOp op, ElementType element, int lanes) {
        return function("total_" + op, element, lanes, name -> lanes == 2 ? pair(op, element, name) : """
                %s(%s x) {
                    %s y;
                    %s
                        y[l] = %s;
                    }
                    return %s(y);
                }
                """.formatted(start(Literals.type(element), name), type(element, lanes), type(element, lanes / 2),
                each(lanes / 2), toLane(element, elements.apply(op, element,
                        List.of(fromLane(element, "x[l]"), fromLane(element, "x[l + " + lanes / 2 + "]"))).text()),
                total(op, element, lanes / 2)));
    }

    private String pair(ElementOp op, ElementType element, String name) {
        return "%s(%s x) { return %s; }\n".formatted(start(Literals.type(element), name), type(element, 2),
                elements.apply(op, element, List.of(fromLane(element, "x[0]"), fromLane(element, "x[1]"))).text());
    }

    /// Neighbouring elements.
    String get(ElementType element, int lanes) {
        String type = type(element, lanes);
        if (element == ElementType.BOOL) {
            return function("get", element, lanes, name -> gets(name, element, lanes, "", String::valueOf));
        }
        return function("get", element, lanes, name -> """
                %s(const %s *p) {
                    %s x;
                    memcpy(&x, p, sizeof x);
                    return x;
                }
                """.formatted(start(type, name), Literals.type(element), type));
    }

    /// Elements at equal distances.
    String getSteps(ElementType element, int lanes) {
        return function("get_steps", element, lanes, name ->
                gets(name, element, lanes, ", int64_t step", l -> l + " * step"));
    }

    /// Elements anywhere.
    String gather(ElementType element, int lanes) {
        String index = ", " + type(ElementType.I64, lanes) + " i";
        return function("gather", element, lanes, name -> gets(name, element, lanes, index, l -> "i[" + l + "]"));
    }

    private String gets(String name, ElementType element, int lanes, String parameter, IntFunction<String> at) {
        return listed(name, "const " + Literals.type(element) + " *p" + parameter, element, lanes, l ->
                "p[" + at.apply(l) + "]");
    }

    /// Each lane is named: of a loop over them gcc may make one that stores each lane and then loads them all, or warn
    /// that they are not initialised.
    private String listed(String name, String parameters, ElementType element, int lanes, IntFunction<String> of) {
        var values = new StringBuilder();
        for (int l = 0; l < lanes; l++) {
            values.append(l == 0 ? "" : l % 8 == 0 ? ",\n            " : ", ");
            values.append(toLane(element, of.apply(l)));
        }
        return """
                %s(%s) {
                    const %s r = {%s};
                    return r;
                }
                """.formatted(start(type(element, lanes), name), parameters, type(element, lanes), values);
    }

    /// Stores to neighbouring elements, or adds to them.
    String put(ElementType element, int lanes, boolean add) {
        String type = type(element, lanes);
        if (element == ElementType.BOOL || add && element == ElementType.I64) {
            return function(add ? "add" : "put", element, lanes, name -> puts(name, element, lanes, add, "", "l"));
        }
        return function(add ? "add" : "put", element, lanes, name -> """
                %s(%s *p, %s x) {
                    %smemcpy(p, &x, sizeof x);
                }
                """.formatted(start("void", name), Literals.type(element), type,
                add ? "x += " + get(element, lanes) + "(p);\n    " : ""));
    }

    /// Adds `x * y` to neighbouring elements, rounded once where that is fast.
    String addProduct(ElementType element, int lanes) {
        String type = type(element, lanes);
        return function("add_product", element, lanes, name -> """
                %s(%s *p, %3$s x, %3$s y) {
                    x = %4$s(x, y, %5$s(p));
                    memcpy(p, &x, sizeof x);
                }
                """.formatted(start("void", name), Literals.type(element), type, fma(element, lanes), get(element, lanes)));
    }

    /// Stores to elements at equal distances, in the order of the lanes, or adds to them.
    String putSteps(ElementType element, int lanes, boolean add) {
        return function(add ? "add_steps" : "put_steps", element, lanes, name ->
                puts(name, element, lanes, add, ", int64_t step", "l * step"));
    }

    /// Stores as many vectors as they have lanes, each a column: lane `l` of all at `l * step`, side by side.
    String putRows(ElementType element, int lanes) {
        return function("put_rows", element, lanes, name -> {
            String type = type(element, lanes);
            var transposed = new Transposition(type, lanes);
            String put = put(element, lanes, false);
            var stores = new StringBuilder();
            for (int l = 0; l < lanes; l++) {
                stores.append("    %s(p + %d * step, %s);\n".formatted(put, l, transposed.row(l)));
            }
            String columns = String.join(", ", transposed.columns());
            return """
                    %s(%s *p, int64_t step, %s) {
                    %s
                    %s%s#else
                        const %s x[] = {%s};
                        for (int l = 0; l < %d; l++) {
                            for (int k = 0; k < %9$d; k++) {
                                p[l * step + k] = x[k][l];
                            }
                        }
                    #endif
                    }
                    """.formatted(start("void", name), Literals.type(element), columns.replace("x", type + " x"),
                    Transposition.CONDITION, transposed.definitions(), stores, type, columns, lanes);
        });
    }

    /// Stores to elements anywhere, in the order of the lanes, or adds to them.
    String scatter(ElementType element, int lanes, boolean add) {
        String index = ", " + type(ElementType.I64, lanes) + " i";
        return function(add ? "scatter_add" : "scatter", element, lanes, name ->
                puts(name, element, lanes, add, index, "i[l]"));
    }

    private String puts(String name, ElementType element, int lanes, boolean add, String parameter, String at) {
        Expression value = fromLane(element, "x[l]");
        String to = "p[" + at + "]";
        String sum = add
                ? elements.apply(ElementOp.ADD, element, List.of(Expression.atom(to), value)).text()
                : value.text();
        return """
                %s(%s *p%s, %s x) {
                    for (int l = 0; l < %d; l++) {
                        %s = %s;
                    }
                }
                """.formatted(start("void", name), Literals.type(element), parameter, type(element, lanes), lanes, to, sum);
    }

    /// The first of the indices that is not in `0..size`, if there is one.
    String outside(int lanes) {
        String type = type(ElementType.I64, lanes);
        return function("outside", ElementType.I64, lanes, name -> """
                %s(%s i, int64_t size, int64_t *first) {
                    uint64_t bad = 0;
                    for (int l = 0; l < %d; l++) {
                        bad |= (uint64_t) i[l] >= (uint64_t) size;
                    }
                    for (int l = %d; bad && l >= 0; l--) {
                        *first = (uint64_t) i[l] >= (uint64_t) size ? i[l] : *first;
                    }
                    return bad != 0;
                }
                """.formatted(start("bool", name), type, lanes, lanes - 1));
    }

    /// Of a loop over the lanes; without zeros to begin with gcc -O1 takes the vector for uninitialised.
    private String lanewise(String name, String parameters, ElementType result, int lanes, Expression value) {
        return """
                %s(%s) {
                    %s r = {0};
                    %s
                        r[l] = %s;
                    }
                    return r;
                }
                """.formatted(start(type(result, lanes), name), parameters, type(result, lanes), each(lanes),
                toLane(result, value.text()));
    }

    private static String start(String result, String name) {
        return INLINE + " " + result + " " + name;
    }

    private static String each(int lanes) {
        return LANES + "\n    for (int l = 0; l < " + lanes + "; l++) {";
    }

    private static Expression fromLane(ElementType element, String lane) {
        return element == ElementType.BOOL
                ? Expression.of(lane + " != 0", Expression.Level.COMPARISON)
                : Expression.atom(lane);
    }

    private static String toLane(ElementType element, String value) {
        return element == ElementType.BOOL ? "-(int64_t) (" + value + ")" : value;
    }

    private String function(String what, ElementType element, int lanes, Function<String, String> definition) {
        String key = what + "_" + element + "x" + lanes;
        String known = names.get(key);
        if (known == null) {
            known = free.apply("mg_" + key);
            names.put(key, known);
            String text = definition.apply(known);
            functions.append(text).append('\n');
        }
        return known;
    }
}
