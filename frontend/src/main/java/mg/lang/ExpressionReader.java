package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/// Parse trees to expressions.
final class ExpressionReader extends MgBaseVisitor<Expression> {
    /// How deep expressions may nest.
    private static final int DEEPEST = 400;

    private final Source source;
    private final Reader reader;
    private int depth;

    ExpressionReader(Source source, Reader reader) {
        this.source = source;
        this.reader = reader;
    }

    Expression read(ParserRuleContext context) {
        deeper(context);
        try {
            return context.accept(this);
        } finally {
            shallower();
        }
    }

    void deeper(ParserRuleContext context) {
        if (++depth > DEEPEST) {
            throw new Rejection(span(context), "this nests more than " + DEEPEST + " deep");
        }
    }

    void shallower() {
        depth--;
    }

    private List<Expression> all(List<? extends ParserRuleContext> contexts) {
        return contexts.stream().map(this::read).toList();
    }

    private Optional<Expression> maybe(ParserRuleContext context) {
        return Optional.ofNullable(context).map(this::read);
    }

    private Span span(ParserRuleContext context) {
        return Syntax.span(source, context);
    }

    // Operators, loosest first

    @Override
    public Expression visitExpression(MgParser.ExpressionContext c) {
        Expression left = c.disjunction().accept(this);
        if (c.expression() == null) {
            return left;
        }
        List<Pattern> formals = switch (left) {
            case Expression.Tuple(_, List<Expression> items) -> items.stream().map(this::formal).toList();
            default -> List.of(formal(left));
        };
        Scoping.distinct(formals);
        Expression body = read(c.expression());
        var free = Scoping.free(body);
        formals.forEach(f -> f.binds().forEach(b -> free.remove(b.name())));
        return new Expression.Lambda(span(c), formals, body, free);
    }

    private Pattern formal(Expression e) {
        return switch (e) {
            case Expression.Name(Span span, String text) -> new Pattern.Bind(span, text);
            case Expression.Tuple(Span span, List<Expression> items) ->
                new Pattern.Group(span, items.stream().map(this::formal).toList());
            default -> throw new Rejection(e.span(), "an argument before '->' is a name");
        };
    }

    @Override
    public Expression visitDisjunction(MgParser.DisjunctionContext c) {
        return c.conjunction().size() == 1
                ? c.conjunction(0).accept(this)
                : new Expression.Logic(span(c), false, c.conjunction().stream().map(x -> x.accept(this)).toList());
    }

    @Override
    public Expression visitConjunction(MgParser.ConjunctionContext c) {
        return c.comparison().size() == 1
                ? c.comparison(0).accept(this)
                : new Expression.Logic(span(c), true, c.comparison().stream().map(x -> x.accept(this)).toList());
    }

    @Override
    public Expression visitComparison(MgParser.ComparisonContext c) {
        if (c.sum().size() == 1) {
            return c.sum(0).accept(this);
        }
        List<Token> operators = Reader.operators(c);
        if (operators.size() > 1) {
            throw new Rejection(Syntax.span(source, operators.get(1)), "comparisons do not chain",
                    "hint: write a < b && b < c");
        }
        Token token = operators.getFirst();
        return new Expression.Comparison(span(c),
                new Expression.Link(Syntax.span(source, token), token.getText(), c.sum(1).accept(this)),
                c.sum(0).accept(this));
    }

    @Override
    public Expression visitSum(MgParser.SumContext c) {
        return chain(c, c.product());
    }

    @Override
    public Expression visitProduct(MgParser.ProductContext c) {
        return chain(c, c.unary());
    }

    private Expression chain(ParserRuleContext c, List<? extends ParserRuleContext> operands) {
        Expression first = operands.getFirst().accept(this);
        if (operands.size() == 1) {
            return first;
        }
        List<Token> operators = Reader.operators(c);
        var links = new ArrayList<Expression.Link>();
        for (int k = 1; k < operands.size(); k++) {
            Token token = operators.get(k - 1);
            links.add(new Expression.Link(Syntax.span(source, token), token.getText(), operands.get(k).accept(this)));
        }
        return new Expression.Chain(span(c), first, links);
    }

    @Override
    public Expression visitUnary(MgParser.UnaryContext c) {
        return prefixed(c, Reader.operators(c), c.power().accept(this));
    }

