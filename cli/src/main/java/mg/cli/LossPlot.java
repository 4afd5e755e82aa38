package mg.cli;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import mg.data.AtomicFile;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Draws how the loss fell, as a PNG.
final class LossPlot {
    private LossPlot() {}

    /// Draws the curves, each under its name.
    ///
    /// @throws DiagnosticException if it cannot be drawn or written here
    static void write(Path file, String title, Map<String, LossCurve> curves) {
        byte[] png = draw(title, curves);
        AtomicFile.write(file, out -> out.write(png));
    }

    private static byte[] draw(String title, Map<String, LossCurve> curves) {
        try {
            XYChart chart = new XYChartBuilder()
                    .width(900)
                    .height(550)
                    .title(title)
                    .xAxisTitle("step")
                    .yAxisTitle("loss")
                    .build();
            chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE).setLegendVisible(curves.size() > 1);
            chart.getStyler().setSeriesColors(new Color[] {new Color(0x9db8e8), new Color(0xb03a2e)});
            chart.getStyler().setXAxisDecimalPattern("#,##0").setChartBackgroundColor(Color.WHITE);
            chart.getStyler().setXAxisMin(0.0);
            String first = curves.keySet().stream().findFirst().orElse("");
            curves.forEach((name, curve) -> {
                if (curve.losses().length > 0) {
                    // A curve that lies on the one before leaves its rims to see.
                    float width = name.equals(first) ? 4 : 1.5f;
                    XYSeries series = chart.addSeries(name, curve.steps(), curve.losses());
                    series.setMarker(SeriesMarkers.NONE).setLineWidth(width);
                }
            });
            return ChartEncoder.getBytes(chart, "png");
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // Java draws text with the system's fonts; where there are none it fails in all these ways.
            throw new DiagnosticException(Diagnostic.of("cannot draw a plot here: " + e,
                    "a font and the libraries fontconfig and freetype are needed"));
        }
    }
}
