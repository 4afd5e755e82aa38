package mg.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// A C program that calls emitted functions as their headers say, and prints the status of each, then the bits of all
/// results, one to a line.
final class CMain {
    private final StringBuilder out = new StringBuilder("""
            #include <math.h>
            #include <stdbool.h>
            #include <stdint.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            """);

    private CMain() {}

    static String of(List<Shipment> shipments) {
        var main = new CMain();
        shipments.forEach(s -> main.out.append("#include \"").append(s.name()).append(".h\"\n"));
        main.out.append("""

                static void show(const void *element, size_t size) {
                    uint64_t bits = 0;
                    memcpy(&bits, element, size);
                    printf("%llx\\n", (unsigned long long) bits);
                }

                """);
        shipments.forEach(main::call);
        main.out.append("int main(void) {\n");
        shipments.forEach(s -> main.out.append("    call_").append(s.name()).append("();\n"));
        return main.out.append("    return 0;\n}\n").toString();
    }

    private void call(Shipment s) {
        String symbol = s.name() + "_" + s.function();
        var actuals = new ArrayList<String>();
        out.append("static void call_").append(s.name()).append("(void) {\n");
        for (int k = 0; k < s.arguments().size(); k++) {
            argument("x" + k, s.arguments().get(k));
            actuals.add("x" + k);
        }
        List<Type> results = s.signature().resultTypes();
        for (int k = 0; k < results.size(); k++) {
            out.append("    static ").append(type(results.get(k).element())).append(" y").append(k).append("[")
                    .append(Math.max(1, results.get(k).size())).append("];\n");
            actuals.add("y" + k);
        }
        actuals.add("workspace");
        out.append("    void *workspace = malloc(").append(symbol.toUpperCase(Locale.ROOT))
                .append("_WORKSPACE + 1);\n");
        out.append("    printf(\"%d\\n\", ").append(symbol).append("(").append(String.join(", ", actuals))
                .append("));\n");
        for (int k = 0; k < results.size(); k++) {
            out.append("    for (int i = 0; i < ").append(results.get(k).size()).append("; i++) {\n        show(&y")
                    .append(k)
                    .append("[i], sizeof y").append(k).append("[i]);\n    }\n");
        }
        out.append("    free(workspace);\n}\n\n");
    }

    private void argument(String name, Tensor value) {
        List<String> items = IntStream.range(0, value.type().size()).mapToObj(k -> literal(value, k)).toList();
        String type = type(value.type().element());
        if (value.type().isScalar()) {
            out.append("    ").append(type).append(" ").append(name).append(" = ").append(items.getFirst())
                    .append(";\n");
        } else {
            out.append("    static const ").append(type).append(" ").append(name).append("[] = {")
                    .append(items.isEmpty() ? "0" : items.stream().collect(Collectors.joining(",\n"))).append("};\n");
        }
    }

    private static String type(ElementType element) {
        return switch (element) {
            case F64 -> "double";
            case F32 -> "float";
            case I64 -> "int64_t";
            case BOOL -> "bool";
        };
    }

    private static String literal(Tensor t, int k) {
        return switch (t.data()) {
            case double[] a -> real(a[k], Double.toHexString(a[k]));
            case float[] a -> real(a[k], Float.toHexString(a[k]) + "f");
            case long[] a -> a[k] == Long.MIN_VALUE ? "INT64_MIN" : "INT64_C(" + a[k] + ")";
            case boolean[] a -> String.valueOf(a[k]);
            default -> throw new AssertionError(t);
        };
    }

    private static String real(double value, String finite) {
        return Double.isNaN(value) ? "NAN"
                : Double.isInfinite(value) ? (value < 0 ? "-INFINITY" : "INFINITY")
                : finite;
    }
}
