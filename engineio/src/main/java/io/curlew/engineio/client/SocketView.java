package io.curlew.engineio.client;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.session.EngineState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What any thread may ask of a socket: the loop writes it, everybody reads it.
 *
 * <p>Each future is there twice. The {@code signal} is completed by the loop and only ever waited for; the other one is
 * the application's, and completed on the callback executor, since completing it runs whatever depends on it.
 */
final class SocketView {
    private final boolean openOnlyUpgraded;
    private volatile EngineState state = EngineState.NEW;
    private volatile boolean holdsWrites;
    private volatile Optional<Handshake> handshake = Optional.empty();
    private volatile Optional<TransportType> transport = Optional.empty();
    private volatile Optional<EngineClose> close = Optional.empty();
    final CompletableFuture<Handshake> openSignal = new CompletableFuture<>();
    final CompletableFuture<Handshake> openFuture = new CompletableFuture<>();
    final CompletableFuture<EngineClose> closeSignal = new CompletableFuture<>();
    final CompletableFuture<EngineClose> closeFuture = new CompletableFuture<>();

    SocketView(boolean openOnlyUpgraded) {
        this.openOnlyUpgraded = openOnlyUpgraded;
    }

    EngineState state() {
        return state;
    }

    Optional<Handshake> handshake() {
        return handshake;
    }

    Optional<TransportType> transport() {
        return transport;
    }

    Optional<EngineClose> close() {
        return close;
    }

    boolean holdsWrites() {
        return holdsWrites;
    }

    void holdsWrites(boolean now) {
        holdsWrites = now;
    }

    void state(EngineState now) {
        state = now;
    }

    void opened(Handshake offered, TransportType on, EngineDelivery delivery) {
        handshake = Optional.of(offered);
        transport = Optional.of(on);
        state = EngineState.OPEN;
        if (!openOnlyUpgraded) {
            complete(offered, delivery);
        }
    }

    void upgraded(TransportType to, EngineDelivery delivery) {
        transport = Optional.of(to);
        if (openOnlyUpgraded) {
            complete(handshake.orElseThrow(), delivery);
        }
    }

    void closed(EngineClose how, EngineDelivery delivery) {
        close = Optional.of(how);
        state = EngineState.CLOSED;
        RuntimeException whyNotOpen = whyNotOpen(how);
        boolean neverOpened = openSignal.completeExceptionally(whyNotOpen);
        closeSignal.complete(how);
        delivery.complete(() -> {
            if (neverOpened) {
                openFuture.completeExceptionally(whyNotOpen);
            }
            closeFuture.complete(how);
        });
    }

    private void complete(Handshake offered, EngineDelivery delivery) {
        openSignal.complete(offered);
        delivery.complete(() -> openFuture.complete(offered));
    }

    private static RuntimeException whyNotOpen(EngineClose how) {
        return how.cause().orElse(null) instanceof TransportException failure
                ? failure
                : new EngineClosedException(how);
    }
}
