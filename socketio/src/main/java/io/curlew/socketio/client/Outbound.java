package io.curlew.socketio.client;

import io.curlew.engineio.delivery.SendAccount;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.SocketAction;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what the session wants to be sent. Confined to the loop. */
final class Outbound {
    /**
     * So many bytes are given to a connection at once while it is to be found out whether it can write: as Netty does.
     */
    private static final long MAX_BURST = 64 * 1024;

    private final ClientSettings settings;
    private final ClientSession session;
    private final Feed feed;
    private final Executor later;
    private final Delivery delivery;
    private final SendAccount budget;
    private final Executor suppliers;
    /** Made when one of the application's suppliers is first to be asked for auth data. */
    private @Nullable BlockingCalls authCalls;

    private final Connections connections;
    private final InFlight inFlight = new InFlight();
    private final Batch batch;

    /**
     * Makes one that has nothing to send yet.
     *
     * @param suppliers runs the application's suppliers, which may block
     * @param later runs on the loop what is to be done there, from any thread
     */
    Outbound(
            ClientSettings settings,
            ClientSession session,
            Feed feed,
            Executor later,
            Delivery delivery,
            SendAccount budget,
            Executor suppliers,
            Connections connections) {
        this.settings = settings;
        this.session = session;
        this.feed = feed;
        this.later = later;
        this.delivery = delivery;
        this.budget = budget;
        this.suppliers = suppliers;
        this.connections = connections;
        this.batch = new Batch(budget, inFlight);
    }

    /** Sends what was collected; returns whether there was anything. */
    boolean flush() {
        boolean any = !batch.isEmpty();
        if (any) {
            batch.send(connections.wire());
        }
        return any;
    }

    void event(OutgoingEvent event, SocketCore socket) {
        if (event.retries() > 0) {
            // Its own room stays taken until it is answered, since it may have to be sent again.
            budget.reserveAnyway(event.packet().frames().size(), event.packet().size());
        }
        batch.add(new EventPart(event, socket));
    }

    private final class EventPart implements Batch.Part {
        private final OutgoingEvent event;
        private final SocketCore socket;

        EventPart(OutgoingEvent event, SocketCore socket) {
            this.event = event;
            this.socket = socket;
        }

        @Override
        public EncodedPacket packet() {
            return event.packet();
        }

        @Override
        public boolean compresses() {
            return event.compresses();
        }

        @Override
        public void taken() {
            event.sent();
        }

        /** It was accepted before the limit was known. */
        @Override
        public void refused(IllegalArgumentException why) {
            socket.dropped(event, DroppedEvent.Reason.REFUSED, delivery);
            event.ackId().ifPresent(id -> {
                socket.refused(event, why);
                feed.happened(
                        connections.current(), (told, clock) -> told.cancelAck(socket.namespace(), id, clock.now()));
            });
            delivery.failed(why);
        }
    }

    private record PacketPart(
            EncodedPacket packet, boolean isFarewell, Consumer<? super IllegalArgumentException> onRefused)
            implements Batch.Part {
        @Override
        public void refused(IllegalArgumentException why) {
            onRefused.accept(why);
        }
    }

    void ack(SocketAction.SendAck send) {
        batch.add(new PacketPart(send.packet(), false, delivery::failed));
    }

    /** Gives the room back of what will not be sent. */
    void release(EncodedPacket packet) {
        budget.release(packet.frames().size(), packet.size());
    }

    /** A connection has written so much, or never will. */
    void written(int messages, long bytes) {
        inFlight.written(messages);
        budget.release(messages, bytes);
    }

    /**
     * Returns how many packets a connection has taken and not written; a DISCONNECT does not count, since its loss does
     * not matter.
     */
    long unwritten() {
        return inFlight.count();
    }

    /** Returns whether what was collected is still little enough for more to be written with it at once. */
    boolean writable() {
        return batch.size() < MAX_BURST;
    }

    /** Sends what the protocol asks for, whether there is room for it or not. */
    void disconnect(SocketAction.SendDisconnect leave) {
        EncodedPacket packet = settings.parser().encode(new OutgoingPacket.Disconnect(leave.namespace()));
        budget.reserveAnyway(packet.frames().size(), packet.size());
        batch.add(new PacketPart(packet, true, delivery::failed));
    }

    void connect(SocketAction.SendConnect join) {
        Optional<Supplier<?>> supplier = connections
                .auth()
                .<Supplier<?>>map(data -> () -> data)
                .or(() -> settings.auth().supplier(join.namespace()));
        if (supplier.isPresent()) {
            Link asking = connections.current();
            authCalls().call(join.namespace(), () -> ask(supplier.get(), join, asking));
        } else {
            OutgoingPacket bare = new OutgoingPacket.Connect(join.namespace(), Optional.empty(), join.recovery());
            sendConnect(join.namespace(), settings.parser().encode(bare));
        }
    }

    private BlockingCalls authCalls() {
        BlockingCalls made = authCalls;
        if (made == null) {
            made = new BlockingCalls(suppliers, later);
            authCalls = made;
        }
        return made;
    }

    /** The client has ended: suppliers that hang are interrupted. */
    void end() {
        if (authCalls != null) {
            authCalls.end();
        }
    }

    /** Asks the application, on a thread that may block. The answer counts while the connection is the same. */
    private void ask(Supplier<?> supplier, SocketAction.SendConnect join, @Nullable Link asking) {
        try {
            var unused =
                    Auth.ask(supplier).whenComplete((data, failure) -> answered(asking, answer(join, data, failure)));
        } catch (Throwable thrown) {
            answered(asking, answer(join, null, thrown));
        }
    }

    /** From any thread. */
    private void answered(@Nullable Link asking, Feed.Input answer) {
        later.execute(() -> feed.happened(asking, answer));
    }

    private Feed.Input answer(SocketAction.SendConnect join, @Nullable Object data, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable why =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return (told, clock) -> told.authFailed(join.namespace(), why, clock.now());
        }
        try {
            EncodedPacket packet = Auth.encode(settings.parser(), join.namespace(), data, join.recovery());
            return (told, clock) -> sendConnect(join.namespace(), packet);
        } catch (Throwable thrown) {
            return (told, clock) -> told.authFailed(join.namespace(), thrown, clock.now());
        }
    }

    private void sendConnect(String namespace, EncodedPacket packet) {
        if (session.authReady(namespace)) {
            budget.reserveAnyway(packet.frames().size(), packet.size());
            Link on = connections.current();
            batch.add(new PacketPart(
                    packet,
                    false,
                    tooLarge -> answered(on, (told, clock) -> told.connectRefused(namespace, tooLarge, clock.now()))));
        }
    }
}
