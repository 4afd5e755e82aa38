package mg.value;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import mg.ir.ElementOp;
import mg.ir.Var;

/// Where a value comes from, and so how it is computed, differentiated and captured from its operands.
sealed interface Origin {
    /// The value for these operands.
    double evaluate(Value[] x);

    /// Adds to the gradient of each operand what `y` with gradient `dy` contributes to it.
    void pushBack(Value[] x, double y, double dy);

    /// Writes the value for these operands.
    Var write(Listing list, List<Var> x);

    /// What micrograd calls it in graphs.
    String text(Value[] x);

    /// Made by the user. `order` counts the leaves made, constants aside.
    record Leaf(Role role, long order) implements Origin {
        @Override
        public double evaluate(Value[] x) {
            throw new AssertionError("a leaf is not computed");
        }

        @Override
        public void pushBack(Value[] x, double y, double dy) {}

        @Override
        public Var write(Listing list, List<Var> x) {
            throw new AssertionError("a leaf is not computed");
        }

        @Override
        public String text(Value[] x) {
            return "";
        }
    }

    /// An operation of the element table on reals, with its derivative by each operand.
    record Element(ElementOp op, DoubleBinaryOperator real, List<Partial> partials) implements Origin {
        private static final Map<ElementOp, String> SYMBOLS = Map.of(
                ElementOp.ADD, "+", ElementOp.SUB, "-", ElementOp.MUL, "*", ElementOp.DIV, "/", ElementOp.RELU, "ReLU");
        private static final Map<ElementOp, Element> ALL = new EnumMap<>(ElementOp.class);

        static {
            for (ElementOp op : ElementOp.values()) {
                if (op.evaluation() instanceof ElementOp.Arithmetic(ElementOp.Real real, _)) {
                    ALL.put(op, new Element(op, real.at(), Partial.of(op)));
                }
            }
        }

        /// @throws IllegalArgumentException if the operation does not map reals to a real
        static Element of(ElementOp op) {
            Element element = ALL.get(op);
            if (element == null) {
                throw new IllegalArgumentException(op + " does not map reals to a real");
            }
            return element;
        }

        @Override
        public double evaluate(Value[] x) {
            return real.applyAsDouble(x[0].data(), x.length == 1 ? 0 : x[1].data());
        }

        @Override
        public void pushBack(Value[] x, double y, double dy) {
            double a = x[0].data();
            double b = x.length == 1 ? 0 : x[1].data();
            for (int k = 0; k < x.length; k++) {
                pushBack(k, x[k], a, b, y, dy);
            }
        }

        /// Adds to the gradient of operand `k`, which is `x`.
        void pushBack(int k, Value x, double a, double b, double y, double dy) {
            if (partials.get(k) != Partial.ZERO && !x.isConstant()) {
                x.receive(partials.get(k).at(a, b, y, dy));
            }
        }

        @Override
        public Var write(Listing list, List<Var> x) {
            return list.apply(op, x);
        }

        /// Whether the exponent of a power is a number, and so belongs to the operation.
        boolean isPower(Value[] x) {
            return op == ElementOp.POW && x[1].isConstant();
        }

        @Override
        public String text(Value[] x) {
            if (isPower(x)) {
                return "**" + Double.toString(x[1].data()).replaceFirst("\\.0$", "");
            }
            return SYMBOLS.getOrDefault(op, op.toString());
        }
    }

    /// The operand, of which derivatives know nothing.
    record Stop() implements Origin {
        static final Stop STOP = new Stop();

        @Override
        public double evaluate(Value[] x) {
            return x[0].data();
        }

        @Override
        public void pushBack(Value[] x, double y, double dy) {}

        @Override
        public Var write(Listing list, List<Var> x) {
            return list.stopGradient(x.getFirst());
        }

        @Override
        public String text(Value[] x) {
            return "stop";
        }
    }

    /// The operands added up in order.
    record Sum() implements Origin {
        static final Sum SUM = new Sum();
        private static final Element ADD = Element.of(ElementOp.ADD);

        @Override
        public double evaluate(Value[] x) {
            double sum = x[0].data();
            for (int k = 1; k < x.length; k++) {
                sum += x[k].data();
            }
            return sum;
        }

        @Override
        public String text(Value[] x) {
            return "sum";
        }

        @Override
        public void pushBack(Value[] x, double y, double dy) {
            for (Value each : x) {
                ADD.pushBack(0, each, each.data(), 0, y, dy);
            }
        }

        @Override
        public Var write(Listing list, List<Var> x) {
            Var sum = x.getFirst();
            for (Var next : x.subList(1, x.size())) {
                sum = list.add(sum, next);
            }
            return sum;
        }
    }

    /// The first half of the operands times the second half, added up in order.
    record Dot() implements Origin {
        static final Dot DOT = new Dot();
        private static final Element MUL = Element.of(ElementOp.MUL);

        @Override
        public double evaluate(Value[] x) {
            int n = x.length / 2;
            double sum = x[0].data() * x[n].data();
            for (int k = 1; k < n; k++) {
                sum += x[k].data() * x[n + k].data();
            }
            return sum;
        }

        @Override
        public String text(Value[] x) {
            return "dot";
        }

        @Override
        public void pushBack(Value[] x, double y, double dy) {
            int n = x.length / 2;
            // Backwards, as everything is.
            for (int k = n - 1; k >= 0; k--) {
                double a = x[k].data();
                double b = x[n + k].data();
                MUL.pushBack(0, x[k], a, b, a * b, dy);
                MUL.pushBack(1, x[n + k], a, b, a * b, dy);
            }
        }

        @Override
        public Var write(Listing list, List<Var> x) {
            int n = x.size() / 2;
            var products = new ArrayList<Var>(n);
            for (int k = 0; k < n; k++) {
                products.add(list.mul(x.get(k), x.get(n + k)));
            }
            return Sum.SUM.write(list, products);
        }
    }
}
