package mg.cli.gradbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/// A text line by line, each as a text of its own that is read while it comes in: a line may be larger than memory for
/// strings allows.
final class Lines {
    private final Reader text;
    private final char[] buffer = new char[1 << 16];
    private int from;
    private int to;

    Lines(InputStream in) {
        text = new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    /// Whether another line follows. The one before must have been read to its end.
    boolean hasNext() throws IOException {
        return fill();
    }

    /// The next line, without its end.
    Reader next() {
        return new Line();
    }

    /// Whether there is something in the buffer, now or after waiting for it.
    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, text.read(buffer));
        }
        return from < to;
    }

    private final class Line extends Reader {
        private boolean ended;

        @Override
        public int read(char[] into, int at, int most) throws IOException {
            if (ended || !fill()) {
                ended = true;
                return -1;
            }
            int count = 0;
            while (count < most && from < to && !ended) {
                char c = buffer[from++];
                if (c == '\n') {
                    ended = true;
                } else {
                    into[at + count++] = c;
                }
            }
            return count == 0 && ended ? -1 : count;
        }

        /// Goes to the end of the line.
        @Override
        public void close() throws IOException {
            while (!ended) {
                read(new char[1024], 0, 1024);
            }
        }
    }
}