    private Expression prefixed(ParserRuleContext c, List<Token> operators, Expression operand) {
        Expression result = operand;
        if (operators.size() > DEEPEST - depth) {
            throw new Rejection(span(c), "this nests more than " + DEEPEST + " deep");
        }
        for (Token token : operators.reversed()) {
            result = token.getText().equals("-")
                    ? new Expression.Negative(span(c), result)
                    : new Expression.Not(span(c), result);
        }
        return result;
    }

    /// `a ^ -b ^ c` is `a ^ (-(b ^ c))`.
    @Override
    public Expression visitPower(MgParser.PowerContext c) {
        List<Token> operators = Reader.operators(c);
        if (operators.size() > DEEPEST - depth) {
            throw new Rejection(span(c), "this nests more than " + DEEPEST + " deep");
        }
        Expression result = c.postfix().getLast().accept(this);
        int operator = operators.size() - 1;
        for (int k = c.postfix().size() - 2; k >= 0; k--) {
            while (operators.get(operator).getText().equals("-")) {
                result = new Expression.Negative(result.span(), result);
                operator--;
            }
            operator--;
            result = new Expression.Power(span(c), c.postfix(k).accept(this), result);
        }
        return result;
    }

    @Override
    public Expression visitPostfix(MgParser.PostfixContext c) {
        Expression result = c.primary().accept(this);
        if (c.suffix().size() > DEEPEST - depth) {
            throw new Rejection(span(c), "this nests more than " + DEEPEST + " deep");
        }
        for (MgParser.SuffixContext suffix : c.suffix()) {
            Span from = result.span();
            Span last = span(suffix);
            int length = last.line() == from.line() ? last.column() + last.length() - from.column() : from.length();
            result = suffix(result, new Span(from.source(), from.line(), from.column(), length), suffix);
        }
        return result;
    }

    private Expression suffix(Expression of, Span span, MgParser.SuffixContext suffix) {
        return suffix.accept(new MgBaseVisitor<>() {
            @Override
            public Expression visitApply(MgParser.ApplyContext c) {
                if (c.arguments() == null) {
                    return new Expression.Apply(span, of, List.of());
                }
                List<MgParser.ArgumentContext> arguments = c.arguments().argument();
                if (c.arguments().clause() != null) {
                    if (arguments.getFirst().NAME() != null) {
                        throw new Rejection(reader.span(arguments.getFirst()),
                                "'for' does not go with a named argument");
                    }
                    Expression body = read(arguments.getFirst().expression());
                    return new Expression.Fold(span, of, body, binders(c.arguments().clause()));
                }
                return new Expression.Apply(span, of, arguments.stream()
                        .map(a -> new Expression.Actual(reader.span(a), a.NAME() == null ? "" : a.NAME().getText(),
                                read(a.expression())))
                        .toList());
            }

            @Override
            public Expression visitAt(MgParser.AtContext c) {
                return new Expression.At(span, of, c.index().stream().map(i -> position(i)).toList());
            }

            @Override
            public Expression visitField(MgParser.FieldContext c) {
                return new Expression.Field(reader.span(c.NAME()), of, c.NAME().getText());
            }
        });
    }

    /// `i`, or the parts of `start:stop:stride`, told apart by the colons between them.
    private Expression.Position position(MgParser.IndexContext c) {
        var parts = new ParserRuleContext[3];
        int colons = 0;
        for (var child : c.children) {
            if (child instanceof ParserRuleContext part) {
                parts[colons] = part;
            } else {
                colons++;
            }
        }
        return colons == 0
                ? new Expression.Index(span(c), read(parts[0]))
                : new Expression.Slice(span(c), maybe(parts[0]), maybe(parts[1]), maybe(parts[2]));
    }

    // Primaries

    @Override
    public Expression visitWhole(MgParser.WholeContext c) {
        try {
            return new Expression.Whole(span(c), Long.parseLong(c.getText()));
        } catch (NumberFormatException e) {
            throw new Rejection(span(c), "the integer " + c.getText() + " is larger than " + Long.MAX_VALUE,
                    "hint: write it with a point for a real: " + c.getText() + ".0");
        }
    }

