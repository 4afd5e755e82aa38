package mg.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/// The types of an instruction's results, from its operation, operands and blocks.
public final class Typing {
    private Typing() {}

    /// The types of the results of any operation but a call or a derivative, which only the program knows.
    ///
    /// @throws IllegalArgumentException if the operation does not take such operands or blocks, saying why
    public static List<Type> results(Operation operation, List<Var> operands, List<Block> blocks) {
        List<Type> types = operands.stream().map(Var::type).toList();
        boolean control = operation instanceof Operation.For || operation instanceof Operation.While
                || operation instanceof Operation.If;
        require(control || blocks.isEmpty(), "takes no blocks");
        return switch (operation) {
            case Operation.For loop -> forLoop(loop, types, one(blocks, "for"));
            case Operation.While _ -> whileLoop(types, blocks);
            case Operation.If _ -> ifElse(types, blocks);
            case Operation.Call _, Operation.Jvp _, Operation.Vjp _ ->
                throw new AssertionError("only the program knows what " + operation + " returns");
            case Operation.Concat(int axis) -> List.of(concat(axis, types));
            case Operation.Element(ElementOp op) -> List.of(op.resultType(types));
            case Operation.Const(Tensor value) -> none(types, value.type());
            case Operation.Iota(int n) -> none(types, Type.of(ElementType.I64, n));
            case Operation.Index _ -> List.of(index(types));
            case Operation.Place(List<Integer> shape) -> List.of(place(shape, types));
            case Operation.Gather _ -> List.of(gather(two(types)));
            case Operation.ScatterAdd(int n) -> List.of(scatterAdd(n, two(types)));
            case Operation.Dot dot -> List.of(dot(dot, two(types)));
            case Operation.Cholesky _ -> List.of(square("cholesky", one(types)));
            case Operation.TriangularSolve _ -> List.of(solution("triangular_solve", two(types)));
            case Operation.Solve _ -> List.of(solution("solve", two(types)));
            case Operation.Cast(ElementType to) -> List.of(cast(to, one(types)));
            case Operation.StopGradient _ -> List.of(one(types));
            case Operation.Broadcast b -> List.of(broadcast(b, one(types)));
            case Operation.Reshape(List<Integer> shape) -> List.of(reshape(shape, one(types)));
            case Operation.Transpose(List<Integer> axes) -> List.of(transpose(axes, one(types)));
            case Operation.Slice slice -> List.of(slice(slice, one(types)));
            case Operation.Pad pad -> List.of(pad(pad, one(types)));
            case Operation.Reduce(Kind kind, List<Integer> axes) -> List.of(reduce(kind, axes, one(types)));
        };
    }

    private static List<Type> none(List<Type> types, Type result) {
        require(types.isEmpty(), "takes no operands, not %d", types.size());
        return List.of(result);
    }

    private static Type one(List<Type> types) {
        require(types.size() == 1, "takes one operand, not %d", types.size());
        return types.getFirst();
    }

    private static List<Type> two(List<Type> types) {
        require(types.size() == 2, "takes two operands, not %d", types.size());
        return types;
    }

    private static Block one(List<Block> blocks, String operation) {
        require(blocks.size() == 1, "%s takes one block, not %d", operation, blocks.size());
        return blocks.getFirst();
    }

    private static Type cast(ElementType to, Type x) {
        require(to != ElementType.BOOL, "nothing is cast to bool; compare with 0");
        return x.as(to);
    }

    private static Type broadcast(Operation.Broadcast b, Type x) {
        require(b.axes().size() == x.rank(), "broadcast names %d axes for %s", b.axes().size(), x);
        int before = -1;
        for (int k = 0; k < x.rank(); k++) {
            int axis = b.axes().get(k);
            require(axis > before && axis < b.shape().size() && b.shape().get(axis).equals(x.size(k)),
                    "axis %d of %s does not become axis %d of %s", k, x, axis, b.shape());
            before = axis;
        }
        return x.shaped(b.shape());
    }

    private static Type reshape(List<Integer> shape, Type x) {
        Type result = x.shaped(shape);
        require(result.size() == x.size(), "%s does not reshape to %s", x, result);
        return result;
    }

    private static Type transpose(List<Integer> axes, Type x) {
        var sorted = axes.stream().sorted().toList();
        require(sorted.equals(IntStream.range(0, x.rank()).boxed().toList()),
                "%s is not a permutation of the axes of %s", axes, x);
        return x.shaped(axes.stream().map(x::size).toList());
    }

    private static Type slice(Operation.Slice s, Type x) {
        int rank = x.rank();
        require(s.start().size() == rank && s.stop().size() == rank && s.stride().size() == rank,
                "slice names another number of axes than %s has", x);
        var shape = new ArrayList<Integer>();
        for (int k = 0; k < rank; k++) {
            int start = s.start().get(k);
            int stop = s.stop().get(k);
            int stride = s.stride().get(k);
            require(0 <= start && start <= stop && stop <= x.size(k) && stride > 0,
                    "%d:%d:%d is not a slice of axis %d of %s", start, stop, stride, k, x);
            shape.add(Math.ceilDiv(stop - start, stride));
        }
        return x.shaped(shape);
    }

