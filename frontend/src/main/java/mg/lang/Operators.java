package mg.lang;

import java.util.List;
import mg.ir.ElementOp;
import mg.ir.Span;

/// Evaluates operators: sums and products from left to right, powers, comparisons and logic.
final class Operators {
    private final Evaluator evaluator;
    private final Products products;

    Operators(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.products = new Products(evaluator);
    }

    /// `a + b - c`, `a * b / c @ d % e`.
    Meaning chain(Expression.Chain chain, Scope scope) {
        Operand left = evaluator.operand(chain.first(), scope);
        for (Expression.Link link : chain.links()) {
            Operand right = evaluator.operand(link.operand(), scope);
            evaluator.builder().at(link.span());
            Meaning result = switch (link.operator()) {
                case "+" -> element(ElementOp.ADD, "+", link.span(), left, right);
                case "-" -> element(ElementOp.SUB, "-", link.span(), left, right);
                case "*" -> element(ElementOp.MUL, "*", link.span(), left, right);
                case "%" -> element(ElementOp.REM, "%", link.span(), left, right);
                case "/" -> evaluator.elementwise().quotient(left, right, link.span());
                case "@" -> products.product(left, right, link.span());
                default -> throw new AssertionError(link.operator());
            };
            Span from = chain.span();
            Span last = link.operand().span();
            int length = last.line() == from.line() ? last.column() + last.length() - from.column() : from.length();
            Span whole = new Span(from.source(), from.line(), from.column(), length);
            left = new Operand(result, Evaluator.text(whole, scope), whole);
        }
        return left.meaning();
    }

    /// An operation of the element table, called `name` in messages.
    Meaning element(ElementOp op, String name, Span span, Operand... operands) {
        evaluator.builder().at(span);
        Meaning result = evaluator.elementwise().apply(op, List.of(operands), span, name);
        evaluator.loops().ranges().note(op, List.of(operands), result);
        return result;
    }

    /// `base^exponent`.
    Meaning power(Operand base, Operand exponent, Span span) {
        var range = evaluator.loops().ranges().interval(exponent.meaning());
        return evaluator.elementwise().power(base, exponent, range, span);
    }

    /// `a < b` and its like.
    Meaning compare(String operator, Operand a, Operand b, Span span) {
        return switch (operator) {
            case "==" -> element(ElementOp.EQ, "==", span, a, b);
            case "!=" -> element(ElementOp.NE, "!=", span, a, b);
            case "<" -> element(ElementOp.LT, "<", span, a, b);
            case "<=" -> element(ElementOp.LE, "<=", span, a, b);
            case ">" -> element(ElementOp.LT, ">", span, b, a);
            case ">=" -> element(ElementOp.LE, ">=", span, b, a);
            default -> throw new AssertionError(operator);
        };
    }

    /// `a && b`, `a || b`. What is known first decides: `false && x` does not look at x.
    Meaning logic(Expression.Logic logic, Scope scope) {
        ElementOp op = logic.and() ? ElementOp.AND : ElementOp.OR;
        String name = logic.and() ? "&&" : "||";
        Operand left = evaluator.operand(logic.items().getFirst(), scope);
        for (Expression item : logic.items().subList(1, logic.items().size())) {
            if (left.meaning() instanceof Meaning.Truth(boolean value) && value != logic.and()) {
                return left.meaning();
            }
            Operand right = evaluator.operand(item, scope);
            Meaning result = left.meaning() instanceof Meaning.Truth && Elementwise.isTruth(right.meaning())
                    ? right.meaning()
                    : element(op, name, item.span(), left, right);
            left = new Operand(result, left.text(), left.origin());
        }
        return left.meaning();
    }
}
