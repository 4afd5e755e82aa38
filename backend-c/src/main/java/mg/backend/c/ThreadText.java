package mg.backend.c;

import java.util.List;
import java.util.stream.Collectors;

/// The functions that run the iterations of a parallel loop at the same time, in POSIX threads that live as long as it
/// does; the first iteration is the caller's. What no thread can be had for is done by the caller as well.
///
/// @param name       what the function is called; `name_one` does one iteration
/// @param count      how many iterations there are
/// @param parameters what both functions take first, with types
/// @param arguments  the names of these
/// @param restrict   the macro that stands for `restrict`
record ThreadText(String name, long count, List<String> parameters, List<String> arguments, String restrict) {
    String definitions() {
        return task() + start() + run();
    }

    /// What one thread is told, and tells.
    private String task() {
        String fields = parameters.stream()
                .map(p -> "    " + p.replace(restrict + " ", "") + ";\n")
                .collect(Collectors.joining());
        return """
                struct %s_task {
                %s    int64_t %s;
                    int64_t %s;
                    int %s;
                };

                """.formatted(name, fields, own("thread"), own("failed"), own("status"));
    }

    private String start() {
        String passed = arguments.stream().map(a -> "task->" + a).collect(Collectors.joining(", "));
        return """
                static void *%1$s_start(void *start) {
                    struct %1$s_task *const task = (struct %1$s_task *) start;
                    task->%2$s = %1$s_one(%3$s, task->%4$s, &task->%5$s);
                    return NULL;
                }

                """.formatted(name, own("status"), passed, own("thread"), own("failed"));
    }

    /// The first iteration that failed is the one that is told of.
    private String run() {
        String assignments = arguments.stream()
                .map(a -> "        @tasks[@k]." + a + " = " + a + ";\n")
                .collect(Collectors.joining());
        String text = """
                static int %1$s(%2$s) {
                    struct %1$s_task @tasks[%3$d];
                    pthread_t @threads[%3$d];
                    bool @started[%3$d];
                    for (int @k = 0; @k < %3$d; @k++) {
                %4$s        @tasks[@k].@thread = @k;
                        @tasks[@k].@failed = 0;
                        @started[@k] = @k > 0 && pthread_create(&@threads[@k], NULL, %1$s_start, &@tasks[@k]) == 0;
                    }
                    for (int @k = 0; @k < %3$d; @k++) {
                        if (!@started[@k]) {
                            (void) %1$s_start(&@tasks[@k]);
                        }
                    }
                    for (int @k = 1; @k < %3$d; @k++) {
                        if (@started[@k]) {
                            (void) pthread_join(@threads[@k], NULL);
                        }
                    }
                    for (int @k = 0; @k < %3$d; @k++) {
                        if (@tasks[@k].@status != 0) {
                            *(int64_t *) workspace = @tasks[@k].@failed;
                            return @tasks[@k].@status;
                        }
                    }
                    return 0;
                }

                """.formatted(name, String.join(", ", parameters), count, assignments);
        for (String mine : List.of("tasks", "threads", "thread", "started", "status", "failed", "k")) {
            text = text.replaceAll("@" + mine + "\\b", own(mine));
        }
        return text;
    }

    /// A name that is no argument's.
    private String own(String wanted) {
        return arguments.contains(wanted) ? own(wanted + "_") : wanted;
    }
}
