package io.curlew.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a stream, counted. They end with a line feed, before which a carriage return may stand. */
final class Utf8Lines {
    /** What a client holds of events that came, 16 MiB, has 22 MiB as a line if it is binary. */
    static final int MAX_BYTES = 32 << 20;

    private final InputStream stream;
    private int number;

    Utf8Lines(InputStream stream) {
        this.stream = new BufferedInputStream(stream);
    }

    /** Returns the number of the line that was read last, from 1. */
    int number() {
        return number;
    }

    /**
     * Returns the next line; empty at the end.
     *
     * @throws IllegalArgumentException when it is longer than a line may be, or not UTF-8
     */
    Optional<String> next() throws IOException {
        int first = stream.read();
        if (first < 0) {
            return Optional.empty();
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = first; next >= 0 && next != '\n'; next = stream.read()) {
            if (line.size() == MAX_BYTES) {
                throw new IllegalArgumentException("longer than " + (MAX_BYTES >> 20) + " MiB");
            }
            line.write(next);
        }
        String text = Utf8.text(line.toByteArray()).orElseThrow(() -> new IllegalArgumentException("not UTF-8"));
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
