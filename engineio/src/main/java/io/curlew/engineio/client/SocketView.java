package io.curlew.engineio.client;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.session.EngineState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The state of a socket for all threads: the loop writes it, any thread reads it.
 *
 * <p>Each future is there twice. The {@code signal} is completed by the loop and only ever waited for; the other one is
 * the application's, and completed on the callback executor, since completing it runs whatever depends on it. In direct
 * mode that is the loop too, and so both are one.
 */
final class SocketView {
    private final boolean openOnlyUpgraded;
    private volatile EngineState state = EngineState.NEW;
    private volatile boolean holdsWrites;
    private volatile @Nullable Handshake handshake;
    private volatile @Nullable TransportType transport;
    private volatile @Nullable EngineClose close;
    final CompletableFuture<Handshake> openSignal = new CompletableFuture<>();
    final CompletableFuture<Handshake> openFuture;
    final CompletableFuture<EngineClose> closeSignal = new CompletableFuture<>();
    final CompletableFuture<EngineClose> closeFuture;

    SocketView(boolean openOnlyUpgraded, boolean direct) {
        this.openOnlyUpgraded = openOnlyUpgraded;
        this.openFuture = direct ? openSignal : new CompletableFuture<>();
        this.closeFuture = direct ? closeSignal : new CompletableFuture<>();
    }

    EngineState state() {
        return state;
    }

    Optional<Handshake> handshake() {
        return Optional.ofNullable(handshake);
    }

    Optional<TransportType> transport() {
        return Optional.ofNullable(transport);
    }

    Optional<EngineClose> close() {
        return Optional.ofNullable(close);
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
        handshake = offered;
        transport = on;
        state = EngineState.OPEN;
        if (!openOnlyUpgraded) {
            complete(offered, delivery);
        }
    }

    void upgraded(TransportType to, EngineDelivery delivery) {
        transport = to;
        holdsWrites = false;
        if (openOnlyUpgraded) {
            complete(handshake().orElseThrow(), delivery);
        }
    }

    void closed(EngineClose how, EngineDelivery delivery) {
        close = how;
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
