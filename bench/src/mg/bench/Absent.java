package mg.bench;

/// A contender that is not installed.
final class Absent extends RuntimeException {
    private static final long serialVersionUID = 1;

    Absent(String why) {
        super(why);
    }
}
