package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.Transport;
import io.curlew.engineio.transport.TransportConfig;
import io.curlew.engineio.transport.TransportListener;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A network in memory: transports that a test can hold in its hand, with a well-behaved server behind each. */
final class FakeNetwork {
    private final BlockingQueue<FakeTransport> opened = new LinkedBlockingQueue<>();
    private volatile Consumer<FakeTransport> server = FakeTransport::welcome;
    private volatile Consumer<FakeTransport> preparation = transport -> {};
    private volatile @Nullable TransportConfig config;

    /** Starts describing a socket on this network. */
    EngineSocketBuilder builder() {
        return builder("http://server.test");
    }

    EngineSocketBuilder builder(String url) {
        return EngineSocket.builder(url).network(this::on);
    }

    /** Sets what the server does, on the loop, with a transport that was opened. */
    FakeNetwork server(Consumer<FakeTransport> behaviour) {
        server = behaviour;
        return this;
    }

    /** Sets what to do with each transport before the client gets it. */
    FakeNetwork prepare(Consumer<FakeTransport> change) {
        preparation = change;
        return this;
    }

    /** Waits for the next transport that the client opens. */
    FakeTransport next() {
        try {
            FakeTransport transport = opened.poll(30, TimeUnit.SECONDS);
            assertThat(transport).as("a transport that was opened").isNotNull();
            return transport;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Returns what the last socket's builder said about connecting. */
    TransportConfig config() {
        assertThat(config).isNotNull();
        return config;
    }

    private Network on(TransportConfig described) {
        config = described;
        return (loop, offLoop) -> (type, sid, listener) -> create(loop, type, sid, listener);
    }

    private Transport create(EventLoop loop, TransportType type, Optional<String> sid, TransportListener listener) {
        FakeTransport transport = new FakeTransport(type, sid, loop, listener, this::opened);
        preparation.accept(transport);
        return transport;
    }

    private void opened(FakeTransport transport) {
        // In this order: what a test tells the server comes behind the welcome.
        server.accept(transport);
        opened.add(transport);
    }
}
