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

/** Reads requests off a connection. It trusts the client, which is the one under test here. */
final class RequestReader {
    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** Reads up to the empty line; the body is still to come. */
    HttpRequest head(int connection) throws IOException {
        String[] first = line().split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(":", 2);
            headers.merge(header[0].toLowerCase(Locale.ROOT), header[1].trim(), (a, b) -> a + ", " + b);
        }
        return new HttpRequest(connection, first[0], first[1], headers, "");
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
        if (coding.isPresent()
                && (!coding.get().equalsIgnoreCase("chunked")
                        || head.header("content-length").isPresent())) {
            throw new IllegalStateException("where the client's request ends can be read in two ways");
        }
        return coding.isPresent();
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
        throw new IllegalStateException("a size in the client's request is no number");
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
