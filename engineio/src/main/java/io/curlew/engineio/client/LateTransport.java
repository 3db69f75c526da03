package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Failures;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.Transport;
import io.curlew.engineio.transport.TransportListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A transport whose configuration the application is still being asked for. Its opening waits for that; the session's
 * connect timeout bounds it. Confined to the loop.
 */
final class LateTransport implements Transport {
    private final TransportType type;
    private final Optional<String> sid;
    private final EventLoop loop;
    private final CompletableFuture<TransportOpener> asked;
    private final TransportListener listener;
    private @Nullable Transport transport;
    private boolean opening;
    private boolean gone;
    private boolean readingPaused;

    LateTransport(
            TransportType type,
            Optional<String> sid,
            EventLoop loop,
            CompletableFuture<TransportOpener> asked,
            TransportListener listener) {
        this.type = type;
        this.sid = sid;
        this.loop = loop;
        this.asked = asked;
        this.listener = listener;
    }

    @Override
    public void open() {
        if (!opening) {
            opening = true;
            var unused = asked.whenComplete((opener, failure) -> onLoop(() -> answered(opener, failure)));
        }
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException loopIsGone) {
            EngineLog.LOG.debug("A supplier answered after the event loop had ended");
        }
    }

    private void answered(@Nullable TransportOpener opener, @Nullable Throwable failure) {
        if (gone) {
            return;
        }
        if (opener == null) {
            fail("the settings for this attempt could not be obtained", failure);
            return;
        }
        try {
            Transport made = opener.create(type, sid, listener);
            transport = made;
            if (readingPaused) {
                made.pauseReading();
            }
            made.open();
        } catch (Throwable refused) {
            // An Error too: whatever it was, the session must hear of it and end.
            fail("the settings for this attempt can't be used", refused);
        }
    }

    private void fail(String what, @Nullable Throwable cause) {
        gone = true;
        Throwable why = cause instanceof CompletionException ? cause.getCause() : cause;
        listener.failed(
                why == null
                        ? failure(what).build()
                        : failure(what + ": " + Failures.message(why))
                                .cause(why)
                                .build());
    }

    private TransportException.Builder failure(String what) {
        return TransportException.error(type, Phase.CONNECT, what);
    }

    @Override
    public void write(List<EnginePacket> packets) {
        if (transport != null) {
            transport.write(packets);
        }
    }

    @Override
    public void pause() {
        if (transport != null) {
            transport.pause();
        }
    }

    @Override
    public void resume() {
        if (transport != null) {
            transport.resume();
        }
    }

    @Override
    public void pauseReading() {
        readingPaused = true;
        if (transport != null) {
            transport.pauseReading();
        }
    }

    @Override
    public void resumeReading() {
        readingPaused = false;
        if (transport != null) {
            transport.resumeReading();
        }
    }

    @Override
    public void measureRoundTrip() {
        if (transport != null) {
            transport.measureRoundTrip();
        }
    }

    @Override
    public void ping() {
        if (transport != null) {
            transport.ping();
        }
    }

    @Override
    public void close() {
        if (transport != null) {
            transport.close();
        } else if (!gone) {
            gone = true;
            listener.failed(TransportException.closed(type, Phase.CONNECT, "closed by this side")
                    .build());
        }
    }

    @Override
    public void leave(Runnable left) {
        gone = true;
        if (transport != null) {
            transport.leave(left);
        } else {
            left.run();
        }
    }

    @Override
    public void abort() {
        gone = true;
        if (transport != null) {
            transport.abort();
        }
    }
}
