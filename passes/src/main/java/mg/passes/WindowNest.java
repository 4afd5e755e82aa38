package mg.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// Loops around a window that moves with them: all that the window's loops give are arrays that the loops around add
/// up, and some position is a sum of a position of the window and one in it.
final class WindowNest {
    /// The least number of iterations of the innermost loop around the window.
    private static final long LEAST = 8;
    /// The most bytes that are collected.
    private static final long MOST = 4 << 20;

    /// A loop of the nest.
    record Level(Instruction loop, Operation.For shape, Map<Var, Instruction> definitions) {
        static Level of(Instruction loop) {
            Map<Var, Instruction> definitions = new HashMap<>();
            loop.block().instructions().forEach(x -> x.results().forEach(v -> definitions.put(v, x)));
            return new Level(loop, (Operation.For) loop.operation(), definitions);
        }

        Var index() {
            return loop.block().arguments().getFirst();
        }

        Var yield(int k) {
            return loop.block().results().get(k);
        }

        /// The loop inside that gives a value, if it is an array and nothing else reads it; or null.
        Instruction inner(Var v) {
            Instruction x = definitions.get(v);
            return x != null && isPlain(x) && !v.type().isScalar() && uses(v) == 1 ? x : null;
        }

        private long uses(Var v) {
            return loop.block().results().stream().filter(v::equals).count()
                    + loop.block().instructions().stream().filter(x -> FreeValues.of(x).contains(v)).count();
        }
    }

    /// One array that is added up.
    ///
    /// @param kinds     what becomes of it in the loops of the window
    /// @param positions where the number goes in the axes after those that these loops collect
    record Sum(Type type, List<Kind> kinds, List<Var> positions, Var number) {
        List<Integer> shape() {
            return type.shape().subList(type.rank() - positions.size(), type.rank());
        }
    }

    private final List<Level> around = new ArrayList<>();
    /// The results of each loop around that come from the window, by the window's results.
    private final List<Map<Integer, Integer>> fromWindow = new ArrayList<>();
    private final List<Level> window = new ArrayList<>();
    private final List<Sum> sums = new ArrayList<>();
    /// What the window reads of the loops around: by how many of them it is collected, or else what computes it again.
    private final Map<Var, Integer> collected = new LinkedHashMap<>();
    private final List<Instruction> again = new ArrayList<>();

    private WindowNest() {}

    /// The nest that begins with a loop, if it is one.
    static Optional<WindowNest> of(Instruction top) {
        var nest = new WindowNest();
        return isPlain(top) && nest.matches(top) ? Optional.of(nest) : Optional.empty();
    }

    List<Level> around() {
        return around;
    }

    List<Level> window() {
        return window;
    }

    List<Sum> sums() {
        return sums;
    }

    /// Which result of the outermost loop is a sum.
    int result(int sum) {
        int at = sum;
        for (Map<Integer, Integer> up : fromWindow.reversed()) {
            at = up.get(at);
        }
        return at;
    }

    /// The results of a loop around that do not come from the window.
    List<Integer> others(int t) {
        return IntStream.range(0, around.get(t).loop().results().size())
                .filter(k -> !fromWindow.get(t).containsValue(k))
                .boxed()
                .toList();
    }

    /// What the window reads, and what is collected for that by how many of the loops around.
    Map<Var, Integer> collected() {
        return collected;
    }

    /// What is collected by a loop around.
    List<Var> reads(int t) {
        return collected.keySet().stream().filter(v -> collected.get(v) > t).toList();
    }

    /// What computes the rest of what the window reads, once more.
    List<Instruction> again() {
        return again;
    }

    private static boolean isPlain(Instruction x) {
        return x.operation() instanceof Operation.For shape && shape.carries() == 0 && !shape.bounded()
                && !shape.down();
    }

    private boolean matches(Instruction top) {
        return findAround(top) && findWindow() && findSums() && isWorthIt() && findReads();
    }

    /// The loops around: each adds up arrays of one loop inside.
    private boolean findAround(Instruction top) {
        Map<Integer, Integer> wanted = new LinkedHashMap<>();
        IntStream.range(0, top.results().size()).forEach(k -> wanted.put(k, k));
        Instruction next = top;
        while (true) {
            Level level = Level.of(next);
            Map<Integer, Integer> below = new LinkedHashMap<>();
            Instruction inner = null;
            boolean whole = true;
            for (int k : wanted.keySet()) {
                Instruction x = level.shape().kinds().get(k) == Kind.SUM ? level.inner(level.yield(k)) : null;
                if (x == null || inner != null && x != inner) {
                    whole = false;
                } else {
                    inner = x;
                    below.put(x.results().indexOf(level.yield(k)), k);
                }
            }
            if (!around.isEmpty() && !whole || inner == null) {
                window.add(level);
                return !around.isEmpty() && fromWindow.getLast().size() == next.results().size();
            }
            around.add(level);
            fromWindow.add(below);
            wanted.clear();
            below.keySet().forEach(k -> wanted.put(k, k));
            next = inner;
        }
    }

