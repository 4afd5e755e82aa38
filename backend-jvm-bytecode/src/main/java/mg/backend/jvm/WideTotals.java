package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.loops.Scalar;

/// The code of sums, products, maxima and the like: of two vectors, of two numbers, and of the lanes of a wide scalar.
record WideTotals(Variables variables, Unit unit) {
    /// Pushes two pieces combined; of `max` and `min` the second comes first.
    CodeBuilder combined(Kind kind, WideType type, Runnable left, Runnable right) {
        boolean swapped = kind == Kind.MAX || kind == Kind.MIN;
        return new WideElements(variables, type, (k, _) -> ((k == 0) == swapped ? right : left).run())
                .apply(kind.operation(), 0);
    }

    /// Pushes two numbers combined.
    CodeBuilder combined(Kind kind, ElementType element, Runnable left, Runnable right) {
        boolean swapped = kind == Kind.MAX || kind == Kind.MIN;
        return new ElementCode(code(), unit, element, true, k -> ((k == 0) == swapped ? right : left).run())
                .apply(kind.operation());
    }

    /// Pushes all lanes combined: the upper half with the lower, again and again. The order depends on the number of
    /// lanes only, whoever compiles or interprets this, which it does not in `reduceLanes`.
    CodeBuilder across(Kind kind, Scalar value) {
        WideType whole = WideType.of(value, unit.vectorBits());
        if (whole.element() == ElementType.BOOL) {
            variables.push(value, 0);
            return code().invokevirtual(WideType.MASK, kind == Kind.ANY ? "anyTrue" : "allTrue",
                    MethodTypeDesc.of(ConstantDescs.CD_boolean));
        }
        return variables.block(() -> {
            var totals = new int[whole.pieces()];
            for (int p = 0; p < totals.length; p++) {
                totals[p] = code().allocateLocal(TypeKind.REFERENCE);
                variables.push(value, p);
                code().astore(totals[p]);
            }
            for (int half = totals.length / 2; half > 0; half /= 2) {
                for (int k = 0; k < half; k++) {
                    int left = totals[k];
                    int right = totals[k + half];
                    combined(kind, whole, () -> code().aload(left), () -> code().aload(right));
                    code().astore(left);
                }
            }
            int total = totals[0];
            int other = code().allocateLocal(TypeKind.REFERENCE);
            WideType type = whole.ofLanes(whole.each());
            // Maxima and minima need truth values, of which HotSpot has none of two lanes.
            int fewest = kind == Kind.MAX || kind == Kind.MIN ? 4 : 2;
            while (type.bits() > 128 && type.lanes() > fewest) {
                var ops = new WideOps(code(), type);
                code().aload(total);
                ops.upperHalf().astore(other);
                code().aload(total);
                ops.lowerHalf().astore(total);
                type = type.ofLanes(type.lanes() / 2);
                combined(kind, type, () -> code().aload(total), () -> code().aload(other));
                code().astore(total);
            }
            elements(kind, type, total, 0, 1);
        });
    }

    /// Pushes the combination of elements `from`, `from + step`, …
    private void elements(Kind kind, WideType type, int vector, int from, int step) {
        if (step == type.lanes()) {
            code().aload(vector);
            new WideOps(code(), type).lane(from);
        } else {
            combined(kind, type.element(), () -> elements(kind, type, vector, from, 2 * step),
                    () -> elements(kind, type, vector, from + step, 2 * step));
        }
    }

    private CodeBuilder code() {
        return variables.code();
    }
}
