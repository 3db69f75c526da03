package io.curlew.socketio.client;

import io.curlew.engineio.delivery.SendAccount;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.SocketAction;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what the session wants to be sent. Confined to the loop. */
final class Outbound {
    /** So many bytes are given to a connection at once while it is to be found out whether it can write: as Netty does. */
    private static final long MAX_BURST = 64 * 1024;

    private final ClientDriver driver;
    private final ClientSettings settings;
    private final SendAccount budget;
    private final BlockingCalls authCalls;
    private final Connections connections;
    private final Batch batch;
    private long dropped;
    private int leaves;

    /** @param suppliers runs the application's suppliers, which may block */
    Outbound(
            ClientDriver driver,
            ClientSettings settings,
            SendAccount budget,
            Executor suppliers,
            Connections connections) {
        this.driver = driver;
        this.settings = settings;
        this.budget = budget;
        this.authCalls = new BlockingCalls(suppliers, driver);
        this.connections = connections;
        this.batch = new Batch(budget);
    }

    /** Sends what was collected; returns whether there was anything. */
    boolean flush() {
        boolean any = !batch.isEmpty();
        if (any) {
            batch.send(connections.wire());
        }
        return any;
    }

    void event(SocketAction.SendEvent send, SocketCore socket) {
        OutgoingEvent event = (OutgoingEvent) send.event();
        if (event.retries() > 0) {
            // Its own room stays taken until it is answered, since it may have to be sent again.
            budget.reserveAnyway(event.packet().frames().size(), event.packet().size());
        }
        batch.add(event.packet(), event.compresses(), why -> driver.refused(event, socket, why));
    }

    void ack(SocketAction.SendAck send) {
        batch.add(send.packet(), driver::refused);
    }

    /** Gives the room back of what will not be sent. */
    void dropped(EncodedPacket packet) {
        dropped += packet.frames().size();
        budget.release(packet.frames().size(), packet.size());
    }

    /** From now on counts the DISCONNECT packets. */
    void countLeaves() {
        leaves = 0;
    }

    /** Returns how many DISCONNECT packets were sent since {@link #countLeaves}. */
    int leaves() {
        return leaves;
    }

    /** Returns how many packets were dropped so far. */
    long droppedPackets() {
        return dropped;
    }

    /** Returns whether what was collected is still little enough for more to be written with it at once. */
    boolean writable() {
        return batch.size() < MAX_BURST;
    }

    void disconnect(SocketAction.SendDisconnect leave) {
        leaves++;
        sendAnyway(settings.parser().encode(new OutgoingPacket.Disconnect(leave.namespace())));
    }

    void connect(SocketAction.SendConnect join) {
        Optional<Supplier<?>> supplier = connections
                .auth()
                .<Supplier<?>>map(data -> () -> data)
                .or(() -> settings.auth().supplier(join.namespace()));
        if (supplier.isPresent()) {
            Link asking = connections.current();
            authCalls.call(join.namespace(), () -> ask(supplier.get(), join, asking));
        } else {
            OutgoingPacket bare = new OutgoingPacket.Connect(join.namespace(), Optional.empty(), join.recovery());
            sendConnect(join.namespace(), settings.parser().encode(bare));
        }
    }

    /** Asks the application, on a thread that may block. The answer counts while the connection is the same. */
    private void ask(Supplier<?> supplier, SocketAction.SendConnect join, @Nullable Link asking) {
        try {
            var unused = Auth.ask(supplier)
                    .whenComplete((data, failure) -> driver.later(asking, answer(join, data, failure)));
        } catch (Throwable thrown) {
            driver.later(asking, answer(join, null, thrown));
        }
    }

    private ClientDriver.Input answer(
            SocketAction.SendConnect join, @Nullable Object data, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable why =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return (session, now) -> authFailed(session, join.namespace(), why, now);
        }
        try {
            EncodedPacket packet = Auth.encode(settings.parser(), join.namespace(), data, join.recovery());
            return (session, now) -> sendConnect(join.namespace(), packet);
        } catch (Throwable thrown) {
            return (session, now) -> authFailed(session, join.namespace(), thrown, now);
        }
    }

    private void sendConnect(String namespace, EncodedPacket packet) {
        if (driver.authReady(namespace)) {
            budget.reserveAnyway(packet.frames().size(), packet.size());
            Link on = connections.current();
            batch.add(
                    packet,
                    tooLarge -> driver.later(on, (session, now) -> session.connectRefused(namespace, tooLarge, now)));
        }
    }

    private static void authFailed(ClientSession session, String namespace, Throwable thrown, long now) {
        session.authFailed(namespace, thrown, now);
    }

    /** Sends what the protocol asks for, whether there is room for it or not. */
    private void sendAnyway(EncodedPacket packet) {
        budget.reserveAnyway(packet.frames().size(), packet.size());
        batch.add(packet, driver::refused);
    }
}