    private static Type pad(Operation.Pad p, Type x) {
        int rank = x.rank();
        require(p.shape().size() == rank && p.start().size() == rank && p.stride().size() == rank,
                "pad names another number of axes than %s has", x);
        for (int k = 0; k < rank; k++) {
            long last = p.start().get(k) + (x.size(k) - 1L) * p.stride().get(k);
            require(p.start().get(k) >= 0 && p.stride().get(k) > 0 && (x.size(k) == 0 || last < p.shape().get(k)),
                    "axis %d of %s does not fit into %s from %d by %d", k, x, p.shape(), p.start().get(k),
                    p.stride().get(k));
        }
        return x.shaped(p.shape());
    }

    private static Type concat(int axis, List<Type> types) {
        require(!types.isEmpty(), "concat takes at least one operand");
        Type first = types.getFirst();
        require(0 <= axis && axis < first.rank(), "%s has no axis %d", first, axis);
        var shape = new ArrayList<>(first.shape());
        long total = 0;
        for (Type type : types) {
            var other = new ArrayList<>(type.shape());
            require(type.rank() == first.rank() && type.element() == first.element(),
                    "%s and %s do not concatenate", first, type);
            total += other.set(axis, first.size(axis));
            require(other.equals(first.shape()), "%s and %s do not concatenate along axis %d", first, type, axis);
        }
        require(total <= Integer.MAX_VALUE, "concat makes axis %d %d long", axis, total);
        shape.set(axis, (int) total);
        return first.shaped(shape);
    }

    private static Type index(List<Type> types) {
        Type array = types.isEmpty() ? Type.F64 : types.getFirst();
        require(types.size() > 1 && types.size() - 1 <= array.rank(),
                "index takes an array and at most as many positions as it has axes");
        positions(types);
        return array.row(types.size() - 1);
    }

    private static Type place(List<Integer> shape, List<Type> types) {
        require(types.size() > 1 && types.size() - 1 <= shape.size(),
                "place takes a value and at most as many positions as the result has axes");
        positions(types);
        Type result = types.getFirst().shaped(shape);
        require(result.row(types.size() - 1).equals(types.getFirst()),
                "%s is not what %d positions of %s hold", types.getFirst(), types.size() - 1, result);
        return result;
    }

    private static void positions(List<Type> types) {
        for (Type type : types.subList(1, types.size())) {
            require(type.equals(Type.I64), "a position is i64, not %s", type);
        }
    }

    private static Type gather(List<Type> types) {
        Type array = types.get(0);
        Type positions = types.get(1);
        require(array.rank() > 0 && positions.element() == ElementType.I64,
                "gather takes an array and i64 positions, not %s and %s", array, positions);
        var shape = new ArrayList<>(positions.shape());
        shape.addAll(array.row(1).shape());
        return array.shaped(shape);
    }

    private static Type scatterAdd(int n, List<Type> types) {
        Type rows = types.get(0);
        Type positions = types.get(1);
        int leading = positions.rank();
        require(positions.element() == ElementType.I64 && rows.element().isNumeric() && leading <= rows.rank()
                        && rows.shape().subList(0, leading).equals(positions.shape()),
                "scatter_add takes rows and an i64 position for each, not %s and %s", rows, positions);
        return rows.row(leading).stacked(n);
    }

    private static Type reduce(Kind kind, List<Integer> axes, Type x) {
        require(kind != Kind.CARRY && kind != Kind.COLLECT, "%s is not a reduction", kind);
        require(!axes.isEmpty() && axes.equals(axes.stream().distinct().sorted().toList())
                        && axes.getFirst() >= 0 && axes.getLast() < x.rank(),
                "%s are not axes of %s, ascending", axes, x);
        require(!kind.isIndex() || axes.size() == 1, "%s is over one axis", kind);
        require(!kind.isIndex() || x.size(axes.getFirst()) > 0, "%s of nothing: axis %s of %s", kind, axes, x);
        return combined(kind, x).shaped(IntStream.range(0, x.rank())
                .filter(k -> !axes.contains(k))
                .mapToObj(x::size)
                .toList());
    }

    /// The type of a combination of values of type `x`, apart from the shape of reductions.
    private static Type combined(Kind kind, Type x) {
        boolean logic = kind == Kind.ANY || kind == Kind.ALL;
        require(logic == (x.element() == ElementType.BOOL) || kind == Kind.CARRY || kind == Kind.COLLECT,
                "%s does not take %s", kind, x);
        return kind.isIndex() ? x.as(ElementType.I64) : x;
    }

