package mg.ir;

/// One value of a function: assigned once, used any number of times. Numbers count from 0 in the order of the text.
public record Var(int id, Type type) {
    /// The number alone: values are compared within one function.
    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return "%" + id;
    }
}
