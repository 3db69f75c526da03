package io.curlew.socketio.client;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.ParseException;
import io.curlew.socketio.protocol.Parser;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.ClientSession;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What happens on one connection, in the words of the session, and the decoder for what it brings. Confined to the loop. */
final class LinkEvents implements Wire.Listener {
    private final Link link;
    private final Feed feed;
    private final Runnable drain;
    private final LoopClock clock;
    private final Connections connections;
    private final Outbound outbound;
    private final WireWatch watch;
    private final Delivery delivery;
    private final Reports reports;
    private final Parser parser;
    private final Feed.Input arrival = this::decode;
    private @Nullable Decoder decoder;
    private @Nullable EngineData arrived;
    private long head;
    private long size;
    private int attachments;
    private boolean opened;

    LinkEvents(
            Link link,
            Feed feed,
            Runnable drain,
            LoopClock clock,
            Connections connections,
            Outbound outbound,
            WireWatch watch,
            Delivery delivery,
            Reports reports,
            Parser parser) {
        this.link = link;
        this.feed = feed;
        this.drain = drain;
        this.clock = clock;
        this.connections = connections;
        this.outbound = outbound;
        this.watch = watch;
        this.delivery = delivery;
        this.reports = reports;
        this.parser = parser;
    }

    @Override
    public void opened(Handshake handshake) {
        opened = true;
        long pingInterval = handshake.pingInterval().toNanos();
        feed.happened(link, (session, time) -> session.connectionOpened(pingInterval, time.now()));
    }

    @Override
    public void received(EngineData data) {
        if (delivery.readBegins()) {
            long unused = clock.now();
        }
        arrived = data;
        feed.happened(link, arrival); // made once: there may be very many messages
    }

    @Override
    public void batchEnd() {
        delivery.readIsOver();
        drain.run();
    }

    @Override
    public void pinged() {
        feed.happened(link, (session, time) -> session.hold(false, time.now()));
    }

    @Override
    public void roundTrip(Duration time) {
        reports.roundTrip(time);
        drain.run();
    }

    @Override
    public void released(int messages, long bytes) {
        outbound.written(messages, bytes);
        if (watch.written()) {
            drain.run();
        }
    }

    @Override
    public void drained() {
        if (connections.isCurrent(link) && link.wire().writable()) {
            reports.drained();
            drain.run();
        }
    }

    @Override
    public void refused(IllegalArgumentException why) {
        delivery.refused(why);
        drain.run();
    }

    @Override
    public void closed(EngineClose close) {
        boolean current = connections.isCurrent(link);
        connections.ended(link);
        delivery.readIsOver();
        feed.happened(current ? null : link, (session, time) -> tellEnd(close, session, time.now()));
    }

    private void decode(ClientSession session, LoopClock time) {
        EngineData data = Objects.requireNonNull(arrived);
        Decoder into = decoder();
        try {
            count(data);
            SocketPacket packet = data.isText() ? into.decodeText(data.array()) : into.decodeBinary(data.array());
            boolean waiting = into.isWaiting();
            long now = waiting || !(packet instanceof SocketPacket.Event) ? time.now() : time.recently();
            session.waitingForAttachments(waiting, now);
            if (packet != null) {
                int memory = memory(packet);
                reports.arrived(packet, memory);
                session.received(packet, size(), memory, now);
            }
        } catch (ParseException noPacket) {
            session.parseFailed(noPacket, time.now());
        }
    }

    private Decoder decoder() {
        Decoder known = decoder;
        if (known == null) {
            known = parser.newDecoder(link.wire().maxMessageSize());
            decoder = known;
        }
        return known;
    }

    private void count(EngineData data) {
        if (data.isText()) {
            head = data.size();
            size = head;
            attachments = 0;
        } else {
            size += data.size();
            attachments++;
        }
    }

    private int size() {
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    private int memory(SocketPacket packet) {
        return (int) Math.min(Memory.of(packet, head, size, attachments), Integer.MAX_VALUE);
    }

    private void tellEnd(EngineClose close, ClientSession session, long now) {
        Optional<TransportException> failure =
                close.cause().filter(TransportException.class::isInstance).map(TransportException.class::cast);
        long retryAfter = failure.flatMap(TransportException::retryAfter)
                .map(TimeUnit.NANOSECONDS::convert)
                .orElse(0L);
        if (opened) {
            session.connectionClosed(reason(close.reason()), close.cause(), retryAfter, now);
            return;
        }
        Throwable cause = close.cause().orElseGet(() -> new IllegalStateException("closed: " + close.reason()));
        if (failure.filter(TransportException::isOtherVersion).isPresent()) {
            session.connectionGivenUp(cause, now);
        } else {
            session.connectionFailed(cause, retryAfter, now);
        }
    }

    private static DisconnectReason reason(CloseReason reason) {
        return switch (reason) {
            case TRANSPORT_CLOSE -> DisconnectReason.TRANSPORT_CLOSE;
            case TRANSPORT_ERROR -> DisconnectReason.TRANSPORT_ERROR;
            case PING_TIMEOUT -> DisconnectReason.PING_TIMEOUT;
            case FORCED_CLOSE -> DisconnectReason.IO_CLIENT_DISCONNECT;
            case SLOW_CONSUMER -> DisconnectReason.SLOW_CONSUMER;
        };
    }
}
