package mg.backend.jvm;

import java.lang.invoke.MethodHandle;
import java.util.Optional;
import mg.ir.CallArrays;
import mg.ir.Executable;
import mg.ir.Function;

/// A function in a hidden class.
///
/// @param arrays what it reads and writes
/// @param typed its method with the typed parameters of [EntryCode], unless those are too many
record JvmExecutable(Function function, CallArrays arrays, Code code, Optional<MethodHandle> typed)
        implements Executable {
    JvmExecutable(Function function, Code code, Optional<MethodHandle> typed) {
        this(function, new CallArrays(function), code, typed);
    }

    @Override
    public void run(Object[] in, Object[] out) {
        arrays.check(in, out);
        code.run(in, out);
    }

    /// An object that calls the kernel directly, if a class may implement the interface.
    @Override
    public <T> T bind(Class<T> type) {
        return typed.flatMap(handle -> BoundClass.of(function, handle, type))
                .orElseGet(() -> Executable.super.bind(type));
    }
}
