package mg.lang;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// Runs what recurses over a program on a stack that is deep enough for the deepest one that is allowed.
final class Deep {
    private static final long STACK_BYTES = 1L << 30;

    private Deep() {}

    /// The value, or every error found on the way.
    ///
    /// @throws mg.ir.DiagnosticException if there is an error
    static <T> T call(Diagnostics diagnostics, Supplier<T> body) {
        var task = new FutureTask<T>(() -> {
            try {
                return body.get();
            } catch (Rejection e) {
                diagnostics.report(e);
                if (diagnostics.count() == 0) {
                    throw new AssertionError("rejected without a reason");
                }
                return null;
            }
        });
        var thread = new Thread(null, task, "mg-frontend", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        T result = join(task);
        diagnostics.check();
        return result;
    }

    private static <T> T join(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException x -> throw x;
                case Error x -> throw x;
                default -> throw new AssertionError(e.getCause());
            }
        }
    }
}
