package mg.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mg.Mg;
import mg.Settings;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// Products of square matrices, against PyTorch and three loops in C. Their elements are small multiples of an eighth,
/// the same for all.
final class Products {
    private static final List<Integer> SIZES = List.of(8, 32, 128, 512, 1024);

    private final Peers peers;

    Products(Peers peers) {
        this.peers = peers;
    }

    List<Work> works() {
        return Stream.of(ElementType.F64, ElementType.F32)
                .flatMap(element -> SIZES.stream().map(n -> work(element, n)))
                .toList();
    }

    private Work work(ElementType element, int n) {
        String type = element == ElementType.F64 ? "f64" : "f32";
        Type square = Type.of(element, n, n);
        Tensor a = Tensor.reals(square, k -> (k * 37 % 17 - 8) / 8.0);
        Tensor b = Tensor.reals(square, k -> (k * 53 % 13 - 6) / 8.0);
        var entries = new ArrayList<Work.Entry>();
        for (String backend : List.of("jvm", "c")) {
            entries.add(new Work.Entry(backend, "", () -> new Compiled(
                    Mg.parse("fn product[n](A: real[n, n], B: real[n, n]) = A @ B")
                            .with(Settings.DEFAULT.with(element).on(backend)).function("product"),
                    Map.of("A", a, "B", b), backend.equals("jvm"))));
        }
        entries.add(new Work.Entry("PyTorch", "", () -> peers.pytorch(1e-4, "product", type, n)));
        entries.add(new Work.Entry("C, three loops", "", () ->
                new Handwritten("product_" + type, new Object[] {(long) n, a.data(), b.data()},
                        Tensor.zeros(square).data())));
        return new Work("product/" + type + "/" + n, "matrix product " + type + " " + n, Work.Kind.PRODUCT,
                element == ElementType.F64 && n == 512 ? 1.8 : 0, 2.0 * n * n * n / 1e9, "GFLOP", entries);
    }
}
