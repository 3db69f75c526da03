package io.curlew.testserver.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An answer to a request, legal or not.
 *
 * @param status the status
 * @param headers whole header lines in the order in which they are written, without line ends
 * @param body the body; it is not copied
 */
@SuppressWarnings("ArrayRecordComponent") // copies of a bomb would cost more than they protect
public record HttpAnswer(int status, List<String> headers, byte[] body) {
    private static final String WEB_SOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Copies the headers. */
    public HttpAnswer {
        headers = List.copyOf(headers);
    }

    /**
     * Makes an answer without headers and body.
     *
     * @param status the status
     * @return the answer
     */
    public static HttpAnswer of(int status) {
        return new HttpAnswer(status, List.of(), new byte[0]);
    }

    /**
     * Makes an answer of plain text.
     *
     * @param status the status
     * @param text the body
     * @return the answer
     */
    public static HttpAnswer text(int status, String text) {
        return of(status).header("Content-Type", "text/plain; charset=UTF-8").body(text.getBytes(UTF_8));
    }

    /**
     * Makes the answer that turns a connection into a WebSocket.
     *
     * @param request the request, with its {@code Sec-WebSocket-Key}
     * @return the answer
     */
    public static HttpAnswer webSocket(HttpRequest request) {
        return of(101).header("Upgrade", "websocket")
                .header("Connection", "Upgrade")
                .header(
                        "Sec-WebSocket-Accept",
                        accept(request.header("Sec-WebSocket-Key").orElse("")));
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + WEB_SOCKET_GUID).getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform knows SHA-1", e);
        }
    }

    /**
     * Returns this answer with one header more, also when it has one of this name.
     *
     * @param name the name, written as it is
     * @param value the value, written as it is
     * @return the same answer, with this header
     */
    public HttpAnswer header(String name, String value) {
        List<String> more =
                Stream.concat(headers.stream(), Stream.of(name + ": " + value)).toList();
        return new HttpAnswer(status, more, body);
    }

    /**
     * Returns this answer with another body.
     *
     * @param bytes the body
     * @return the same answer, with this body
     */
    public HttpAnswer body(byte[] bytes) {
        return new HttpAnswer(status, headers, bytes);
    }

    /**
     * Returns this answer with a body in chunks.
     *
     * @param chunks the chunks, none of them empty; the one that ends the body follows by itself
     * @return the same answer, with this body
     */
    public HttpAnswer chunked(String... chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String chunk : chunks) {
            all.writeBytes(chunk(chunk.getBytes(UTF_8)));
        }
        all.writeBytes(chunk(new byte[0]));
        return header("Transfer-Encoding", "chunked").body(all.toByteArray());
    }

    /**
     * Returns one chunk of a chunked body.
     *
     * @param content the content; an empty one ends the body
     * @return its size, the content and the line end
     */
    public static byte[] chunk(byte[] content) {
        byte[] size = (Integer.toHexString(content.length) + "\r\n").getBytes(UTF_8);
        return concat(size, content, new byte[] {'\r', '\n'});
    }

    /**
     * Returns the bytes before a body that the script writes itself.
     *
     * @return the status line, the headers as they are, and the empty line
     */
    public byte[] head() {
        return head("");
    }

    private byte[] head(String more) {
        String lines = headers.stream().map(header -> header + "\r\n").collect(Collectors.joining());
        return ("HTTP/1.1 " + status + " " + reason() + "\r\n" + lines + more + "\r\n").getBytes(UTF_8);
    }

    private String reason() {
        return status == 200 ? "OK" : status == 101 ? "Switching Protocols" : "Status " + status;
    }

    /**
     * Returns what goes on the wire.
     *
     * @return head and body; with a {@code Content-Length}, unless the headers or the status tell where the body ends
     */
    public byte[] bytes() {
        boolean told = status < 200
                || headers.stream().anyMatch(header -> header.matches("(?i)(content-length|transfer-encoding):.*"));
        return concat(head(told ? "" : "Content-Length: " + body.length + "\r\n"), body);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
