package mg.cli;

import java.io.Console;

/// What is known of the terminal that the command runs in.
final class Terminal {
    private static final int WIDTH = 100;

    private Terminal() {}

    /// Whether a person is looking.
    static boolean isInteractive() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// Characters in a line, if the shell says so.
    static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) - 1 : WIDTH;
    }
}
