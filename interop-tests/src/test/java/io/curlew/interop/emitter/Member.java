package io.curlew.interop.emitter;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Values;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.protocol.TypeRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A client, in some rooms, that keeps what it gets until a test takes it, and answers what asks. */
final class Member implements AutoCloseable {
    static final String LAST = "last";

    private final SocketIoClient client;
    private final Socket socket;
    private final BlockingQueue<List<Object>> received = new LinkedBlockingQueue<>();

    Member(String url, String namespace, String name, String... rooms) {
        this(builder(url).reconnection(Backoff.fixed(Duration.ofMillis(200))), namespace, name, rooms);
    }

    /** Returns one in the main namespace that comes back only when it is told to. */
    static Member thatStaysAway(String url, String name, String... rooms) {
        return new Member(builder(url).noReconnection(), "/", name, rooms);
    }

    private static SocketIoClientBuilder builder(String url) {
        return SocketIoClient.builder(url).transports(TransportType.WEBSOCKET);
    }

    private Member(SocketIoClientBuilder builder, String namespace, String name, String... rooms) {
        client = builder.build();
        socket = client.socket(namespace);
        socket.on("ask", event -> event.ack(name, event.args().get(0, byte[].class)));
        socket.onAny(event -> {
            if (!event.name().equals("ask")) {
                List<Object> values = Values.of(event.args());
                values.add(0, event.name());
                received.add(Values.comparable(values));
            }
        });
        socket.connect().join();
        if (rooms.length > 0) {
            socket.emitWithAck("join", List.of(rooms)).join();
        }
    }

    Socket socket() {
        return socket;
    }

    List<String> rooms() {
        return socket.emitWithAck("rooms").join().get(0, new TypeRef<>() {});
    }

    /** Returns the next event that came, its name first. */
    List<Object> next() throws InterruptedException {
        List<Object> next = received.poll(30, SECONDS);
        assertThat(next).as("an event").isNotNull();
        return next;
    }

    /** Asserts that what comes next is the event that every test ends with. */
    void assertNothingButLast() throws InterruptedException {
        assertThat(next()).containsExactly(LAST);
    }

    /** Takes events up to the one that every test ends with. */
    void awaitLast() throws InterruptedException {
        List<Object> event = next();
        while (!event.get(0).equals(LAST)) {
            event = next();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
