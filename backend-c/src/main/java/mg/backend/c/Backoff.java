package mg.backend.c;

/// Which calls of a function are not tried within its limit: after a try that failed the next one, after one more the
/// next three, then seven. So one that always runs for long is seldom called twice. Each try that succeeds halves their
/// number.
///
/// Threads may overwrite what others count: then a call is made in another way than it would have been.
final class Backoff {
    private static final int MOST = 1 << 20;

    private int pause;
    private int passed;

    /// Whether to leave out this try.
    boolean waits() {
        boolean waits = passed < pause;
        if (waits) {
            passed++;
        }
        return waits;
    }

    /// Whether the try that gave this status failed.
    boolean failed(int status) {
        boolean failed = status == Way.USED_UP;
        if (failed) {
            pause = Math.min(2 * pause + 1, MOST);
            passed = 0;
        } else if (pause > 0) {
            pause /= 2;
            passed = pause;
        }
        return failed;
    }
}