    @Override
    public Expression visitReal(MgParser.RealContext c) {
        double value = Double.parseDouble(c.getText());
        if (Double.isInfinite(value)) {
            throw new Rejection(span(c), "the number " + c.getText() + " is larger than " + Double.MAX_VALUE,
                    "hint: infinity is written inf");
        }
        return new Expression.Real(span(c), value);
    }

    @Override
    public Expression visitTruth(MgParser.TruthContext c) {
        return new Expression.Truth(span(c), c.getText().equals("true"));
    }

    @Override
    public Expression visitName(MgParser.NameContext c) {
        return new Expression.Name(span(c), c.getText());
    }

    @Override
    public Expression visitParenthesis(MgParser.ParenthesisContext c) {
        return c.expression().size() == 1
                ? read(c.expression(0))
                : new Expression.Tuple(span(c), all(c.expression()));
    }

    @Override
    public Expression visitArray(MgParser.ArrayContext c) {
        return c.clause() != null
                ? new Expression.Comprehension(span(c), read(c.expression(0)), binders(c.clause()))
                : new Expression.Array(span(c), all(c.expression()));
    }

    @Override
    public Expression visitRecord(MgParser.RecordContext c) {
        return new Expression.Record(span(c), reader.names(c.NAME()), all(c.expression()));
    }

    @Override
    public Expression visitBraces(MgParser.BracesContext c) {
        return read(c.block());
    }

    @Override
    public Expression visitBlock(MgParser.BlockContext c) {
        var lets = new ArrayList<Expression.Let>();
        for (MgParser.StatementContext statement : c.statement().subList(0, c.statement().size() - 1)) {
            if (!(statement instanceof MgParser.LetContext let)) {
                throw new Rejection(span(statement), "this value is not used",
                        "hint: name it with let, or end the line before with an operator to go on here");
            }
            lets.add(let(let));
        }
        MgParser.StatementContext last = c.statement().getLast();
        if (!(last instanceof MgParser.ResultContext result)) {
            throw new Rejection(span(last), "a block ends with its value, not with let");
        }
        return new Expression.Block(span(c), lets, read(result.expression()));
    }

    private Expression.Let let(MgParser.LetContext c) {
        Pattern pattern = reader.pattern(c.pattern());
        Scoping.distinct(List.of(pattern));
        return new Expression.Let(pattern, read(c.expression()));
    }

    @Override
    public Expression visitIf(MgParser.IfContext c) {
        int conditions = c.expression().size();
        if (conditions > DEEPEST - depth) {
            throw new Rejection(span(c), "this nests more than " + DEEPEST + " deep");
        }
        Expression result = read(c.body(conditions).block());
        for (int k = conditions - 1; k >= 0; k--) {
            Expression condition = read(c.expression(k));
            Span span = k == 0 ? span(c) : condition.span();
            result = new Expression.If(span, condition, read(c.body(k).block()), result);
        }
        return result;
    }

    @Override
    public Expression visitLoop(MgParser.LoopContext c) {
        var carries = new ArrayList<Expression.Carry>();
        for (MgParser.CarryContext carry : c.carry()) {
            carries.add(new Expression.Carry(reader.span(carry.NAME()), carry.NAME().getText(),
                    read(carry.expression())));
        }
        Scoping.distinct(carries.stream().<Pattern>map(x -> new Pattern.Bind(x.span(), x.name())).toList());
        boolean scan = c.getStart().getText().equals("scan");
        Expression body = read(c.body().block());
        if (c.clause() == null) {
            if (scan) {
                throw new Rejection(span(c), "scan needs 'for': how many states there are must be known");
            }
            return new Expression.While(span(c), carries, read(c.expression()), body);
        }
        List<Expression.Binder> binders = binders(c.clause());
        if (binders.size() > 1) {
            throw new Rejection(binders.get(1).span(), "a loop has one variable", "hint: nest two loops");
        }
        return new Expression.For(span(c), scan, carries, binders.getFirst(), body);
    }

    private List<Expression.Binder> binders(MgParser.ClauseContext c) {
        List<Expression.Binder> binders = c.binder().stream()
                .map(b -> new Expression.Binder(reader.span(b.NAME()), b.NAME().getText(), b.sum().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Expression.Range(read(b.sum(0)), read(b.sum(1))))))
                .toList();
        Scoping.distinct(binders.stream().<Pattern>map(b -> new Pattern.Bind(b.span(), b.name())).toList());
        return binders;
    }
}