    /// The loops of the window: one in the other, with nothing else but cheap instructions.
    private boolean findWindow() {
        while (true) {
            Level level = window.getLast();
            Instruction inner = null;
            for (Instruction x : level.loop().block().instructions()) {
                boolean isPlace = x.operation() instanceof Operation.Place;
                if (isPlain(x) && inner == null) {
                    inner = x;
                } else if (!isPlace && (!isCheap(x) || inner != null
                        && x.operands().stream().anyMatch(inner.results()::contains))) {
                    return false;
                }
            }
            if (inner == null) {
                return true;
            }
            window.add(Level.of(inner));
        }
    }

    /// Whether it may be repeated for each number that is added up.
    static boolean isCheap(Instruction x) {
        return switch (x.operation()) {
            case Operation.Const _, Operation.Index _ -> true;
            case Operation.Cast _ -> x.result().type().isScalar();
            case Operation.Element(ElementOp op) -> x.result().type().isScalar()
                    && (!isReal(x.result()) || switch (op) {
                case ADD, SUB, MUL, NEG, SELECT -> true;
                default -> false;
            });
            default -> false;
        };
    }

    private static boolean isReal(Var v) {
        return v.type().element().isReal();
    }

    private boolean findSums() {
        for (int k = 0; k < window.getFirst().loop().results().size(); k++) {
            var kinds = new ArrayList<Kind>();
            var positions = new ArrayList<Var>();
            Var value = window.getFirst().loop().results().get(k);
            for (Level level : window) {
                int at = level.loop().results().indexOf(value);
                Kind kind = at < 0 ? Kind.CARRY : level.shape().kinds().get(at);
                if (kind != Kind.COLLECT && kind != Kind.SUM) {
                    return false;
                }
                if (kind == Kind.COLLECT && !positions.isEmpty()) {
                    positions.add(level.index());
                }
                kinds.add(positions.isEmpty() ? kind : Kind.SUM);
                value = level.yield(at);
                while (level.definitions().get(value) instanceof Instruction x
                        && x.operation() instanceof Operation.Place) {
                    positions.addAll(x.operands().subList(1, x.operands().size()));
                    value = x.operand(0);
                }
            }
            Type type = window.getFirst().loop().results().get(k).type();
            if (!value.type().isScalar() || !isReal(value)) {
                return false;
            }
            sums.add(new Sum(type, kinds, positions, value));
        }
        return true;
    }

    /// Whether a position moves with the window and in it, and rows around it are long enough to go along.
    private boolean isWorthIt() {
        if (around.getLast().shape().n() < LEAST) {
            return false;
        }
        Map<Var, Integer> moves = new HashMap<>();
        around.forEach(level -> moves.put(level.index(), 1));
        window.forEach(level -> moves.put(level.index(), 2));
        for (List<Level> levels : List.of(around, window)) {
            for (Level level : levels) {
                for (Instruction x : level.loop().block().instructions()) {
                    if (x.operation() instanceof Operation.Element
                            && x.result().type().equals(Type.of(ElementType.I64))) {
                        moves.put(x.result(), x.operands().stream().mapToInt(v -> moves.getOrDefault(v, 0))
                                .reduce(0, (a, c) -> a | c));
                    }
                }
            }
        }
        return window.stream().flatMap(level -> level.loop().block().instructions().stream())
                .filter(x -> x.operation() instanceof Operation.Index || x.operation() instanceof Operation.Place)
                .flatMap(x -> x.operands().stream().skip(1))
                .anyMatch(v -> moves.getOrDefault(v, 0) == 3);
    }

    /// What the window reads of the loops around.
    private boolean findReads() {
        long bytes = 0;
        Set<Var> free = FreeValues.of(window.getFirst().loop());
        for (Var v : free) {
            if (!isRead(v)) {
                return false;
            }
        }
        for (var entry : collected.entrySet()) {
            long size = entry.getKey().type().element().bytes();
            for (Level level : around.subList(0, entry.getValue())) {
                size *= level.shape().n();
            }
            bytes += size;
        }
        return bytes <= MOST;
    }

    private boolean isRead(Var v) {
        for (int t = 0; t < around.size(); t++) {
            Instruction x = around.get(t).definitions().get(v);
            if (x == null) {
                continue;
            }
            if (collected.containsKey(v) || again.contains(x)) {
                return true;
            }
            boolean isAgain = x.blocks().isEmpty() && isCheap(x) && switch (x.operation()) {
                case Operation.Const _ -> true;
                case Operation.Index _ -> x.operands().stream().noneMatch(o -> isReal(o) && isAround(o));
                default -> !isReal(v);
            };
            if (isAgain) {
                if (!x.operands().stream().allMatch(this::isRead)) {
                    return false;
                }
                again.add(x);
                return true;
            }
            if (!v.type().isScalar()) {
                return false;
            }
            collected.put(v, t + 1);
            return true;
        }
        return true;
    }

    private boolean isAround(Var v) {
        return around.stream().anyMatch(level -> level.definitions().containsKey(v));
    }
}
