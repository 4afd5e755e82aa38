package mg.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import mg.ir.ElementOp;

/// A number that remembers what it was computed from, so that the derivatives of a later number with respect to it are
/// known after one [#backward()].
///
/// ```java
/// Value x = Value.of(3);
/// Value y = x.mul(x).add(1);
/// y.backward();
/// x.grad();                  // 6
/// ```
///
/// Numbers are IEEE 754 and nothing throws: `0^-1` and `1/0` are infinite, `(-2)^0.5` and `log(-1)` are NaN, the
/// derivative of `x^0.5` at 0 is infinite, that of `x^0` is 0. The conventions at kinks are those of [ElementOp]. Two
/// values are equal only if they are the same object.
public final class Value {
    private static final Value[] NONE = {};
    private static final AtomicLong LEAVES = new AtomicLong();

    private final Origin origin;
    private final Value[] operands;
    /// The data and the gradient, as long as they do not stand in `leaves`.
    private double data;
    private double grad;
    /// The arrays that a leaf of a captured graph stands in, and where; null before.
    private Leaves leaves;
    private int position;
    private String label = "";
    /// Whether a gradient came here since the walk that is going on began.
    private boolean reached;
    /// What the walk that is going on left here.
    private Object note;

    /// A leaf: a number to differentiate by. Compiled, it is an input.
    public Value(double data) {
        this(data, Role.INPUT);
    }

    private Value(double data, Role role) {
        this(data, new Origin.Leaf(role, role == Role.CONSTANT ? -1 : LEAVES.getAndIncrement()), NONE);
    }

    private Value(double data, Origin origin, Value[] operands) {
        this.data = data;
        this.origin = origin;
        this.operands = operands;
    }

    /// A leaf: a number to differentiate by. Compiled, it is an input.
    public static Value of(double data) {
        return new Value(data);
    }

    /// A leaf that is an argument of the compiled function.
    public static Value input(double data) {
        return new Value(data, Role.INPUT);
    }

    /// A leaf that is an argument of the compiled function, called `label`.
    public static Value input(double data, String label) {
        return input(data).label(label);
    }

    /// A leaf that is learnt.
    public static Value weight(double data) {
        return new Value(data, Role.WEIGHT);
    }

    /// A leaf that is learnt, called `label`.
    public static Value weight(double data, String label) {
        return weight(data).label(label);
    }

    /// A leaf that is learnt, and added.
    public static Value bias(double data) {
        return new Value(data, Role.BIAS);
    }

    /// A leaf that is learnt, and added, called `label`.
    public static Value bias(double data, String label) {
        return bias(data).label(label);
    }

    /// A leaf that stays what it is. It has no gradient.
    public static Value constant(double data) {
        return new Value(data, Role.CONSTANT);
    }

    /// A leaf that stays what it is, for each number.
    public static List<Value> constants(double... data) {
        return Arrays.stream(data).mapToObj(Value::constant).toList();
    }

    /// An operation of the element table.
    ///
    /// @throws IllegalArgumentException if it does not map reals to a real or takes another number of operands
    public static Value apply(ElementOp op, Value... operands) {
        if (operands.length != op.arity()) {
            throw new IllegalArgumentException(op + " takes " + op.arity() + " operands, not " + operands.length);
        }
        return computed(Origin.Element.of(op), operands.clone());
    }

    /// The values added up in order; 0 if there are none.
    public static Value sum(List<Value> values) {
        return values.isEmpty() ? constant(0) : computed(Origin.Sum.SUM, values.toArray(Value[]::new));
    }

    /// `x₀y₀ + x₁y₁ + …`, as one value; 0 if there are none.
    ///
    /// @throws IllegalArgumentException if one list is longer than the other
    public static Value dot(List<Value> x, List<Value> y) {
        if (x.size() != y.size()) {
            throw new IllegalArgumentException("dot of " + x.size() + " and " + y.size() + " values");
        }
        if (x.isEmpty()) {
            return constant(0);
        }
        var operands = new ArrayList<Value>(x);
        operands.addAll(y);
        return computed(Origin.Dot.DOT, operands.toArray(Value[]::new));
    }

    /// The greatest of these; a NaN wins.
    ///
    /// @throws IllegalArgumentException if there are none
    public static Value max(List<Value> values) {
        return values.stream().reduce(Value::max)
                .orElseThrow(() -> new IllegalArgumentException("the greatest of no values"));
    }

