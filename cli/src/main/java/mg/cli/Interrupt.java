package mg.cli;

import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/// Ctrl-C while it is open: the first asks to stop, the second ends the command at once.
final class Interrupt implements AutoCloseable {
    /// The exit status of a command that was interrupted.
    static final int STATUS = 130;

    private static final String SIGNAL = "INT";

    private final AtomicInteger count = new AtomicInteger();
    private final Object previous;

    Interrupt() {
        previous = Signals.register(SIGNAL, () -> {
            if (count.incrementAndGet() > 1) {
                Runtime.getRuntime().halt(STATUS);
            }
        });
    }

    /// Whether to stop.
    boolean requested() {
        return count.get() > 0;
    }

    @Override
    public void close() {
        Signals.unregister(SIGNAL, previous);
    }
}