    private static Type dot(Operation.Dot d, List<Type> types) {
        Type left = types.get(0);
        Type right = types.get(1);
        require(left.element() == right.element() && left.element().isNumeric(), "dot takes two numeric arrays of one"
                + " element type, not %s and %s", left, right);
        require(d.leftBatch().size() == d.rightBatch().size() && d.leftSum().size() == d.rightSum().size(),
                "dot pairs axes of %s and %s unevenly", left, right);
        var shape = new ArrayList<Integer>();
        var usedLeft = new HashSet<Integer>();
        var usedRight = new HashSet<Integer>();
        for (int k = 0; k < d.leftBatch().size(); k++) {
            shape.add(pair(left, d.leftBatch().get(k), usedLeft, right, d.rightBatch().get(k), usedRight));
        }
        for (int k = 0; k < d.leftSum().size(); k++) {
            pair(left, d.leftSum().get(k), usedLeft, right, d.rightSum().get(k), usedRight);
        }
        IntStream.range(0, left.rank()).filter(k -> !usedLeft.contains(k)).forEach(k -> shape.add(left.size(k)));
        IntStream.range(0, right.rank()).filter(k -> !usedRight.contains(k)).forEach(k -> shape.add(right.size(k)));
        return left.shaped(shape);
    }

    private static Type square(String operation, Type a) {
        require(a.isReal() && a.rank() == 2 && a.size(0) == a.size(1), "%s takes a square matrix of reals, not %s",
                operation, a);
        return a;
    }

    private static Type solution(String operation, List<Type> types) {
        Type a = square(operation, types.get(0));
        Type b = types.get(1);
        boolean fits = (b.rank() == 1 || b.rank() == 2) && b.element() == a.element() && b.size(0) == a.size(0);
        require(fits, "%s takes a right-hand side with a row for each of %s, not %s", operation, a, b);
        return b;
    }

    private static int pair(Type left, int l, HashSet<Integer> usedLeft, Type right, int r,
            HashSet<Integer> usedRight) {
        require(0 <= l && l < left.rank() && 0 <= r && r < right.rank() && usedLeft.add(l) && usedRight.add(r)
                        && left.size(l) == right.size(r),
                "axis %d of %s does not go with axis %d of %s", l, left, r, right);
        return left.size(l);
    }

    private static List<Type> forLoop(Operation.For loop, List<Type> operands, Block body) {
        int carries = loop.carries();
        require(loop.n() >= 0, "a loop runs 0 or more times, not %d", loop.n());
        require(operands.size() == carries + (loop.bounded() ? 1 : 0), "for takes %d operands, not %d",
                carries + (loop.bounded() ? 1 : 0), operands.size());
        require(!loop.bounded() || operands.getLast().equals(Type.I64), "the bound of a for is an i64");
        require(loop.kinds().subList(carries, loop.kinds().size()).stream().noneMatch(k -> k == Kind.CARRY),
                "carries come first");
        require(body.arguments().size() == carries + 1 && body.arguments().getFirst().type().equals(Type.I64),
                "the block of a for takes an i64 and %d carries", carries);
        require(body.results().size() == loop.kinds().size(), "the block of this for yields %d values, not %d",
                loop.kinds().size(), body.results().size());
        var types = new ArrayList<Type>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            Kind kind = loop.kinds().get(k);
            Type yield = body.results().get(k).type();
            types.add(switch (kind) {
                case CARRY -> {
                    Type initial = operands.get(k);
                    require(initial.equals(yield) && initial.equals(body.arguments().get(k + 1).type()),
                            "carry %d starts as %s and goes on as %s", k, initial, yield);
                    yield yield;
                }
                case COLLECT -> {
                    require(!loop.bounded(), "a bounded for does not collect");
                    require(loop.n() <= Integer.MAX_VALUE, "an array has at most %d items, this one would have %d",
                            Integer.MAX_VALUE, loop.n());
                    yield yield.stacked((int) loop.n());
                }
                case SUM -> combined(kind, yield);
                case PROD, MAX, MIN, ARGMAX, ARGMIN, ANY, ALL -> {
                    require(yield.isScalar(), "%s takes scalars, not %s", kind, yield);
                    require(!kind.isIndex() || loop.n() > 0, "%s of nothing", kind);
                    yield combined(kind, yield);
                }
            });
        }
        return types;
    }

    private static List<Type> whileLoop(List<Type> operands, List<Block> blocks) {
        require(blocks.size() == 2, "while takes a condition and a body");
        Block test = blocks.get(0);
        Block body = blocks.get(1);
        require(types(test.arguments()).equals(operands) && types(body.arguments()).equals(operands)
                        && types(body.results()).equals(operands),
                "while starts with %s and goes on with %s", operands, types(body.results()));
        require(types(test.results()).equals(List.of(Type.BOOL)), "the condition of while is one bool, not %s",
                types(test.results()));
        return operands;
    }

    private static List<Type> ifElse(List<Type> operands, List<Block> blocks) {
        require(operands.equals(List.of(Type.BOOL)), "the condition of if is one bool, not %s", operands);
        require(blocks.size() == 2, "if takes two blocks");
        List<Type> then = types(blocks.get(0).results());
        List<Type> otherwise = types(blocks.get(1).results());
        require(blocks.stream().allMatch(b -> b.arguments().isEmpty()), "the blocks of if take no arguments");
        require(then.equals(otherwise), "one side of if gives %s, the other %s", then, otherwise);
        return then;
    }

    private static List<Type> types(List<Var> vars) {
        return vars.stream().map(Var::type).toList();
    }

    private static void require(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }
}
