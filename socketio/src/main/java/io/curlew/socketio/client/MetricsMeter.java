package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Failures;
import io.curlew.socketio.protocol.DisconnectReason;
import java.time.Duration;
import java.util.function.Consumer;

/** Passes on to the application's {@link Metrics}, and keeps what they throw away from the client. */
final class MetricsMeter implements Meter {
    private final Metrics metrics;

    MetricsMeter(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public long start() {
        return System.nanoTime();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void connectionOpened(int attempt, long start) {
        tell(told -> told.connectionOpened(attempt, since(start)));
    }

    @Override
    public void connectionFailed(int attempt, Throwable cause) {
        tell(told -> told.connectionFailed(attempt, cause));
    }

    @Override
    public void connectionClosed(DisconnectReason reason) {
        tell(told -> told.connectionClosed(reason));
    }

    @Override
    public void connected(String namespace, boolean recovered) {
        tell(told -> told.connected(namespace, recovered));
    }

    @Override
    public void disconnected(String namespace, DisconnectReason reason) {
        tell(told -> told.disconnected(namespace, reason));
    }

    @Override
    public void eventSent(String namespace, String event, long bytes) {
        tell(told -> told.eventSent(namespace, event, bytes));
    }

    @Override
    public void eventReceived(String namespace, String event, long bytes) {
        tell(told -> told.eventReceived(namespace, event, bytes));
    }

    @Override
    public void eventDropped(String namespace, String event, DroppedEvent.Reason reason) {
        tell(told -> told.eventDropped(namespace, event, reason));
    }

    @Override
    public void ackReceived(String namespace, String event, long start) {
        tell(told -> told.ackReceived(namespace, event, since(start)));
    }

    @Override
    public void ackFailed(String namespace, String event, AckException why) {
        tell(told -> told.ackFailed(namespace, event, why));
    }

    @Override
    public void roundTrip(Duration time) {
        tell(told -> told.roundTrip(time));
    }

    /** A client was built. */
    void built(SocketIoClient client) {
        tell(told -> told.built(client));
    }

    private void tell(Consumer<Metrics> what) {
        try {
            what.accept(metrics);
        } catch (Throwable thrown) {
            Failures.log(ClientLog.LOG, "A method of Metrics threw an exception", thrown);
        }
    }
}
