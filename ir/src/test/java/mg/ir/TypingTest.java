package mg.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What each operation takes and what it refuses.
class TypingTest {
    @TestFactory
    Stream<DynamicTest> takes() {
        return Stream.of(
                gives("f64[2]", "add", "f64[2]", "f64[2]"), gives("i64", "add", "i64", "i64"),
                gives("bool[2]", "lt", "f32[2]", "f32[2]"), gives("bool", "eq", "bool", "bool"),
                gives("f32[2]", "select", "bool[2]", "f32[2]", "f32[2]"), gives("bool[0]", "not", "bool[0]"),
                gives("i64[2]", "cast i64", "bool[2]"), gives("bool", "stop_gradient", "bool"),
                gives("f64[2,9,3]", "broadcast [0,2]", "f64[2,3]"), gives("i64[6]", "reshape", "i64[2,3]"),
                gives("f64[0,7]", "reshape", "f64[0]"), gives("f64[3,2]", "transpose [1,0]", "f64[2,3]"),
                gives("f64", "transpose []", "f64"), gives("f64[2]", "slice [1:4:2]", "f64[5]"),
                gives("f64[0]", "slice [5:5:1]", "f64[5]"), gives("f64[4]", "pad [1::2]", "f64[2]"),
                gives("f64[0]", "pad [0::1]", "f64[0]"), gives("f64[5,2]", "concat [0]", "f64[2,2]", "f64[3,2]"),
                gives("f64[3]", "index", "f64[2,3]", "i64"), gives("bool", "index", "bool[2,3]", "i64", "i64"),
                gives("f64[9,3]", "place", "f64[3]", "i64"), gives("f64[4,5,3]", "gather", "f64[2,3]", "i64[4,5]"),
                gives("f64[3]", "gather", "f64[2,3]", "i64"),
                gives("f64[9,3]", "scatter_add", "f64[4,5,3]", "i64[4,5]"),
                gives("f64[2]", "reduce sum [1]", "f64[2,3]"), gives("i64", "reduce argmin [0]", "f32[2]"),
                gives("bool", "reduce any [0]", "bool[0]"), gives("f64", "reduce max [0,1]", "f64[2,0]"),
                gives("f32[3,3]", "cholesky", "f32[3,3]"), gives("f64[0,0]", "cholesky", "f64[0,0]"),
                gives("f64[3]", "solve", "f64[3,3]", "f64[3]"), gives("f64[3,0]", "solve", "f64[3,3]", "f64[3,0]"),
                gives("f64[3,2]", "triangular_solve lower", "f64[3,3]", "f64[3,2]"),
                gives("f32[0]", "triangular_solve upper", "f32[0,0]", "f32[0]"),
                gives("f64[2,4]", "dot [1=0]", "f64[2,3]", "f64[3,4]"),
                        gives("f64[5,2,4]", "dot [1=1] batch [2=0]", "f64[2,3,5]", "f64[5,3,4]"));
    }

    @TestFactory
    Stream<DynamicTest> refuses() {
        return Stream.of(
                refuses("f64", "add", "f64", "f32"), refuses("f64", "add", "f64"),
                refuses("f64[2]", "add", "f64[2]", "f64"), refuses("i64", "sin", "i64"),
                refuses("bool", "add", "bool", "bool"), refuses("bool", "lt", "bool", "bool"),
                refuses("bool", "and", "i64", "i64"), refuses("f64[2]", "select", "bool", "f64[2]", "f64[2]"),
                refuses("bool", "cast bool", "f64"), refuses("f64[3,2]", "broadcast [1,0]", "f64[2,3]"),
                refuses("f64[2]", "broadcast [0]", "f64[1]"), refuses("f64[5]", "reshape", "f64[2,3]"),
                refuses("f64[2,2]", "transpose [0,0]", "f64[2,2]"), refuses("f64[2]", "slice [0:6:3]", "f64[5]"),
                refuses("f64[2]", "slice [3:2:1]", "f64[5]"), refuses("f64[2]", "slice [0:2:0]", "f64[5]"),
                refuses("f64[3]", "pad [1::2]", "f64[2]"), refuses("f64[3]", "pad [-1::2]", "f64[2]"),
                refuses("f64[4,2]", "concat [0]", "f64[2,2]", "f64[2,3]"), refuses("f64[2]", "concat [1]", "f64[2]"),
                refuses("f64[2]", "index", "f64[2]"), refuses("f64", "index", "f64[2]", "f64"),
                refuses("f64", "index", "f64[2]", "i64", "i64"), refuses("f64[9,4]", "place", "f64[3]", "i64"),
                refuses("f64", "gather", "f64", "i64"), refuses("bool[9]", "scatter_add", "bool[2]", "i64[2]"),
                refuses("f64[9]", "scatter_add", "f64[2]", "i64[3]"), refuses("f64", "reduce sum []", "f64"),
                refuses("f64", "reduce sum [1]", "f64[2]"), refuses("f64", "reduce any [0]", "f64[2]"),
                refuses("bool", "reduce sum [0]", "bool[2]"), refuses("i64", "reduce argmax [0]", "f64[0]"),
                refuses("i64", "reduce argmax [0,1]", "f64[2,2]"), refuses("f64", "reduce carry [0]", "f64[2]"),
                refuses("f64[2,3]", "cholesky", "f64[2,3]"), refuses("i64[2,2]", "cholesky", "i64[2,2]"),
                refuses("f64[2]", "solve", "f64[3,3]", "f64[2]"), refuses("f32[3]", "solve", "f64[3,3]", "f32[3]"),
                refuses("f64[3,1,1]", "solve", "f64[3,3]", "f64[3,1,1]"), refuses("f64", "solve", "f64[1,1]", "f64"),
                refuses("f64[3,3]", "triangular_solve upper", "f64[3,3]"), refuses("f64", "cholesky", "f64"),
                refuses("f64", "dot [0=0]", "f64[2]", "f64[3]"), refuses("f64", "dot [0=0, 0=0]", "f64[2]", "f64[2]"), refuses("bool", "dot [0=0]", "bool[2]", "bool[2]"), refuses("f64", "dot [0=0]", "f64[2]", "f32[2]"));
    }

