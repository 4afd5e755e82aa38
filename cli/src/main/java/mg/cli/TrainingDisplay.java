package mg.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import mg.train.Progress;

/// Shows how training goes: a bar on a terminal, a line now and then elsewhere, or nothing. Keeps the losses.
final class TrainingDisplay implements Progress, AutoCloseable {
    /// Who looks.
    enum Viewer {
        /// A person at a terminal.
        TERMINAL,
        /// A log.
        LINES,
        /// Nobody.
        NONE
    }

    private static final double FIRST_LINE = 2;
    private static final double GROWTH = 1.25;
    private static final double SECONDS_BETWEEN_MESSAGES = 0.1;

    private final Viewer viewer;
    private final PrintWriter err;
    private final Interrupt interrupt;
    private final String unit;
    private final int epochs;
    private final ProgressBar bar;
    private final LossCurve curve = new LossCurve();
    private final long began = System.nanoTime();
    private double shown;
    private long used;

    /// @param unit what examples are called
    TrainingDisplay(
            Viewer viewer, String task, String unit, int epochs, int examples, PrintWriter err, Interrupt interrupt) {
        this.viewer = viewer;
        this.err = err;
        this.interrupt = interrupt;
        this.unit = unit;
        this.epochs = epochs;
        this.bar = viewer == Viewer.TERMINAL ? bar(task, (long) epochs * examples) : null;
    }

    private static ProgressBar bar(String task, long examples) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(examples)
                .setUpdateIntervalMillis(100)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, Terminal.width()))
                .build();
    }

    /// The losses so far.
    LossCurve curve() {
        return curve;
    }

    @Override
    public void step(int epoch, long step, double loss, long examples) {
        curve.add(loss);
        used = examples;
        double seconds = (System.nanoTime() - began) / 1e9;
        switch (viewer) {
            case TERMINAL -> {
                if (seconds - shown > SECONDS_BETWEEN_MESSAGES) {
                    shown = seconds;
                    bar.setExtraMessage(message(examples / seconds));
                    bar.stepTo(examples);
                }
            }
            case LINES -> {
                if (seconds > GROWTH * shown + FIRST_LINE) {
                    shown = seconds;
                    err.println("epoch " + epoch + "/" + epochs + "  " + message(examples / seconds));
                }
            }
            case NONE -> {}
        }
    }

    private String message(double perSecond) {
        return String.format(Locale.ROOT, "loss %.4f  %,.0f %s/s", curve.recent(), perSecond, unit);
    }

    /// Shows the end.
    void finish(double perSecond) {
        if (bar != null) {
            bar.setExtraMessage(message(perSecond));
            bar.stepTo(used);
        }
    }

    @Override
    public boolean stop() {
        return interrupt.requested();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
