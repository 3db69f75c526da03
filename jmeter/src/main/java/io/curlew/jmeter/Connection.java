package io.curlew.jmeter;

import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.jackson.JacksonJsonCodec;
import io.curlew.socketio.protocol.JsonCodec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One connection: a client of its own, as another user has. It costs no thread. It does not come back by itself, since
 * a test that counts failures has to see each loss.
 */
final class Connection {
    private static final JsonCodec CODEC = new JacksonJsonCodec(Step.MAPPER);

    private final SocketIoClient client;
    private final Socket socket;
    private final Backlog backlog;

    private Connection(SocketIoClient client, String namespace, int backlog) {
        this.client = client;
        this.socket = client.socket(namespace);
        this.backlog = new Backlog(backlog);
        socket.onAny(this.backlog::add);
        socket.onDisconnect(how -> this.backlog.end(how.reason().text()));
    }

    /** Opens a connection, and waits until the server has confirmed the namespace. */
    static Connection open(Step step) throws InterruptedException {
        Connection opened = new Connection(builder(step).build(), step.text("namespace"), step.backlog());
        boolean connected = false;
        try {
            Socket unused = await(opened.socket.connect(step.timeout()));
            connected = true;
            return opened;
        } finally {
            if (!connected) {
                CompletableFuture<?> unused = opened.close();
            }
        }
    }

    private static SocketIoClientBuilder builder(Step step) {
        SocketIoClientBuilder builder = SocketIoClient.builder(step.text("url"))
                .jsonCodec(CODEC)
                .path(step.text("path"))
                .transports(step.transports())
                .connectTimeout(step.timeout().plusSeconds(1)) // the step's own, which counts from its start, is first
                .noReconnection()
                .direct(); // the listeners only hand over
        step.headers()
                .forEach(header ->
                        builder.header(header.getKey(), header.getValue().asString()));
        return step.auth().isEmpty() ? builder : builder.auth(step.auth());
    }

    static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure);
        } finally {
            boolean unused = future.cancel(false); // where the thread was interrupted: nobody waits any more
        }
    }

    void emit(Step step) {
        backlog.requireOpen();
        socket.emit(step.event(), step.arguments());
    }

    /** Emits an event, and returns the JSON of the server's answer. */
    String call(Step step) throws InterruptedException {
        backlog.requireOpen();
        return await(socket.emitWithAck(EmitOptions.timeout(step.timeout()), step.event(), step.arguments()))
                .json();
    }

    /** Returns the JSON of an event's arguments, after answering it if the server wants that. */
    String expect(Step step) throws InterruptedException {
        Event event = backlog.take(step.event(), step.fits(), step.timeout());
        if (event.wantsAck()) {
            event.ack(step.arguments());
        }
        return event.args().json();
    }

    /** Sends what was emitted, and closes; takes two seconds at most. */
    CompletableFuture<?> close() {
        return client.closeAsync();
    }
}
