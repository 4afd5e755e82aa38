package mg.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LibraryTest {
    @Test
    void theNamesOfAFileThatIsNotReadAreThoseItDeclares() {
        for (Unit unit : Library.units()) {
            Set<String> declared = unit.declarations().stream()
                    .filter(d -> !(d instanceof Declaration.Stated))
                    .map(Declaration::name)
                    .collect(Collectors.toSet());
            assertEquals(declared, Library.names(unit.source()), unit.toString());
            assertFalse(declared.isEmpty(), unit.toString());
        }
    }

    @Test
    void namesAreThoseAtTheStartsOfLines() {
        Source text = Source.of("text", "fn f_1[n](x) = x\nconst c= 1\n  fn inner(x) = x\ntype t = real\n// fn no(x)");
        assertEquals(Set.of("f_1", "c", "t"), Library.names(text));
    }

    @Test
    void aFileIsReadWhenOneOfItsNamesIsAskedForAndNotBefore() {
        int[] reads = {0};
        var source = Source.of("other", "fn f(x) = x");
        var other = new Unit(source, Set.of("f"), () -> {
            reads[0]++;
            return Syntax.parse(source, new Diagnostics());
        }, List.of());
        var unit = new Unit(Source.of("text", ""), List.of(), List.of(other));
        assertTrue(unit.find("g").isEmpty());
        assertEquals(Set.of("f"), unit.names());
        assertEquals(0, reads[0]);
        assertEquals("f", unit.find("f").orElseThrow().declaration().name());
        assertEquals("f", unit.find("f").orElseThrow().declaration().name());
        assertEquals(1, reads[0]);
    }
}
