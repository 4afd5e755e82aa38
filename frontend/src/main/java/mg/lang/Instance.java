package mg.lang;

import java.util.List;
import mg.ir.Function;

/// A function built for certain arguments.
///
/// @param function   takes the parameters it uses, then the leaves of its arguments
/// @param parameters the parameters of the program that it takes first
/// @param result     what it gives; its leaves are numbered as the results of `function`
record Instance(Function function, List<String> parameters, Meaning result) {}
