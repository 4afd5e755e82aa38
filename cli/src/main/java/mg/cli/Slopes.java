package mg.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import mg.Backends;
import mg.Settings;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Executable;
import mg.ir.Tensor;

/// The slopes of a function at a point in several directions, computed in several ways.
final class Slopes {
    private static final double RELATIVE = 1e-9;
    private static final double RELATIVE_F32 = 1e-3;
    /// Rounding errors of a function, in terms of their standard deviation.
    private static final double DEVIATIONS = 10;
    /// What is this much less than the largest of all numbers, in units of the last place, may be rounding alone.
    private static final double RESIDUE = 1000;

    private final CheckedFunction checked;
    private final Settings settings;
    private final Map<String, Tensor> point;
    private final Map<String, Tensor> moved;
    private final List<Supplier<Direction>> directions;
    private final Executable value;
    private final Map<String, Tensor> gradient;
    private final double here;
    private final double epsilon;

    private Slopes(CheckedFunction checked, Settings settings, Map<String, Tensor> point, List<String> wrt, long seed) {
        this.checked = checked;
        this.settings = settings;
        this.point = point;
        this.moved = new LinkedHashMap<>();
        wrt.forEach(name -> moved.put(name, point.get(name)));
        this.directions = Direction.of(moved, RandomValues.generator(seed, "directions"));
        this.value = Backends.compile(settings, checked.program(), CheckedFunction.VALUE);
        this.gradient = checked.all(settings, point);
        gradient.remove("");
        this.here = value(point);
        this.epsilon = checked.isSingle() ? Math.ulp(1f) : Math.ulp(1.0);
    }

    /// At these values of arguments and parameters.
    static Slopes of(
            CheckedFunction checked, Map<String, Tensor> point, List<String> wrt, Settings settings, long seed) {
        return new Slopes(checked, settings, point, wrt, seed);
    }

    boolean isFinite() {
        return Double.isFinite(here);
    }

    /// @throws DiagnosticException if the function is not finite at the point: nothing can be checked there
    void requireFinite() {
        if (!isFinite()) {
            throw new DiagnosticException(Diagnostic.of(
                    "the function is " + here + " there, so it has no slopes to check",
                    "give other arguments"));
        }
    }

    private double value(Map<String, Tensor> arguments) {
        return CheckedFunction.call(value, arguments).getFirst().real(0);
    }

    /// The gradient against central differences. Where the function is not smooth within a step, smaller ones are
    /// tried, as long as rounding leaves something to compare.
    Finding differences() {
        Finding finding = Finding.none("gradient against finite differences");
        double rounding = rounding(8);
        double finer = Math.min(rounding, rounding(128));
        for (Supplier<Direction> d : directions) {
            Direction direction = d.get();
            double[] slope = direction.slope(gradient);
            double h = step(direction);
            var curve = new Curve(t -> value(direction.move(point, t)), here, epsilon);
            var differences = new Differences(curve, h, slope, rounding, finer);
            while (!differences.agree() && !differences.areSmooth() && differences.leaveSomething()) {
                h /= 4;
                differences = new Differences(curve, h, slope, finer, finer);
            }
            finding = differences.agree() || differences.areSmooth()
                    ? finding.and(direction.name(), slope[0], differences.slope(), h, differences.allowed())
                    : finding.andKink();
        }
        return finding;
    }

    private double step(Direction direction) {
        return Math.cbrt(epsilon) * direction.scale(moved);
    }

    /// How far rounding moves the value, as seen from some points of so many within a step. Where there are kinks
    /// between these it is less.
    private double rounding(int points) {
        Direction all = directions.getLast().get();
        return DEVIATIONS * Noise.of(t -> value(all.move(point, t)), step(all) / points);
    }

    /// The slopes of forward mode against those of the gradient, which reverse mode gave.
    Finding forward() {
        Finding finding = Finding.none("forward against reverse mode");
        Executable forward = Backends.compile(settings, checked.program(), CheckedFunction.FORWARD);
        for (Supplier<Direction> d : directions) {
            Direction direction = d.get();
            Map<String, Tensor> arguments = new LinkedHashMap<>(point);
            direction.tangents().forEach((name, t) -> arguments.put(CheckedFunction.tangent(name), t));
            double slope = CheckedFunction.call(forward, arguments).getLast().real(0);
            double[] reverse = direction.slope(gradient);
            finding = finding.and(direction.name(), slope, reverse[0], 0,
                    relative() * (largest(gradient) + reverse[1] + Math.abs(slope)) + Double.MIN_NORMAL);
        }
        return finding;
    }

    /// Value and gradient on a backend against the interpreter.
    Finding backend(String name) {
        Finding finding = Finding.none(name + " against the interpreter");
        Map<String, Tensor> reference = checked.all(settings.on("interpreter"), point);
        Map<String, Tensor> found = checked.all(settings.on(name), point);
        double residue = RESIDUE * epsilon * largest(reference);
        for (var e : found.entrySet()) {
            Tensor one = e.getValue();
            Tensor other = reference.get(e.getKey());
            double allowed = Math.max(relative() * largest(Map.of("", other)), residue) + Double.MIN_NORMAL;
            for (int k = 0; k < one.type().size(); k++) {
                String what = e.getKey().isEmpty() ? "the value" : "grad " + e.getKey();
                finding = finding.and(what + Direction.position(one.type(), k), one.real(k), other.real(k), 0, allowed);
            }
        }
        return finding;
    }

    private double relative() {
        return epsilon == Math.ulp(1.0) ? RELATIVE : RELATIVE_F32;
    }

    private static double largest(Map<String, Tensor> values) {
        double largest = 0;
        for (Tensor t : values.values()) {
            for (int k = 0; k < t.type().size(); k++) {
                if (Double.isFinite(t.real(k))) {
                    largest = Math.max(largest, Math.abs(t.real(k)));
                }
            }
        }
        return largest;
    }
}
