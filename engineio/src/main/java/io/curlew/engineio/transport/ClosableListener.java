package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import java.util.List;

/** The way to a listener, closed for good at the transport's end: one failure at most, and nothing behind it. */
final class ClosableListener implements TransportListener {
    private final TransportListener listener;
    private boolean silent;

    ClosableListener(TransportListener listener) {
        this.listener = listener;
    }

    /** No signal passes any more. */
    void silence() {
        silent = true;
    }

    @Override
    public void connected() {
        if (!silent) {
            listener.connected();
        }
    }

    @Override
    public void opened() {
        if (!silent) {
            listener.opened();
        }
    }

    @Override
    public void received(EnginePacket packet) {
        if (!silent) {
            listener.received(packet);
        }
    }

    @Override
    public void batchEnd() {
        if (!silent) {
            listener.batchEnd();
        }
    }

    @Override
    public void writable() {
        if (!silent) {
            listener.writable();
        }
    }

    @Override
    public void written(List<EnginePacket> packets) {
        if (!silent) {
            listener.written(packets);
        }
    }

    @Override
    public void roundTrip(long nanos) {
        if (!silent) {
            listener.roundTrip(nanos);
        }
    }

    @Override
    public void pingLeft() {
        if (!silent) {
            listener.pingLeft();
        }
    }

    @Override
    public void ponged() {
        if (!silent) {
            listener.ponged();
        }
    }

    @Override
    public void paused() {
        if (!silent) {
            listener.paused();
        }
    }

    @Override
    public void failed(TransportException why) {
        if (!silent) {
            silent = true;
            listener.failed(why);
        }
    }
}
