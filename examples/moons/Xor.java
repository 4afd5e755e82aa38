import java.io.IOException;
import java.nio.file.Path;

/// Learns exclusive or and draws where it says yes.
///
///     mg java examples/moons/Xor.java [FILE.png]
class Xor {
    public static void main(String[] arguments) throws IOException {
        double[][] points = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        double[] signs = {-1, 1, 1, -1};
        var model = new MaxMargin(points, signs, 1);
        model.train();
        Path file = Path.of(arguments.length == 0 ? "xor.png" : arguments[0]);
        Boundary.draw(file, model.network(), points, signs, 0.5);
        System.out.println(file);
    }
}
