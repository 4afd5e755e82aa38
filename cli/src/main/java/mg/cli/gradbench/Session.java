package mg.cli.gradbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.util.LinkedHashMap;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Tensor;

/// Answers questions until there are no more. What fails is an answer too.
final class Session {
    private final Modules modules;
    private final Writer out;

    /// @param out buffered; flushed after each answer
    Session(Modules modules, Writer out) {
        this.modules = modules;
        this.out = out;
    }

    void run(InputStream in) throws IOException {
        var lines = new Lines(in);
        while (lines.hasNext()) {
            Question question;
            try (Reader line = lines.next()) {
                question = Question.read(line);
            }
            answer(question);
        }
    }

    private void answer(Question question) throws IOException {
        try (var answer = new Answer(out, question.id())) {
            if (question.fault().isPresent()) {
                answer.failure(question.fault().get());
                return;
            }
            switch (question.text("kind")) {
                case "start" -> answer.text("tool", "mg");
                case "define" -> define(question, answer);
                case "evaluate" -> evaluate(question, answer);
                default -> {}
            }
        }
    }

    private void define(Question question, Answer answer) throws IOException {
        String failure = failure(() -> modules.define(question.text("module")));
        if (failure.isEmpty()) {
            answer.success();
        } else {
            answer.failure(failure);
        }
    }

    private void evaluate(Question question, Answer answer) throws IOException {
        var output = new LinkedHashMap<String, Tensor>();
        var compile = new long[1];
        var runs = new Measurement[1];
        String failure = failure(() -> {
            Module module = modules.find(question.text("module"));
            String function = question.text("function");
            Call call = module.call(function, question.input());
            compile[0] = call.compileTime();
            long least = Math.max(1, (long) number(question, "min_runs", 1));
            runs[0] = Measurement.of(call, least, number(question, "min_seconds", 0));
            output.putAll(module.output(function, call.results()));
        });
        if (failure.isEmpty()) {
            answer.success();
            answer.output(output);
            answer.timings(compile[0], runs[0]);
        } else {
            answer.failure(failure);
        }
    }

    private static double number(Question question, String name, double otherwise) {
        if (!(question.input() instanceof Input.Fields(var values)) || !values.containsKey(name)) {
            return otherwise;
        }
        if (values.get(name) instanceof Input.Numbers(Tensor value) && value.type().isScalar() && value.real(0) >= 0) {
            return value.real(0);
        }
        throw new DiagnosticException(Diagnostic.of("'" + name + "' is not a number from 0 on"));
    }

    /// What went wrong in doing something, or "". A session outlives whatever that is.
    private static String failure(Runnable something) {
        try {
            something.run();
            return "";
        } catch (RuntimeException | Error e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }
}
