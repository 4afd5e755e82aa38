package mg.backend.jvm;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import mg.ir.ElementType;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.passes.loops.StoredRows;

/// What the wide scalars of a kernel need in the workspace.
///
/// @param apart how many elements of each type there are at once when scalars are taken apart
record WideNeeds(Map<ElementType, Integer> apart) {
    /// Those of a kernel without wide scalars.
    static final WideNeeds NONE = new WideNeeds(Map.of());

    /// @throws IllegalArgumentException if there are wide scalars and no vectors
    static WideNeeds of(Kernel kernel, int vectorBits) {
        var needs = new Search(vectorBits);
        needs.body(kernel.body());
        return new WideNeeds(needs.apart);
    }

    private static final class Search {
        private final Map<ElementType, Integer> apart = new EnumMap<>(ElementType.class);
        private final int vectorBits;

        Search(int vectorBits) {
            this.vectorBits = vectorBits;
        }

        void body(List<Statement> body) {
            for (int k = 0; k < body.size(); k++) {
                Statement statement = body.get(k);
                if (WideCode.handles(statement)) {
                    visit(statement);
                    LaneCode.rows(body.listIterator(k), vectorBits).ifPresent(this::visit);
                    Gathers.of(body.listIterator(k), vectorBits).ifPresent(this::visit);
                }
                statement.bodies().forEach(this::body);
            }
        }

        private void visit(StoredRows rows) {
            int columns = (int) rows.columns().stream().distinct().count();
            apart.merge(rows.columns().getFirst().element(), columns * rows.lanes(), Math::max);
        }

        private void visit(Gathers gathers) {
            for (ElementType element : ElementType.values()) {
                int places = gathers.places(element);
                if (places > 0) {
                    apart.merge(element, places, Math::max);
                }
            }
        }

        private void visit(Statement statement) {
            if (vectorBits == 0) {
                throw new IllegalArgumentException("wide scalars where there are no vectors");
            }
            Access access = Access.of(statement);
            int lanes = access.reads().stream().mapToInt(Scalar::lanes).max().orElse(1);
            if (LaneCode.needs(statement, vectorBits)) {
                for (ElementType element : ElementType.values()) {
                    int places = LaneCode.places(statement, element);
                    if (places > 0) {
                        apart.merge(element, places * Math.max(lanes, access.defines().map(Scalar::lanes).orElse(1)),
                                Math::max);
                    }
                }
            }
        }
    }
}
