package mg.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mg.Mg;
import mg.ModelFunction;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// The programs of GradBench: derivative and value on both backends, against the derivative written by hand in C.
final class Gradients {
    private static final String HAND = "C by hand";

    private final Path programs;
    private final SplittableRandom random = new SplittableRandom(1);

    Gradients(Path programs) {
        this.programs = programs;
    }

    List<Work> works() {
        return List.of(
                gmm(1000, 20, 50), gmm(1000, 64, 100), kmeans(10_000, 100, 8), llsq(128, 1024), lstm(4, 14, 4096),
                ba(21, 11_315, 36_455), ht(1600, 0), ht(1600, 2), det(8), ode(10_000, 100), lse(80_000), hello(),
                descent("particle", "w", Tensor.of(0.0)), descent("saddle", "start", Tensor.of(1, 1)));
    }

    /// @param hand what calls the derivative by hand, and the value; empty if there is none
    private Work work(String name, String module, double atLeast, String derivative, String value,
            Map<String, Integer> ints, Map<String, Tensor> arguments, List<Supplier<Contender>> hand) {
        var entries = new ArrayList<Work.Entry>();
        for (String role : List.of("", Work.VALUE)) {
            String function = role.isEmpty() ? derivative : value;
            for (String backend : List.of("jvm", "c")) {
                entries.add(new Work.Entry(backend, role, () -> compiled(module, function, backend, ints, arguments)));
            }
        }
        if (!hand.isEmpty()) {
            entries.add(new Work.Entry(HAND, "", hand.get(0)));
            entries.add(new Work.Entry(HAND, Work.VALUE, hand.get(1)));
        }
        return new Work("gradbench/" + module + (name.isEmpty() ? "" : "/" + name.replaceAll("[^0-9a-z]+", "-")),
                module + (name.isEmpty() ? "" : " " + name), Work.Kind.GRADIENT, atLeast, 1, "", entries);
    }

    private Contender compiled(String module, String function, String backend, Map<String, Integer> ints,
            Map<String, Tensor> arguments) {
        ModelFunction f = Mg.load(programs.resolve(module + ".mg")).function(function).on(backend);
        for (var e : ints.entrySet()) {
            f = f.size(e.getKey(), e.getValue());
        }
        return new Compiled(f, arguments, backend.equals("jvm"));
    }

    private Tensor numbers(double low, double high, int... shape) {
        return Tensor.reals(Type.of(ElementType.F64, shape), _ -> low + (high - low) * random.nextDouble());
    }

    private static double[] of(int size) {
        return new double[size];
    }

    private static Object[] args(Object... all) {
        return Stream.of(all)
                .map(x -> x instanceof Tensor t ? t.data() : x instanceof Integer n ? (Object) (long) n : x).toArray();
    }

    private Work gmm(int n, int d, int k) {
        int s = d * (d - 1) / 2;
        var in = new LinkedHashMap<String, Tensor>();
        in.put("x", numbers(0, 1, n, d));
        in.put("gamma", Tensor.of(1.0));
        in.put("alpha", numbers(-1, 1, k));
        in.put("mu", numbers(0, 1, k, d));
        in.put("q", numbers(-1, 1, k, d));
        in.put("l", numbers(-1, 1, k, s));
        Object[] args = args(n, d, k, in.get("x"), 0, 1.0, in.get("alpha"), in.get("mu"), in.get("q"), in.get("l"));
        return work("n=" + n + " d=" + d + " k=" + k, "gmm", 4, "jacobian", "objective", Map.of("m", 0), in,
                List.of(() -> new Handwritten("gmm_jacobian", args, of(k), of(k * d), of(k * d), of(k * s)),
                        () -> new Handwritten("gmm_objective", args, of(1))));
    }

    private Work kmeans(int n, int k, int d) {
        Tensor points = numbers(0, 1, n, d);
        Tensor centroids = numbers(0, 1, k, d);
        Object[] args = args(n, k, d, points, centroids);
        return work("n=" + n + " k=" + k + " d=" + d, "kmeans", 4, "dir", "cost", Map.of(),
                Map.of("points", points, "centroids", centroids),
                List.of(() -> new Handwritten("kmeans_dir", args, of(k * d)),
                        () -> new Handwritten("kmeans_cost", args, of(1))));
    }

    private Work llsq(int m, int n) {
        Tensor x = numbers(-1, 1, m);
        Object[] args = args(m, x, n);
        return work("m=" + m + " n=" + n, "llsq", 4, "gradient", "primal", Map.of("n", n), Map.of("x", x),
                List.of(() -> new Handwritten("llsq_gradient", args, of(m)),
                        () -> new Handwritten("llsq_primal", args, of(1))));
    }

    private Work lstm(int l, int b, int c) {
        var in = new LinkedHashMap<String, Tensor>();
        in.put("main_params", numbers(-1, 1, 2 * l, 4 * b));
        in.put("extra_params", numbers(-1, 1, 3, b));
        in.put("state", numbers(-1, 1, 2 * l, b));
        in.put("sequence", Tensor.reals(Type.of(ElementType.F64, c, b), _ -> random.nextInt(2)));
        Object[] args = args(l, b, c, in.get("main_params"), in.get("extra_params"), in.get("state"),
                in.get("sequence"));
        return work("l=" + l + " b=" + b + " c=" + c, "lstm", 4, "jacobian", "objective", Map.of(), in,
                List.of(() -> new Handwritten("lstm_jacobian", args, of(8 * l * b + 3 * b)),
                        () -> new Handwritten("lstm_objective", args, of(1))));
    }

