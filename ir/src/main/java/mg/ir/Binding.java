package mg.ir;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;

/// Checks a user's interface against a function, and puts the function behind it.
public final class Binding {
    private Binding() {}

    /// The one abstract method of an interface, checked to fit the function as [Executable#bind] says.
    ///
    /// @throws IllegalArgumentException if it does not fit, saying where
    public static Method method(Function function, Class<?> type) {
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(m -> Modifier.isAbstract(m.getModifiers()) && !isOfObject(m))
                .toList();
        if (!type.isInterface() || methods.size() != 1) {
            throw new IllegalArgumentException(type.getName() + " is not an interface with one abstract method");
        }
        Method method = methods.getFirst();
        Class<?>[] parameters = method.getParameterTypes();
        boolean returns = method.getReturnType() != void.class;
        List<Argument> arguments = function.arguments();
        List<Type> results = function.resultTypes();
        int wanted = arguments.size() + (returns ? 0 : results.size());
        if (returns && results.size() != 1) {
            throw new IllegalArgumentException("@" + function.name() + " has " + results.size() + " results: " + method
                    + " must be void and take an array for each");
        }
        if (parameters.length != wanted) {
            throw new IllegalArgumentException(
                    "@" + function.name() + " needs " + wanted + " parameters, " + method + " has "
                    + parameters.length);
        }
        for (int k = 0; k < arguments.size(); k++) {
            check(function, "argument '" + arguments.get(k).name() + "'", arguments.get(k).type(), parameters[k], true);
        }
        for (int k = arguments.size(); k < wanted; k++) {
            int result = k - arguments.size();
            check(function, "result " + result, results.get(result).stacked(1), parameters[k], false);
        }
        if (returns) {
            check(function, "the result", results.getFirst(), method.getReturnType(), true);
        }
        return method;
    }

    /// Whether every object has the method, so that an interface only declares it again.
    private static boolean isOfObject(Method method) {
        return Arrays.stream(Object.class.getMethods()).anyMatch(m -> m.getName().equals(method.getName())
                && Arrays.equals(m.getParameterTypes(), method.getParameterTypes()));
    }

    /// Runs a default method of the interface, also of one that is not public, as far as its module lets us.
    private static Object defaultMethod(Object self, Class<?> type, Method method, Object[] values) throws Throwable {
        if (Modifier.isPublic(type.getModifiers())) {
            return InvocationHandler.invokeDefault(self, method, values);
        }
        return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                .unreflectSpecial(method, method.getDeclaringClass())
                .bindTo(self)
                .invokeWithArguments(values == null ? new Object[0] : values);
    }

    private static void check(Function function, String what, Type type, Class<?> actual, boolean scalars) {
        Class<?> array = Tensor.arrayClass(type.element());
        boolean fits = type.isScalar() && scalars
                ? actual == array.componentType() || type.element() == ElementType.I64 && actual == int.class
                : actual == array;
        if (!fits) {
            throw new IllegalArgumentException(what + " of @" + function.name() + " is " + type + ", which is a "
                    + (type.isScalar() ? array.componentType() : array).getSimpleName() + ", not a "
                    + actual.getSimpleName());
        }
    }

    /// The function behind the interface by reflection: for backends without a faster way.
    static <T> T proxy(Executable executable, Class<T> type) {
        Function function = executable.function();
        Method method = method(function, type);
        int arity = function.arguments().size();
        var arrays = new CallArrays(function);
        InvocationHandler handler = (self, called, values) -> {
            if (called.isDefault()) {
                return defaultMethod(self, type, called, values);
            }
            if (called.getDeclaringClass() == Object.class) {
                return switch (called.getName()) {
                    case "equals" -> self == values[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> type.getSimpleName() + " by @" + function.name();
                };
            }
            var in = new Object[arity];
            for (int k = 0; k < arity; k++) {
                in[k] = boxed(function.arguments().get(k).type(), values[k]);
            }
            boolean returns = method.getReturnType() != void.class;
            Object[] out = returns
                    ? new Object[] {Tensor.zeros(function.resultTypes().getFirst()).data()}
                    : Arrays.copyOfRange(values, arity, values.length);
            arrays.check(in, out);
            executable.run(in, out);
            return returns ? returned(out[0], method.getReturnType()) : null;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /// Checks the arrays of one call, for those who have checked already and want the message.
    ///
    /// @throws IllegalArgumentException as [CallArrays#check] does
    public static void checkLengths(Function function, Object[] in, Object[] out) {
        new CallArrays(function).check(in, out);
    }

    private static Object boxed(Type type, Object value) {
        if (!type.isScalar()) {
            return value;
        }
        Object array = Tensor.zeros(type).data();
        Array.set(array, 0, value);
        return array;
    }

    private static Object returned(Object array, Class<?> type) {
        if (type.isArray()) {
            return array;
        }
        Object value = Array.get(array, 0);
        return type == int.class ? Math.toIntExact((long) value) : value;
    }
}
