package io.curlew.socketio.client;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.ClientSession;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What happens on one connection, in the words of the session. Confined to the loop. */
final class LinkEvents implements Wire.Listener, Feed.Input {
    private final Link link;
    private final Feed feed;
    private final Runnable drain;
    private final LoopClock clock;
    private final Connections connections;
    private final Outbound outbound;
    private final WireWatch watch;
    private final Delivery delivery;
    private final Reports reports;
    private @Nullable EngineData arrived;
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
            Reports reports) {
        this.link = link;
        this.feed = feed;
        this.drain = drain;
        this.clock = clock;
        this.connections = connections;
        this.outbound = outbound;
        this.watch = watch;
        this.delivery = delivery;
        this.reports = reports;
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
        feed.happened(link, this); // not an object for each: there may be very many messages
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
        if (connections.isCurrent(link)) {
            watch.drained();
            drain.run();
        }
    }

    @Override
    public void failed(Throwable why) {
        delivery.failed(why);
        drain.run();
    }

    @Override
    public void closed(EngineClose close) {
        boolean current = connections.isCurrent(link);
        connections.ended(link);
        delivery.readIsOver();
        feed.happened(current ? null : link, (session, time) -> tellEnd(close, session, time.now()));
    }

    /** Takes the message that has arrived. */
    @Override
    public void to(ClientSession session, LoopClock time) {
        EngineData message = Objects.requireNonNull(arrived);
        arrived = null; // or the last one would stay in memory until the next comes
        SocketPacket packet = session.decode(message);
        if (packet != null) {
            reports.arrived(packet, session);
        }
        session.received(packet instanceof SocketPacket.Event ? time.recently() : time.now());
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
        Throwable cause = close.cause()
                .orElseGet(() -> new IllegalStateException("the connection was closed: " + close.reason()));
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
