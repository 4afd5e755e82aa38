package mg.cli.gradbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import mg.Backends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every function of GradBench at many sizes, against what `reference.py` computed.
class EvaluationsTest {
    private static final double TOLERANCE = 1e-9;
    private static final List<JsonObject> CASES = cases();

    private static List<JsonObject> cases() {
        try (InputStream in = EvaluationsTest.class.getResourceAsStream("sessions.jsonl")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Arguments> sessions() {
        return Stream.of("jvm", "c")
                .filter(b -> Backends.named(b).unavailable().isEmpty())
                .flatMap(b -> CASES.stream().map(c -> c.get("module").getAsString()).distinct()
                .map(m -> Arguments.of(b, m)));
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void everyOutputIsRight(String backend, String module) throws IOException {
        List<JsonObject> cases = CASES.stream().filter(c -> c.get("module").getAsString().equals(module)).toList();
        var lines = new ArrayList<String>();
        lines.add("{\"id\":-2,\"kind\":\"start\",\"eval\":\"" + module + "\"}");
        lines.add("{\"id\":-1,\"kind\":\"define\",\"module\":\"" + module + "\"}");
        for (int k = 0; k < cases.size(); k++) {
            lines.add(question(k, cases.get(k)).toString());
        }
        List<JsonObject> answers = Conversation.on(backend, lines.toArray(String[]::new));
        assertEquals(lines.size(), answers.size());
        assertEquals(JsonParser.parseString("{\"id\":-2,\"tool\":\"mg\"}"), answers.get(0));
        assertEquals(JsonParser.parseString("{\"id\":-1,\"success\":true}"), answers.get(1));
        for (int k = 0; k < cases.size(); k++) {
            JsonObject answer = answers.get(k + 2);
            String what = module + "." + cases.get(k).get("function").getAsString() + " of case " + k;
            assertEquals(k, answer.get("id").getAsInt());
            assertTrue(answer.get("success").getAsBoolean(), what + ": " + answer);
            agree(what, cases.get(k).get("output"), answer.get("output"));
        }
    }

    private static JsonObject question(int id, JsonObject one) {
        var question = new JsonObject();
        question.addProperty("id", id);
        question.addProperty("kind", "evaluate");
        question.add("module", one.get("module"));
        question.add("function", one.get("function"));
        JsonElement input = one.get("input").deepCopy();
        if (input.isJsonObject()) {
            input.getAsJsonObject().addProperty("min_runs", 1);
            input.getAsJsonObject().addProperty("min_seconds", 0);
        }
        question.add("input", input);
        return question;
    }

    private static void agree(String what, JsonElement expected, JsonElement actual) {
        if (expected.isJsonObject()) {
            assertEquals(expected.getAsJsonObject().keySet(), actual.getAsJsonObject().keySet(), what);
            expected.getAsJsonObject().keySet().forEach(key -> agree(
                    what + ": " + key, expected.getAsJsonObject().get(key), actual.getAsJsonObject().get(key)));
        } else if (expected.isJsonArray()) {
            assertEquals(expected.getAsJsonArray().size(), actual.getAsJsonArray().size(), what);
            for (int k = 0; k < expected.getAsJsonArray().size(); k++) {
                agree(what + "[" + k + "]", expected.getAsJsonArray().get(k), actual.getAsJsonArray().get(k));
            }
        } else {
            double e = expected.getAsDouble();
            double a = actual.getAsDouble();
            assertEquals(e, a, TOLERANCE * Math.max(1, Math.abs(e) + Math.abs(a)), what);
        }
    }

    @Test
    void everyFunctionHasItsCases() {
        Set<String> functions = new TreeSet<>();
        CASES.forEach(c -> functions.add(c.get("module").getAsString() + "." + c.get("function").getAsString()));
        assertEquals(
                new TreeSet<>(Set.of(
                        "hello.square", "hello.double", "llsq.primal", "llsq.gradient", "lse.primal", "lse.gradient",
                        "gmm.objective", "gmm.jacobian", "lstm.objective", "lstm.jacobian", "ode.primal",
                        "ode.gradient",
                        "det.primal", "det.gradient", "ba.objective", "ba.jacobian", "ht.objective", "ht.jacobian",
                        "kmeans.cost", "kmeans.dir", "particle.rr", "particle.rf", "particle.fr", "particle.ff",
                        "saddle.rr", "saddle.rf", "saddle.fr", "saddle.ff")),
                functions);
    }
}
