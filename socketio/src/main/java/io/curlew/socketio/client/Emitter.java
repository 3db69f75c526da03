package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Notices;
import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Sends one socket's events and answers, from the application's threads: encodes, reserves room, hands over to the
 * loop. What goes wrong is thrown before anything is sent. Safe for use by many threads.
 */
final class Emitter {
    private static final AtomicLongFieldUpdater<Emitter> NEXT_ID =
            AtomicLongFieldUpdater.newUpdater(Emitter.class, "nextId");

    private final String namespace;
    private final LazyRun runs;
    private final Parser parser;
    private final ClientSettings settings;
    private final SocketCore core;
    private final IdempotencyKeys keys = new IdempotencyKeys();

    @SuppressWarnings("UnusedVariable") // it is read through the updater
    private volatile long nextId;

    Emitter(String namespace, LazyRun runs, ClientSettings settings, SocketCore core) {
        this.namespace = namespace;
        this.runs = runs;
        this.parser = settings.parser();
        this.settings = settings;
        this.core = core;
    }

    void emit(EmitOptions options, String name, @Nullable Object @Nullable [] args) {
        boolean asks = Objects.requireNonNull(options, "options").retriesOr(settings.retries()) > 0;
        send(
                options,
                name,
                eventArgs(name, args),
                asks ? OptionalLong.of(NEXT_ID.getAndIncrement(this)) : OptionalLong.empty(),
                null);
    }

    /** Returns the id under which {@link #cancel} knows the answer. */
    long emit(EmitOptions options, String name, @Nullable Object @Nullable [] args, Promise<Args> answer) {
        Objects.requireNonNull(options, "options");
        long id = NEXT_ID.getAndIncrement(this);
        send(options, name, eventArgs(name, args), OptionalLong.of(id), answer);
        return id;
    }

    void cancel(long ackId) {
        runs.ifBegun().ifPresent(run -> run.inputIfRunning(requests -> requests.cancelAck(namespace, ackId)));
    }

    /** @param commit runs when nothing can go wrong any more; throws to call the answer off */
    void ack(int join, long id, @Nullable Object @Nullable [] args, Runnable commit) {
        ClientRun run = runs.get();
        EncodedPacket packet = parser.encode(new OutgoingPacket.Ack(namespace, id, listOf(null, args)));
        run.reserve(packet);
        try {
            run.requireFits(packet);
            commit.run();
            run.input(requests -> requests.ack(namespace, join, packet), loopIsGone -> {
                run.release(packet);
                run.tellLost(loopIsGone);
            });
        } catch (Throwable notSent) {
            run.release(packet);
            throw notSent;
        }
    }

    private void send(
            EmitOptions options,
            String name,
            List<@Nullable Object> args,
            OptionalLong ackId,
            @Nullable Promise<Args> answer) {
        ClientRun run = runs.get();
        List<@Nullable Object> sent = options.hasIdempotencyKey() ? keys.appendedTo(args) : args;
        EncodedPacket packet = parser.encode(new OutgoingPacket.Event(namespace, ackId, name, sent));
        run.requireFits(packet);
        if (reserve(run, packet, options.isVolatile())) {
            List<@Nullable Object> shown = core.wantsArgs() ? args : List.of();
            hand(run, new Emission(run, core, options, settings, name, shown, packet, ackId, answer));
        } else {
            discard(run, options, name, args, packet.size());
            refuse(run, name, answer);
        }
    }

    /** There is no room for a volatile event: the loop fails its acknowledgement. */
    private static void refuse(ClientRun run, String name, @Nullable Promise<Args> answer) {
        if (answer != null) {
            run.input(
                    requests -> answer.fail(new AckException(name, AckException.Reason.DISCARDED)),
                    loopIsGone -> answer.fail(new AckException(name, AckException.Reason.CLOSED)));
        }
    }

    /** Counts here, and uses the loop only if there is a listener, for as many as may wait for that. */
    private void discard(ClientRun run, EmitOptions options, String name, List<@Nullable Object> args, long size) {
        run.discarded();
        core.countDropped(name, DroppedEvent.Reason.VOLATILE);
        if (!core.dropped.isEmpty() && run.delivery().notices().enter(size)) {
            tellDiscarded(run, new DroppedEvent(name, args, DroppedEvent.Reason.VOLATILE, options.tag()), size);
        }
    }

    private void tellDiscarded(ClientRun run, DroppedEvent event, long size) {
        Notices notices = run.delivery().notices();
        try {
            run.input(requests -> requests.discard(core, event, size), loopIsGone -> notices.leave(size));
        } catch (Throwable notHandedOver) {
            notices.leave(size);
            throw notHandedOver;
        }
    }

    private static void hand(ClientRun run, Emission event) {
        try {
            run.emit(event);
        } catch (Throwable notSent) {
            run.release(event.packet());
            throw notSent;
        }
    }

    /** Returns whether there is room; only for what is volatile may there be none. */
    private static boolean reserve(ClientRun run, EncodedPacket packet, boolean isVolatile) {
        if (!isVolatile) {
            run.reserveToKeep(packet);
            return true;
        }
        try {
            run.reserve(packet);
            return true;
        } catch (BufferFullException full) {
            return false;
        }
    }

    private static List<@Nullable Object> eventArgs(String name, @Nullable Object @Nullable [] args) {
        return listOf(Objects.requireNonNull(name, "name"), args);
    }

    /**
     * A lone null is one JSON null.
     *
     * @param event its name; null for an answer
     */
    private static List<@Nullable Object> listOf(@Nullable String event, @Nullable Object @Nullable [] args) {
        if (args == null) {
            return Collections.<@Nullable Object>singletonList(null);
        }
        for (int i = 0; i < args.length; i++) {
            requireValue(event, i, args[i]);
        }
        return Collections.unmodifiableList(Arrays.asList(args.clone()));
    }

    /** What belongs elsewhere in the call would go out as an object without properties, or with strange ones. */
    private static void requireValue(@Nullable String event, int index, @Nullable Object arg) {
        if (arg instanceof AckCallback) {
            throw misplaced(event, index, "a callback: emitWithAck(callback, name, args...) takes it before the name");
        } else if (arg instanceof EmitOptions) {
            throw misplaced(event, index, "the options: they go before the event's name");
        }
    }

    private static IllegalArgumentException misplaced(@Nullable String event, int index, String what) {
        String where = event == null ? "Acknowledgement" : "Event \"" + PeerText.name(event) + '"';
        return new IllegalArgumentException(where + ": argument " + index + " is " + what);
    }
}
