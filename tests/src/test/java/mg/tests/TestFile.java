package mg.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A program with expectations in comments: lines that start with `// run `, `// grad ` or `// error`, and the lines
/// after them that go on with `//   `.
///
/// @param expectations by the line, from 0, that they start on
record TestFile(Path path, List<String> lines, Map<Integer, Expectation> expectations) {
    private static final String START = "// (f32 )?(run |grad |error($| )).*";
    private static final String MORE = "//   ";

    static TestFile read(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path);
        var expectations = new TreeMap<Integer, Expectation>();
        for (int k = 0; k < lines.size(); k++) {
            if (lines.get(k).matches(START)) {
                List<String> rest = lines.subList(k + 1, end(lines, k)).stream()
                        .map(line -> line.substring(MORE.length()))
                        .toList();
                expectations.put(k, ExpectationReader.read(lines.get(k).substring(3), rest));
            }
        }
        if (expectations.isEmpty()) {
            throw new IllegalArgumentException(path + " expects nothing");
        }
        return new TestFile(path, lines, expectations);
    }

    private static int end(List<String> lines, int start) {
        int end = start + 1;
        while (end < lines.size() && lines.get(end).startsWith(MORE)) {
            end++;
        }
        return end;
    }

    /// Writes another text under the error that starts on a line.
    static synchronized void bless(Path path, String first, String text) throws IOException {
        List<String> lines = Files.readAllLines(path);
        var blessed = new ArrayList<String>();
        for (int k = 0; k < lines.size(); k++) {
            blessed.add(lines.get(k));
            if (lines.get(k).equals(first)) {
                text.lines().forEach(line -> blessed.add(MORE + line));
                k = end(lines, k) - 1;
            }
        }
        Files.write(path, blessed);
    }
}
