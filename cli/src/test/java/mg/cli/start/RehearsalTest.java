package mg.cli.start;

import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void everyCommandOfItSucceeds() throws Exception {
        Rehearsal.main(new String[0]);
    }
}
