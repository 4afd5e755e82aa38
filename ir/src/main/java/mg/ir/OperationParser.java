package mg.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Reads an operation with its attributes, operands and blocks.
final class OperationParser {
    private static final List<String> WORDS = List.of("cast", "stop_gradient", "const", "iota", "broadcast", "reshape",
            "transpose", "slice", "pad", "concat", "index", "place", "gather", "scatter_add", "reduce", "dot",
            "cholesky", "triangular_solve", "solve", "for", "while", "if", "call", "jvp", "vjp");

    private final Tokens in;
    private final ListParser list;

    OperationParser(Tokens in, ListParser list) {
        this.in = in;
        this.list = list;
    }

    /// An operation up to the types of its results.
    Draft draft() {
        Token at = in.expect(Token.Kind.WORD, "an operation");
        return switch (at.text()) {
            case "cast" -> Draft.of(at, new Operation.Cast(in.element()), list.uses());
            case "stop_gradient" -> Draft.of(at, new Operation.StopGradient(), list.uses());
            case "const" -> {
                ConstantText constant = in.constant();
                yield new Draft(at, type -> new Operation.Const(constant.as(type, in)), List.of(), List.of());
            }
            case "iota" -> Draft.of(at, new Operation.Iota(in.size()), List.of());
            case "broadcast" -> {
                List<Integer> axes = in.sizes();
                yield shaped(at, type -> new Operation.Broadcast(type.shape(), axes));
            }
            case "reshape" -> shaped(at, type -> new Operation.Reshape(type.shape()));
            case "transpose" -> Draft.of(at, new Operation.Transpose(in.sizes()), list.uses());
            case "slice" -> slice(at);
            case "pad" -> pad(at);
            case "concat" -> {
                in.expect("[");
                var concat = new Operation.Concat(in.size());
                in.expect("]");
                yield Draft.of(at, concat, list.uses());
            }
            case "index" -> Draft.of(at, new Operation.Index(), list.uses());
            case "place" -> shaped(at, type -> new Operation.Place(type.shape()));
            case "gather" -> Draft.of(at, new Operation.Gather(), list.uses());
            case "scatter_add" -> shaped(at, type -> new Operation.ScatterAdd(type.rank() == 0 ? 0 : type.size(0)));
            case "reduce" -> Draft.of(at, new Operation.Reduce(kind(), in.sizes()), list.uses());
            case "dot" -> dot(at);
            case "cholesky" -> Draft.of(at, new Operation.Cholesky(), list.uses());
            case "triangular_solve" -> Draft.of(at, new Operation.TriangularSolve(isLower()), list.uses());
            case "solve" -> Draft.of(at, new Operation.Solve(), list.uses());
            case "for" -> forLoop(at);
            case "while" -> whileLoop(at);
            case "if" -> {
                List<Var> condition = List.of(list.use());
                Block then = list.block(List.of(), List.of(), list::uses);
                in.expect("else");
                yield Draft.of(at, new Operation.If(), condition, then, list.block(List.of(), List.of(), list::uses));
            }
            case "call" -> Draft.of(at, new Operation.Call(function()), in.list("(", ")", list::use));
            case "jvp" -> Draft.of(at, new Operation.Jvp(function(), in.sizes()), in.list("(", ")", list::use));
            case "vjp" -> Draft.of(at, new Operation.Vjp(function(), in.sizes()), in.list("(", ")", list::use));
            default -> Draft.of(at, new Operation.Element(elementOp(at)), list.uses());
        };
    }

    private Draft shaped(Token at, java.util.function.Function<Type, Operation> operation) {
        return new Draft(at, operation, list.uses(), List.of());
    }

    private ElementOp elementOp(Token at) {
        return ElementOp.named(at.text()).orElseGet(() -> {
            var known = Stream.concat(WORDS.stream(), Arrays.stream(ElementOp.values()).map(ElementOp::toString))
                    .toList();
            in.fail(at, "unknown operation " + at, Spelling.hint(at.text(), known));
            return ElementOp.ADD;
        });
    }

    private String function() {
        return in.expect(Token.Kind.GLOBAL, "a function '@name'").text();
    }

