package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import mg.ir.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Parse trees to declarations, patterns and types; [ExpressionReader] does the expressions.
final class Reader {
    private final Source source;
    private final ExpressionReader expressions;

    Reader(Source source) {
        this.source = source;
        this.expressions = new ExpressionReader(source, this);
    }

    Declaration declaration(MgParser.DeclarationContext context, String doc) {
        return context.accept(new MgBaseVisitor<>() {
            @Override
            public Declaration visitImport(MgParser.ImportContext c) {
                boolean file = c.STRING() != null;
                TerminalNode name = file ? c.STRING() : c.NAME();
                String text = name.getText();
                return new Declaration.Import(span(name), file ? text.substring(1, text.length() - 1) : text, file,
                        doc);
            }

            @Override
            public Declaration visitConst(MgParser.ConstContext c) {
                return new Declaration.Const(span(c.NAME()), c.NAME().getText(), expressions.read(c.expression()), doc);
            }

            @Override
            public Declaration visitTypeAlias(MgParser.TypeAliasContext c) {
                return new Declaration.TypeAlias(
                        span(c.NAME(0)), c.NAME(0).getText(), sizes(c.NAME()), type(c.type()), doc);
            }

            @Override
            public Declaration visitParam(MgParser.ParamContext c) {
                return new Declaration.Param(
                        span(c.NAME()), c.NAME().getText(), type(c.type()), expressions.read(c.expression()), doc);
            }

            @Override
            public Declaration visitFn(MgParser.FnContext c) {
                return function(c.function(), c.function().NAME(0).getText(), doc);
            }

            @Override
            public Declaration visitStated(MgParser.StatedContext c) {
                var mode = Declaration.Mode.valueOf(c.STATED().getText().toUpperCase(Locale.ROOT));
                String of = c.function().NAME(0).getText();
                return new Declaration.Stated(mode, of, function(c.function(), mode + " " + of, doc));
            }
        });
    }

    /// The sizes that follow the name of what is declared.
    private List<Declaration.Size> sizes(List<TerminalNode> names) {
        return names.stream().skip(1).map(n -> new Declaration.Size(span(n), n.getText())).toList();
    }

    private Declaration.Fn function(MgParser.FunctionContext c, String name, String doc) {
        List<Declaration.Formal> formals = c.formal().stream()
                .map(f -> new Declaration.Formal(
                        span(f.NAME()), f.NAME().getText(), Optional.ofNullable(f.type()).map(this::type)))
                .toList();
        Expression body = c.body() == null ? expressions.read(c.expression()) : expressions.read(c.body().block());
        return new Declaration.Fn(span(c.NAME(0)), name, sizes(c.NAME()), formals, body, doc);
    }

    Pattern pattern(MgParser.PatternContext context) {
        expressions.deeper(context);
        try {
            return context.NAME() != null
                    ? new Pattern.Bind(span(context), context.NAME().getText())
                    : new Pattern.Group(span(context), context.pattern().stream().map(this::pattern).toList());
        } finally {
            expressions.shallower();
        }
    }

    private TypeSyntax type(MgParser.TypeContext context) {
        return context.accept(new MgBaseVisitor<>() {
            @Override
            public TypeSyntax visitArrayType(MgParser.ArrayTypeContext c) {
                return new TypeSyntax.Array(
                        span(c), text(c), c.NAME().getText(), c.expression().stream().map(expressions::read).toList());
            }

            @Override
            public TypeSyntax visitTupleType(MgParser.TupleTypeContext c) {
                return new TypeSyntax.Tuple(span(c), text(c), c.type().stream().map(t -> type(t)).toList());
            }

            @Override
            public TypeSyntax visitRecordType(MgParser.RecordTypeContext c) {
                List<String> names = names(c.NAME());
                return new TypeSyntax.Record(span(c), text(c), names, c.type().stream().map(t -> type(t)).toList());
            }
        });
    }

    /// The names of a record's fields.
    List<String> names(List<TerminalNode> nodes) {
        var names = new ArrayList<String>();
        for (TerminalNode node : nodes) {
            if (names.contains(node.getText())) {
                throw new Rejection(span(node), "field '" + node.getText() + "' is given twice");
            }
            names.add(node.getText());
        }
        return names;
    }

    Span span(ParseTree tree) {
        return tree instanceof TerminalNode node
                ? Syntax.span(source, node.getSymbol())
                : Syntax.span(source, (ParserRuleContext) tree);
    }

    /// The operators among the children of a flat level.
    static List<Token> operators(ParserRuleContext context) {
        return IntStream.range(0, context.getChildCount())
                .mapToObj(context::getChild)
                .filter(TerminalNode.class::isInstance)
                .map(t -> ((TerminalNode) t).getSymbol())
                .toList();
    }

    private static String text(ParserRuleContext context) {
        return context.getStart().getInputStream().getText(
                Interval.of(context.getStart().getStartIndex(), context.getStop().getStopIndex()));
    }
}
