package io.curlew.engineio.client;

import io.curlew.engineio.delivery.LoopTimer;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.session.EngineAction;
import io.curlew.engineio.session.EngineSession;
import io.curlew.engineio.session.EngineState;
import io.curlew.engineio.session.TransportId;
import io.curlew.engineio.transport.Transport;
import io.curlew.engineio.transport.TransportListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@link EngineSession} on its loop: feeds it what happens, does what it wants done. Confined to the loop.
 *
 * <p>There is one check for re-entrancy, the {@code draining} flag: a call from inside (a callback that sends, a
 * transport that answers at once) only feeds the session, and the loop that is running already does the rest.
 */
final class EngineDriver {
    private final long start = System.nanoTime();
    private final SleepWatch sleepWatch = new SleepWatch();
    private final EngineSession session;
    private final TransportOpener opener;
    private final EngineDelivery delivery;
    private final Callbacks callbacks;
    private final SocketView view;
    private final LoopTimer timer;
    private final List<Link> links = new ArrayList<>(1); // two while the session moves
    private final Unwritten unwritten;
    private final EngineAction.Network network = new TransportActions();
    private final EngineReports reports;
    private final Runnable onEnd;

    private volatile long pingDue = EngineSession.NONE;
    private boolean draining;
    private boolean inBatch;
    private boolean ended;
    private boolean leaving;
    private boolean pausedByUser;
    private boolean pausedByBacklog;
    private long lastLook;
    private long dropped;

    EngineDriver(
            EngineSession session,
            EventLoop loop,
            TransportOpener opener,
            EngineDelivery delivery,
            Callbacks callbacks,
            SocketView view,
            Unwritten unwritten,
            Runnable onEnd) {
        this.session = session;
        this.opener = opener;
        this.delivery = delivery;
        this.callbacks = callbacks;
        this.view = view;
        this.unwritten = unwritten;
        this.onEnd = onEnd;
        this.reports = new EngineReports(view, delivery, unwritten, this::keepPaused);
        this.timer = new LoopTimer(loop, this::timeout);
    }

    // ---- from the application, on the loop

    void connect() {
        session.connect(now());
        drain();
    }

    /** Feeds messages to the session. {@link #drain} sends them. */
    void feed(List<EngineData> unit) {
        lookWhetherSlept();
        long now = now();
        for (EngineData data : unit) {
            session.send(new EnginePacket.Message(data), now);
        }
    }

    void close() {
        session.close(now());
        drain();
    }

    void requestReceipt(CompletableFuture<Boolean> receipt) {
        reports.await(receipt);
        session.requestReceipt(now());
        drain();
    }

    void cancelUpgrade() {
        session.cancelUpgrade(now());
        drain();
    }

    void pauseReading(boolean paused) {
        if (pausedByUser != paused) {
            pausedByUser = paused;
            applyPause();
            drain();
        }
    }

    /** Told for every message beyond the bound. */
    void backlogIsFull() {
        if (!pausedByBacklog) {
            pausedByBacklog = true;
            applyPause();
        }
    }

    void backlogHasRoom() {
        if (pausedByBacklog) {
            pausedByBacklog = false;
            applyPause();
            drain();
        }
    }

    /** Returns whether the machine has slept since the server's last ping. */
    boolean sleptSincePing() {
        lookWhetherSlept();
        return session.isDoubtful();
    }

    private void lookWhetherSlept() {
        if (sleepWatch.hasSlept()) {
            session.slept();
        }
    }

    /** From any thread. */
    boolean heartbeatOverdue() {
        return System.nanoTime() - start >= pingDue;
    }

    // ---- the loop

