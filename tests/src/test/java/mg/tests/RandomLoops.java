package mg.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mg.testing.Choices;

/// Random text of one function `f`: loop nests as people write them, over arrays of sizes that fit vectors, tiles and
/// unrolled loops or not. Positions are next to a loop variable, mirrored, wrapped, strided, or from a table; ranges
/// are fixed, up to or from an outer variable, or known only at run time. Values stay near 1, so that rounding does.
final class RandomLoops {
    private static final List<Integer> SIZES = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 17, 24, 31, 33, 40, 65);
    private static final List<String> FUNCTIONS = List.of("tanh", "sin", "sigmoid", "relu", "abs", "cos");

    /// An array there is.
    private record Array(String name, List<Integer> shape, boolean isArgument) {}

    /// A loop variable, from 0 to below `range`.
    private record Variable(String name, int range) {}

    private final Choices choices;
    private final long most;
    private final List<Integer> sizes = new ArrayList<>();
    private final List<Array> arrays = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Array table;
    /// How often what is written now runs.
    private long times = 1;
    private int names;

    private RandomLoops(Choices choices, long most) {
        this.choices = choices;
        this.most = most;
        for (int k = 2 + choices.below(2); k > 0; k--) {
            sizes.add(of(SIZES));
        }
        table = new Array("at", List.of(of(sizes)), true);
    }

    /// A program in which nothing runs much more than `most` times.
    static String text(Choices choices, long most) {
        return new RandomLoops(choices, most).program();
    }

    private <T> T of(List<T> list) {
        return list.get(choices.below(list.size()));
    }

    /// One of the list, rather a late one.
    private <T> T late(List<T> list) {
        int back = Math.min(choices.below(list.size()), choices.below(list.size()));
        return list.get(list.size() - 1 - back);
    }

    private String program() {
        for (int k = 2 + choices.below(3); k > 0; k--) {
            List<Integer> shape = IntStream.rangeClosed(0, choices.below(2)).mapToObj(_ -> of(sizes)).toList();
            arrays.add(new Array("x" + names++, shape, true));
        }
        String arguments = arrays.stream().map(a -> a.name() + ": real" + a.shape() + ", ")
                .collect(Collectors.joining())
                + "at: int" + table.shape() + ", s: real";
        numbers.add("s");
        for (int k = 2 + choices.below(5); k > 0; k--) {
            statement("v" + names++);
        }
        String sums = arrays.stream().filter(a -> !a.isArgument()).map(a -> " + sum(" + a.name() + ")")
                .collect(Collectors.joining());
        return "fn f(" + arguments + ") {\n    " + String.join("\n    ", lines) + "\n    ("
                + String.join(" + ", numbers) + sums + ") * " + late(arrays).name() + "\n}\n";
    }

    private void statement(String name) {
        times = 1;
        switch (choices.below(9)) {
            case 8 -> summed(name);
            case 0 -> {
                lines.add("let " + name + " = " + reduction(List.of(), 2));
                numbers.add(name);
            }
            case 1, 2, 3 -> carried(name);
            case 4 -> picked(name);
            default -> {
                List<Variable> nest = nest(IntStream.rangeClosed(0, choices.below(3)).mapToObj(_ -> size()).toList());
                add(name, nest, "[sin(" + expression(nest, 3) + ")" + clause(nest) + "]");
            }
        }
    }

    private void add(String name, List<Variable> nest, String value) {
        lines.add("let " + name + " = " + value);
        arrays.add(new Array(name, nest.stream().map(Variable::range).toList(), false));
    }

    private int size() {
        int size = of(sizes);
        return choices.oneIn(4) ? Math.max(1, size / 2) : size;
    }

    private List<Variable> nest(List<Integer> shape) {
        var nest = new ArrayList<Variable>();
        for (int range : shape) {
            if (nest.isEmpty() || times * range <= most) {
                times *= range;
                nest.add(new Variable("ijk".substring(nest.size(), nest.size() + 1), range));
            }
        }
        return nest;
    }

    private static String clause(List<Variable> nest) {
        return nest.stream().map(v -> v.name() + " in 0.." + v.range()).collect(Collectors.joining(", ", " for ", ""));
    }

    /// An array that a loop carries, wholly new in each iteration or in one place.
    private void carried(String name) {
        Array start = late(arrays);
        List<Variable> nest = nest(start.shape());
        int steps = 1 + choices.below(6);
        times *= steps;
        if (nest.size() < start.shape().size() || times > most) {
            return;
        }
        String state = "c" + names++;
        String own = state + nest.stream().map(Variable::name).toList();
        arrays.add(new Array(state, start.shape(), false));
        var inside = new ArrayList<>(nest);
        inside.add(new Variable("t", steps));
        String next = "tanh(" + own + " + " + expression(inside, 2) + ")";
        arrays.removeLast();
        String range = choices.oneIn(4) ? "min(at[0], " + steps + ")" : String.valueOf(steps);
        boolean all = choices.oneIn(3);
        boolean place = !all && choices.oneIn(3);
        add(name, nest, (all ? "(scan" : "loop") + " (" + state + " = " + start.name() + ") for t in 0.."
                + (all ? steps : range)
                + " { [" + (place ? "if i == t { " + next + " } else { " + own + " }" : next) + clause(nest) + "] }"
                + (all ? ")[" + (steps - 1) + "]" : ""));
    }

    /// A short array that a loop adds up.
    private void summed(String name) {
        List<Variable> nest = nest(List.of(size(), 1 + choices.below(6)));
        if (nest.size() == 2) {
            Variable outer = nest.getFirst();
            Variable inner = nest.getLast();
            lines.add("let " + name + " = tanh(sum([" + expression(nest, 2) + clause(List.of(inner)) + "]"
                    + clause(List.of(outer))
                    + ") / " + outer.range() + ")");
            arrays.add(new Array(name, List.of(inner.range()), false));
        }
    }

    /// Rows that a table picks, or adds up.
    private void picked(String name) {
        Array from = late(arrays);
        int rows = from.shape().getFirst();
        var shape = new ArrayList<>(from.shape());
        boolean adds = rows == table.shape().getFirst();
        shape.set(0, adds ? 1 + choices.below(9) : table.shape().getFirst());
        String to = adds
                ? "tanh(scatter_add(" + from.name() + ", at % " + shape.getFirst() + ", " + shape.getFirst() + "))"
                : from.name() + "[at % " + rows + "]";
        lines.add("let " + name + " = " + to);
        arrays.add(new Array(name, shape, false));
    }

    /// A number: the sum over the size of the range, or an extreme.
    private String reduction(List<Variable> outer, int depth) {
        String name = "r" + outer.size() + depth;
        int size = Math.clamp(most / times, 1, size());
        var range = new String[] {"0", String.valueOf(size)};
        Variable around = outer.isEmpty() ? null : of(outer);
        switch (around == null || around.range() > size ? 0 : choices.below(5)) {
            case 1 -> range[0] = around.name();
            case 2 -> range[1] = around.name() + " + 1";
            case 3 -> range[1] = "at[" + position(outer, table.shape().getFirst()) + "] % " + (size + 1);
            default -> {}
        }
        var inner = new ArrayList<>(outer);
        inner.add(new Variable(name, size));
        times *= size;
        String items = "(" + expression(inner, depth) + " for " + name + " in " + range[0] + ".." + range[1] + ")";
        times /= size;
        return switch (choices.below(6)) {
            case 4 -> "max(max" + items + ", -2)";
            case 5 -> "min(min" + items + ", 2)";
            default -> "(sum" + items + " / " + size + ")";
        };
    }

    private String expression(List<Variable> loops, int depth) {
        if (depth == 0) {
            return leaf(loops);
        }
        String x = expression(loops, depth - 1);
        return switch (choices.below(13)) {
            case 0, 1 -> "(" + x + " * " + expression(loops, depth - 1) + ")";
            case 2, 3 -> "(" + x + " - " + expression(loops, depth - 1) + ")";
            case 4 -> of(FUNCTIONS) + "(" + x + ")";
            case 5 -> "(" + x + " / (1 + " + leaf(loops) + "^2))";
            case 6, 7 -> "(if " + condition(loops) + " { " + x + " } else { " + expression(loops, depth - 1) + " })";
            case 8 -> "select(" + condition(loops) + ", " + x + ", " + leaf(loops) + ")";
            case 9 -> "max(" + x + ", " + leaf(loops) + ")";
            case 10, 11 -> reduction(loops, depth - 1);
            default -> x;
        };
    }

    /// Of what is given, not computed: that is the same to the last bit wherever it is compared.
    private String condition(List<Variable> loops) {
        String given = element(of(arrays.stream().filter(Array::isArgument).toList()), loops) + " > 0.1";
        if (loops.isEmpty()) {
            return given;
        }
        String i = of(loops).name();
        return switch (choices.below(6)) {
            case 0 -> i + " <= " + of(loops).name();
            case 1 -> i + " % 2 == 0";
            case 2 -> i + " > 0 && " + given;
            case 3 -> "at[" + position(loops, table.shape().getFirst()) + "] % 2 == 1";
            default -> given;
        };
    }

    private String leaf(List<Variable> loops) {
        return switch (choices.below(8)) {
            case 6 -> of(numbers);
            case 7 -> loops.isEmpty() ? "0.7" : of(loops).name() + " * 0.01";
            default -> element(late(arrays), loops);
        };
    }

    private String element(Array array, List<Variable> loops) {
        return array.name() + array.shape().stream().map(size -> position(loops, size)).toList();
    }

    private String position(List<Variable> loops, int size) {
        if (loops.isEmpty()) {
            return String.valueOf(choices.below(size));
        }
        Variable v = late(loops);
        String i = v.name();
        if (v.range() > size) {
            return choices.oneIn(2) ? "min(" + i + ", " + (size - 1) + ")" : i + " % " + size;
        }
        return switch (choices.below(12)) {
            case 6 -> (size - 1) + " - " + i;
            case 7 -> v.range() < size
                    ? i + " + " + (1 + choices.below(size - v.range()))
                    : "(" + i + " + 1) % " + size;
            case 8 -> "(" + i + " + " + of(loops).name() + ") % " + size;
            case 9 -> v.range() <= table.shape().getFirst() ? "at[" + i + "] % " + size : i;
            case 10 -> 2 * v.range() - 1 <= size ? "2 * " + i : "div(" + i + ", 2)";
            case 11 -> "max(" + i + " - 1, 0)";
            default -> i;
        };
    }
}