    /// `e^(x_k - m) / Σ e^(x_j - m)` for each `k`, where `m` is the greatest: positive numbers whose sum is 1. They do
    /// not depend on `m`, and so it has no derivative.
    ///
    /// @throws IllegalArgumentException if there are none
    public static List<Value> softmax(List<Value> x) {
        Value greatest = max(x).stopGradient();
        List<Value> powers = x.stream().map(each -> each.sub(greatest).exp()).toList();
        Value sum = sum(powers);
        return powers.stream().map(each -> each.div(sum)).toList();
    }

    /// `-Σ target_k · log softmax(x)_k`: how far the softmax of `x` is from the probabilities `target`. Finite for all
    /// finite `x`.
    ///
    /// @throws IllegalArgumentException if one list is longer than the other, or there are none
    public static Value crossEntropy(List<Value> x, List<Value> target) {
        Value greatest = max(x).stopGradient();
        List<Value> shifted = x.stream().map(each -> each.sub(greatest)).toList();
        Value log = sum(shifted.stream().map(Value::exp).toList()).log();
        return dot(target, shifted.stream().map(log::sub).toList());
    }

    private static Value computed(Origin origin, Value[] operands) {
        return new Value(origin.evaluate(operands), origin, operands);
    }

    // What it is

    /// The number.
    public double data() {
        return leaves == null ? data : leaves.data()[position];
    }

    /// Changes the number of a leaf. What was computed from it follows at the next [#forward()].
    ///
    /// @throws IllegalArgumentException if this is not a leaf, or a constant
    public void data(double number) {
        if (!isLeaf() || isConstant()) {
            throw new IllegalArgumentException("the data of " + (isLeaf() ? "a constant" : "a computed value")
                    + " cannot be set: " + this);
        }
        if (leaves == null) {
            data = number;
        } else {
            leaves.data()[position] = number;
        }
    }

    /// The derivative, by this value, of the values that [#backward()] was called on.
    public double grad() {
        return leaves == null ? grad : leaves.gradients()[position];
    }

    void grad(double number) {
        if (leaves == null) {
            grad = number;
        } else {
            leaves.gradients()[position] = number;
        }
    }

    /// The values it was computed from, in order; `x + x` has two. The exponent of a power belongs to its operation.
    public List<Value> children() {
        boolean power = origin instanceof Origin.Element e && e.isPower(operands);
        return List.of(power ? Arrays.copyOf(operands, 1) : operands);
    }

    /// The operation it was computed by, as micrograd writes it: `+`, `*`, `**2`, `ReLU`, `exp`; "" for a leaf.
    public String op() {
        return origin.text(operands);
    }

    /// What the user calls it; "" if nothing.
    public String label() {
        return label;
    }

    /// Names this value.
    public Value label(String name) {
        label = name;
        return this;
    }

    /// Whether it was computed from nothing.
    public boolean isLeaf() {
        return origin instanceof Origin.Leaf;
    }

    /// What a leaf stands for; nothing for what is computed.
    public Optional<Role> role() {
        return origin instanceof Origin.Leaf(Role role, _) ? Optional.of(role) : Optional.empty();
    }

    boolean isConstant() {
        return origin instanceof Origin.Leaf(Role role, _) && role == Role.CONSTANT;
    }

    Origin origin() {
        return origin;
    }

    Value[] operands() {
        return operands;
    }

    /// `Value(data=…, grad=…)`.
    @Override
    public String toString() {
        return "Value(data=" + data() + ", grad=" + grad() + ")";
    }

    /// The arrays that it stands in; null if none.
    Leaves leaves() {
        return leaves;
    }

    /// Its position there.
    int position() {
        return position;
    }

    /// From now on its numbers are there.
    void move(Leaves to, int at) {
        leaves = to;
        position = at;
    }

    long order() {
        return origin instanceof Origin.Leaf(_, long order) ? order : -1;
    }

    /// Leaves a note until the next walk comes by.
    void note(Object left) {
        note = left;
    }

    /// The note that was left last.
    Object note() {
        return note;
    }

    // The graph below

    /// Everything this value was computed from, operands before what is made of them, and this value last.
    public List<Value> topo() {
        return Walk.order(List.of(this));
    }

    /// Computes everything below and this value anew, after the data of leaves has changed.
    public void forward() {
        topo().stream().filter(value -> !value.isLeaf()).forEach(Value::evaluate);
    }

    private void evaluate() {
        data = origin.evaluate(operands);
    }

    /// Adds the derivatives of this value to the gradients of the leaves, and makes those of the values between them.
    ///
    /// Called again, it adds to the leaves again, to each the sum of what this walk brings; values between start from
    /// zero each time.
    ///
    /// @throws mg.ir.DiagnosticException if the way to a leaf leads through an operation with no derivative
    public void backward() {
        Walk.back(this);
    }

