package mg.testing;

import java.util.function.Supplier;

/// How many elements a random function computes, at most, and how many it still may: what is in a loop counts once for
/// each trip, and a call counts what the called function does.
final class Work {
    private static final long MOST = 50_000;

    private long spent;
    private long trips = 1;

    boolean isLeft() {
        return affordable() > 0;
    }

    /// How many elements one more step here may compute.
    long affordable() {
        return (MOST - spent) / trips;
    }

    /// Counts a step here that computes so many elements; also one that computes none is a step.
    void spend(long elements) {
        spent += Math.max(1, elements) * trips;
    }

    long spent() {
        return spent;
    }

    /// What the body of a loop of `n` trips makes.
    <T> T repeated(long n, Supplier<T> body) {
        long outside = trips;
        trips *= Math.max(1, n);
        T made = body.get();
        trips = outside;
        return made;
    }
}