    private Work ba(int n, int m, int p) {
        var in = new LinkedHashMap<String, Tensor>();
        in.put("cams", numbers(0.1, 1, n, 11));
        in.put("points", numbers(1, 2, m, 3));
        in.put("weights", numbers(0, 1, p));
        in.put("feats", numbers(-1, 1, p, 2));
        Object[] args = args(n, m, p, in.get("cams"), in.get("points"), in.get("weights"), in.get("feats"));
        return work(p + " observations", "ba", 1.5, "jacobian", "objective", Map.of(), in,
                List.of(() -> new Handwritten("ba_jacobian", args, new long[3 * p + 1], new long[31 * p], of(31 * p)),
                        () -> new Handwritten("ba_objective", args, of(2 * p), of(p))));
    }

    /// A hand of 22 bones like GradBench's: a wrist, an arm, and five fingers of four.
    private Work ht(int c, int us) {
        int bones = 22;
        int vertices = 544;
        int triangles = 1084;
        var in = new LinkedHashMap<String, Tensor>();
        in.put("theta", numbers(-0.5, 0.5, 26));
        in.put("data.model.parents",
                Tensor.wholes(Type.of(ElementType.I64, bones), b -> b < 2 ? b - 1 : (b - 2) % 4 == 0 ? 1 : b - 1));
        in.put("data.model.base_relatives", affine(bones));
        in.put("data.model.inverse_base_absolutes", affine(bones));
        in.put("data.model.base_positions",
                Tensor.reals(Type.of(ElementType.F64, vertices, 4), k -> k % 4 == 3 ? 1 : random.nextDouble()));
        in.put("data.model.weights", numbers(0, 1.0 / bones, vertices, bones));
        in.put("data.model.triangles",
                Tensor.wholes(Type.of(ElementType.I64, triangles, 3), _ -> random.nextInt(vertices)));
        in.put("data.model.is_mirrored", Tensor.of(false));
        in.put("data.correspondences",
                Tensor.wholes(Type.of(ElementType.I64, c), _ -> random.nextInt(us == 0 ? vertices : triangles)));
        in.put("data.points", numbers(0, 1, c, 3));
        in.put("us", numbers(0, 0.5, c, us));
        Object[] hand = args(in.get("theta"), in.get("data.model.parents"), in.get("data.model.base_relatives"),
                in.get("data.model.inverse_base_absolutes"), vertices, in.get("data.model.base_positions"),
                in.get("data.model.weights"), in.get("data.model.triangles"), 0, c, in.get("data.correspondences"));
        Object[] value = args(Stream.concat(Stream.of(hand), Stream.of(in.get("data.points"), us, in.get("us")))
                .toArray());
        Object[] slope = args(Stream.concat(Stream.of(hand), Stream.of(us, in.get("us"))).toArray());
        return work(c + " points" + (us == 0 ? "" : " on triangles"), "ht", 1.5, "jacobian", "objective", Map.of(), in,
                List.of(() -> new Handwritten("ht_jacobian", slope, of(3 * c * (us + 26))),
                        () -> new Handwritten("ht_objective", value, of(3 * c))));
    }

    /// Random matrices whose last row is that of an affine map.
    private Tensor affine(int n) {
        return Tensor.reals(Type.of(ElementType.F64, n, 4, 4),
                k -> k % 16 == 15 ? 1 : k % 16 >= 12 ? 0 : random.nextDouble(-0.5, 0.5));
    }

    private Work det(int ell) {
        Tensor a = numbers(-1, 1, ell * ell);
        return work(ell + "x" + ell, "det", 1.5, "gradient", "primal", Map.of("ell", ell), Map.of("A", a),
                List.of(() -> new Handwritten("det_gradient", args(ell, a), of(ell * ell)),
                        () -> new Handwritten("det_primal", args(ell, a), of(1))));
    }

    private Work ode(int n, int s) {
        Tensor x = numbers(0, 1, n);
        return work("n=" + n + " s=" + s, "ode", 0, "gradient", "primal", Map.of("s", s), Map.of("x", x),
                List.of(() -> new Handwritten("ode_gradient", args(n, x, s), of(n)),
                        () -> new Handwritten("ode_primal", args(n, x, s), of(n))));
    }

    private Work lse(int n) {
        Tensor x = numbers(-1, 1, n);
        return work("n=" + n, "lse", 0, "gradient", "primal", Map.of(), Map.of("x", x),
                List.of(() -> new Handwritten("lse_gradient", args(n, x), of(n)),
                        () -> new Handwritten("lse_primal", args(n, x), of(1))));
    }

    private Work hello() {
        return work("", "hello", 0, "double", "square", Map.of(), Map.of("x", Tensor.of(3.0)), List.of());
    }

    /// A descent has no value apart from its derivatives: forward over forward mode stands for it.
    private Work descent(String module, String argument, Tensor value) {
        return work("", module, 0, "rr", "ff", Map.of(), Map.of(argument, value), List.of());
    }
}
