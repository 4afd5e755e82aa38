package mg.tests;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mg.ir.Backend;
import mg.ir.Interpreter;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.testing.Agreement;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Products of every layout and of sizes that fit vectors, tiles and slices or not: the interpreter says what is right.
class ProductsTest {
    private static final List<Integer> FREE = List.of(1, 2, 3, 5, 7, 8, 9, 13, 16, 17, 24, 33, 50, 100, 200);
    private static final List<Integer> SUMMED = List.of(1, 2, 3, 4, 7, 8, 17, 40, 257, 300, 600, 1300);
    private static final int MOST = 400_000;

    /// One axis: its size, and where the operands have it.
    private record Axis(int size, boolean ofLeft, boolean ofRight) {}

    @Property(tries = 25)
    void productsOfEveryLayoutAgree(@ForAll long seed) {
        var random = new Random(seed);
        var text = new ArrayList<String>();
        var parameters = new ArrayList<String>();
        var results = new ArrayList<String>();
        for (int k = 0; k < 8; k++) {
            product(random, k, parameters, text, results);
        }
        String source = "func @f(" + String.join(", ", parameters) + ") -> ("
                + IntStream.range(0, results.size()).mapToObj(k -> "r" + k + ": " + type(text, results.get(k)))
                        .collect(Collectors.joining(", "))
                + ") {\n  " + String.join("\n  ", text) + "\n  return " + String.join(", ", results) + "\n}\n";
        Program program = Parser.parse("products.ir", source);
        List<Tensor> x = program.function("f").argumentTypes().stream()
                .map(t -> Tensor.reals(t, _ -> element(random))).toList();
        List<Tensor> expected = Interpreter.call(program, "f", x);
        for (Backend backend : Working.backends()) {
            Agreement.ROUNDING.check(expected, Working.run(backend, program, "f", x), () ->
                    backend.name() + "\n" + source);
        }
    }

    /// What is not finite is so in any order of the sums; it must not reach others, nor be lost.
    private static double element(Random random) {
        return random.nextInt(1000) == 0 ? random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY
                : random.nextInt(-8, 9) / 4.0;
    }

    private static void product(Random random, int k, List<String> parameters, List<String> text,
            List<String> results) {
        List<Axis> axes = axes(random);
        List<Integer> left = shuffled(random, axes, Axis::ofLeft);
        List<Integer> right = shuffled(random, axes, Axis::ofRight);
        List<Integer> batch = new ArrayList<>(left.stream().filter(a -> isBatch(a, axes)).toList());
        List<Integer> sums = left.stream().filter(a -> isSum(a, axes)).toList();
        Collections.shuffle(batch, random);
        var free = new ArrayList<>(batch);
        left.stream().filter(a -> !axes.get(a).ofRight()).forEach(free::add);
        right.stream().filter(a -> !axes.get(a).ofLeft()).forEach(free::add);
        String element = random.nextInt(4) == 0 ? "f32" : "f64";
        String result = type(element, free, axes);
        parameters.add("%a" + k + ": " + type(element, left, axes));
        parameters.add("%b" + k + ": " + type(element, right, axes));
        text.add("%p" + k + " = dot [" + pairs(sums, left, right) + "]"
                + (batch.isEmpty() ? "" : " batch [" + pairs(batch, left, right) + "]") + " %a" + k
                + ", %b" + k + " : " + result);
        switch (random.nextInt(3)) {
            case 0 -> results.add("%p" + k);
            case 1 -> {
                parameters.add("%c" + k + ": " + result);
                text.add("%s" + k + " = add %p" + k + ", %c" + k + " : " + result);
                results.add("%s" + k);
            }
            default -> {
                List<Integer> order = new ArrayList<>(IntStream.range(0, free.size()).boxed().toList());
                Collections.shuffle(order, random);
                text.add("%t" + k + " = transpose ["
                        + order.stream().map(String::valueOf).collect(Collectors.joining(","))
                        + "] %p" + k + " : " + type(element, order.stream().map(free::get).toList(), axes));
                results.add("%t" + k);
            }
        }
    }

    private static boolean isBatch(int axis, List<Axis> axes) {
        return axes.get(axis).ofLeft() && axes.get(axis).ofRight() && axis % 2 == 0;
    }

    private static boolean isSum(int axis, List<Axis> axes) {
        return axes.get(axis).ofLeft() && axes.get(axis).ofRight() && axis % 2 == 1;
    }

    /// Axes of both operands are a batch at even places and summed at odd ones. The number of products is bounded.
    private static List<Axis> axes(Random random) {
        while (true) {
            var axes = new ArrayList<Axis>();
            long products = 1;
            int batch = random.nextInt(4) == 0 ? 1 : 0;
            int sums = random.nextInt(6) == 0 ? 2 : 1;
            for (int k = 0; k < 2; k++) {
                axes.add(new Axis(k < batch ? 1 + random.nextInt(3) : 1, k < batch, k < batch));
                axes.add(new Axis(k < sums ? SUMMED.get(random.nextInt(SUMMED.size())) : 1, k < sums, k < sums));
            }
            for (int k = random.nextInt(3); k > 0; k--) {
                axes.add(new Axis(FREE.get(random.nextInt(FREE.size())), true, false));
            }
            for (int k = random.nextInt(3); k > 0; k--) {
                axes.add(new Axis(FREE.get(random.nextInt(FREE.size())), false, true));
            }
            for (Axis axis : axes) {
                products *= axis.size();
            }
            if (products <= MOST) {
                return axes;
            }
        }
    }

    private static List<Integer> shuffled(Random random, List<Axis> axes, java.util.function.Predicate<Axis> which) {
        var chosen = new ArrayList<>(IntStream.range(0, axes.size()).boxed().filter(k -> which.test(axes.get(k)))
                .toList());
        Collections.shuffle(chosen, random);
        return chosen;
    }

    private static String pairs(List<Integer> axes, List<Integer> left, List<Integer> right) {
        return axes.stream().map(a -> left.indexOf(a) + "=" + right.indexOf(a)).collect(Collectors.joining(","));
    }

    private static String type(String element, List<Integer> axes, List<Axis> all) {
        return axes.isEmpty()
                ? element
                : element + axes.stream().map(a -> String.valueOf(all.get(a).size()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String type(List<String> text, String value) {
        String line = text.stream().filter(t -> t.startsWith(value + " ")).findFirst().orElseThrow();
        return line.substring(line.lastIndexOf(": ") + 2);
    }
}
