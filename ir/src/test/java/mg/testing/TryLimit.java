package mg.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/// Fails a try of a property that does not end: with the seed, the program and where it runs. Tries take
/// milliseconds, or seconds where gcc runs: this limit says nothing about speed.
public final class TryLimit implements AroundTryHook {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /// From the class that names it to its properties.
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor executor, List<Object> parameters)
            throws InterruptedException {
        var result = new FutureTask<>(() -> executor.execute(parameters));
        Thread thread = Thread.ofPlatform().daemon().start(result);
        if (!thread.join(LIMIT)) {
            var error = new AssertionError("still runs after " + LIMIT.toSeconds() + " s");
            error.setStackTrace(thread.getStackTrace());
            return TryExecutionResult.falsified(error);
        }
        return result.resultNow();
    }
}
