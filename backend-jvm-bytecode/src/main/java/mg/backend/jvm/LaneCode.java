package mg.backend.jvm;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.loops.Address;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.passes.loops.StoredRows;

/// The code of a statement that vectors cannot do: its wide scalars go through the workspace, where a loop over the
/// lanes finds them.
final class LaneCode {
    /// The most columns that are stored in one loop over lanes.
    private static final int COLUMNS = 16;

    private final PartCode part;
    private final WideCode wide;
    private final Routine routine;
    private final Unit unit;
    private final Variables variables;
    private final int lanes;
    private final Map<ElementType, Integer> used = new EnumMap<>(ElementType.class);
    private final Map<Scalar, Integer> places = new HashMap<>();

    LaneCode(PartCode part, WideCode wide, Routine routine, Unit unit, Variables variables, int lanes) {
        this.part = part;
        this.wide = wide;
        this.routine = routine;
        this.unit = unit;
        this.variables = variables;
        this.lanes = lanes;
    }

    /// The most elements of a type that a statement puts into the workspace: its wide operands and its result.
    static int places(Statement statement, ElementType element) {
        Access access = Access.of(statement);
        long wide = access.reads().stream().filter(s -> s.isWide() && s.element() == element).distinct().count();
        return (int) wide + (access.defines().filter(s -> s.element() == element).isPresent() ? 1 : 0);
    }

    /// Leaves the result of an element operation in the workspace.
    ///
    /// @return its place
    int apply(ElementOp op, List<Scalar> operands, ElementType result) {
        operands.forEach(this::spill);
        int place = take(result);
        loop(lane -> {
            pushWorkspace(result, place, lane);
            new ElementCode(variables.code(), unit, operands.getLast().element(), true, k ->
                    push(operands.get(k), lane))
                    .apply(op);
            store(result);
        });
        return place;
    }

    /// Leaves what lies at an address in the workspace.
    ///
    /// @return its place
    int load(Address from) {
        ElementType element = from.buffer().element();
        from.index().terms().forEach(term -> spill(term.scalar()));
        int place = take(element);
        loop(lane -> {
            pushWorkspace(element, place, lane);
            part.array(from.buffer());
            position(from, lane);
            variables.code().arrayLoad(Carrier.of(element).kind());
            store(element);
        });
        return place;
    }

    /// Leaves what several loads find in the workspace.
    ///
    /// @return the place of each
    int[] load(Gathers gathers) {
        Address first = gathers.first();
        ElementType element = first.buffer().element();
        first.index().terms().forEach(term -> spill(term.scalar()));
        int[] places = gathers.loads().stream().mapToInt(_ -> take(element)).toArray();
        loop(lane -> {
            CodeBuilder code = variables.code();
            int record = code.allocateLocal(TypeKind.INT);
            position(first, lane);
            code.istore(record);
            for (int k = 0; k < places.length; k++) {
                pushWorkspace(element, places[k], lane);
                part.array(first.buffer());
                code.iload(record).loadConstant(gathers.offset(k)).iadd().arrayLoad(Carrier.of(element).kind());
                store(element);
            }
        });
        return places;
    }

    /// Stores to an address, the lanes in order.
    CodeBuilder store(Address to, Scalar value, boolean add) {
        to.index().terms().forEach(term -> spill(term.scalar()));
        spill(value);
        return loop(lane -> {
            part.array(to.buffer());
            position(to, lane);
            if (add) {
                variables.code().dup2().arrayLoad(Variables.kind(value));
                push(value, lane);
                new ValueCode(part, variables, unit).add(value.element());
            } else {
                push(value, lane);
            }
            store(value.element());
        });
    }

    /// Stores rows, one after the other.
    CodeBuilder store(StoredRows rows) {
        rows.columns().forEach(this::spill);
        return loop(lane -> {
            CodeBuilder code = variables.code();
            int row = code.allocateLocal(TypeKind.INT);
            position(rows.first(), lane);
            code.istore(row);
            for (int k = 0; k < rows.columns().size(); k++) {
                Scalar column = rows.columns().get(k);
                part.array(rows.first().buffer());
                code.iload(row).loadConstant(k).iadd();
                push(column, lane);
                store(column.element());
            }
        });
    }

