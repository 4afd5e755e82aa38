package mg.tests;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import mg.Backends;
import mg.ir.Artifact;
import mg.ir.Backend;
import mg.ir.Options;

/// A digest of everything that every backend emits for random programs and the examples. A program of its own, so that
/// it can be compared between runs.
final class EmittedBytes {
    private EmittedBytes() {}

    public static void main(String[] arguments) {
        System.out.println(digest());
    }

    static String digest() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var shipments = new ArrayList<>(Shipment.random(10));
            shipments.addAll(Shipment.examples());
            for (Shipment s : shipments) {
                for (Backend backend : Backends.all()) {
                    for (Artifact file : backend.emit(s.program(), List.of(s.function()), s.name(), Options.DEFAULT)) {
                        digest.update(file.name().getBytes(StandardCharsets.UTF_8));
                        digest.update(file.content());
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
