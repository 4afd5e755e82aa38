package mg.passes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Var;
import mg.ir.VarMap;
import mg.passes.loops.Cost;

/// Takes what is in the body of a loop apart into what its iterations all compute, and what differs between them.
///
/// ```
/// s, t = for j { a = exp x[j]; b = a * y[j]; c = a * z;         s, A = for j { a = exp x[j]; b = a * y[j]
///                yield sum b, sum c }                    -->                  yield sum b, collect a }
///                                                               t = for j { c = A[j] * z; yield sum c }
/// ```
///
/// where `z` varies: a loop is distributed (Allen and Kennedy 1987) into one of its results that are always the same
/// and one of those that vary. What the latter reads of the former is collected, or computed again where that is cheap
/// or what is collected would be large. Branches, `while` loops and bounded loops cannot collect: they are copied, and
/// each copy computes what it gives.
final class LoopParts {
    /// What takes less work than this for each of its elements is computed again: that is no dearer than to read it.
    static final double CHEAP = 4;
    /// The most that is collected of one value, in bytes.
    static final long MOST = 16 << 20;

    private final Builder b;
    private final Variation variation;

    LoopParts(Builder b, Variation variation) {
        this.b = b;
        this.variation = variation;
    }

    /// The instructions as some that are the same in all iterations, and others of which all results vary.
    List<Instruction> of(List<Instruction> instructions) {
        var parts = new ArrayList<Instruction>();
        for (Instruction i : instructions) {
            if (i.blocks().isEmpty() || !variation.varies(i)) {
                parts.add(i);
            } else if (i.operation() instanceof Operation.For loop && !loop.bounded()) {
                parts.addAll(loop(i, loop));
            } else {
                parts.addAll(copies(i));
            }
        }
        return parts;
    }

    private List<Integer> same(Instruction i) {
        return positions(i, false);
    }

    private List<Integer> varying(Instruction i) {
        return positions(i, true);
    }

    private List<Integer> positions(Instruction i, boolean varying) {
        return IntStream.range(0, i.results().size())
                .filter(k -> variation.varies(i.results().get(k)) == varying)
                .boxed()
                .toList();
    }

    // Loops

    private List<Instruction> loop(Instruction x, Operation.For loop) {
        List<Instruction> parts = of(x.block().instructions());
        List<Integer> varying = varying(x);
        List<Var> collected = collected(x, loop, parts, read(x, parts, varying));
        if (collected.stream().anyMatch(v -> loop.n() > MOST / Math.max(1, Memory.bytes(v.type())))) {
            return copies(x);
        }
        if (same(x).isEmpty() && collected.isEmpty()) {
            return List.of(x);
        }
        Instruction first = same(x, loop, parts, collected);
        return varying.isEmpty() ? List.of(first) : List.of(first, varying(x, loop, parts, collected, first));
    }

    /// The values of the body that do not vary and that what varies reads, in their order.
    private Set<Var> read(Instruction x, List<Instruction> parts, List<Integer> varying) {
        Set<Var> inside = new HashSet<>(x.block().arguments());
        inside.remove(x.block().arguments().getFirst());
        parts.forEach(part -> inside.addAll(part.results()));
        Set<Var> read = new LinkedHashSet<>();
        for (Instruction part : parts) {
            if (variation.varies(part)) {
                read.addAll(FreeValues.of(part));
            }
        }
        varying.forEach(k -> read.add(x.block().results().get(k)));
        read.removeIf(v -> variation.varies(v) || !inside.contains(v));
        return read;
    }

    /// Those of them that are not cheap to compute again, and those that need a state of the loop.
    private List<Var> collected(Instruction x, Operation.For loop, List<Instruction> parts, Set<Var> read) {
        var work = new VarMap<Double>();
        var collected = new ArrayList<Var>();
        List<Var> state = x.block().arguments().subList(1, x.block().arguments().size());
        state.forEach(v -> work.put(v, read.contains(v) ? 0.0 : Double.POSITIVE_INFINITY));
        state.stream().filter(read::contains).forEach(collected::add);
        Set<Var> others = new HashSet<>(state);
        for (Instruction part : parts) {
            double all = Work.of(part) + FreeValues.of(part).stream().mapToDouble(v -> work.has(v) ? work.get(v) : 0)
                    .sum();
            if (!isPlace(part, others, loop.n())) {
                others.addAll(part.results());
            }
            for (Var v : part.results()) {
                boolean isDear = read.contains(v) && all > CHEAP * v.type().size() && others.contains(v);
                work.put(v, isDear ? 0.0 : all);
                if (isDear) {
                    collected.add(v);
                }
            }
        }
        return collected;
    }

    /// Whether it says where something is, or whether it is at a border, by what is known there alone. Loops that are
    /// split there ([mg.passes.loops.SplitLoops]) know it; what is collected is never known.
    private boolean isPlace(Instruction part, Set<Var> others, long n) {
        return part.results().size() == 1
                && part.result().type().isScalar()
                && !part.result().type().element().isReal()
                && part.operands().stream().noneMatch(others::contains)
                && switch (part.operation()) {
                    case Operation.Const _ -> true;
                    case Operation.Element(ElementOp op) -> op == ElementOp.REM
                            ? seldomBeginsAgain(part, n)
                            : !Cost.isFunction(op) && op != ElementOp.DIV
                                    && part.operands().stream().noneMatch(v -> v.type().element().isReal());
                    default -> false;
                };
    }

    /// Whether a remainder in a loop of `n` iterations is by a constant that is not much less.
    private boolean seldomBeginsAgain(Instruction rem, long n) {
        return b.operation(rem.operand(1)).filter(o -> o instanceof Operation.Const(Tensor by)
                && by.type().element() == ElementType.I64 && n <= 2 * by.longs()[0]).isPresent();
    }

