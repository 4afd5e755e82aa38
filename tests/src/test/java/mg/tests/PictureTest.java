package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.draw.Direction;
import mg.draw.Edge;
import mg.draw.Frame;
import mg.draw.Item;
import mg.draw.ListPicture;
import mg.draw.Node;
import mg.draw.Picture;
import mg.draw.Tone;
import mg.ir.Argument;
import mg.ir.Block;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Parser;
import mg.ir.Program;
import mg.ir.Var;
import mg.lang.Module;
import mg.nn.MLP;
import mg.testing.RandomPrograms;
import mg.value.Drawing;
import mg.value.Value;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PictureTest {
    @Test
    void aLoopIsABoxAroundItsBody() throws Exception {
        Function f = Parser.parse("loop.ir", """
                func @f(%x: f64[3], %y: f64) -> f64 {
                  %2 = for %3 in 0..3 {
                    %4 = index %x, %3 : f64
                    %5 = mul %4, %y : f64
                    yield sum %5
                  } : f64
                  return %2
                }
                """).functions().getFirst();
        Seen seen = Seen.of(ListPicture.of(f).svg());
        assertEquals(Set.of("v0", "v1", "v2", "v3", "v4", "v5", "result0"), seen.nodes().keySet());
        Seen.Rectangle frame = seen.frames().values().iterator().next();
        for (String id : seen.nodes().keySet()) {
            assertEquals(Set.of("v2", "v3", "v4", "v5").contains(id), frame.contains(seen.nodes().get(id)), id);
        }
        assertTrue(seen.texts().containsAll(List.of("for %3 in 0..3", "%3 in 0..3", "%5 = mul", "%2 = sum", "x")));
        assertEquals(Set.of("v0 v4", "v3 v4", "v4 v5", "v1 v5", "v5 v2", "v2 result0"), joined(seen));
    }

    @Test
    void branchesAndWhileLoopsAreFramesWithinFrames() throws Exception {
        Function f = Parser.parse("control.ir", """
                func @f(%x: f64, %b: bool) -> f64 {
                  %2 = while (%3 = %x) {
                    %4 = const 1.0 : f64
                    %5 = lt %3, %4 : bool
                    yield %5
                  } do (%6) {
                    %7 = add %6, %6 : f64
                    yield %7
                  } : f64
                  %8 = if %b {
                    %9 = neg %2 : f64
                    yield %9
                  } else {
                    yield %x
                  } : f64
                  return %8
                }
                """).functions().getFirst();
        Seen seen = Seen.of(ListPicture.of(f).svg());
        assertTrue(seen.texts().containsAll(List.of("while", "test", "do", "if", "then", "else")),
                seen.texts()::toString);
        // An empty side has no frame: what it hands on goes straight to the result.
        assertEquals(5, seen.frames().size());
        assertTrue(joined(seen).containsAll(Set.of("v1 v8", "v9 v8", "v0 v8", "v3 v6", "v7 v2")),
                seen.lines()::toString);
        sound(ListPicture.of(f));
    }

    @TestFactory
    Stream<DynamicTest> examplesAreDrawn() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "examples"))) {
            List<Path> programs = files.filter(p -> p.toString().endsWith(".mg")).sorted().toList();
            assertTrue(programs.size() > 10);
            return programs.stream().flatMap(path -> {
                Module module = Module.parse(path);
                return module.functions().stream()
                        .filter(f -> f.sizes().isEmpty())
                        // An int may have to be known.
                        .filter(f -> f.arguments().stream().allMatch(a -> a.type().isPresent()
                                && !a.type().orElseThrow().equals("int")))
                        .map(f -> DynamicTest.dynamicTest(path.getFileName() + " " + f.name(), () -> all(
                                module.instantiate(f.name(), Map.of(), Map.of(), ElementType.F64).function(f.name()))));
            });
        }
    }

    @Provide
    Arbitrary<Program> programs() {
        return RandomPrograms.arbitrary(RandomPrograms.Style.TEXT);
    }

    @Property(tries = 100)
    void everyListIsDrawnWhole(@ForAll("programs") Program program) throws Exception {
        for (Function f : program.functions()) {
            all(f);
        }
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    @Property(tries = 50)
    void everyPictureIsSound(@ForAll("seeds") long seed) throws Exception {
        var random = new Random(seed);
        var nodes = new ArrayList<String>();
        var edges = new ArrayList<Edge>();
        List<Item> items = items(random, 3, nodes);
        for (int k = 1; k < nodes.size(); k++) {
            for (int uses = random.nextInt(4); uses > 0; uses--) {
                edges.add(new Edge(nodes.get(random.nextInt(k)), nodes.get(k), random.nextInt(5) == 0 ? "label" : ""));
            }
        }
        sound(new Picture("p", random.nextBoolean() ? Direction.LR : Direction.TB, items, edges));
    }

    /// Some nodes, and frames around some.
    private static List<Item> items(Random random, int depth, List<String> nodes) {
        var items = new ArrayList<Item>();
        for (int k = random.nextInt(8); k >= 0; k--) {
            if (depth > 0 && random.nextInt(4) == 0) {
                String id = "f" + depth + "_" + nodes.size() + "_" + k;
                items.add(new Frame(id, "frame", items(random, depth - 1, nodes)));
            } else {
                Tone tone = Tone.values()[random.nextInt(Tone.values().length)];
                items.add(new Node("n" + nodes.size(), tone, "kind", List.of("a".repeat(random.nextInt(20)), "<&>")));
                nodes.add("n" + nodes.size());
            }
        }
        return items;
    }

    @Test
    void valuesAreRecordsBesideOperations() throws Exception {
        Value x = Value.of(2).label("x<1>");
        Value y = x.mul(x).add(3);
        y.backward();
        for (Direction direction : Direction.values()) {
            Picture picture = Drawing.picture(y, direction);
            Seen seen = sound(picture);
            assertEquals(Set.of("v0", "v1op", "v1", "v2", "v3op", "v3"), seen.nodes().keySet());
            assertEquals(6, seen.lines().size());
            assertTrue(seen.texts().containsAll(List.of("x<1>", "data 2.0000", "grad 4.0000", "*", "+")));
            Seen.Rectangle first = seen.nodes().get("v0");
            Seen.Rectangle last = seen.nodes().get("v3");
            assertTrue(direction == Direction.LR ? first.right() < last.left() : first.bottom() < last.top());
        }
        Value score = new MLP(2, List.of(8, 1), new Random(1)).one(List.of(x, Value.of(1)));
        sound(Drawing.picture(score, Direction.LR));
    }

    @Test
    void longListsShowTheirEndsAndCountTheRest() throws Exception {
        Value x = Value.of(1);
        Value y = x;
        for (int k = 0; k < 5000; k++) {
            y = y.mul(x);
        }
        Seen seen = sound(Drawing.picture(y, Direction.TB));
        assertTrue(seen.nodes().size() < 150, seen.nodes().size() + " nodes");
        assertTrue(seen.nodes().keySet().containsAll(Set.of("v0", "v1", "v1op", "v5000", "v5000op")));
        int folded = seen.texts().stream().filter(t -> t.matches("… \\d+ more"))
                .mapToInt(t -> Integer.parseInt(t.split(" ")[1])).sum();
        long whole = seen.nodes().keySet().stream().filter(id -> !id.startsWith("more_")).count();
        assertEquals(10001, folded + whole);
        assertEquals(10001, Drawing.dot(y, Direction.TB).lines().filter(l -> l.contains("label=")).count());
    }

    /// Twenty loops with twenty instructions each: the loops stay, their bodies go.
    @Test
    void manyLoopsFoldOneByOne() throws Exception {
        var items = new ArrayList<Item>();
        for (int k = 0; k < 20; k++) {
            int loop = k;
            items.add(new Frame("f" + k, "for", IntStream.range(0, 20)
                    .<Item>mapToObj(n -> new Node("n" + loop + "_" + n, Tone.VALUE, "mul", List.of("mul"))).toList()));
        }
        var edges = new ArrayList<Edge>();
        for (int k = 1; k < 400; k++) {
            edges.add(Edge.of("n" + (k - 1) / 20 + "_" + (k - 1) % 20, "n" + k / 20 + "_" + k % 20));
        }
        Seen seen = sound(new Picture("", Direction.TB, items, edges));
        int kept = seen.frames().size();
        assertTrue(5 < kept && kept < 20, kept + " frames");
        assertEquals(kept * 20 + (20 - kept), seen.nodes().size());
    }

    /// A node for each value, an edge for each use.
    private static void all(Function f) throws Exception {
        Picture picture = ListPicture.of(f);
        var ids = new HashSet<String>();
        f.arguments().stream().map(Argument::var).forEach(v -> ids.add("v" + v.id()));
        collect(f.body(), ids);
        var drawn = new HashMap<String, Integer>();
        nodes(picture.items(), drawn);
        assertTrue(drawn.keySet().containsAll(ids), () -> ids + " but drawn " + drawn);
        assertTrue(drawn.values().stream().allMatch(n -> n == 1));
        sound(picture);
    }

    private static void nodes(List<Item> items, Map<String, Integer> drawn) {
        for (Item item : items) {
            switch (item) {
                case Node n -> drawn.merge(n.id(), 1, Integer::sum);
                case Frame f -> nodes(f.items(), drawn);
            }
        }
    }

    private static void collect(Block block, Set<String> ids) {
        for (Instruction i : block.instructions()) {
            boolean apart = i.operation() instanceof Operation.For || i.operation() instanceof Operation.While
                    || i.operation() instanceof Operation.If;
            i.results().stream().limit(apart ? Long.MAX_VALUE : 1).map(Var::id).forEach(id -> ids.add("v" + id));
            for (Block nested : i.blocks()) {
                nested.arguments().forEach(v -> ids.add("v" + v.id()));
                collect(nested, ids);
            }
        }
    }

    /// Everything is in the picture, nothing overlaps, edges join their boxes and keep out of others.
    private static Seen sound(Picture picture) throws Exception {
        Seen seen = Seen.of(picture.svg());
        var paper = new Seen.Rectangle(0, 0, seen.width(), seen.height());
        var all = new HashMap<>(seen.nodes());
        all.putAll(seen.frames());
        assertEquals(seen.nodes().size() + seen.frames().size(), all.size());
        for (var a : all.entrySet()) {
            assertTrue(paper.contains(a.getValue()), a::toString);
            for (var b : seen.nodes().entrySet()) {
                boolean around = seen.frames().containsKey(a.getKey()) && a.getValue().contains(b.getValue());
                assertTrue(a.getKey().equals(b.getKey()) || around || !a.getValue().overlaps(b.getValue()),
                        () -> a + " and " + b);
            }
        }
        for (Seen.Line line : seen.lines()) {
            double[] start = line.points().getFirst();
            double[] end = line.points().getLast();
            assertTrue(seen.nodes().get(line.from()).onBorder(start[0], start[1]), line::toString);
            assertTrue(seen.nodes().get(line.to()).onBorder(end[0], end[1]), line::toString);
            seen.nodes().forEach((id, box) -> line.points().forEach(p ->
                    assertTrue(!box.inside(p[0], p[1]), () -> line.from() + " to " + line.to() + " through " + id)));
        }
        return seen;
    }

    private static Set<String> joined(Seen seen) {
        var joined = new HashSet<String>();
        seen.lines().forEach(l -> joined.add(l.from() + " " + l.to()));
        return joined;
    }
}
