package io.curlew.socketio.client;

import io.curlew.engineio.loop.EventLoop;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One connection, from its opening to its end, and the decoder for what it brings. Confined to the loop. */
final class Link implements Wire.Listener {
    private final ClientDriver driver;
    private final Decoder decoder;
    private final Wire wire;
    private long head;
    private long size;
    private int attachments;
    private boolean opened;

    Link(ClientDriver driver, Parser parser, Wire.Factory factory, EventLoop loop, ConnectAttempt attempt) {
        this.driver = driver;
        this.wire = factory.create(loop, this, attempt);
        this.decoder = parser.newDecoder(wire.maxMessageSize());
    }

    Wire wire() {
        return wire;
    }

    @Override
    public void opened(Handshake handshake) {
        opened = true;
        driver.happened(
                this,
                (session, now) ->
                        session.connectionOpened(handshake.pingInterval().toNanos(), now));
    }

    @Override
    public void received(EngineData data) {
        driver.batchBegins();
        driver.received(this, data);
    }

    @Override
    public void batchEnd() {
        driver.batchEnds();
    }

    @Override
    public void pinged() {
        driver.happened(this, (session, now) -> session.hold(false, now));
    }

    @Override
    public void roundTrip(Duration time) {
        driver.roundTrip(time);
    }

    @Override
    public void released(int messages, long bytes) {
        driver.released(messages, bytes);
    }

    @Override
    public void drained() {
        if (driver.isCurrent(this)) {
            driver.drained();
        }
    }

    @Override
    public void refused(IllegalArgumentException why) {
        driver.refused(why);
    }

    @Override
    public void closed(EngineClose close) {
        driver.ended(this, (session, now) -> tellEnd(close, session, now));
    }

    void decode(EngineData data, ClientSession session) {
        try {
            count(data);
            SocketPacket packet = data.isText() ? decoder.decodeText(data.array()) : decoder.decodeBinary(data.array());
            boolean waiting = decoder.isWaiting();
            long now = waiting || !(packet instanceof SocketPacket.Event) ? driver.now() : driver.recently();
            session.waitingForAttachments(waiting, now);
            if (packet != null) {
                int memory = memory(packet);
                driver.arrived(packet, memory);
                session.received(packet, size(), memory, now);
            }
        } catch (ParseException noPacket) {
            session.parseFailed(noPacket, driver.now());
        }
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
