package mg.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import mg.ir.ElementOp;
import mg.ir.Rule;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.FiniteDifferencesDifferentiator;

/// What the derivatives of element operations are, by others' means: finite differences and derivative structures.
public final class ElementDerivatives {
    private ElementDerivatives() {}

    /// The operations on reals that have derivatives.
    public static Stream<ElementOp> operations() {
        return Arrays.stream(ElementOp.values())
                .filter(op -> op.evaluation() instanceof ElementOp.Arithmetic && op.derivative(0) != Rule.NONE);
    }

    /// Random points at least 0.05 from where the operation is not smooth, the same each time.
    public static List<double[]> smoothPoints(ElementOp op, int count) {
        var random = new Random(op.ordinal());
        var points = new ArrayList<double[]>();
        while (points.size() < count) {
            double[] x = random.doubles(op.arity(), -3, 3).toArray();
            if (op.smooth().distance(x) > 0.05) {
                points.add(x);
            }
        }
        return points;
    }

    /// What the table gives.
    public static double value(ElementOp op, double... x) {
        return ((ElementOp.Arithmetic) op.evaluation()).real().at().applyAsDouble(x[0], x.length > 1 ? x[1] : 0);
    }

    /// `∂op/∂x_k` at a smooth point by central differences, to about 1e-6.
    public static double difference(ElementOp op, int k, double[] x) {
        UnivariateFunction along = t -> {
            double[] moved = x.clone();
            moved[k] = t;
            return value(op, moved);
        };
        double step = Math.min(0.02, op.smooth().distance(x) / 40);
        return new FiniteDifferencesDifferentiator(7, step)
                .differentiate(along)
                .value(new DerivativeStructure(1, 1, 0, x[k]))
                .getPartialDerivative(1);
    }

    /// Value and derivatives as Commons Math has them, where it has the function.
    public static Optional<DerivativeStructure> structure(ElementOp op, double... point) {
        var x = new DerivativeStructure(2, 1, 0, point[0]);
        var y = new DerivativeStructure(2, 1, 1, point.length > 1 ? point[1] : 0);
        return Optional.ofNullable(switch (op) {
            case ADD -> x.add(y);
            case SUB -> x.subtract(y);
            case MUL -> x.multiply(y);
            case DIV -> x.divide(y);
            case POW -> x.pow(y);
            case ATAN2 -> DerivativeStructure.atan2(x, y);
            case HYPOT -> DerivativeStructure.hypot(x, y);
            case NEG -> x.negate();
            case ABS -> x.abs();
            case SQRT -> x.sqrt();
            case CBRT -> x.cbrt();
            case EXP -> x.exp();
            case EXPM1 -> x.expm1();
            case LOG -> x.log();
            case LOG1P -> x.log1p();
            case SIN -> x.sin();
            case COS -> x.cos();
            case TAN -> x.tan();
            case ASIN -> x.asin();
            case ACOS -> x.acos();
            case ATAN -> x.atan();
            case SINH -> x.sinh();
            case COSH -> x.cosh();
            case TANH -> x.tanh();
            case SIGMOID -> x.negate().exp().add(1).reciprocal();
            case MAX -> x.getValue() > y.getValue() ? x : y;
            case MIN -> x.getValue() < y.getValue() ? x : y;
            case REM, SIGN, ERF, LGAMMA, DIGAMMA, POLYGAMMA, RELU, FLOOR, CEIL, ROUND -> null;
            case LT, LE, EQ, NE, AND, OR, NOT, SELECT -> null;
        });
    }
}
