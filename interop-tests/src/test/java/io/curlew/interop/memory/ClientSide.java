package io.curlew.interop.memory;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.session.EngineAction;
import io.curlew.engineio.session.EngineSession;
import io.curlew.engineio.session.SessionConfig;
import io.curlew.engineio.session.TransportId;
import io.curlew.engineio.transport.TransportListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/** The client's session, driven on virtual time. */
final class ClientSide {
    final List<String> received = new ArrayList<>();
    final List<TransportType> transports = new ArrayList<>(); // that carried the session, one after the other
    final List<Long> pings = new ArrayList<>(); // when they came
    Optional<EngineClose> closed = Optional.empty();
    long openedAt;
    long closedAt;

    private final Network network;
    private final ServerSide server;
    private final EngineSession session;
    private final Alarm alarm;
    private final Map<TransportId, ClientLink> links = new HashMap<>();
    private final Queue<Consumer<Boolean>> receipts = new ArrayDeque<>();
    private Runnable onOpen = () -> {};
    private Consumer<Tunnel> onTunnel = tunnel -> {};
    private boolean draining;

    ClientSide(Network network, ServerSide server, SessionConfig config) {
        this.network = network;
        this.server = server;
        this.session = new EngineSession(config);
        this.alarm = new Alarm(network.time(), session::deadline, () -> feed(() -> session.timeout(now())));
    }

    void whenOpen(Runnable action) {
        onOpen = action;
    }

    /** Tells of each WebSocket that the client opens: somebody may want to harm it. */
    void whenTunnelOpens(Consumer<Tunnel> action) {
        onTunnel = action;
    }

    void connect() {
        feed(() -> session.connect(now()));
    }

    void send(String text) {
        feed(() -> session.send(EnginePacket.message(text), now()));
    }

    /** Tells when it is known whether all that was sent so far has been read. */
    void requestReceipt(Consumer<Boolean> receipt) {
        receipts.add(receipt);
        feed(() -> session.requestReceipt(now()));
    }

    void close() {
        feed(() -> session.close(now()));
    }

    private long now() {
        return network.time().now();
    }

    private void feed(Runnable input) {
        input.run();
        if (draining) {
            return;
        }
        draining = true;
        for (EngineAction action = session.poll(); action != null; action = session.poll()) {
            perform(action);
        }
        draining = false;
        alarm.arm();
    }

    private void perform(EngineAction action) {
        if (action instanceof EngineAction.OpenTransport open) {
            open(open.transport(), open.sid());
        } else if (action instanceof EngineAction.Write write) {
            links.get(write.transport()).write(write.packets());
        } else if (action instanceof EngineAction.Ping ping) {
            links.get(ping.transport()).ping();
        } else if (action instanceof EngineAction.Pause pause) {
            links.get(pause.transport()).pause();
        } else if (action instanceof EngineAction.Resume resume) {
            links.get(resume.transport()).resume();
        } else if (action instanceof EngineAction.CloseTransport close) {
            links.get(close.transport()).close();
        } else if (action instanceof EngineAction.AbortTransport abort) {
            abort(abort.transport());
        } else if (action instanceof EngineAction.LeaveTransport leave) {
            abort(leave.transport());
        } else {
            told(action);
        }
    }

    private void open(TransportId transport, Optional<String> sid) {
        TransportListener listener = new Listener(transport);
        ClientLink link;
        if (transport.type() == TransportType.POLLING) {
            link = new PollingLink(network, server, listener);
        } else {
            Tunnel tunnel = new Tunnel(network, server, sid, listener);
            onTunnel.accept(tunnel);
            link = tunnel;
        }
        links.put(transport, link);
        link.open();
    }

    private void abort(TransportId transport) {
        ClientLink link = links.remove(transport);
        if (link != null) {
            link.abort();
        }
    }

    private void told(EngineAction action) {
        if (action instanceof EngineAction.Opened opened) {
            transports.add(opened.transport());
            openedAt = now();
            onOpen.run();
        } else if (action instanceof EngineAction.Upgraded upgraded) {
            transports.add(upgraded.transport());
        } else if (action instanceof EngineAction.Receipt receipt) {
            receipts.remove().accept(receipt.read());
        } else if (action instanceof EngineAction.Received packet) {
            received(packet.packet());
        } else if (action instanceof EngineAction.Closed end) {
            if (closed.isPresent()) {
                throw new AssertionError("closed twice");
            }
            closed = Optional.of(end.close());
            closedAt = now();
        }
    }

    private void received(EnginePacket packet) {
        if (packet instanceof EnginePacket.Message message) {
            received.add(message.data().text());
        } else if (packet.equals(EnginePacket.Ping.HEARTBEAT)) {
            pings.add(now());
        }
    }

    /** What one transport tells; each call is an input for the session, until the session has given it up. */
    private final class Listener implements TransportListener {
        private final TransportId transport;

        Listener(TransportId transport) {
            this.transport = transport;
        }

        private void tell(Runnable input) {
            if (links.containsKey(transport)) {
                feed(input);
            }
        }

        @Override
        public void opened() {
            tell(() -> session.opened(transport, now()));
        }

        @Override
        public void received(EnginePacket packet) {
            tell(() -> session.received(transport, packet, now()));
        }

        @Override
        public void batchEnd() {}

        @Override
        public void writable() {
            tell(() -> session.writable(transport, now()));
        }

        @Override
        public void written(List<EnginePacket> packets) {
            tell(() -> session.written(transport, now()));
        }

        @Override
        public void pingLeft() {
            tell(() -> session.pingLeft(transport, now()));
        }

        @Override
        public void ponged() {
            tell(() -> session.ponged(transport, now()));
        }

        @Override
        public void paused() {
            tell(() -> session.paused(transport, now()));
        }

        @Override
        public void failed(TransportException why) {
            tell(() -> {
                links.remove(transport);
                session.failed(transport, why, now());
            });
        }
    }
}
