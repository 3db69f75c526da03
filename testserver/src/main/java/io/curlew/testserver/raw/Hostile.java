package io.curlew.testserver.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;

/**
 * Servers that attack their clients, as scripts for a {@link RawServer}. Those that need polling or a WebSocket are for
 * clients that use only this transport. Each continues until the client closes the connection, so a test can assert
 * that it does.
 */
public final class Hostile {
    private static final OpenPacket OPEN = OpenPacket.of("hostile");
    private static final int PIECE = 64 * 1024;

    private Hostile() {}

    private static RawScript polling(RawScript poll) {
        return connection -> {
            while (true) {
                HttpRequest request = connection.readRequest();
                if (request.method().equals("POST")) {
                    connection.respond(200, "ok");
                } else if (request.sid().isEmpty()) {
                    connection.open(request, OPEN);
                } else {
                    poll.run(connection);
                }
            }
        };
    }

    private static RawScript webSocket(RawScript then) {
        return connection -> {
            connection.open(connection.readRequest(), OPEN);
            connection.discardInput();
            then.run(connection);
            connection.awaitEnd();
        };
    }

    private static RawScript handshake(HttpAnswer answer) {
        return connection -> {
            connection.readRequest();
            connection.respond(answer);
        };
    }

    /**
     * Announces a WebSocket frame of 2<sup>63</sup> - 1 bytes, and begins to send it.
     *
     * @param atMost how many bytes of it to send, at most
     * @return the script, for WebSocket
     */
    public static RawScript hugeFrame(long atMost) {
        return webSocket(connection -> {
            connection.write(RawFrame.header(RawFrame.BINARY, true, 0, false, Long.MAX_VALUE));
            connection.writeEndlessly(new byte[PIECE], atMost);
        });
    }

    /**
     * Answers the handshake with a body that does not end.
     *
     * @param atMost how many bytes of it to send, at most
     * @return the script
     */
    public static RawScript endlessHandshake(long atMost) {
        return connection -> {
            connection.readRequest();
            writeEndlessBody(connection, atMost);
        };
    }

    /**
     * Answers a poll with a body that does not end.
     *
     * @param atMost how many bytes of it to send, at most
     * @return the script, for polling
     */
    public static RawScript endlessPoll(long atMost) {
        return polling(connection -> {
            writeEndlessBody(connection, atMost);
            connection.awaitEnd();
        });
    }

    private static void writeEndlessBody(RawConnection connection, long atMost) throws IOException {
        connection.write(
                HttpAnswer.of(200).header("Transfer-Encoding", "chunked").head());
        connection.writeEndlessly(HttpAnswer.chunk("4".repeat(PIECE).getBytes(UTF_8)), atMost);
    }

    /**
     * Answers the handshake with a gzip body that grows a thousandfold when it is unpacked.
     *
     * @param size its size when it is unpacked, in bytes
     * @return the script
     */
    public static RawScript gzipHandshake(long size) {
        return handshake(gzip(size));
    }

    /**
     * Answers a poll with a gzip body that grows a thousandfold when it is unpacked.
     *
     * @param size its size when it is unpacked, in bytes
     * @return the script, for polling
     */
    public static RawScript gzipPoll(long size) {
        HttpAnswer bomb = gzip(size);
        return polling(connection -> connection.respond(bomb));
    }

    private static HttpAnswer gzip(long size) {
        return HttpAnswer.text(200, "").header("Content-Encoding", "gzip").body(Bombs.gzip(size));
    }

    /**
     * Sends a compressed WebSocket message that grows a thousandfold when it is unpacked. It agrees to
     * permessage-deflate if the client offers that, and compresses anyway.
     *
     * @param size its size when it is unpacked, in bytes
     * @return the script, for WebSocket
     */
    public static RawScript deflateBomb(long size) {
        RawFrame bomb = RawFrame.of(RawFrame.TEXT, Bombs.deflate(size)).rsv(4);
        return connection -> {
            HttpRequest request = connection.readRequest();
            HttpAnswer answer = HttpAnswer.webSocket(request);
            boolean offered =
                    request.header("Sec-WebSocket-Extensions").orElse("").contains("permessage-deflate");
            connection.respond(offered ? answer.header("Sec-WebSocket-Extensions", "permessage-deflate") : answer);
            connection.send(RawFrame.text(OPEN.text()));
            connection.send(bomb);
        };
    }

    /**
     * Sends one WebSocket message in fragments of no or few bytes. Its last fragment never comes.
     *
     * @param count how many fragments
     * @param bytes the payload of each
     * @return the script, for WebSocket
     */
    public static RawScript tinyFragments(int count, int bytes) {
        return webSocket(connection -> {
            connection.send(RawFrame.text("4").notFinal());
            flood(
                    connection,
                    RawFrame.of(RawFrame.CONTINUATION, "x".repeat(bytes).getBytes(UTF_8))
                            .notFinal(),
                    count);
        });
    }

    /**
     * Sends Engine.IO pings as fast as it can.
     *
     * @param count how many
     * @return the script, for WebSocket
     */
    public static RawScript pingFlood(int count) {
        return webSocket(connection -> flood(connection, RawFrame.text("2"), count));
    }

    /**
     * Sends WebSocket pings as fast as it can.
     *
     * @param count how many
     * @return the script, for WebSocket
     */
    public static RawScript webSocketPingFlood(int count) {
        return webSocket(connection -> flood(connection, RawFrame.of(RawFrame.PING, new byte[0]), count));
    }

    private static void flood(RawConnection connection, RawFrame frame, int count) {
        byte[] one = frame.bytes();
        int together = Math.max(1, Math.min(count, PIECE / one.length));
        byte[] many = repeated(one, together);
        connection.writeEndlessly(many, (long) (count / together) * many.length);
        connection.writeEndlessly(one, (long) (count % together) * one.length);
    }

    private static byte[] repeated(byte[] one, int times) {
        byte[] many = new byte[one.length * times];
        for (int i = 0; i < many.length; i++) {
            many[i] = one[i % one.length];
        }
        return many;
    }

    /**
     * Answers every poll at once, with nothing but a noop.
     *
     * @return the script, for polling
     */
    public static RawScript noopFlood() {
        return polling(connection -> connection.respond(200, "6"));
    }

    /**
     * Answers the handshake one byte at a time, so that each byte looks like progress.
     *
     * @param pause the time between two bytes
     * @return the script
     */
    public static RawScript slowLoris(Duration pause) {
        return connection -> {
            HttpRequest request = connection.readRequest();
            HttpAnswer answer =
                    request.asksForWebSocket() ? HttpAnswer.webSocket(request) : HttpAnswer.text(200, OPEN.text());
            connection.drip(answer.bytes(), pause);
        };
    }

    /**
     * Answers the handshake with very many headers.
     *
     * @param count how many
     * @return the script
     */
    public static RawScript manyHeaders(int count) {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\n");
            connection.writeEndlessly("X-Hostile: 1\r\n".getBytes(UTF_8), 14L * count);
            connection.write("\r\n");
        };
    }
}