    @TestFactory
    Stream<DynamicTest> refusesInControl() {
        return Stream.of(
                refusesList("%r = for %i in 0..-1 { yield sum %i } : i64"),
                refusesList("%r = for %i in 0..3000000000 { yield collect %i } : i64[0]"),
                refusesList("%r = for %i in 0..3 until %n { yield collect %i } : i64[3]"),
                refusesList("%r = for %i in 0..3 until %x { yield sum %i } : i64"),
                refusesList("%r = for %i in 0..3 carry(%s = %x) { yield carry %i } : i64"),
                refusesList("%r = for %i in 0..3 { yield carry %i } : i64"),
                refusesList("%r = for %i in 0..0 { yield argmax %i } : i64"),
                refusesList("%r = for %i in 0..3 { %k = iota 3 : i64[3] yield max %k } : i64[3]"),
                refusesList("%r = for %i in 0..3 { yield any %i } : bool"),
                refusesList("%r = while (%a = %x) { yield %a } do (%b) { yield %b } : f64"),
                refusesList("%r = while (%a = %x) { yield %c } do (%b) { yield %n } : f64"),
                refusesList("%r = if %x { yield %x } else { yield %x } : f64"),
                refusesList("%r = if %c { yield %x } else { yield %n } : f64"));
    }

    private static DynamicTest gives(String result, String operation, String... operands) {
        return DynamicTest.dynamicTest(operation + " " + List.of(operands), () -> {
            Instruction i = instruction(result, operation, operands);
            assertEquals(List.of(i.result().type()), Typing.results(i.operation(), i.operands(), i.blocks()));
        });
    }

    private static DynamicTest refuses(String result, String operation, String... operands) {
        return DynamicTest.dynamicTest(operation + " " + List.of(operands) + " to " + result,
                () -> {
                    var e = assertThrows(DiagnosticException.class, () -> instruction(result, operation, operands));
                    assertEquals(1, e.diagnostics().size(), e.getMessage());
                    assertEquals(operation.split(" ")[0].length(), e.diagnostics().getFirst().span().length());
                });
    }

    private static DynamicTest refusesList(String instruction) {
        return DynamicTest.dynamicTest(instruction, () -> {
            var e = assertThrows(DiagnosticException.class, () -> Parser.parse("test.ir",
                    "func @f(%x: f64, %n: i64, %c: bool) -> f64 { " + instruction + " return %x }"));
            assertEquals(1, e.diagnostics().size(), e.getMessage());
        });
    }

    private static Instruction instruction(String result, String operation, String... operands) {
        var arguments = new ArrayList<String>();
        for (int k = 0; k < operands.length; k++) {
            arguments.add("%x" + k + ": " + operands[k]);
        }
        String names = String.join(", ",
                Arrays.stream(arguments.toArray(String[]::new)).map(a -> a.split(":")[0]).toList());
        Program program = Parser.parse("test.ir",
                "func @f(" + String.join(", ", arguments) + ") -> " + result + " { %r = "
                + operation + " " + names + " : " + result + " return %r }");
        return program.functions().getFirst().body().instructions().getFirst();
    }
}
