package mg.cli;

import java.io.IOException;

/// What a check found: the place where two ways to compute the same differ most, measured by what is allowed there.
///
/// @param what     the check
/// @param compared how many numbers were compared
/// @param place    where they differ most
/// @param first    the number there, one way
/// @param second   and the other
/// @param step     of the finite difference, or 0
/// @param excess   their difference in terms of what is allowed: above 1 they disagree
/// @param kinks    how many numbers could not be compared, as the function has a kink nearer than the smallest step
record Finding(String what, long compared, String place, double first, double second, double step, double excess,
        long kinks) {
    /// Before anything was compared.
    static Finding none(String what) {
        return new Finding(what, 0, "", 0, 0, 0, 0, 0);
    }

    /// The worse of this and another comparison; equal numbers, NaN included, agree.
    Finding and(String where, double one, double other, double used, double allowed) {
        boolean same = Double.compare(one, other) == 0 || one == other;
        double found = same ? 0 : Math.abs(one - other) / allowed;
        // Neither is NaN less than anything.
        boolean worse = compared == 0 || found > excess || Double.isNaN(found) && !Double.isNaN(excess);
        return worse
                ? new Finding(what, compared + 1, where, one, other, used, found, kinks)
                : new Finding(what, compared + 1, place, first, second, step, excess, kinks);
    }

    /// This and a number that cannot be compared for a kink.
    Finding andKink() {
        return new Finding(what, compared, place, first, second, step, excess, kinks + 1);
    }

    /// This and another check of the same, under the name of this: the worse place of both.
    Finding worse(Finding other) {
        boolean worse = compared == 0 || other.compared > 0
                && (other.excess > excess || Double.isNaN(other.excess) && !Double.isNaN(excess));
        Finding at = worse ? other : this;
        return new Finding(what, compared + other.compared, at.place, at.first, at.second, at.step, at.excess,
                kinks + other.kinks);
    }

    boolean agrees() {
        return excess <= 1;
    }

    /// As a person reads it.
    String text() {
        String verdict = agrees() ? "agrees" : "DISAGREES";
        String skipped = kinks == 0 ? "" : ", " + kinks + " not: a kink is nearer than any step";
        if (compared == 0) {
            return what + ": nothing to compare" + skipped;
        }
        return what + ": " + verdict + " (" + compared + " compared" + skipped + "); worst at " + place + ": " + first
                + " and " + second + (step == 0 ? "" : ", step " + step);
    }

    /// As fields of a JSON object.
    void write(JsonOutput json) throws IOException {
        json.field("agrees", agrees()).field("compared", compared);
        if (kinks > 0) {
            json.field("kinks", kinks);
        }
        if (compared > 0) {
            json.field("worst", place).field("first", first).field("second", second);
            if (step != 0) {
                json.field("step", step);
            }
        }
    }
}
