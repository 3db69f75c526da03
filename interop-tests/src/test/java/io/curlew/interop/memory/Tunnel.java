package io.curlew.interop.memory;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.TransportListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A WebSocket connection, and the client's transport on it. */
final class Tunnel implements ClientLink {
    private final Network network;
    private final ServerSide server;
    private final Optional<String> sid;
    private final TransportListener client;
    private final Wire up;
    private final Wire down;
    private long number;
    private boolean ended;
    private boolean writing;
    private boolean pinging;
    private boolean spoilsProbe;
    private Duration delay = Duration.ZERO;

    Tunnel(Network network, ServerSide server, Optional<String> sid, TransportListener client) {
        this.network = network;
        this.server = server;
        this.sid = sid;
        this.client = client;
        this.up = new Wire(network);
        this.down = new Wire(network);
    }

    void number(long assigned) {
        number = assigned;
    }

    // ---- the client's side

    @Override
    public void open() {
        up.send(() -> {
            down.send(() -> {
                client.opened();
                client.writable();
            });
            if (!server.connected(sid, this)) {
                closedByServer(1000);
            }
        });
    }

    /** What has not left the client when it gives up never does. */
    @Override
    public void write(List<EnginePacket> packets) {
        writing = true;
        network.time().after(network.latency().dividedBy(10), () -> {
            writing = false;
            if (!ended) {
                packets.forEach(this::toServer);
                client.written(packets);
                client.writable();
                pingIfAsked();
            }
        });
    }

    /** Leaves behind what was written. */
    @Override
    public void ping() {
        pinging = true;
        pingIfAsked();
    }

    private void pingIfAsked() {
        if (pinging && !writing) {
            pinging = false;
            client.pingLeft();
            up.send(() -> down.send(client::ponged));
        }
    }

    private void toServer(EnginePacket packet) {
        EnginePacket decoded = Exchange.throughCodec(List.of(packet)).get(0);
        up.send(() -> server.frame(number, decoded));
    }

    @Override
    public void pause() {
        throw new AssertionError("a WebSocket is never paused");
    }

    @Override
    public void resume() {
        throw new AssertionError("a WebSocket is never paused");
    }

    /** Sends the close frame, and ends when the server has answered it. */
    @Override
    public void close() {
        up.send(() -> {
            server.lost(number, closed("the client closed"));
            down.send(() -> fail(closed("closed by this side")));
        });
    }

    @Override
    public void abort() {
        ended = true;
        down.cut();
        up.send(() -> server.lost(number, closed("the connection was reset")));
    }

    private void fail(TransportException why) {
        if (!ended) {
            ended = true;
            client.failed(why);
        }
    }

    // ---- the server's side

    void toClient(List<EnginePacket> packets) {
        if (delay.isZero()) {
            packets.forEach(this::deliver);
        } else {
            network.time().after(delay, () -> packets.forEach(this::deliver));
        }
    }

    private void deliver(EnginePacket packet) {
        boolean probe = packet.equals(EnginePacket.Pong.PROBE);
        EnginePacket arriving = probe && spoilsProbe ? new EnginePacket.Pong("wrong") : packet;
        down.send(() -> {
            client.received(Exchange.throughCodec(List.of(arriving)).get(0));
            client.batchEnd();
        });
    }

    void closedByServer(int code) {
        down.send(() -> fail(TransportException.closed(TransportType.WEBSOCKET, Phase.READ, "the server closed")
                .closeCode(code)
                .build()));
    }

    // ---- faults

    /** Both sides lose the connection, each when it gets to know. */
    void kill() {
        up.cut();
        down.cut();
        network.deliver(() -> fail(closed("the connection was lost")));
        network.deliver(() -> server.lost(number, closed("the connection was lost")));
    }

    /** The server's answer to the probe is none. */
    void spoilProbe() {
        spoilsProbe = true;
    }

    /** All that the server sends arrives so much later. */
    void delay(Duration by) {
        delay = by;
    }

    /** Nothing arrives any more, and nobody is told. */
    void blackHole() {
        up.cut();
        down.cut();
    }

    private static TransportException closed(String what) {
        return TransportException.closed(TransportType.WEBSOCKET, Phase.READ, what)
                .build();
    }
}
