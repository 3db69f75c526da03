package io.curlew.engineio.client;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.session.EngineAction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tells the application what the session says, and shows it in the {@link SocketView} before. Confined to the loop. */
final class EngineReports implements EngineAction.Application {
    private final SocketView view;
    private final EngineDelivery delivery;
    private final Unwritten unwritten;
    private final Runnable onTransport;
    private List<CompletableFuture<Boolean>> receipts = List.of();

    /**
     * @param onTransport run when there is another transport to carry the session, before the application is notified
     */
    EngineReports(SocketView view, EngineDelivery delivery, Unwritten unwritten, Runnable onTransport) {
        this.view = view;
        this.delivery = delivery;
        this.unwritten = unwritten;
        this.onTransport = onTransport;
    }

    /** Completes the future with the next receipt without an owner. */
    void await(CompletableFuture<Boolean> receipt) {
        if (receipts.isEmpty()) {
            receipts = new ArrayList<>(1);
        }
        receipts.add(receipt);
    }

    @Override
    public void tell(EngineAction.Received received) {
        if (received.packet() instanceof EnginePacket.Ping) {
            delivery.pinged();
        }
        delivery.received(received.packet());
    }

    @Override
    public void tell(EngineAction.Opened opened) {
        view.opened(opened.handshake(), opened.transport(), delivery);
        onTransport.run();
        delivery.opened(opened.handshake());
    }

    @Override
    public void tell(EngineAction.Upgraded upgraded) {
        view.upgraded(upgraded.transport(), delivery);
        onTransport.run();
        delivery.upgraded(upgraded.transport());
    }

    @Override
    public void tell(EngineAction.UpgradeFailed failed) {
        delivery.upgradeFailed(failed.why());
    }

    @Override
    public void tell(EngineAction.Drained drained) {
        unwritten.drained();
    }

    @Override
    public void tell(EngineAction.Receipt receipt) {
        CompletableFuture<Boolean> future = receipts.remove(0);
        delivery.complete(() -> future.complete(receipt.read()));
    }

    @Override
    public void tell(EngineAction.Failed failed) {
        delivery.failed(failed.why());
    }

    @Override
    public void tell(EngineAction.Oversized oversized) {
        unwritten.release(List.of(oversized.message()));
        delivery.refused(MaxPayload.exceeded(oversized.message().data(), oversized.limit()));
    }

    @Override
    public void tell(EngineAction.Unsent unsent) {
        unwritten.release(List.of(unsent.message()));
    }

    @Override
    public void tell(EngineAction.Closed closed) {
        unwritten.releaseAll(closed.unsent());
        view.closed(closed.close(), delivery);
        delivery.closed(closed.close());
    }
}