    /// Leaves a wide scalar in the workspace.
    ///
    /// @return its place
    int spill(Scalar scalar) {
        if (!scalar.isWide()) {
            return -1;
        }
        return places.computeIfAbsent(scalar, s -> {
            int place = take(s.element());
            WideType type = wide.type(s);
            for (int p = 0; p < type.pieces(); p++) {
                variables.push(s, p);
                pushPlace(s.element(), place + p * type.each());
                new WideOps(variables.code(), type).store();
            }
            return place;
        });
    }

    /// A place for the lanes of a scalar of this type.
    int take(ElementType element) {
        return part.scratchStart(element) + used.merge(element, lanes, Integer::sum) - lanes;
    }

    /// Pushes a place in the workspace, as array and position.
    void pushPlace(ElementType element, int place) {
        part.scratch(element);
        variables.code().loadConstant(place);
    }

    private void pushWorkspace(ElementType element, int place, int lane) {
        pushPlace(element, place);
        variables.code().iload(lane).iadd();
    }

    private void push(Scalar scalar, int lane) {
        if (scalar.isWide()) {
            pushWorkspace(scalar.element(), places.get(scalar), lane);
            variables.code().arrayLoad(Variables.kind(scalar));
        } else {
            variables.push(scalar);
        }
    }

    private void store(ElementType element) {
        variables.code().arrayStore(Carrier.of(element).kind());
    }

    /// Pushes the position of a lane.
    private void position(Address address, int lane) {
        part.position(WideCode.uniform(address));
        CodeBuilder code = variables.code();
        if (address.step() != 0) {
            code.iload(lane).loadConstant((int) address.step()).imul().iadd();
        }
        for (Index.Term term : address.index().terms()) {
            if (term.scalar().isWide()) {
                push(term.scalar(), lane);
                code.l2i().loadConstant((int) term.stride()).imul().iadd();
            }
        }
    }

    /// Runs `body` for each lane, given the local variable of its number.
    private CodeBuilder loop(IntConsumer body) {
        return variables.block(() -> {
            CodeBuilder code = variables.code();
            int lane = code.allocateLocal(TypeKind.INT);
            Label end = code.newLabel();
            code.iconst_0().istore(lane);
            Label test = code.newBoundLabel();
            code.iload(lane).loadConstant(lanes).if_icmpge(end);
            body.accept(lane);
            code.iinc(lane, 1).goto_(test).labelBinding(end);
        });
    }

    /// The rows that the first of these statements store, if they need this: no more columns than places are kept for.
    static Optional<StoredRows> rows(Iterator<Statement> statements, int most) {
        return StoredRows.of(statements)
                .filter(r -> !Strided.suits(r.first(), WideType.of(r.columns().getFirst(), most)))
                .map(r -> r.first(COLUMNS));
    }

    /// Whether a value needs this.
    static boolean needs(Value value, Scalar target, int most) {
        return switch (value) {
            case Value.Apply(ElementOp op, List<Scalar> operands) ->
                operands.stream().anyMatch(Scalar::isWide) && !WideElements.has(
                        op, new WideType(operands.getLast().element(), target.lanes(), most));
            // HotSpot turns gathers of the Vector API into an instruction on some runs, and on others into objects.
            case Value.Load(Address from) -> from.isSpread() && !Strided.suits(from, WideType.of(target, most));
            case Value.Convert(Scalar operand) -> operand.isWide() && operand.element() != ElementType.BOOL
                    && WideType.of(operand, most).pieces() != WideType.of(target, most).pieces();
            case Value.Literal _, Value.Affine _ -> false;
        };
    }

    /// Whether a statement needs this.
    static boolean needs(Statement statement, int most) {
        return switch (statement) {
            case Statement.Define(Scalar target, Value value) -> target.isWide() && needs(value, target, most);
            case Statement.Store(Address to, Scalar value, boolean add) -> to.isSpread()
                    && WideCode.handles(statement)
                    && (add || !value.isWide() || !Strided.suits(to, WideType.of(value, most)));
            case Statement.Assign _, Statement.Accumulate _, Statement.Fill _, Statement.Copy _, Statement.Loop _,
                    Statement.If _, Statement.While _, Statement.Check _, Statement.NonZero _ -> false;
        };
    }
}
