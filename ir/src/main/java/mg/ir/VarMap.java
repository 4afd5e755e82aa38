package mg.ir;

import java.util.Arrays;
import java.util.List;

/// A map from the values of one function, held in an array by their numbers.
public final class VarMap<T> {
    private Object[] slots = new Object[16];

    /// An empty map.
    public VarMap() {}

    /// What `var` maps to, or null.
    @SuppressWarnings("unchecked")
    public T find(Var var) {
        return var.id() < slots.length ? (T) slots[var.id()] : null;
    }

    /// What `var` maps to.
    ///
    /// @throws IllegalArgumentException if nothing
    public T get(Var var) {
        T value = find(var);
        if (value == null) {
            throw new IllegalArgumentException(var + " is not defined here");
        }
        return value;
    }

    /// Whether `var` maps to something.
    public boolean has(Var var) {
        return find(var) != null;
    }

    public void put(Var var, T value) {
        if (var.id() >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(slots.length * 2, var.id() + 1));
        }
        slots[var.id()] = value;
    }

    /// Maps each of `vars` to the value at its position.
    public void putAll(List<Var> vars, List<? extends T> values) {
        for (int k = 0; k < vars.size(); k++) {
            put(vars.get(k), values.get(k));
        }
    }

    /// What each of `vars` maps to.
    public List<T> all(List<Var> vars) {
        return switch (vars.size()) {
            case 0 -> List.of();
            case 1 -> List.of(get(vars.get(0)));
            case 2 -> List.of(get(vars.get(0)), get(vars.get(1)));
            default -> vars.stream().map(this::get).toList();
        };
    }
}
