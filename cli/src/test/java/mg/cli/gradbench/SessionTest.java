package mg.cli.gradbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
    @TempDir
    Path folder;

    private static String evaluate(String id, String module, String function, String input) {
        return "{\"id\":" + id + ",\"kind\":\"evaluate\",\"module\":\"" + module + "\",\"function\":\"" + function
                + "\",\"input\":" + input + "}";
    }

    private static List<JsonObject> ask(String... lines) throws IOException {
        return Conversation.on("jvm", lines);
    }

    /// The answers with programs of the folder.
    private List<JsonObject> ask(String program, List<String> lines) throws IOException {
        Files.writeString(folder.resolve("test.mg"), program);
        return Conversation.answers(folder, "jvm", String.join("\n", lines));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    private static long timings(JsonObject answer, String name) {
        return answer.getAsJsonArray("timings").asList().stream()
                .filter(t -> t.getAsJsonObject().get("name").getAsString().equals(name))
                .count();
    }

    @Test
    void everyKindOfQuestionIsAnswered() throws IOException {
        List<JsonObject> answers = ask(
                "{\"id\":0,\"kind\":\"start\",\"eval\":\"hello\"}",
                "{\"kind\":\"define\",\"module\":\"hello\",\"id\":1}",
                evaluate("2", "hello", "square", "3"),
                "{\"id\":3,\"kind\":\"analysis\",\"of\":2,\"valid\":true,\"message\":null}",
                "{\"id\":4,\"kind\":\"something else\"}",
                "{\"id\":\"five\",\"kind\":\"define\",\"module\":\"nothing\"}",
                "{\"id\":6,\"kind\":\"define\",\"module\":\"../gradbench/hello\"}");
        assertEquals(json("{'id':0,'tool':'mg'}"), answers.get(0));
        assertEquals(json("{'id':1,'success':true}"), answers.get(1));
        assertEquals(9.0, answers.get(2).get("output").getAsDouble());
        assertEquals(json("{'id':3}"), answers.get(3));
        assertEquals(json("{'id':4}"), answers.get(4));
        assertEquals("five", answers.get(5).get("id").getAsString());
        assertFalse(answers.get(5).get("success").getAsBoolean());
        assertTrue(answers.get(5).get("error").getAsString().contains("there is no module 'nothing'"));
        assertFalse(answers.get(6).get("success").getAsBoolean());
        assertEquals(7, answers.size());
    }

    @Test
    void theSessionOutlivesWhatFails() throws IOException {
        List<JsonObject> answers = ask(
                evaluate("1", "hello", "cube", "3"),
                evaluate("2", "llsq", "primal", "{\"n\":4}"),
                evaluate("3", "llsq", "primal", "{\"x\":[[1],2],\"n\":4}"),
                evaluate("4", "llsq", "primal", "{\"x\":[[1],[2]],\"n\":4}"),
                evaluate("5", "llsq", "primal", "{\"x\":[1,2],\"n\":4.5}"),
                "{\"id\":6,\"kind\":\"evaluate\",",
                "",
                evaluate("8", "llsq", "primal", "{\"x\":[1,2],\"n\":4,\"min_runs\":-1}"),
                evaluate("9", "llsq", "primal", "{\"x\":[1,2],\"n\":4,\"min_runs\":\"two\"}"),
                evaluate("10", "hello", "double", "3"));
        assertEquals(10, answers.size());
        assertEquals(List.of(
                "error: no function 'cube'\n  there are: square, double",
                "error: 'primal' needs numbers for 'x'",
                "error: 'primal' needs numbers for 'x'"),
                answers.subList(0, 3).stream().map(a -> a.get("error").getAsString()).toList());
        for (JsonObject answer : answers.subList(0, 9)) {
            assertFalse(answer.get("success").getAsBoolean(), answer.toString());
            assertTrue(answer.get("error").getAsString().length() > 10, answer.toString());
        }
        assertEquals(6, answers.get(5).get("id").getAsInt());
        assertEquals(6.0, answers.get(9).get("output").getAsDouble());
    }

    @Test
    void noRunsAskedAreOne() throws IOException {
        JsonObject answer = ask(evaluate("1", "lse", "gradient", "{\"x\":[2,2],\"min_runs\":0}")).getFirst();
        assertEquals(1, timings(answer, "evaluate"));
        assertEquals(List.of(0.5, 0.5),
                answer.getAsJsonArray("output").asList().stream().map(JsonElement::getAsDouble).toList());
    }

    @Test
    void runsAreAsManyAndAsLongAsAsked() throws IOException {
        List<JsonObject> answers = ask(
                evaluate("1", "lse", "primal", "{\"x\":[1,2],\"min_runs\":7,\"min_seconds\":0}"),
                evaluate("2", "lse", "primal", "{\"x\":[1,2],\"min_runs\":1,\"min_seconds\":0.05}"),
                evaluate("3", "lse", "primal", "{\"x\":[1,2]}"));
        assertEquals(7, timings(answers.get(0), "evaluate"));
        assertEquals(1, timings(answers.get(0), "compile"));
        long sum = answers.get(1).getAsJsonArray("timings").asList().stream()
                .map(t -> t.getAsJsonObject())
                .filter(t -> t.get("name").getAsString().equals("evaluate"))
                .mapToLong(t -> t.get("nanoseconds").getAsLong())
                .sum();
        assertTrue(sum >= 50_000_000, "" + sum);
        assertEquals(1, timings(answers.get(2), "evaluate"));
    }

    @Test
    void aMillionNumbersAreOneLine() throws IOException {
        int n = 1_000_000;
        String numbers = DoubleStream.iterate(0, x -> x + 1).limit(n).mapToObj(x -> Double.toString(x / n))
                .collect(Collectors.joining(","));
        JsonArray output = ask(evaluate("1", "lse", "gradient", "{\"x\":[" + numbers + "]}"))
                .getFirst().getAsJsonArray("output");
        assertEquals(n, output.size());
        assertEquals(1 / (Math.E - 1) / n, output.get(0).getAsDouble(), 1e-11);
    }

    @Test
    void fieldsAreArgumentsAndPartsOfRecords() throws IOException {
        List<JsonObject> answers = ask("""
                fn f(p: {at: real[2], name: {deep: int[1]}}, flag: bool, n: int, x) =
                    if flag { {a: {b: p.at[p.name.deep[0]], c: n}, d: zeros(n)} } else { {a: {b: x, c: 0}, d: ones(n)} }
                fn g(x) = x / 0
                """, List.of(
                evaluate("1", "test", "f", """
                        {"p":{"at":[1,2.5],"label":"none","name":{"deep":[1],"x":null}},"flag":true,"n":2,"x":7,"more":{}}"""),
                evaluate("2", "test", "f", """
                        {"p":{"at":[1,2],"name":{"deep":[1]}},"flag":false,"n":0,"x":7}"""),
                evaluate("3", "test", "g", "{\"x\":1}"),
                evaluate("4", "test", "g", "[NaN,0,-3]")));
        assertEquals(json("{'a':{'b':2.5,'c':2},'d':[0.0,0.0]}"), answers.get(0).get("output"));
        assertEquals(json("{'a':{'b':7.0,'c':0},'d':[]}"), answers.get(1).get("output"));
        assertTrue(answers.get(2).get("output").isJsonNull());
        assertEquals(JsonParser.parseString("[null,null,null]"), answers.get(3).get("output"));
    }

    @Test
    void inputAndOutputGoThroughTheFilesOwnFunctions() throws IOException {
        List<JsonObject> answers = ask("""
                fn input(x: real, n: int) = {x: fill(x, n), y: 1}
                fn f[n](x: real[n], y: real) = x + y
                fn f_output(result) = {first: result[0], length: len(result)}
                fn g[n](x: real[n]) = sum(x)
                """, List.of(
                evaluate("1", "test", "f", "{\"x\":2,\"n\":3}"), evaluate("2", "test", "g", "{\"x\":2,\"n\":3}")));
        assertEquals(json("{'first':3.0,'length':3}"), answers.get(0).get("output"));
        assertEquals(6.0, answers.get(1).get("output").getAsDouble());
    }

    @Test
    void aModuleIsReadAnewWhenItIsDefinedAnew() throws IOException {
        Files.writeString(folder.resolve("test.mg"), "fn f(x: real) = nothing\n");
        List<JsonObject> answers = Conversation.answers(
                folder, "jvm", "{\"id\":1,\"kind\":\"define\",\"module\":\"test\"}\n"
                + evaluate("2", "test", "f", "1"));
        assertTrue(answers.get(0).get("error").getAsString().contains("unknown name 'nothing'"));
        assertFalse(answers.get(1).get("success").getAsBoolean());
    }
}
