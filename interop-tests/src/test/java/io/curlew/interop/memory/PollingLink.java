package io.curlew.interop.memory;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.TransportListener;
import java.util.List;
import java.util.Optional;

/** The client's polling transport, with its rules: one GET and one POST at a time, paused when neither is in flight. */
final class PollingLink implements ClientLink {
    private final Network network;
    private final ServerSide server;
    private final TransportListener client;
    private Optional<String> sid = Optional.empty();
    private Exchange get;
    private Exchange post;
    private boolean pausing;
    private boolean closing;
    private boolean ended;

    PollingLink(Network network, ServerSide server, TransportListener client) {
        this.network = network;
        this.server = server;
        this.client = client;
    }

    @Override
    public void open() {
        poll();
    }

    private void poll() {
        Exchange exchange = new Exchange(network, this::polled, () -> fail(refused(Phase.READ)));
        get = exchange;
        Optional<String> session = sid;
        network.deliver(() -> server.get(session, exchange));
    }

    private void polled(List<EnginePacket> packets) {
        get = null;
        boolean first = sid.isEmpty();
        if (first) {
            sid = Optional.of(ServerSide.SID);
            client.opened();
        }
        for (EnginePacket packet : packets) {
            client.received(packet);
            if (packet instanceof EnginePacket.Close) {
                client.batchEnd();
                fail(closed("the server closed the session"));
                return;
            }
        }
        client.batchEnd();
        if (first) {
            client.writable();
        }
        goOn();
    }

    private void goOn() {
        if (ended || closing) {
            return;
        }
        if (!pausing && get == null) {
            poll();
        } else {
            tellPaused();
        }
    }

    @Override
    public void write(List<EnginePacket> packets) {
        Exchange exchange = new Exchange(network, nothing -> posted(packets), () -> fail(refused(Phase.WRITE)));
        post = exchange;
        List<EnginePacket> decoded = Exchange.throughCodec(packets);
        network.deliver(() -> server.post(decoded, exchange));
    }

    private void posted(List<EnginePacket> packets) {
        post = null;
        client.written(packets);
        if (closing) {
            fail(closed("closed by this side"));
        } else if (!ended) {
            client.writable();
            tellPaused();
        }
    }

    @Override
    public void ping() {
        throw new AssertionError("polling has no ping of its own");
    }

    @Override
    public void pause() {
        pausing = true;
        tellPaused();
    }

    private void tellPaused() {
        if (pausing && get == null && post == null) {
            client.paused();
        }
    }

    @Override
    public void resume() {
        pausing = false;
        goOn();
    }

    @Override
    public void close() {
        closing = true;
        if (post == null) {
            fail(closed("closed by this side"));
        }
    }

    @Override
    public void abort() {
        ended = true;
        if (get != null) {
            get.abort();
        }
        if (post != null) {
            post.abort();
        }
    }

    private void fail(TransportException why) {
        if (!ended) {
            abort();
            client.failed(why);
        }
    }

    private static TransportException closed(String what) {
        return TransportException.closed(TransportType.POLLING, Phase.READ, what)
                .build();
    }

    private static TransportException refused(Phase phase) {
        return TransportException.error(TransportType.POLLING, phase, "status 400")
                .httpStatus(400)
                .build();
    }
}
