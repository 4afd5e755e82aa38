package mg.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Operation;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.Verifier;

/// Derivatives of a random program `f` in every mode, along random directions `u` and `v` and with random cotangents
/// `ct`, as one more function of the program.
///
/// With `J` the Jacobian and `H` the Hessian of the inner product of `ct` and `f`, it gives `J u`, `J' ct`, then `H u`
/// as the derivative along `u` of the gradient, as the gradient of the gradient's inner product with `u`, and as the
/// gradient of `ct' J u`; then the second derivative of `f` along `u` and `v`.
///
/// @param program   with the function called [#NAME]
/// @param arguments of that function: those of `f`, the directions `u`, the directions `v`, the cotangents
/// @param sources   the number of real arguments of `f`
/// @param targets   the number of real results of `f`
public record RandomDerivatives(Program program, List<Tensor> arguments, int sources, int targets) {
    /// What the function is called.
    public static final String NAME = "derivatives";

    public RandomDerivatives {
        arguments = List.copyOf(arguments);
    }

    /// Those of the program's last function, if it has real arguments and real results.
    public static Optional<RandomDerivatives> of(Program program, long seed) {
        Function f = program.functions().getLast();
        List<Type> targets = f.resultTypes().stream().filter(Type::isReal).toList();
        List<Integer> wrt = IntStream.range(0, f.arguments().size())
                .filter(k -> f.argumentTypes().get(k).isReal())
                .boxed()
                .toList();
        if (wrt.isEmpty() || targets.isEmpty()) {
            return Optional.empty();
        }
        List<Type> sources = wrt.stream().map(f.argumentTypes()::get).toList();
        var random = new Random(seed);
        var arguments = new ArrayList<>(RandomValues.arguments(f, seed, true));
        for (List<Type> types : List.of(sources, sources, targets)) {
            types.forEach(t -> arguments.add(Tensor.reals(t, _ -> random.nextGaussian())));
        }
        Function forward = first(f, new Operation.Jvp(f.name(), wrt), sources, targets);
        Function reverse = first(f, new Operation.Vjp(f.name(), wrt), targets, sources);
        Program all = program.plus(forward).plus(reverse).plus(all(f, forward, reverse, wrt, sources, targets));
        Verifier.check(all);
        return Optional.of(new RandomDerivatives(all, arguments, sources.size(), targets.size()));
    }

    /// The function that gives only the derivatives, without the results.
    private static Function first(Function f, Operation operation, List<Type> directions, List<Type> types) {
        var b = new Builder();
        List<Var> operands = new ArrayList<>(b.argumentsOf(f));
        operands.addAll(arguments(b, "d", directions));
        String name = operation instanceof Operation.Jvp ? NAME + "_forward" : NAME + "_reverse";
        return b.finish(name, names(types.size()), derivative(b, operation, f, operands, types));
    }

    private static Function all(
            Function f, Function forward, Function reverse, List<Integer> wrt, List<Type> sources, List<Type> targets) {
        var b = new Builder();
        List<Var> x = b.argumentsOf(f);
        List<Var> u = arguments(b, "u", sources);
        List<Var> v = arguments(b, "v", sources);
        List<Var> ct = arguments(b, "ct", targets);
        var ofForward = new Operation.Jvp(forward.name(), wrt);
        var results = new ArrayList<Var>();
        results.addAll(b.call(forward, Stream.of(x, u).flatMap(List::stream).toList()));
        results.addAll(b.call(reverse, Stream.of(x, ct).flatMap(List::stream).toList()));
        results.addAll(derivative(b, new Operation.Jvp(reverse.name(), wrt), reverse,
                Stream.of(x, ct, u).flatMap(List::stream).toList(), sources));
        results.addAll(derivative(b, new Operation.Vjp(reverse.name(), wrt), reverse,
                Stream.of(x, ct, u).flatMap(List::stream).toList(), sources));
        results.addAll(derivative(b, new Operation.Vjp(forward.name(), wrt), forward,
                Stream.of(x, u, ct).flatMap(List::stream).toList(), sources));
        results.addAll(derivative(b, ofForward, forward, Stream.of(x, v, u).flatMap(List::stream).toList(), targets));
        return b.finish(NAME, names(results.size()), results);
    }

    private static List<Var> derivative(Builder b, Operation operation, Function f, List<Var> operands,
            List<Type> types) {
        var all = new ArrayList<>(f.resultTypes());
        all.addAll(types);
        List<Var> results = b.emit(operation, operands, List.of(), all);
        return results.subList(f.resultTypes().size(), results.size());
    }

    private static List<Var> arguments(Builder b, String name, List<Type> types) {
        return IntStream.range(0, types.size()).mapToObj(k -> b.argument(name + k, types.get(k))).toList();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(k -> "r" + k).toList();
    }

    /// Fails with `where` if the modes do not agree: `<ct, J u> = <J' ct, u>`, the three `H u` are equal, element by
    /// element, and `<v, H u>` is the inner product of `ct` and the second derivative.
    ///
    /// @param results of the function
    public void check(List<Tensor> results, Supplier<String> where) {
        List<Tensor> ct = part(arguments, arguments.size() - targets, targets);
        List<Tensor> v = part(arguments, arguments.size() - targets - sources, sources);
        List<Tensor> u = part(arguments, arguments.size() - targets - 2 * sources, sources);
        List<Tensor> curvature = part(results, targets + sources, sources);
        same(ct, part(results, 0, targets), u, part(results, targets, sources), () -> "J " + where.get());
        double largest = Math.max(1, largest(curvature));
        if (Double.isFinite(largest)) {
            Agreement agreement = Agreement.within(error(), largest);
            List<Tensor> reverse = part(results, targets + 2 * sources, sources);
            agreement.check(curvature, reverse, () -> "reverse over reverse " + where.get());
            List<Tensor> mixed = part(results, targets + 3 * sources, sources);
            agreement.check(curvature, mixed, () -> "reverse over forward " + where.get());
        }
        same(ct, part(results, targets + 4 * sources, targets), v, curvature, () ->
                "forward over forward " + where.get());
    }

    private void same(List<Tensor> a, List<Tensor> b, List<Tensor> c, List<Tensor> d, Supplier<String> where) {
        double size = Math.max(1, inner(a, b, true) + inner(c, d, true));
        double left = inner(a, b, false);
        double right = inner(c, d, false);
        if (Double.isFinite(size) && Math.abs(left - right) > error() * size) {
            throw new AssertionError(left + " and " + right + ", of size " + size + ": " + where.get());
        }
    }

    private double error() {
        return Printer.print(program).contains("f32") ? 1e-2 : 1e-9;
    }

    /// The inner product, or the sum of the magnitudes of its terms.
    private static double inner(List<Tensor> a, List<Tensor> b, boolean magnitudes) {
        double sum = 0;
        for (int k = 0; k < a.size(); k++) {
            for (int e = 0; e < a.get(k).type().size(); e++) {
                double term = a.get(k).real(e) * b.get(k).real(e);
                sum += magnitudes ? Math.abs(term) : term;
            }
        }
        return sum;
    }

    private static double largest(List<Tensor> values) {
        return values.stream()
                .flatMapToDouble(t -> IntStream.range(0, t.type().size()).mapToDouble(t::real))
                .map(Math::abs)
                .reduce(0, Math::max);
    }

    private static <T> List<T> part(List<T> list, int from, int count) {
        return list.subList(from, from + count);
    }
}
