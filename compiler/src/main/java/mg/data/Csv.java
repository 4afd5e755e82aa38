package mg.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Span;
import mg.ir.Tensor;

/// Numbers separated by commas, one row a line. A first line without any number has names and is passed over, so are
/// blank lines and those that start with `#`. One column makes a vector.
final class Csv {
    private static final int LONGEST_LINE_SHOWN = 160;

    private final String source;
    private final NumberList numbers = new NumberList();
    private int columns = -1;
    private int firstLine;
    private int rows;
    private String line;
    private int lineNumber;

    private Csv(String source) {
        this.source = source;
    }

    static Tensor read(Source in) {
        return new Csv(in.name()).read(in.text());
    }

    /// The table in a text. `source` is what errors call it.
    static Tensor read(String source, String text) {
        return new Csv(source).read(Reader.of(text));
    }

    private Tensor read(Reader reader) {
        try (var text = new BufferedReader(reader)) {
            while ((line = text.readLine()) != null) {
                lineNumber++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    row(cells());
                }
            }
        } catch (IOException e) {
            throw Source.failure(source, e);
        }
        if (columns < 0) {
            throw Source.fault(source, "has no rows");
        }
        return numbers.tensor(columns == 1 ? List.of(rows) : List.of(rows, columns));
    }

    /// Where a value stands in the line, without blanks and quotes around it.
    private record Cell(int start, String text) {}

    private List<Cell> cells() {
        var cells = new ArrayList<Cell>(Math.max(columns, 1));
        int start = 0;
        boolean quoted = false;
        for (int k = 0; k <= line.length(); k++) {
            if (k == line.length() || line.charAt(k) == ',' && !quoted) {
                cells.add(cell(start, k));
                start = k + 1;
            } else if (line.charAt(k) == '"') {
                quoted = !quoted;
            }
        }
        return cells;
    }

    private Cell cell(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && line.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && line.charAt(end - 1) <= ' ') {
            end--;
        }
        boolean quoted = end - start >= 2 && line.charAt(start) == '"' && line.charAt(end - 1) == '"';
        int inside = quoted ? 1 : 0;
        return new Cell(start + inside, line.substring(start + inside, end - inside));
    }

    private void row(List<Cell> cells) {
        if (columns < 0) {
            columns = cells.size();
            firstLine = lineNumber;
            if (cells.stream().noneMatch(Csv::isNumber)) {
                return;
            }
        }
        if (cells.size() != columns) {
            throw error(1, line.length(), "this row has " + cells.size() + (cells.size() == 1 ? " value" : " values")
                    + ", line " + firstLine + " has " + columns, "every row must have as many");
        }
        rows++;
        for (Cell cell : cells) {
            try {
                numbers.add(cell.text());
            } catch (NumberFormatException e) {
                boolean other = cell.text().matches("[^\"]*[;\t][^\"]*");
                throw error(cell.start() + 1, cell.text().length(),
                        cell.text().isEmpty() ? "a value is missing" : "'" + cell.text() + "' is not a number",
                        other ? "values are separated by commas" : "only the first line may have names");
            } catch (IllegalArgumentException e) {
                throw error(cell.start() + 1, cell.text().length(), e.getMessage());
            }
        }
    }

    private static boolean isNumber(Cell cell) {
        try {
            new NumberList().add(cell.text());
            return true;
        } catch (NumberFormatException e) {
            return false;
        } catch (IllegalArgumentException e) {
            return true; // too large a number
        }
    }

    private DiagnosticException error(int column, int length, String message, String... notes) {
        String shown = line.length() <= LONGEST_LINE_SHOWN ? line : "";
        return new DiagnosticException(
                new Diagnostic(new Span(source, lineNumber, column, length), shown, message, List.of(notes)));
    }
}
