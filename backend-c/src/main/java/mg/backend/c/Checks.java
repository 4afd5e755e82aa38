package mg.backend.c;

import java.util.Map;
import mg.ir.Span;
import mg.loops.Scalar;

/// The checks of a function: what is out of range, or divides by zero, ends it with a status of its own.
final class Checks {
    private final Scalars scalars;
    private final Values values;
    private final WideValues wide;
    private final Map<Fault, Integer> faults;
    private final Lines lines;

    /// @param faults receives the checks with their numbers
    Checks(Scalars scalars, WideValues wide, Map<Fault, Integer> faults, Lines lines) {
        this.scalars = scalars;
        this.values = wide.values();
        this.wide = wide;
        this.faults = faults;
        this.lines = lines;
    }

    void index(Scalar index, long size, Span span) {
        if (index.isWide() && !values.isLiteral(index)) {
            lanes(index, size, span);
            return;
        }
        String text = scalars.atom(index).text();
        String fault = "return " + values.fault(text, status(new Fault.Index(span, size))) + ";" + place(span);
        if (size == 0) {
            lines.add(fault);
        } else {
            lines.open("if ((uint64_t) " + text + " >= " + size + ") {");
            lines.add(fault);
            lines.close();
        }
    }

    private void lanes(Scalar index, long size, Span span) {
        String first = scalars.temporary("v");
        lines.add("int64_t " + first + " = 0;");
        String arguments = scalars.atom(index).text() + ", " + size + ", &" + first;
        lines.open("if (" + wide.outside(index.lanes()) + "(" + arguments + ")) {");
        lines.add("return " + values.fault(first, status(new Fault.Index(span, size))) + ";" + place(span));
        lines.close();
    }

    void nonZero(Scalar divisor, Span span) {
        lines.open("if (" + scalars.atom(divisor).text() + " == 0) {");
        lines.add("return " + status(new Fault.Division(span)) + ";" + place(span));
        lines.close();
    }

    private int status(Fault fault) {
        return faults.computeIfAbsent(fault, _ -> faults.size() + 1);
    }

    private static String place(Span span) {
        return span.isKnown() ? " // " + Literals.comment(span.toString()) : "";
    }
}
