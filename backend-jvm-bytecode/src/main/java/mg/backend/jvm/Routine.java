package mg.backend.jvm;

import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.ElementType;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;

/// A kernel laid out as methods: what each runs, what it takes and where each scalar lives.
///
/// @param kernel    the kernel, without its output if that is a scalar that the root returns
/// @param result    that scalar
/// @param name      what the methods are called
/// @param longest   the most bytes of a method
/// @param parts     the root, then the other methods in the order of their calls
/// @param framed    whether inputs and outputs are passed in two `Object[]`
/// @param positions the position of each input and output buffer among its kind, by number
/// @param fuses     whether wide products are fused into sums
record Routine(
        Kernel kernel,
        Optional<Scalar> result,
        String name,
        int longest,
        List<Part> parts,
        Lifetimes lifetimes,
        Residence residence,
        boolean framed,
        Parameters rootParameters,
        Parameters partParameters,
        Parameters asideParameters,
        Map<Integer, Integer> positions,
        int vectorBits,
        boolean fuses) {

    /// Lays out a kernel in methods of at most `longest` bytes.
    ///
    /// @param vectorBits   the bits of a vector, or 0 for none
    /// @param reproducible whether products are rounded before they are added
    /// @throws IllegalArgumentException if it needs more workspace than Java arrays hold
    static Routine of(Kernel original, String name, int longest, int vectorBits, boolean reproducible) {
        ScalarResult.Returning returning = ScalarResult.of(original);
        boolean framed = Parameters.framed(returning.kernel());
        var lifetimes = new Lifetimes(returning.kernel(), returning.result());
        boolean fuses = !reproducible && WideType.hasMultiplyAdd(vectorBits);
        var sizes = new Sizes(lifetimes, framed, vectorBits, fuses);
        Kernel kernel = returning.kernel();
        WideNeeds needs = lifetimes.anyWide() ? WideNeeds.of(kernel, vectorBits) : WideNeeds.NONE;
        var arguments = new ArrayList<Step.Argument>();
        int held = 0;
        for (int k = 0; k < kernel.inputs().size(); k++) {
            if (kernel.inputs().get(k) instanceof Scalar scalar) {
                if (framed) {
                    arguments.add(Splitter.argument(scalar, k));
                } else {
                    held++;
                }
            }
        }
        var splitter = new Splitter(lifetimes, sizes, longest, arrays(kernel, framed));
        List<Part> parts = splitter.split(kernel, arguments, held).numbered();
        var residence = new Residence(
                kernel, parts, lifetimes, returning.result().stream().toList(), needs.apart());
        residence.workspace().forEach((element, size) -> {
            if (size > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("@" + kernel.name() + " needs a workspace of " + size + " " + element
                        + ", a Java array holds fewer");
            }
        });
        var workspace = residence.workspace().keySet();
        var own = residence.own().keySet();
        return new Routine(kernel, returning.result(), name, longest, parts, lifetimes, residence, framed,
                Parameters.ofRoot(kernel, framed, workspace),
                Parameters.ofParts(kernel, framed, workspace),
                Parameters.ofParts(kernel, framed, workspace, own),
                positions(kernel), vectorBits, fuses);
    }

    /// The most arrays that a method takes.
    private static int arrays(Kernel kernel, boolean framed) {
        int elements = ElementType.values().length * (isParallel(kernel.body()) ? 2 : 1) + 1;
        int passed = kernel.inputs().size() + kernel.outputs().size();
        return elements + (framed ? 2 : Math.min(Parameters.MOST_ARRAYS, passed));
    }

    private static boolean isParallel(List<Statement> body) {
        for (Statement statement : body) {
            if (statement instanceof Statement.Loop loop && loop.parallel()) {
                return true;
            }
            for (List<Statement> inner : statement.bodies()) {
                if (isParallel(inner)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Map<Integer, Integer> positions(Kernel kernel) {
        var positions = new HashMap<Integer, Integer>();
        for (int k = 0; k < kernel.inputs().size(); k++) {
            if (kernel.inputs().get(k) instanceof Buffer buffer) {
                positions.put(buffer.id(), k);
            }
        }
        for (int k = 0; k < kernel.outputs().size(); k++) {
            positions.put(kernel.outputs().get(k).id(), k);
        }
        return positions;
    }

    /// The part that runs the whole kernel.
    Part root() {
        return parts.getFirst();
    }

    /// Whether a call needs a workspace.
    boolean hasWorkspace() {
        return !residence.workspace().isEmpty();
    }

    /// What the method of a part is called; `name$0` is the root.
    String name(Part part) {
        return name + "$" + part.number();
    }

    /// The descriptor of the method of a part.
    MethodTypeDesc type(Part part) {
        return parameters(part).type(part.number() == 0 ? result : Optional.empty());
    }

    /// The parameters of the method of a part.
    Parameters parameters(Part part) {
        if (part.number() == 0) {
            return rootParameters;
        }
        Set<ElementType> workspace = residence.workspace().keySet();
        return part.index()
                .map(index -> Parameters.ofIteration(kernel, framed, workspace, residence.own().keySet(), index))
                .orElse(part.isAside() ? asideParameters : Parameters.ofPart(kernel, framed, workspace, part));
    }
}
