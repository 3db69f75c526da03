package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * stdout, which remembers why it could not be written. It speaks UTF-8, whatever the terminal speaks, since JSON does.
 */
final class Output extends PrintWriter {
    /** The kinds of file that have a reader who may leave; see stat(2). */
    private static final Set<Integer> READ_BY_SOMEBODY = Set.of(0010000, 0140000);

    private static final int KIND = 0170000;

    private final Sink sink;

    private Output(Sink sink) {
        super(new OutputStreamWriter(sink, UTF_8), true);
        this.sink = sink;
    }

    static Output stdout() {
        return to(new FileOutputStream(FileDescriptor.out));
    }

    static Output to(OutputStream stream) {
        return new Output(new Sink(stream));
    }

    /** Throws when something printed before was not written: after that all else would be in vain, or have a gap. */
    static void check(PrintWriter out) {
        if (!out.checkError()) {
            return;
        }
        IOException why = out instanceof Output output ? output.sink.failure : null;
        if (why != null && isReaderGone(why)) {
            throw new ReaderGone();
        }
        throw why == null ? new Failure("cannot write to stdout") : new Failure("cannot write to stdout", why);
    }

    /** What the system says of a closed pipe it says in the user's language, so that the kind of file tells. */
    private static boolean isReaderGone(IOException why) {
        return String.valueOf(why.getMessage()).toLowerCase(Locale.ROOT).contains("pipe") || isPipe();
    }

    private static boolean isPipe() {
        try {
            return Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") instanceof Integer mode
                    && READ_BY_SOMEBODY.contains(mode & KIND);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }

    /** Nobody reads any more what is printed, as after {@code | head -1}: a quiet end, since nothing went wrong. */
    static final class ReaderGone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Sink extends FilterOutputStream {
        private @Nullable IOException failure; // under the lock of the PrintWriter

        Sink(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
