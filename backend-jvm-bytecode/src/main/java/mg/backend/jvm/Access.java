package mg.backend.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The scalars that a statement itself touches, not those in its bodies.
///
/// @param reads   those it reads, possibly twice; an accumulation reads its target
/// @param changes one that was defined before and gets another value
/// @param defines one that is new; a loop defines its index within its body
record Access(List<Scalar> reads, Optional<Scalar> changes, Optional<Scalar> defines) {
    static Access of(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) ->
                new Access(reads(value), Optional.empty(), Optional.of(target));
            case Statement.Assign(Scalar target, Scalar value) ->
                new Access(List.of(value), Optional.of(target), Optional.empty());
            case Statement.Accumulate(Scalar target, _, Scalar value) ->
                new Access(List.of(target, value), Optional.of(target), Optional.empty());
            case Statement.Store(Address to, Scalar value, _) -> reading(terms(to, value));
            case Statement.Fill(Address to, _, Scalar value) -> reading(terms(to, value));
            case Statement.Copy(Address to, Address from, _, _) -> {
                List<Scalar> reads = terms(to);
                reads.addAll(terms(from));
                yield reading(reads);
            }
            case Statement.Loop(Scalar index, _, Optional<Scalar> bound, _, _, _) ->
                new Access(bound.stream().toList(), Optional.empty(), Optional.of(index));
            case Statement.If(Scalar condition, _, _) -> reading(List.of(condition));
            case Statement.While(_, Scalar condition, _) -> reading(List.of(condition));
            case Statement.Check(Scalar index, _, _) -> reading(List.of(index));
            case Statement.NonZero(Scalar divisor, _) -> reading(List.of(divisor));
        };
    }

    /// The scalar that a statement defines.
    static Optional<Scalar> defined(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, _) -> Optional.of(target);
            case Statement.Loop loop -> Optional.of(loop.index());
            case Statement.Assign _, Statement.Accumulate _, Statement.Store _, Statement.Fill _, Statement.Copy _,
                    Statement.If _, Statement.While _, Statement.Check _, Statement.NonZero _ -> Optional.empty();
        };
    }

    private static Access reading(List<Scalar> reads) {
        return new Access(reads, Optional.empty(), Optional.empty());
    }

    private static List<Scalar> reads(Value value) {
        return switch (value) {
            case Value.Literal _ -> List.of();
            case Value.Apply(_, List<Scalar> operands) -> operands;
            case Value.Convert(Scalar operand) -> List.of(operand);
            case Value.Load(Address from) -> terms(from);
            case Value.Affine(Index index, _) -> index.terms().stream().map(Index.Term::scalar).toList();
        };
    }

    private static List<Scalar> terms(Address address, Scalar... more) {
        var scalars = new ArrayList<Scalar>(List.of(more));
        for (Index.Term term : address.index().terms()) {
            scalars.add(term.scalar());
        }
        return scalars;
    }

    /// The numbers of the scalars that are read or changed, each once.
    int[] touched() {
        var touched = new int[reads.size() + 1];
        int count = 0;
        for (Scalar scalar : reads) {
            count = added(touched, count, scalar.id());
        }
        if (changes.isPresent()) {
            count = added(touched, count, changes.get().id());
        }
        return Arrays.copyOf(touched, count);
    }

    private static int added(int[] numbers, int count, int number) {
        for (int k = 0; k < count; k++) {
            if (numbers[k] == number) {
                return count;
            }
        }
        numbers[count] = number;
        return count + 1;
    }
}
