import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/// Tells two moons apart and draws where it thinks that each is.
///
///     mg java examples/moons/Moons.java [FILE.png]
class Moons {
    private static final int POINTS = 100;
    private static final long SEED = 1337;

    public static void main(String[] arguments) throws IOException {
        var random = new Random(SEED);
        var points = new double[POINTS][];
        var signs = new double[POINTS];
        for (int k = 0; k < POINTS; k++) {
            double angle = Math.PI * (k / 2) / (POINTS / 2 - 1);
            boolean upper = k % 2 == 0;
            double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
            double y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
            points[k] = new double[] {x + 0.1 * random.nextGaussian(), y + 0.1 * random.nextGaussian()};
            signs[k] = upper ? -1 : 1;
        }
        var model = new MaxMargin(points, signs, SEED);
        model.train();
        Path file = Path.of(arguments.length == 0 ? "moons.png" : arguments[0]);
        Boundary.draw(file, model.network(), points, signs, 0.5);
        System.out.println(file);
    }
}