    void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            boolean more = true;
            while (more) {
                more = performNext();
            }
        } finally {
            draining = false; // or nothing would ever be done again
        }
        settle();
    }

    /** Does the next thing that the session wants. Returns whether there may be another. */
    private boolean performNext() {
        try {
            EngineAction action = session.poll();
            if (action != null) {
                action.to(network, reports);
            }
            return action != null;
        } catch (Throwable unexpected) {
            crashed(unexpected);
            return true;
        }
    }

    /**
     * Also an Error: whatever it was, the connection is not to be trusted any more. The loop must survive, and the
     * session come to its one end, even if a transport throws again on the way.
     */
    private void crashed(Throwable unexpected) {
        session.crashed(unexpected);
    }

    /** After the actions: hands callbacks over, unless more of the same read is to come, and sets the timer. */
    private void settle() {
        view.state(session.state());
        view.holdsWrites(session.holdsWrites());
        pingDue = session.pingDue();
        if (!inBatch) {
            delivery.flush();
        }
        if (session.state() == EngineState.CLOSED) {
            end();
        } else if (!timer.covers(session.deadline())) {
            timer.arm(session.deadline(), now());
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            timer.cancel();
            if (dropped > 0) {
                EngineLog.LOG.warn(
                        "{} packets that arrived after close() were dropped: the incoming bound was reached", dropped);
            }
            delivery.flush();
            endThreads();
        }
    }

    /** One that throws has no more to do: were it waited for, the threads would never end. */
    private void leave(Transport transport) {
        leaving = true;
        try {
            transport.leave(this::left);
        } catch (Throwable unexpected) {
            left();
            throw unexpected;
        }
    }

    private void left() {
        if (leaving) {
            leaving = false;
            endThreads();
        }
    }

    /** A transport that leaves needs its loop until it is gone. */
    private void endThreads() {
        if (ended && !leaving) {
            onEnd.run();
        }
    }

    private void timeout() {
        try {
            lookWhetherSlept();
            long now = now();
            while (session.deadline() <= now) {
                session.timeout(now);
            }
        } catch (Throwable unexpected) {
            crashed(unexpected); // the loop would swallow it, and the timer never be set again
        }
        drain();
    }

    private long now() {
        lastLook = System.nanoTime() - start;
        return lastLook;
    }

    // ---- transports

    /** Does to the transports what the session wants. */
    private final class TransportActions implements EngineAction.Network {
        @Override
        public void perform(EngineAction.OpenTransport open) {
            Link link = new Link(open.transport());
            Transport transport = opener.create(open.transport().type(), open.sid(), link);
            link.transport = transport;
            links.add(link);
            transport.open();
        }

        @Override
        public void perform(EngineAction.Write write) {
            if (callbacks.wantsSent()) {
                write.packets().forEach(delivery::sent);
            }
            unwritten.add(write.packets());
            transport(write.transport()).write(write.packets());
        }

        @Override
        public void perform(EngineAction.Ping ping) {
            transport(ping.transport()).ping();
        }

        @Override
        public void perform(EngineAction.Pause pause) {
            transport(pause.transport()).pause();
        }

        @Override
        public void perform(EngineAction.Resume resume) {
            view.holdsWrites(false); // before the drain is reported
            transport(resume.transport()).resume();
        }

        @Override
        public void perform(EngineAction.CloseTransport close) {
            transport(close.transport()).close();
        }

        @Override
        public void perform(EngineAction.AbortTransport abort) {
            drop(abort.transport(), Transport::abort);
        }

        @Override
        public void perform(EngineAction.LeaveTransport leave) {
            drop(leave.transport(), EngineDriver.this::leave);
        }

        private void drop(TransportId id, Consumer<Transport> how) {
            Link link = link(id);
            // The end of a batch that it was in the middle of will not be told.
            inBatch = false;
            if (link != null) {
                link.drop(how);
            }
        }
    }

    private @Nullable Link link(TransportId id) {
        for (Link link : links) {
            if (link.id.equals(id)) {
                return link;
            }
        }
        return null;
    }

    private Transport transport(TransportId id) {
        Link link = link(id);
        if (link == null || link.transport == null) {
            throw new IllegalStateException("the session speaks of a transport that it has given up");
        }
        return link.transport;
    }

    private void applyPause() {
        // Copied: a transport that starts to read again may find at once that it has ended.
        List<Link> all = List.copyOf(links);
        try {
            if (pausedByUser || pausedByBacklog) {
                all.forEach(Link::pauseReading);
                session.readingPaused(now());
            } else {
                all.forEach(Link::resumeReading);
                session.readingResumed(now());
            }
        } catch (Throwable unexpected) {
            crashed(unexpected);
        }
    }

    /** A transport that was opened while reading paused may read for its handshake, or its probe, but no messages. */
    private void keepPaused() {
        if (pausedByUser || pausedByBacklog) {
            applyPause();
        }
    }

    /** The reports of one transport; each call is an input for the session. */
    private final class Link implements TransportListener {
        private final TransportId id;
        /** Null before it is made, and when it was given up. */
        private @Nullable Transport transport;
        /** Something of the present batch was handed on. */
        private boolean handedOn;

        Link(TransportId id) {
            this.id = id;
        }

        void pauseReading() {
            if (transport != null) {
                transport.pauseReading();
            }
        }

        void resumeReading() {
            if (transport != null) {
                transport.resumeReading();
            }
        }

        void drop(Consumer<Transport> how) {
            Transport gone = transport;
            giveUp();
            if (gone != null) {
                how.accept(gone);
            }
        }

        private void giveUp() {
            links.remove(this);
            transport = null;
        }

        @Override
        public void connected() {
            session.connected(id, now());
        }

        @Override
        public void opened() {
            session.opened(id, now());
            drain();
        }

        /** A transport that was given up should be silent. If it is not, it is ignored. */
        private boolean isGone() {
            return transport == null;
        }

        @Override
        public void received(EnginePacket packet) {
            if (isGone() || drops(packet)) {
                return;
            }
            boolean first = !inBatch;
            inBatch = true;
            handedOn = true;
            if (packet instanceof EnginePacket.Ping ping && ping.data().isEmpty() && callbacks.wantsRoundTrips()) {
                transport(id).measureRoundTrip();
            }
            // Reading the clock costs as much as reading a small message, and no message starts a timer.
            long now = first || !(packet instanceof EnginePacket.Message) ? now() : lastLook;
            session.received(id, packet, now);
            drain();
        }

        /**
         * A transport that closes reads on to the close frame, though the backlog is full. What comes before that has
         * no place, nor has anything behind it, even if there is room by then.
         */
        private boolean drops(EnginePacket packet) {
            boolean full = (pausedByBacklog || dropped > 0)
                    && session.state() == EngineState.CLOSING
                    && !(packet instanceof EnginePacket.Close);
            if (full) {
                dropped++;
            }
            return full;
        }

        @Override
        public void roundTrip(long nanos) {
            if (!isGone()) {
                delivery.roundTrip(Duration.ofNanos(nanos));
                drain();
            }
        }

        @Override
        public void batchEnd() {
            if (isGone()) {
                return;
            }
            inBatch = false;
            if (handedOn) {
                handedOn = false;
                delivery.batchEnd();
            }
            drain();
        }

        @Override
        public void writable() {
            session.writable(id, now());
            drain();
        }

        @Override
        public void written(List<EnginePacket> packets) {
            if (isGone()) {
                return;
            }
            unwritten.written(packets);
            session.written(id, now());
            drain();
        }

        @Override
        public void pingLeft() {
            session.pingLeft(id, now());
            drain();
        }

        @Override
        public void ponged() {
            session.ponged(id, now());
            drain();
        }

        @Override
        public void paused() {
            session.paused(id, now());
            drain();
        }

        @Override
        public void failed(TransportException why) {
            inBatch = false;
            giveUp();
            try {
                session.failed(id, why, now());
            } catch (Throwable unexpected) {
                crashed(unexpected); // the transport has nobody left to tell
            }
            drain();
        }
    }
}
