package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.DurationText;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to connect: chooses the way, looks the name up, lets its addresses race, asks the proxy if there is one,
 * and makes TLS where it is asked for. Confined to its loop but for {@link #prepare}, without which an address is known
 * that stands in the URL: two changes of threads less.
 */
final class Dial {
    private static final Logger LOG = LoggerFactory.getLogger(Dial.class);

    private final Connector connector;
    private final Connector.Outcome outcome;
    private Route route;
    private @Nullable TlsEngines tls;
    private @Nullable Future<?> timer;
    private @Nullable FutureTask<?> preparing;
    private @Nullable AddressRace race;
    private @Nullable Channel channel;
    private boolean over;

    Dial(Connector connector, Connector.Outcome outcome) {
        this.connector = connector;
        this.outcome = outcome;
        this.route = new Route(connector.target(), Optional.empty());
    }

    private Duration timeout() {
        return connector.config().connectTimeout();
    }

    void start() {
        timer = connector.loop().schedule(this::tooSlow, timeout().toNanos(), TimeUnit.NANOSECONDS);
        Optional<InetAddress> known = connector.config().dial().addressOf(connector.target());
        if (known.isPresent()) {
            onLoop(() -> prepared(List.of(known.get()), null)); // later, when the caller has this dial
            return;
        }
        FutureTask<?> task = new FutureTask<>(this::prepare, null);
        preparing = task;
        try {
            connector.offLoop().execute(task);
        } catch (RejectedExecutionException stopped) {
            onLoop(() -> fail("the executor for name lookups is shut down", stopped));
        }
    }

    /** Drops the attempt; its outcome is never reported. */
    void cancel() {
        if (!over) {
            finish();
            dropChannel();
        }
    }

    /** Off the loop: all of this may take seconds. */
    private void prepare() {
        try {
            DialConfig config = connector.config().dial();
            Route chosen = Route.to(connector.target(), config.proxies());
            if (chosen.proxy().isPresent()) {
                onLoop(() -> route = chosen);
            }
            prepare(chosen, config);
        } catch (Throwable failure) {
            String what = "could not prepare the connection: "
                    + NetworkFailure.of(failure).words();
            onLoop(() -> fail(what, failure));
        }
    }

    private void prepare(Route chosen, DialConfig config) throws NoSuchAlgorithmException {
        try {
            List<InetAddress> found = chosen.addresses(config);
            TlsEngines engines =
                    connector.target().secure() ? TlsEngines.load(connector.config(), connector.target()) : null;
            onLoop(() -> prepared(found, engines));
        } catch (UnknownHostException unknown) {
            onLoop(() -> fail(chosen.unknownName(config.zone(), unknown), unknown));
        } catch (TlsSetupException unusable) {
            onLoop(() -> fail(String.valueOf(unusable.getMessage()), unusable.getCause()));
        }
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
            failed("could not connect to " + connector.target() + route.via(), failure);
        }
    }

    private void prepared(List<InetAddress> found, @Nullable TlsEngines engines) {
        if (!over) {
            tls = engines;
            race = new AddressRace(connector.loop(), found, this::open, new Finish());
            race.start();
        }
    }

    private ChannelFuture open(InetAddress address) {
        // This dial's deadline is the only one.
        Bootstrap bootstrap = connector.bootstrap().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
        return route.connect(bootstrap, address, new TlsGate(this::secured, this::lost));
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
            failed("could not connect to " + route.firstHop(), cause);
        }
    }

    private void connectedTcp() {
        ProxyHandler proxy = connected().pipeline().get(ProxyHandler.class);
        if (proxy == null) {
            reached();
        } else {
            proxy.connectFuture().addListener(done -> guarded(() -> answeredByProxy(done)));
        }
    }

    private void answeredByProxy(Future<?> answer) {
        if (answer.isSuccess()) {
            // The proxy's handlers are still at work; afterwards they can be taken away.
            onLoop(() -> {
                if (!over) {
                    TlsGate.leaveAlone(connected().pipeline());
                    reached();
                }
            });
        } else {
            failed(route.firstHop() + " made no connection to " + connector.target(), answer.cause());
        }
    }

    private void reached() {
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
            handOver(handed);
        }
    }

    /** The dial is over, so {@link #fail} would not report what is thrown here. */
    private void handOver(Channel handed) {
        try {
            handed.pipeline().remove(TlsGate.class);
            LOG.debug("Connected to {}{} at {}", connector.target(), route.via(), handed.remoteAddress());
            outcome.connected(handed);
        } catch (Throwable failure) {
            var unused = handed.close();
            outcome.failed(failure("could not use the connection to " + connector.target(), failure));
        }
    }

    private void lost(Channel failed, Throwable cause) {
        if (failed == channel) {
            String what = tls == null ? "no connection to " : "no TLS connection to ";
            failed(what + connector.target() + route.via(), cause);
        }
    }

    /** Fails for a reason that belongs into the message. */
    private void failed(String what, Throwable thrown) {
        NetworkFailure why = NetworkFailure.of(thrown);
        fail(what + ": " + why.words(), why.cause());
    }

    private void tooSlow() {
        String what = "timed out: no connection within " + DurationText.of(timeout()) + route.via();
        fail(TransportException.error(connector.type(), Phase.CONNECT, what)
                .timeout()
                .build());
    }

    private void fail(String what, @Nullable Throwable cause) {
        fail(failure(what, cause));
    }

    private void fail(TransportException why) {
        if (over) {
            return;
        }
        finish();
        dropChannel();
        outcome.failed(why);
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
        if (preparing != null) {
            preparing.cancel(
                    true); // a name service of the program's that hangs would else hold a thread for each attempt
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
