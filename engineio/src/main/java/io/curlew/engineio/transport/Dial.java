package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to connect: looks the name up, lets its addresses race, and makes TLS where it is asked for. Confined to its
 * loop but for {@link #prepare}.
 */
final class Dial {
    private static final Logger LOG = LoggerFactory.getLogger(Dial.class);

    private final Connector connector;
    private final Connector.Outcome outcome;
    private @Nullable SSLContext tls;
    private @Nullable Future<?> timer;
    private @Nullable AddressRace race;
    private @Nullable Channel channel;
    private boolean over;

    Dial(Connector connector, Connector.Outcome outcome) {
        this.connector = connector;
        this.outcome = outcome;
    }

    private Duration timeout() {
        return connector.config().connectTimeout();
    }

    void start() {
        timer = connector
                .loop()
                .schedule(
                        () -> fail("no connection within " + timeout().toMillis() + " ms", null),
                        timeout().toNanos(),
                        TimeUnit.NANOSECONDS);
        try {
            connector.offLoop().execute(this::prepare);
        } catch (RejectedExecutionException stopped) {
            onLoop(() -> fail("the executor for name lookups is shut down", stopped));
        }
    }

    /** Drops the attempt; its outcome is never heard of. */
    void cancel() {
        if (!over) {
            finish();
            dropChannel();
        }
    }

    /** Off the loop: a name lookup may take seconds, and the default TLS context is read from a file. */
    private void prepare() {
        try {
            List<InetAddress> found = addresses();
            SSLContext context = connector.target().secure() ? sslContext() : null;
            onLoop(() -> prepared(found, context));
        } catch (UnknownHostException unknown) {
            onLoop(() -> fail("the name " + connector.target().host() + " was not found", unknown));
        } catch (Throwable failure) {
            onLoop(() -> fail("could not prepare the connection", failure));
        }
    }

    private List<InetAddress> addresses() throws UnknownHostException {
        String host = connector.target().host();
        List<InetAddress> found = connector.config().dial().names().addressesOf(host);
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return AddressOrder.interleaved(found);
    }

    private SSLContext sslContext() throws NoSuchAlgorithmException {
        SSLContext configured = connector.config().sslContext();
        return configured == null ? SSLContext.getDefault() : configured;
    }

    private void onLoop(Runnable task) {
        try {
            connector.loop().execute(() -> guarded(task));
        } catch (RejectedExecutionException loopIsGone) {
            LOG.debug("The event loop ended during a name lookup");
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            fail("could not connect to " + connector.target(), failure);
        }
    }

    private void prepared(List<InetAddress> found, @Nullable SSLContext context) {
        if (!over) {
            tls = context;
            race = new AddressRace(connector.loop(), found, this::open, new Finish());
            race.start();
        }
    }

    private ChannelFuture open(InetAddress address) {
        return connector
                .bootstrap()
                // This dial's deadline is the only one.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .handler(new TlsGate(this::secured, this::tlsFailed))
                .connect(new InetSocketAddress(address, connector.target().port()));
    }

    /** What became of the addresses. */
    private final class Finish implements AddressRace.Outcome {
        @Override
        public void won(Channel winner) {
            race = null;
            channel = winner;
            guarded(Dial.this::connectedTcp);
        }

        @Override
        public void lost(Throwable cause) {
            fail("could not connect to " + connector.target(), cause);
        }
    }

    private void connectedTcp() {
        if (tls != null) {
            TlsGate.handshake(connected(), tls, connector);
        } else {
            secured(connected());
        }
    }

    private Channel connected() {
        Channel connected = channel;
        if (connected == null) {
            throw new IllegalStateException("not connected");
        }
        return connected;
    }

    /** Hears of losers of the race too, which one that was closed a moment too late may be. */
    private void secured(Channel handed) {
        if (!over && handed == channel) {
            finish();
            handed.pipeline().remove(TlsGate.class);
            LOG.debug("Connected to {} at {}", connector.target(), handed.remoteAddress());
            handOver(handed);
        }
    }

    private void handOver(Channel handed) {
        try {
            outcome.connected(handed);
        } catch (Throwable failure) {
            var unused = handed.close();
            outcome.failed(failure("could not use the connection to " + connector.target(), failure));
        }
    }

    private void tlsFailed(Channel failed, Throwable cause) {
        if (failed == channel) {
            fail("no TLS connection to " + connector.target(), cause);
        }
    }

    private void fail(String what, @Nullable Throwable cause) {
        if (over) {
            return;
        }
        finish();
        dropChannel();
        outcome.failed(failure(what, cause));
    }

    private TransportException failure(String what, @Nullable Throwable cause) {
        TransportException.Builder failure = TransportException.error(connector.type(), Phase.CONNECT, what);
        return (cause == null ? failure : failure.cause(cause)).build();
    }

    private void finish() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void dropChannel() {
        if (race != null) {
            race.cancel();
        }
        if (channel != null) {
            var unused = channel.close();
        }
    }
}
