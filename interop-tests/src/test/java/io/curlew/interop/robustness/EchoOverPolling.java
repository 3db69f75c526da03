package io.curlew.interop.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.testserver.raw.HttpAnswer;
import io.curlew.testserver.raw.HttpRequest;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawServer;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A server of one session that echoes messages over polling as it should, offers an upgrade, and does with the
 * WebSocket what a script says.
 */
final class EchoOverPolling implements AutoCloseable {
    static final HttpAnswer NOOP = HttpAnswer.text(200, "6");

    /** What becomes of the WebSocket. */
    @FunctionalInterface
    interface Script {
        void run(EchoOverPolling server, RawConnection connection, HttpRequest request)
                throws IOException, InterruptedException;
    }

    private final RawServer server = RawServer.start();
    private final BlockingQueue<HttpAnswer> polls = new LinkedBlockingQueue<>();
    private final CountDownLatch webSocketGone = new CountDownLatch(1);
    private int waitingPolls;
    private boolean held;
    private boolean released;
    private final Script script;

    EchoOverPolling(Script script) {
        this.script = script;
        server.onConnection(this::serve);
    }

    URI uri() {
        return server.uri();
    }

    /** Answers the GET that waits, or the next. */
    void answerPoll(HttpAnswer answer) {
        polls.add(answer);
    }

    /**
     * Answers no poll until {@link #releasePolls}, and returns when one waits: the client can't come to rest. After a
     * release there is nothing to hold: the client has already given up, before this was reached.
     */
    synchronized void holdPolls() throws InterruptedException {
        held = !released;
        while (held && waitingPolls == 0) {
            wait();
        }
    }

    synchronized void releasePolls() {
        held = false;
        released = true;
        notifyAll();
    }

    private synchronized void polled() {
        waitingPolls++;
        notifyAll();
    }

    private synchronized void answer(RawConnection connection, HttpAnswer answer)
            throws IOException, InterruptedException {
        while (held) {
            wait();
        }
        waitingPolls--;
        connection.respond(answer);
    }

    /** Sends over the WebSocket what no poll has fetched, as a server does when the session moves. */
    void sendUnpolled(RawConnection connection) throws IOException {
        for (HttpAnswer answer = polls.poll(); answer != null; answer = polls.poll()) {
            for (String packet : new String(answer.body(), UTF_8).split("\u001e", -1)) {
                connection.send(RawFrame.text(packet));
            }
        }
    }

    /** Counted down when the WebSocket's connection has ended at this end too. */
    CountDownLatch webSocketGone() {
        return webSocketGone;
    }

    private void serve(RawConnection connection) throws IOException, InterruptedException {
        while (true) {
            HttpRequest request = connection.readRequest();
            if (request.header("upgrade").isPresent()) {
                serveWebSocket(connection, request);
                return;
            } else if (request.sid().isEmpty()) {
                connection.open(request, OpenPacket.of("S").withUpgrade());
            } else if (request.method().equals("GET")) {
                polled();
                answer(connection, polls.take());
            } else {
                // First the echo: the client may send the next POST over another connection as soon as it has its "ok".
                answerPoll(HttpAnswer.text(200, request.text()));
                connection.respond(200, "ok");
            }
        }
    }

    private void serveWebSocket(RawConnection connection, HttpRequest request)
            throws IOException, InterruptedException {
        try {
            script.run(this, connection, request);
            connection.awaitEnd();
        } finally {
            webSocketGone.countDown();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