    /// The instructions that these values need, in their order, up to what is known.
    private static List<Instruction> needed(List<Instruction> parts, Collection<Var> values, Collection<Var> known) {
        Set<Var> wanted = new HashSet<>(values);
        wanted.removeAll(known);
        var needed = new ArrayList<Instruction>();
        for (Instruction part : parts.reversed()) {
            if (part.results().stream().anyMatch(wanted::contains)) {
                needed.add(part);
                wanted.addAll(FreeValues.of(part));
                wanted.removeAll(known);
            }
        }
        return needed.reversed();
    }

    /// The loop of what is always the same, with further results for what is collected.
    private Instruction same(Instruction x, Operation.For loop, List<Instruction> parts, List<Var> collected) {
        List<Integer> same = same(x);
        var kinds = new ArrayList<>(pick(loop.kinds(), same));
        var yields = new ArrayList<>(pick(x.block().results(), same));
        var results = new ArrayList<>(pick(x.results(), same));
        for (Var v : collected) {
            kinds.add(Kind.COLLECT);
            yields.add(v);
            results.add(b.fresh(v.type().stacked((int) loop.n())));
        }
        List<Integer> carries = carries(loop, same);
        var body = new Block(arguments(x, carries), needed(parts, yields, List.of()), yields);
        var operation = new Operation.For(loop.n(), kinds, false, loop.down());
        return new Instruction(operation, pick(x.operands(), carries), List.of(body), results, x.span());
    }

    /// The loop of what varies, where `first` gives what is collected.
    private Instruction varying(
            Instruction x, Operation.For loop, List<Instruction> parts, List<Var> collected, Instruction first) {
        List<Integer> varying = varying(x);
        List<Integer> carries = carries(loop, varying);
        List<Var> yields = pick(x.block().results(), varying);
        var map = new VarMap<Var>();
        FreeValues.of(x).forEach(v -> map.put(v, v));
        List<Var> old = arguments(x, carries);
        Var i = b.counter(loop.n());
        map.put(old.getFirst(), i);
        old.stream().skip(1).forEach(v -> map.put(v, b.fresh(v.type())));
        Block body = b.block(map.all(old), () -> {
            b.at(x.span());
            for (int k = 0; k < collected.size(); k++) {
                Var all = first.results().get(first.results().size() - collected.size() + k);
                map.put(collected.get(k), b.index(all, i));
            }
            b.copy(needed(parts, yields, collected), map);
            return map.all(yields);
        });
        var operation = new Operation.For(loop.n(), pick(loop.kinds(), varying), false, loop.down());
        return new Instruction(operation, pick(x.operands(), carries), List.of(body), pick(x.results(), varying),
                x.span());
    }

    private static List<Integer> carries(Operation.For loop, List<Integer> results) {
        return results.stream().filter(k -> k < loop.carries()).toList();
    }

    private static List<Var> arguments(Instruction x, List<Integer> carries) {
        var arguments = new ArrayList<Var>(List.of(x.block().arguments().getFirst()));
        carries.forEach(k -> arguments.add(x.block().arguments().get(1 + k)));
        return arguments;
    }

    // Copies

    /// A copy that gives what is always the same, and the whole again for what varies.
    private List<Instruction> copies(Instruction x) {
        List<Integer> same = same(x);
        if (same.isEmpty()) {
            return List.of(x);
        }
        Instruction first = copy(x, same);
        var map = new VarMap<Var>();
        FreeValues.of(x).forEach(v -> map.put(v, v));
        Instruction whole = b.record(() -> b.copy(x, map)).getFirst();
        var results = new ArrayList<>(whole.results());
        varying(x).forEach(k -> results.set(k, x.results().get(k)));
        return varying(x).isEmpty()
                ? List.of(first)
                : List.of(first, new Instruction(x.operation(), whole.operands(), whole.blocks(), results, x.span()));
    }

    private Instruction copy(Instruction x, List<Integer> same) {
        return switch (x.operation()) {
            case Operation.For loop -> {
                List<Integer> carries = carries(loop, same);
                var operands = new ArrayList<>(pick(x.operands(), carries));
                if (loop.bounded()) {
                    operands.add(x.operands().getLast());
                }
                var operation = new Operation.For(loop.n(), pick(loop.kinds(), same), loop.bounded(), loop.down());
                yield new Instruction(operation, operands, List.of(block(x.block(), arguments(x, carries), same)),
                        pick(x.results(), same), x.span());
            }
            case Operation.While _ -> {
                Block test = x.blocks().get(0);
                Block body = x.blocks().get(1);
                List<Block> blocks = List.of(block(test, pick(test.arguments(), same), List.of(0)),
                        block(body, pick(body.arguments(), same), same));
                yield new Instruction(x.operation(), pick(x.operands(), same), blocks, pick(x.results(), same),
                        x.span());
            }
            case Operation.If _ -> {
                List<Block> blocks = x.blocks().stream().map(block -> block(block, List.of(), same)).toList();
                yield new Instruction(x.operation(), x.operands(), blocks, pick(x.results(), same), x.span());
            }
            default -> throw new AssertionError("nothing varies in part: " + x.operation());
        };
    }

    /// What these results of a block need.
    private Block block(Block block, List<Var> arguments, List<Integer> results) {
        List<Var> yields = pick(block.results(), results);
        return new Block(arguments, needed(of(block.instructions()), yields, List.of()), yields);
    }

    private static <T> List<T> pick(List<T> list, List<Integer> positions) {
        return positions.stream().map(list::get).toList();
    }
}
