package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpanTest {
    @Test
    void isBetweenTheEndsThatFactorsAndTermsMove() {
        assertEquals(new Span(-8, 1), Span.below(4).times(-3).plus(Span.of(1)));
        assertEquals(new Span(1, 10), Span.below(4).times(3).plus(Span.of(1)));
        assertEquals(new Span(0, 0), Span.below(0).times(5));
    }

    /// A loop whose end is known only when it runs may have the largest count.
    @Test
    void countsWithoutEndDoNotOverflow() {
        for (long factor : new long[] {1, 2, 3, 4, 1L << 40, Long.MAX_VALUE}) {
            Span up = Span.below(Long.MAX_VALUE).times(factor).plus(Span.of(-5)).plus(Span.below(9));
            assertTrue(up.low() == -5 && up.high() > 1L << 60 && up.high() - up.low() > 1L << 60, () -> up.toString());
            Span down = Span.below(Long.MAX_VALUE).times(-factor).plus(Span.below(9));
            assertTrue(down.high() == 8
                    && down.low() < -(1L << 60) && down.high() - down.low() > 1L << 60, () -> down.toString());
        }
    }
}
