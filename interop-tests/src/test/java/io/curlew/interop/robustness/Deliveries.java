package io.curlew.interop.robustness;

import io.curlew.testserver.raw.HttpAnswer;
import io.curlew.testserver.raw.HttpRequest;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawScript;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Servers that bring what they are given, and then an event with the name "end". */
final class Deliveries {
    private static final OpenPacket OPEN = OpenPacket.of("hostile");

    private Deliveries() {}

    /** Answers the handshake with that body. */
    static RawScript open(byte[] body) {
        return connection -> {
            connection.readRequest();
            connection.respond(HttpAnswer.text(200, "").body(body));
            connection.awaitEnd();
        };
    }

    /** Opens a WebSocket with a text frame of that payload. */
    static RawScript openFrame(byte[] payload) {
        return connection -> {
            connection.acceptWebSocket(connection.readRequest());
            connection.discardInput();
            connection.send(RawFrame.of(RawFrame.TEXT, payload));
            connection.awaitEnd();
        };
    }

    /** Answers one poll after the other, and each POST. */
    static RawScript polls(HttpAnswer... answers) {
        Queue<HttpAnswer> left = new ConcurrentLinkedQueue<>(List.of(answers));
        left.add(HttpAnswer.text(200, "4" + AmplifiedProgram.END));
        return connection -> {
            while (true) {
                HttpRequest request = connection.readRequest();
                if (request.method().equals("POST")) {
                    connection.respond(200, "ok");
                } else if (request.sid().isEmpty()) {
                    connection.open(request, OPEN);
                } else if (left.isEmpty()) {
                    connection.awaitEnd();
                } else {
                    connection.respond(left.remove());
                }
            }
        };
    }

    /** Sends frames as they are. */
    static RawScript frames(byte[]... frames) {
        return connection -> {
            connection.acceptWebSocket(connection.readRequest());
            deliver(connection, frames);
        };
    }

    /** Sends compressed frames as they are. */
    static RawScript deflated(byte[]... frames) {
        return connection -> {
            connection.respond(HttpAnswer.webSocket(connection.readRequest())
                    .header("Sec-WebSocket-Extensions", "permessage-deflate"));
            deliver(connection, frames);
        };
    }

    private static void deliver(RawConnection connection, byte[]... frames) throws IOException, InterruptedException {
        connection.discardInput();
        connection.send(RawFrame.text(OPEN.text()));
        for (byte[] frame : frames) {
            connection.write(frame);
        }
        connection.send(RawFrame.text("4" + AmplifiedProgram.END));
        connection.awaitEnd();
    }
}
