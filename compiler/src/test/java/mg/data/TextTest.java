package mg.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `.csv` and `.json`.
class TextTest {
    @TempDir
    private Path temporary;

    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(temporary);
    }

    private Tensor csv(String text) {
        return Data.read(folder.file("a.csv", text));
    }

    private static Tensor json(String text) {
        return Json.parse("x", text);
    }

    private static Tensor reals(double[] values, int... shape) {
        return Tensor.view(Type.of(ElementType.F64, shape), values);
    }

    private static Tensor wholes(long[] values, int... shape) {
        return Tensor.view(Type.of(ElementType.I64, shape), values);
    }

    @Test
    void aTableHasRowsAndColumns() {
        assertEquals(reals(new double[] {1, 2.5, -3e-2, 4}, 2, 2), csv("1,2.5\n-3e-2,4\n"));
        assertEquals(wholes(new long[] {1, 2, 3, 4, 5, 6}, 3, 2), csv("1,2\r\n3,4\r\n\r\n5,6"));
        assertEquals(wholes(new long[] {1, 2, 3, 4}, 2, 2),
                csv("\ufeffwidth,\"height, in m\"\n# measured\n 1 ,\"2\"\n3,\t4\n"));
        assertEquals(wholes(new long[] {1, 2, 3}, 3), csv("label\n1\n2\n3\n"));
        assertEquals(wholes(new long[] {1, 2}, 1, 2), csv("1,2\n"));
        assertEquals(reals(new double[] {}, 0, 2), csv("a,b\n"));
        assertEquals(wholes(new long[] {Long.MAX_VALUE, Long.MIN_VALUE}, 2),
                csv("9223372036854775807\n-9223372036854775808"));
        assertEquals(reals(new double[] {0x1p63, 1}, 2), csv("9223372036854775808\n1"));
        assertEquals(reals(new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0}, 4),
                csv("nan\ninf\n-Infinity\n-0\n"));
    }

    @Test
    void faultyTablesAreErrorsWithTheirPlace() {
        folder.assertError("""
                a.csv:3:1: error: this row has 3 values, line 1 has 2
                  5,6,7
                  ^^^^^
                  every row must have as many
                """, () -> csv("1,2\n3,4\n5,6,7\n"));
        folder.assertError("""
                a.csv:2:1: error: this row has 1 value, line 1 has 2
                  1
                  ^
                  every row must have as many
                """, () -> csv("a,b\n1\n"));
        folder.assertError("""
                a.csv:2:3: error: 'x' is not a number
                  3,x
                    ^
                  only the first line may have names
                """, () -> csv("1,2\n3,x\n"));
        folder.assertError("""
                a.csv:1:3: error: 'b' is not a number
                  1,b
                    ^
                  only the first line may have names
                """, () -> csv("1,b\n3,4\n"));
        folder.assertError("""
                a.csv:1:3: error: a value is missing
                  1,,3
                    ^
                  only the first line may have names
                """, () -> csv("1,,3\n"));
        folder.assertError("""
                a.csv:2:1: error: '1;2' is not a number
                  1;2
                  ^^^
                  values are separated by commas
                """, () -> csv("a;b\n1;2\n"));
        for (String notNumber : new String[] {"1d", "0x1p3", "1_000", "--1", "1e", ".", "1 2", "true"}) {
            folder.assertError("a.csv:2:1: error: '" + notNumber + "' is not a number\n  " + notNumber + "\n  "
                    + "^".repeat(notNumber.length()) + "\n  only the first line may have names",
                            () -> csv("1\n" + notNumber));
        }
        folder.assertError("""
                a.csv:1:3: error: 1e999 is beyond the largest number, 1.7976931348623157E308; infinity is written Infinity
                  1,1e999
                    ^^^^^
                """, () -> csv("1,1e999\n"));
        folder.assertError("error: a.csv: has no rows", () -> csv("\n# nothing\n"));
        folder.assertError("error: a.csv: the file is empty", () -> csv(""));
        folder.assertError("error: a.csv: not UTF-8 text\n  save it as UTF-8",
                () -> Data.read(folder.file("a.csv", "größe\n1\n".getBytes(StandardCharsets.ISO_8859_1))));
        String longRow = "1,".repeat(500) + "x";
        folder.assertError("a.csv:1:1001: error: 'x' is not a number\n  only the first line may have names",
                () -> csv(longRow));
    }

    @Test
    void jsonIsNumbersTruthsAndEvenArrays() {
        assertEquals(Tensor.of(3L), json("3"));
        assertEquals(Tensor.of(3.0), json(" 3.0 "));
        assertEquals(Tensor.of(-0.0), json("-0"));
        assertEquals(Tensor.of(true), json("true"));
        assertEquals(reals(new double[] {1, 2.5, 3}, 3), json("[1, 2.5,3]"));
        assertEquals(wholes(new long[] {1, 2, 3, 4}, 2, 1, 2), json("[[[1,2]],\n[[3,4]]]\n"));
        assertEquals(reals(new double[] {}, 0), json("[]"));
        assertEquals(reals(new double[] {}, 2, 0), json("[[],[]]"));
        assertEquals(Tensor.view(Type.of(ElementType.BOOL, 2), new boolean[] {true, false}), json("[true,false]"));
        assertEquals(reals(new double[] {Double.NaN, Double.NEGATIVE_INFINITY}, 2), json("[NaN, -Infinity]"));
        assertEquals(wholes(new long[] {7}, 1), Data.read(folder.file("a.json", "\ufeff[7]")));
    }

    @Test
    void faultyJsonIsAnErrorWithItsPlace() {
        assertJson("x:1:8: error: this array has 1 element, the ones before have 2\n  [[1,2],[3]]\n         ^^^",
                "[[1,2],[3]]");
        assertJson("x:1:9: error: this array has 0 elements, the ones before have 1\n  [[1],   []]\n          ^^",
                "[[1],   []]");
        assertJson("x:1:4: error: an array where the elements before are numbers\n  [1,[2]]\n     ^", "[1,[2]]");
        assertJson("x:1:6: error: a number where the elements before are arrays\n  [[1],2]\n       ^", "[[1],2]");
        assertJson("x:1:5: error: a number where the elements before are arrays\n  [[],3]\n      ^", "[[],3]");
        assertJson("x:1:5: error: this array has 1 element, the ones before have 0\n  [[],[[]]]\n      ^^^^",
                "[[],[[]]]");
        assertJson("x:1:6: error: this '[' is not closed\n  [[1],[2\n       ^", "[[1],[2");
        assertJson("x:1:4: error: a number or an array is missing, the text ends\n  [1,\n     ^", "[1,");
        assertJson("x:1:1: error: a number or an array is missing, the text ends", "");
        assertJson("x:1:2: error: expected a number or an array, found ','\n  [,1]\n   ^", "[,1]");
        assertJson("x:1:4: error: expected a number or an array, found ']'\n  [1,]\n     ^", "[1,]");
        assertJson("x:1:4: error: expected ',' or ']', found '2'\n  [1 2]\n     ^", "[1 2]");
        assertJson("x:1:3: error: more text follows the value\n  1 2\n    ^", "1 2");
        assertJson("x:1:2: error: a string, where a number or an array belongs\n  [\"1\"]\n   ^", "[\"1\"]");
        assertJson("x:1:1: error: an object, where a number or an array belongs\n  {\"a\": 1}\n  ^", "{\"a\": 1}");
        assertJson("x:1:2: error: 'null' is not a number\n  [null]\n   ^^^^", "[null]");
        assertJson("x:1:7: error: a number among true and false\n  [true,1]\n        ^", "[true,1]");
        assertJson("x:1:4: error: true or false among numbers\n  [1,true]\n     ^^^^", "[1,true]");
        assertJson("x:1:5: error: -1e999 is beyond the largest number, 1.7976931348623157E308;"
                + " infinity is written Infinity\n  [1, -1e999]\n      ^^^^^^", "[1, -1e999]");
        assertJson("x:2:2: error: 'x' is not a number\n  \u0020x]\n   ^", "[1,\n x]");
        assertJson("x:1:65: error: arrays nested more than 64 deep\n  " + "[".repeat(100) + "\n  "
                        + " ".repeat(64) + "^",
                "[".repeat(100));
    }

    private void assertJson(String message, String text) {
        folder.assertError(message, () -> json(text));
    }
}
