import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import mg.CompiledGraph;
import mg.Mg;
import mg.nn.MLP;
import mg.value.Value;

/// Draws what a network says of a plane: each point in the colour of its class, paler where the score is nearer to 0,
/// and the points that it learned from.
final class Boundary {
    private static final int PIXELS = 480;
    private static final Color NEGATIVE = new Color(0xb03a2e);
    private static final Color POSITIVE = new Color(0x2e6ab0);

    private Boundary() {}

    /// Writes a PNG that shows all points and so much around them.
    static void draw(Path file, MLP network, double[][] points, double[] signs, double around) throws IOException {
        double left = column(points, 0).min().orElse(0) - around;
        double bottom = column(points, 1).min().orElse(0) - around;
        double width = column(points, 0).max().orElse(0) + around - left;
        double height = column(points, 1).max().orElse(0) + around - bottom;
        double pixel = Math.max(width, height) / PIXELS;
        var image = new BufferedImage(
                (int) Math.round(width / pixel), (int) Math.round(height / pixel), BufferedImage.TYPE_INT_RGB);

        // The graph of one point, compiled: the picture has some hundred thousand.
        List<Value> at = List.of(Value.input(0, "x"), Value.input(0, "y"));
        CompiledGraph score = Mg.compile(network.one(at));
        for (int row = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth(); column++) {
                score.setInput(at, left + (column + 0.5) * pixel, bottom + height - (row + 0.5) * pixel);
                image.setRGB(column, row, colour(score.forward()));
            }
        }

        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        for (int k = 0; k < points.length; k++) {
            double x = (points[k][0] - left) / pixel;
            double y = (bottom + height - points[k][1]) / pixel;
            var dot = new Ellipse2D.Double(x - 5, y - 5, 10, 10);
            pen.setColor(signs[k] > 0 ? POSITIVE : NEGATIVE);
            pen.fill(dot);
            pen.setColor(Color.WHITE);
            pen.draw(dot);
        }
        pen.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private static DoubleStream column(double[][] points, int k) {
        return Stream.of(points).mapToDouble(p -> p[k]);
    }

    /// Full at a margin of 1, in four steps so that lines of equal scores show.
    private static int colour(double score) {
        Color full = score > 0 ? POSITIVE : NEGATIVE;
        double part = 0.12 + 0.13 * Math.floor(Math.min(Math.abs(score), 1) * 3);
        return new Color(mixed(full.getRed(), part), mixed(full.getGreen(), part), mixed(full.getBlue(), part))
                .getRGB();
    }

    private static int mixed(int full, double part) {
        return (int) Math.round(255 + (full - 255) * part);
    }
}
