package io.curlew.testserver.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection, for the script that serves it. Reading has no timeout; it ends with an
 * {@link IOException}, which a script may pass on, when the client or the server closes.
 */
public final class RawConnection {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final RawServer server;
    private final RawSocket socket;
    private final int index;
    private final DataInputStream in;
    private @Nullable HttpRequest unanswered;
    private @Nullable Future<?> discarding;

    RawConnection(RawServer server, RawSocket socket, int index) throws IOException {
        this.server = server;
        this.socket = socket;
        this.index = index;
        in = new DataInputStream(new BufferedInputStream(socket.in()));
    }

    /**
     * Returns the place of this connection in the order in which they came.
     *
     * @return the index, 1 for the first connection
     */
    public int index() {
        return index;
    }

    /**
     * Reads the next request with its body, and records it in the server.
     *
     * @return the request
     * @throws IOException when the client closes
     */
    public HttpRequest readRequest() throws IOException {
        RequestReader reader = new RequestReader(in);
        HttpRequest head = reader.head(index);
        answered();
        if (!head.asksForWebSocket()) {
            unanswered = head;
            server.inFlight().began(head);
        }
        HttpRequest request = reader.withBody(head);
        server.record(request);
        return request;
    }

    /** Counts a request out before its answer is written, as the client may ask again as soon as it has that. */
    void answered() {
        if (unanswered != null) {
            server.inFlight().ended(unanswered);
            unanswered = null;
        }
    }

    /**
     * Writes bytes as they are.
     *
     * @param bytes what to write
     * @throws IOException when the client is gone
     */
    public void write(byte[] bytes) throws IOException {
        answered();
        OutputStream out = socket.out();
        out.write(bytes);
        out.flush();
    }

    /**
     * Writes text as UTF-8.
     *
     * @param text what to write
     * @throws IOException when the client is gone
     */
    public void write(String text) throws IOException {
        write(text.getBytes(UTF_8));
    }

    /**
     * Writes one byte after the other, with a pause after each.
     *
     * @param bytes what to write
     * @param pause the time between two bytes
     * @throws IOException when the client is gone
     * @throws InterruptedException when the server is being closed
     */
    public void drip(byte[] bytes, Duration pause) throws IOException, InterruptedException {
        for (byte one : bytes) {
            write(new byte[] {one});
            pause(pause);
        }
    }

    /**
     * Writes the same bytes repeatedly.
     *
     * @param piece what to write
     * @param atMost how many bytes to write in all, at most; rounded up to whole pieces
     * @return how many bytes were written before the client was gone
     */
    public long writeEndlessly(byte[] piece, long atMost) {
        long written = 0;
        try {
            while (written < atMost) {
                write(piece);
                written += piece.length;
            }
        } catch (IOException gone) {
            return written;
        }
        return written;
    }

    /**
     * Does nothing for a time.
     *
     * @param time how long
     * @throws InterruptedException when the server is being closed
     */
    @SuppressWarnings("ReturnValueIgnored") // nobody counts it down: the wait is all there is to it
    public void pause(Duration time) throws InterruptedException {
        boolean ignored = NEVER.await(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
    }

    /**
     * Answers a request.
     *
     * @param answer the answer
     * @throws IOException when the client is gone
     */
    public void respond(HttpAnswer answer) throws IOException {
        write(answer.bytes());
    }

    /**
     * Answers a request with plain text.
     *
     * @param status the status
     * @param text the body
     * @throws IOException when the client is gone
     */
    public void respond(int status, String text) throws IOException {
        respond(HttpAnswer.text(status, text));
    }

    /**
     * Turns the connection into a WebSocket. Frames may be read and written from here on.
     *
     * @param request the client's request for it
     * @throws IOException when the client is gone
     */
    public void acceptWebSocket(HttpRequest request) throws IOException {
        respond(HttpAnswer.webSocket(request));
    }

    /**
     * Opens an Engine.IO session over the transport that the request asks for, polling or WebSocket.
     *
     * @param request the request for a handshake
     * @param open what to open it with
     * @throws IOException when the client is gone
     */
    public void open(HttpRequest request, OpenPacket open) throws IOException {
        if (request.asksForWebSocket()) {
            acceptWebSocket(request);
            send(RawFrame.text(open.text()));
        } else {
            respond(200, open.text());
        }
    }

    /**
     * Writes a frame as it is.
     *
     * @param frame the frame
     * @throws IOException when the client is gone
     */
    public void send(RawFrame frame) throws IOException {
        write(frame.bytes());
    }

    /**
     * Reads the next frame of a WebSocket.
     *
     * @return the frame, unmasked
     * @throws IOException when the client closes
     */
    public RawFrame readFrame() throws IOException {
        return RawFrame.read(in);
    }

    /**
     * Reads and discards, on another thread, everything that the client sends from now on, so that a script that only
     * writes never blocks a client that answers.
     */
    public void discardInput() {
        if (discarding == null) {
            discarding = server.fork(() -> in.transferTo(OutputStream.nullOutputStream()));
        }
    }

    /**
     * Waits until the client closes the connection in any way, and discards what it sends before.
     *
     * @throws InterruptedException when the server is being closed
     */
    public void awaitEnd() throws InterruptedException {
        try {
            if (discarding == null) {
                in.transferTo(OutputStream.nullOutputStream());
            } else {
                discarding.get();
            }
        } catch (IOException | ExecutionException reset) {
            // which is an end too
        }
    }

    /**
     * Ends the output in an orderly way: with a close_notify if there is TLS, then a FIN. The client may continue to
     * send.
     *
     * @throws IOException when the client is gone
     */
    public void endOutput() throws IOException {
        socket.fin();
    }

    /**
     * Ends the output with only a FIN, like the end of a process. It differs from {@link #endOutput} only with TLS.
     *
     * @throws IOException when the client is gone
     */
    public void truncateOutput() throws IOException {
        socket.truncate();
    }

    /**
     * Ends the connection with a reset (RST) at once.
     *
     * @throws IOException when the client is gone
     */
    public void reset() throws IOException {
        socket.reset();
    }
}