    private Kind kind() {
        Token word = in.expect(Token.Kind.WORD, "a kind of reduction");
        return Arrays.stream(Kind.values()).filter(k -> k.toString().equals(word.text())).findFirst().orElseGet(() -> {
            var known = Arrays.stream(Kind.values()).map(Kind::toString).toList();
            in.fail(word, "unknown kind of reduction " + word, Spelling.hint(word.text(), known));
            return Kind.SUM;
        });
    }

    private boolean isLower() {
        if (in.accept("lower")) {
            return true;
        }
        in.expect("upper");
        return false;
    }

    private Draft slice(Token at) {
        var start = new ArrayList<Integer>();
        var stop = new ArrayList<Integer>();
        var stride = new ArrayList<Integer>();
        in.list("[", "]", () -> {
            start.add(in.size());
            in.expect(":");
            stop.add(in.size());
            in.expect(":");
            return stride.add(in.size());
        });
        return Draft.of(at, new Operation.Slice(start, stop, stride), list.uses());
    }

    private Draft pad(Token at) {
        var start = new ArrayList<Integer>();
        var stride = new ArrayList<Integer>();
        in.list("[", "]", () -> {
            start.add(in.size());
            in.expect(":");
            in.expect(":");
            return stride.add(in.size());
        });
        return shaped(at, type -> new Operation.Pad(type.shape(), start, stride));
    }

    private Draft dot(Token at) {
        var leftSum = new ArrayList<Integer>();
        var rightSum = new ArrayList<Integer>();
        var leftBatch = new ArrayList<Integer>();
        var rightBatch = new ArrayList<Integer>();
        pairs(leftSum, rightSum);
        if (in.accept("batch")) {
            pairs(leftBatch, rightBatch);
        }
        return Draft.of(at, new Operation.Dot(leftBatch, rightBatch, leftSum, rightSum), list.uses());
    }

    private void pairs(List<Integer> left, List<Integer> right) {
        in.list("[", "]", () -> {
            left.add(in.size());
            in.expect("=");
            return right.add(in.size());
        });
    }

    private Draft forLoop(Token at) {
        var names = new ArrayList<Token>();
        var operands = new ArrayList<Var>();
        var types = new ArrayList<Type>();
        names.add(in.expectValue());
        types.add(Type.I64);
        in.expect("in");
        Token zero = in.peek();
        if (in.whole() != 0) {
            in.report(zero, "a loop starts from 0");
        }
        in.expect("..");
        long n = in.whole();
        boolean down = in.accept("down");
        List<Var> bound = in.accept("until") ? List.of(list.use()) : List.of();
        if (in.accept("carry")) {
            in.list("(", ")", () -> binding(names, types, operands));
        }
        operands.addAll(bound);
        var kinds = new ArrayList<Kind>();
        Block body = list.block(names, types, () -> yields(kinds));
        return Draft.of(at, new Operation.For(n, kinds, !bound.isEmpty(), down), operands, body);
    }

    private List<Var> yields(List<Kind> kinds) {
        var results = new ArrayList<Var>();
        if (!in.peek().is("}")) {
            do {
                kinds.add(kind());
                results.add(list.use());
            } while (in.accept(","));
        }
        return results;
    }

    private Draft whileLoop(Token at) {
        var tested = new ArrayList<Token>();
        var operands = new ArrayList<Var>();
        var types = new ArrayList<Type>();
        in.list("(", ")", () -> binding(tested, types, operands));
        Block test = list.block(tested, types, list::uses);
        in.expect("do");
        Token open = in.peek();
        List<Token> names = in.list("(", ")", in::expectValue);
        if (names.size() != types.size()) {
            in.fail(open, "the state of this while is " + types.size() + " values, not " + names.size());
        }
        return Draft.of(at, new Operation.While(), operands, test, list.block(names, types, list::uses));
    }

    private boolean binding(List<Token> names, List<Type> types, List<Var> operands) {
        names.add(in.expectValue());
        in.expect("=");
        Var initial = list.use();
        operands.add(initial);
        return types.add(initial.type());
    }
}
