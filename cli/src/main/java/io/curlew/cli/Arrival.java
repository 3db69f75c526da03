package io.curlew.cli;

import io.curlew.engineio.client.EventLoops;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.DroppedEvent;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.protocol.DisconnectReason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Whether what was sent without an answer has arrived, as far as a client can know: it is sure of what left a
 * connection that it has closed itself.
 */
final class Arrival implements AutoCloseable {
    private Optional<EventLoops> loops = Optional.empty();
    private long dropped;
    private Optional<String> why = Optional.empty();
    private boolean joined; // what is sent otherwise waits
    private boolean underWay;

    /**
     * Has the client tell of what no listener hears, and of a connection that ends while it leaves.
     *
     * @param atOnce gets what no listener hears
     */
    void prepare(SocketIoClientBuilder builder, Consumer<String> atOnce) {
        EventLoops own = EventLoops.create(1);
        loops = Optional.of(own);
        builder.eventLoops(own)
                .onError(thrown -> {
                    String failure = Failure.describe(thrown);
                    unknown(failure);
                    atOnce.accept(failure);
                })
                .engine(engine -> engine.onClose(this::closed));
    }

    /** Has the socket tell of what is lost. */
    void watch(Socket socket) {
        socket.onDropped(this::dropped);
        socket.onDisconnect(this::disconnected);
        socket.onConnect(this::joined);
        if (socket.connected()) {
            joined();
        }
    }

    private synchronized void joined() {
        joined = true;
    }

    /** Hears that something is about to be sent. */
    synchronized void sending() {
        underWay = true;
    }

    /** Hears why nobody knows whether something has arrived. The first reason is the one to tell. */
    synchronized void unknown(String reason) {
        why = why.or(() -> Optional.of(reason));
    }

    /** Whoever waits for an answer hears that none came in time. */
    private synchronized void dropped(DroppedEvent event) {
        if (event.reason() != DroppedEvent.Reason.TIMEOUT) {
            dropped++;
            unknown(event.reason().toString());
        }
    }

    /** Of a namespace that was left a moment ago, the connection alone can tell. */
    private void closed(EngineClose close) {
        if (close.reason() != CloseReason.FORCED_CLOSE) {
            lost(close.reason().toString());
        }
    }

    private void disconnected(Disconnection disconnection) {
        if (disconnection.reason() != DisconnectReason.IO_CLIENT_DISCONNECT) {
            lost(disconnection.reason().toString());
        }
    }

    private synchronized void lost(String reason) {
        if (joined && underWay) {
            underWay = false;
            unknown("disconnected, " + reason);
        }
        joined = false;
    }

    /** Returns how many events were surely not sent. */
    synchronized long dropped() {
        return dropped;
    }

    /**
     * Waits for what the loop still has to tell of a client that is closed.
     *
     * @return why something may not have arrived; empty if all has
     */
    Optional<String> complaint() {
        loops.ifPresent(own -> CompletableFuture.runAsync(() -> {}, own.next()).join());
        synchronized (this) {
            return why;
        }
    }

    @Override
    public void close() {
        loops.ifPresent(EventLoops::close);
    }
}
