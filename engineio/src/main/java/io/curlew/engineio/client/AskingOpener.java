package io.curlew.engineio.client;

import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.Transport;
import io.curlew.engineio.transport.TransportConfig;
import io.curlew.engineio.transport.TransportListener;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the transports of one socket, once the application has been asked for what they need: with the first of them,
 * for all. Confined to the loop.
 */
final class AskingOpener implements TransportOpener {
    private final SuppliedSettings supplied;
    private final TransportConfig known;
    private final Function<TransportConfig, Network> network;
    private final EventLoop loop;
    private final Executor offLoop;
    private @Nullable CompletableFuture<TransportOpener> asked;
    private volatile Optional<String> server = Optional.empty();

    private AskingOpener(
            SuppliedSettings supplied,
            TransportConfig known,
            Function<TransportConfig, Network> network,
            EventLoop loop,
            Executor offLoop) {
        this.supplied = supplied;
        this.known = known;
        this.network = network;
        this.loop = loop;
        this.offLoop = offLoop;
    }

    /** Returns a network like the other, but for sockets that ask first. */
    static Network network(
            SuppliedSettings supplied, TransportConfig known, Function<TransportConfig, Network> network) {
        return (loop, offLoop) -> new AskingOpener(supplied, known, network, loop, offLoop);
    }

    @Override
    public Transport create(TransportType type, Optional<String> sid, TransportListener listener) {
        CompletableFuture<TransportOpener> answer = asked;
        if (answer == null) {
            answer = supplied.ask(known, offLoop).thenApply(this::opener);
            asked = answer;
        }
        return new LateTransport(type, sid, loop, answer, listener);
    }

    private TransportOpener opener(TransportConfig config) {
        if (supplied.url().isPresent()) {
            server = Optional.of(config.target().origin());
        }
        return network.apply(config).on(loop, offLoop);
    }

    @Override
    public Optional<String> suppliedServer() {
        return server;
    }
}
