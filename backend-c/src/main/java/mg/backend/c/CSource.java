package mg.backend.c;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The text of a C file and of its header.
record CSource(String headerName, String header, String sourceName, String text) {
    /// The same with more at the end of the C file.
    CSource plus(String more) {
        return new CSource(headerName, header, sourceName, text + more);
    }

    /// Writes both files into a folder and gives the path of the C file.
    Path write(Path folder) throws IOException {
        Files.writeString(folder.resolve(headerName), header);
        return Files.writeString(folder.resolve(sourceName), text);
    }
}