    /// Adds to the gradient, as the walk that is going on has it.
    void receive(double contribution) {
        grad(grad() + contribution);
        reached = true;
    }

    /// Whether anything was received since the gradient was last reset.
    boolean isReached() {
        return reached;
    }

    /// Sets the gradient to 0 for a walk that begins.
    void reset() {
        grad(0);
        reached = false;
    }

    /// Sets the gradients of this value and of everything below it to 0.
    public void zeroGrad() {
        topo().forEach(value -> value.grad(0));
    }

    // Operations

    /// `this + other`.
    public Value add(Value other) {
        return computed(Origin.Element.of(ElementOp.ADD), new Value[] {this, other});
    }

    public Value add(double other) {
        return add(constant(other));
    }

    /// `this - other`.
    public Value sub(Value other) {
        return computed(Origin.Element.of(ElementOp.SUB), new Value[] {this, other});
    }

    public Value sub(double other) {
        return sub(constant(other));
    }

    /// `this · other`.
    public Value mul(Value other) {
        return computed(Origin.Element.of(ElementOp.MUL), new Value[] {this, other});
    }

    public Value mul(double other) {
        return mul(constant(other));
    }

    /// `this / other`.
    public Value div(Value other) {
        return computed(Origin.Element.of(ElementOp.DIV), new Value[] {this, other});
    }

    public Value div(double other) {
        return div(constant(other));
    }

    /// The lesser; a NaN wins, and at a tie each side gets half of the derivative.
    public Value min(Value other) {
        return computed(Origin.Element.of(ElementOp.MIN), new Value[] {this, other});
    }

    public Value min(double other) {
        return min(constant(other));
    }

    /// The greater; a NaN wins, and at a tie each side gets half of the derivative.
    public Value max(Value other) {
        return computed(Origin.Element.of(ElementOp.MAX), new Value[] {this, other});
    }

    public Value max(double other) {
        return max(constant(other));
    }

    /// The same number, which [#backward()] takes for a constant: nothing goes on to what it was computed from.
    public Value stopGradient() {
        return computed(Origin.Stop.STOP, new Value[] {this});
    }

    /// `this` to a power that is a number. `x^0` is 1.
    public Value pow(double exponent) {
        return computed(Origin.Element.of(ElementOp.POW), new Value[] {this, constant(exponent)});
    }

    /// `-this`.
    public Value neg() {
        return computed(Origin.Element.of(ElementOp.NEG), new Value[] {this});
    }

    /// `this` where it is above 0, otherwise 0; the derivative at 0 is 0. NaN stays NaN.
    public Value relu() {
        return computed(Origin.Element.of(ElementOp.RELU), new Value[] {this});
    }

    /// `e` to the power of `this`.
    public Value exp() {
        return computed(Origin.Element.of(ElementOp.EXP), new Value[] {this});
    }

    /// The natural logarithm.
    public Value log() {
        return computed(Origin.Element.of(ElementOp.LOG), new Value[] {this});
    }

    /// The hyperbolic tangent.
    public Value tanh() {
        return computed(Origin.Element.of(ElementOp.TANH), new Value[] {this});
    }

    /// `1 / (1 + e^-this)`.
    public Value sigmoid() {
        return computed(Origin.Element.of(ElementOp.SIGMOID), new Value[] {this});
    }

    /// The absolute value; the derivative at 0 is 0.
    public Value abs() {
        return computed(Origin.Element.of(ElementOp.ABS), new Value[] {this});
    }

    /// The square root.
    public Value sqrt() {
        return computed(Origin.Element.of(ElementOp.SQRT), new Value[] {this});
    }

    /// The sine of an angle in radians.
    public Value sin() {
        return computed(Origin.Element.of(ElementOp.SIN), new Value[] {this});
    }

    /// The cosine of an angle in radians.
    public Value cos() {
        return computed(Origin.Element.of(ElementOp.COS), new Value[] {this});
    }

    // Operations with a number on the left

    /// `left + right`.
    public static Value add(double left, Value right) {
        return constant(left).add(right);
    }

    /// `left - right`.
    public static Value sub(double left, Value right) {
        return constant(left).sub(right);
    }

    /// `left · right`.
    public static Value mul(double left, Value right) {
        return constant(left).mul(right);
    }

    /// `left / right`.
    public static Value div(double left, Value right) {
        return constant(left).div(right);
    }
}
