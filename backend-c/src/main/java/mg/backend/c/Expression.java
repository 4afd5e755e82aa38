package mg.backend.c;

import java.util.List;
import java.util.stream.Stream;

/// An expression of C and what must not change before it is evaluated.
///
/// @param level  how tightly its outermost operator binds
/// @param depth  how many operators are nested in it
/// @param memory the regions it reads, one bit each
/// @param states the numbers of the scalars it reads that may still change
record Expression(String text, Level level, int depth, int memory, List<Integer> states) {
    /// How tightly operators bind, loosest first. A `!` counts as a comparison, so that it gets parentheses beside one.
    enum Level {
        CONDITIONAL, OR, AND, COMPARISON, SUM, PRODUCT, PREFIX, PRIMARY;

        Level next() {
            return values()[ordinal() + 1];
        }
    }

    Expression {
        states = List.copyOf(states);
    }

    /// A name or a number.
    static Expression atom(String text) {
        return new Expression(text, text.startsWith("-") ? Level.PREFIX : Level.PRIMARY, 0, 0, List.of());
    }

    /// An expression of which these are the parts.
    static Expression of(String text, Level level, Expression... parts) {
        return new Expression(
                text,
                level,
                1 + Stream.of(parts).mapToInt(Expression::depth).max().orElse(0),
                Stream.of(parts).mapToInt(Expression::memory).reduce(0, (a, b) -> a | b),
                Stream.of(parts).flatMap(p -> p.states.stream()).distinct().toList());
    }

    /// A call of a function.
    static Expression call(String function, Expression... arguments) {
        String list = Stream.of(arguments).map(Expression::text).reduce((a, b) -> a + ", " + b).orElse("");
        return of(function + "(" + list + ")", Level.PRIMARY, arguments);
    }

    /// `left op right`, for an operator that groups to the left.
    static Expression binary(Expression left, String op, Level level, Expression right) {
        return of(left.at(level) + " " + op + " " + right.at(level.next()), level, left, right);
    }

    /// The same reading one more region.
    Expression reading(int region) {
        return new Expression(text, level, depth, memory | region, states);
    }

    /// The text, in parentheses unless it binds at least so tightly.
    String at(Level least) {
        return level.compareTo(least) >= 0 ? text : "(" + text + ")";
    }

    /// Whether it is a name or a number, to be written as often as wanted.
    boolean isAtom() {
        return depth == 0;
    }
}
