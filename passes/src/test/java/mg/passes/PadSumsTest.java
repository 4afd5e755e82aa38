package mg.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mg.ir.Parser;
import mg.ir.Printer;
import mg.ir.Program;
import org.junit.jupiter.api.Test;

class PadSumsTest {
    private static String run(String list) {
        Program p = Parser.parse("<text>",
                "func @f(%x: f64[2], %y: f64[3], %z: f64[2,4]) -> f64[8] {\n" + list + "}\n");
        String all = Printer.print(p.with(p.functions().stream().map(PadSums::run).map(DeadCode::run).toList()));
        return all.substring(all.indexOf("{\n") + 2, all.lastIndexOf("}"));
    }

    @Test
    void partsOfAnArrayStandSideBySide() {
        assertEquals("""
                  %3 = const 0x0.0p0 : f64
                  %4 = broadcast [] %3 : f64[1]
                  %5 = const 0x0.0p0 : f64
                  %6 = broadcast [] %5 : f64[2]
                  %7 = concat [0] %4, %x, %6, %y : f64[8]
                  return %7
                """, run("""
                  %3 = pad [5::1] %y : f64[8]
                  %4 = pad [1::1] %x : f64[8]
                  %5 = add %3, %4 : f64[8]
                  return %5
                """));
    }

    @Test
    void threePartsAreOneArray() {
        assertEquals("""
                  %3 = concat [0] %x, %x, %y, %x : f64[9]
                  %4 = slice [0:8:1] %3 : f64[8]
                  return %4
                """, run("""
                  %3 = pad [0::1] %x : f64[9]
                  %4 = pad [4::1] %y : f64[9]
                  %5 = pad [7::1] %x : f64[9]
                  %6 = pad [2::1] %x : f64[9]
                  %7 = add %3, %4 : f64[9]
                  %8 = add %5, %6 : f64[9]
                  %9 = add %7, %8 : f64[9]
                  %10 = slice [0:8:1] %9 : f64[8]
                  return %10
                """));
    }

    @Test
    void whatOverlapsOrIsSpreadOrIsNoPartIsAdded() {
        for (String list : new String[] {
            """
              %3 = pad [3::1] %x : f64[8]
              %4 = pad [4::1] %y : f64[8]
              %5 = add %3, %4 : f64[8]
              return %5
            """,
            """
              %3 = pad [0::2] %x : f64[8]
              %4 = pad [4::1] %y : f64[8]
              %5 = add %3, %4 : f64[8]
              return %5
            """,
            """
              %3 = reshape %z : f64[8]
              %4 = pad [4::1] %y : f64[8]
              %5 = add %3, %4 : f64[8]
              return %5
            """,
        }) {
            assertEquals(list, run(list));
        }
    }
}
