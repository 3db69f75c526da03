package io.curlew.testserver.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Reads requests off a connection. What is no request is a failure of the client, which is the one under test here: an
 * {@link IllegalStateException} that says what is wrong and quotes nothing.
 */
final class RequestReader {
    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** Reads up to the empty line; the body is still to come. */
    HttpRequest head(int connection) throws IOException {
        String[] first = line().split(" ", 3);
        require(first.length == 3, "a line of three words was expected at the start of the client's request");
        Map<String, StringJoiner> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(":", 2);
            require(header.length == 2, "a header of the client's request has no colon");
            headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), name -> new StringJoiner(", "))
                    .add(header[1].trim());
        }
        return new HttpRequest(connection, first[0], first[1], joined(headers), "");
    }

    private static Map<String, String> joined(Map<String, StringJoiner> headers) {
        Map<String, String> joined = new LinkedHashMap<>();
        headers.forEach((name, values) -> joined.put(name, values.toString()));
        return joined;
    }

    HttpRequest withBody(HttpRequest head) throws IOException {
        byte[] body = isChunked(head)
                ? chunks()
                : exactly(size(head.header("content-length").orElse("0"), 10));
        return new HttpRequest(
                head.connection(), head.method(), head.target(), head.headers(), new String(body, UTF_8));
    }

    private static boolean isChunked(HttpRequest head) {
        Optional<String> coding = head.header("transfer-encoding");
        require(
                coding.isEmpty()
                        || (coding.get().equalsIgnoreCase("chunked")
                                && head.header("content-length").isEmpty()),
                "the client's request has two contradictory lengths");
        return coding.isPresent();
    }

    private static void require(boolean kept, String complaint) {
        if (!kept) {
            throw new IllegalStateException(complaint);
        }
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size));
            line();
        }
        while (!line().isEmpty()) {
            // a trailer, which says nothing about the body
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return size(line().split(";", 2)[0].trim(), 16);
    }

    /** Takes digits only: a sign would pass for the end of the body. */
    private static int size(String text, int radix) {
        try {
            if (!text.startsWith("+") && !text.startsWith("-")) {
                return Integer.parseInt(text, radix);
            }
        } catch (NumberFormatException quotesIt) {
            // said below in words of our own
        }
        throw new IllegalStateException("a size in the client's request is not a number");
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the client closed in the middle of a line, or before it");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).trim();
    }

    byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the client closed after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }
}
