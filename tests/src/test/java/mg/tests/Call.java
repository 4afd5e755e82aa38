package mg.tests;

import java.util.Map;

/// What a file test calls: a function with sizes and arguments by name, in double or single precision.
record Call(String function, Map<String, Integer> sizes, Map<String, Literal> arguments, boolean single) {}
