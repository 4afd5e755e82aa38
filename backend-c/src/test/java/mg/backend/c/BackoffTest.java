package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/// Which calls are tried within the limit.
class BackoffTest {
    /// A `t` for each call that is tried, a dot for each that is not.
    private static String calls(int count, IntPredicate isLong) {
        var backoff = new Backoff();
        var seen = new StringBuilder();
        for (int k = 0; k < count; k++) {
            boolean waits = backoff.waits();
            seen.append(waits ? '.' : 't');
            if (!waits) {
                assertEquals(isLong.test(k), backoff.failed(isLong.test(k) ? Way.USED_UP : k % 3));
            }
        }
        return seen.toString();
    }

    @Test
    void aFunctionThatIsNeverLongIsAlwaysTried() {
        assertEquals("tttttttttt", calls(10, _ -> false));
    }

    @Test
    void aFunctionThatIsAlwaysLongIsTriedEverMoreSeldom() {
        assertEquals("t.t...t.......t", calls(15, _ -> true));
        assertEquals(20, calls(1 << 20, _ -> true).chars().filter(c -> c == 't').count());
    }

    @Test
    void oneLongCallCostsOneTry() {
        assertEquals("ttt.tttttt", calls(10, k -> k == 2));
    }

    @Test
    void afterManyLongCallsShortOnesAreTriedAtOnce() {
        assertEquals("t.t...t.......t" + ".".repeat(15) + "tttttt", calls(36, k -> k < 15));
    }
}
