package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.netty.channel.Channel;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Getting from a name to a connected channel. */
class DialIT {
    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
    private final Queue<Channel> connected = new ConcurrentLinkedQueue<>();
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
    }

    @AfterEach
    void stop() throws Exception {
        for (Channel channel : connected) {
            channel.close().sync();
        }
        server.close();
    }

    private static TransportConfig config(URI endpoint, Duration timeout, DialConfig dial) {
        return new TransportConfig(
                Target.of(endpoint), Map.of(), Map.of(), timeout, timeout, 1000, null, RequestConfig.defaults(), dial);
    }

    private Connector connector(NameLookup names, Executor offLoop) {
        URI endpoint = server.uri("some.example");
        return new Connector(
                TransportType.POLLING,
                config(endpoint, Duration.ofSeconds(30), DialConfig.defaults().withNames(names)),
                Target.of(endpoint),
                Rig.LOOP,
                offLoop);
    }

    private Dial dial(NameLookup names, Executor offLoop) throws Exception {
        return Rig.LOOP
                .submit(() -> connector(names, offLoop).dial(new Connector.Outcome() {
                    @Override
                    public void connected(Channel channel) {
                        connected.add(channel);
                        outcomes.add(channel);
                    }

                    @Override
                    public void failed(TransportException why) {
                        outcomes.add(why);
                    }
                }))
                .get();
    }

    private Object outcome() throws InterruptedException {
        Object outcome = outcomes.poll(30, TimeUnit.SECONDS);
        assertThat(outcome).as("an outcome").isNotNull();
        return outcome;
    }

    private static List<InetAddress> addresses(String... literals) throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>();
        for (String literal : literals) {
            all.add(InetAddress.getByName(literal));
        }
        return all;
    }

    @Test
    void theAddressesOfANameAreTriedInOrder() throws Exception {
        dial(host -> addresses("127.0.0.2", "127.0.0.3", "127.0.0.1"), Rig.OFF_LOOP);
        assertThat(((InetSocketAddress) ((Channel) outcome()).remoteAddress()).getHostString())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void whenNoAddressAnswersTheLastFailureIsTheCause() throws Exception {
        dial(host -> addresses("127.0.0.2", "127.0.0.3"), Rig.OFF_LOOP);
        TransportException failure = (TransportException) outcome();
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure)
                .hasMessageMatching("polling, connect: could not connect to some.example port \\d+: Connection refused")
                .hasRootCauseInstanceOf(java.io.IOException.class);
        assertThat(failure.getCause()).hasMessageContaining("127.0.0.3");
    }

    @Test
    void anUnknownNameIsNamed() throws Exception {
        dial(
                host -> {
                    throw new UnknownHostException(host);
                },
                Rig.OFF_LOOP);
        assertThat((TransportException) outcome())
                .hasMessage("polling, connect: the name some.example was not found")
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void aNameWithoutAnAddressIsAnUnknownName() throws Exception {
        dial(host -> List.of(), Rig.OFF_LOOP);
        assertThat((TransportException) outcome()).hasMessage("polling, connect: the name some.example was not found");
    }

    @Test
    @Tag("F25")
    void anAddressThatIsSilentIsOvertakenByTheNext() throws Exception {
        try (SilentServer silent = new SilentServer("127.0.0.2", server.uri().getPort())) {
            long start = System.nanoTime();
            dial(host -> addresses("127.0.0.2", "127.0.0.1"), Rig.OFF_LOOP);
            assertThat(((Channel) outcome()).remoteAddress())
                    .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.port()));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(AddressRace.HEAD_START_MILLIS), Duration.ofSeconds(20));
        }
    }

    @Test
    @Tag("F25")
    void aSlowLookupDisturbsNobodyOnTheSameLoop() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        dial(
                host -> {
                    Peer.unchecked(() -> answered.await(30, TimeUnit.SECONDS));
                    return addresses("127.0.0.1");
                },
                Rig.OFF_LOOP);
        Rig live = new Rig(TransportType.WEBSOCKET, server.uri()).open();
        Peer peer = server.accept();
        peer.switchProtocols(Peer.text("4hi"));
        assertThat(live.signals.until("batchEnd")).contains("opened", "received 4hi");
        for (int i = 0; i < 100; i++) {
            live.write(io.curlew.engineio.protocol.EnginePacket.message("ping " + i));
            assertThat(peer.readFrame().text()).isEqualTo("4ping " + i);
        }
        assertThat(outcomes).as("the lookup still waits").isEmpty();
        answered.countDown();
        assertThat(outcome()).isInstanceOf(Channel.class);
    }

    @Test
    @Tag("N32")
    void aLookupThatNobodyWaitsForIsInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Dial dial = dial(
                host -> {
                    asked.countDown();
                    awaitInterrupt(interrupted);
                    return addresses("127.0.0.1");
                },
                Rig.OFF_LOOP);
        asked.await();
        Rig.LOOP.submit(dial::cancel).get();
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitInterrupt(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException wanted) {
            interrupted.countDown();
        }
    }

    @Test
    void aLookupThatBreaksInAnyOtherWayIsAFailureToo() throws Exception {
        dial(
                host -> {
                    throw new StackOverflowError();
                },
                Rig.OFF_LOOP);
        assertThat((TransportException) outcome()).hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void aNameIsLookedUpOffTheLoop() throws Exception {
        dial(
                host -> {
                    assertThat(Rig.LOOP.inEventLoop()).isFalse();
                    return addresses("127.0.0.1");
                },
                Rig.OFF_LOOP);
        assertThat(outcome()).isInstanceOf(Channel.class);
    }

    @Test
    void anExecutorThatIsShutDownIsAFailureAndNotAnException() throws Exception {
        dial(host -> addresses("127.0.0.1"), task -> {
            throw new RejectedExecutionException();
        });
        assertThat((TransportException) outcome()).hasMessageContaining("the executor for name lookups is shut down");
    }

    @Test
    void aDialCancelledDuringTheLookupConnectsToNothing() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        Dial dial = dial(
                host -> {
                    Peer.unchecked(() -> cancelled.await(30, TimeUnit.SECONDS));
                    return addresses("127.0.0.1");
                },
                Rig.OFF_LOOP);
        Rig.LOOP.submit(dial::cancel).get();
        cancelled.countDown();
        dial(host -> addresses("127.0.0.1"), Rig.OFF_LOOP);
        assertThat(outcome()).isInstanceOf(Channel.class);
        server.accept();
        assertThat(outcomes).isEmpty();
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aTransportClosedDuringTheLookupConnectsToNothing(TransportType type) throws Exception {
        BlockingQueue<Runnable> lookups = new LinkedBlockingQueue<>();
        Rig rig = new Rig(type, byName()).offLoop(lookups::add).open();
        rig.run(Transport::close);
        assertThat(rig.signals.failure()).hasMessageContaining("closed by this side");
        lookups.take().run();
        dial(host -> addresses("127.0.0.1"), Rig.OFF_LOOP);
        assertThat(outcome()).isInstanceOf(Channel.class);
        server.accept();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aLookupThatTakesTooLongMeetsTheTimeout() throws Exception {
        for (TransportType type : TransportType.values()) {
            Rig rig = new Rig(type, byName()).connectTimeout(Duration.ofMillis(100));
            AtomicInteger asked = new AtomicInteger();
            rig.offLoop(task -> asked.incrementAndGet()).open();
            assertThat(rig.signals.failure()).hasMessage(type + ", connect: timed out: no connection within 100 ms");
            assertThat(asked).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void anAddressInTheUrlNeedsNoLookup(TransportType type) throws Exception {
        Rig rig = new Rig(type, server.uri()).offLoop(task -> {
            throw new AssertionError("somebody was asked");
        });
        rig.open();
        server.accept().readRequest();
        rig.run(Transport::abort);
    }

    private URI byName() {
        return server.uri("localhost");
    }

    @Test
    void aNameIsLookedUpAgainForEachConnection() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        Rig rig = new Rig(TransportType.POLLING, byName()).offLoop(task -> {
            lookups.incrementAndGet();
            Rig.OFF_LOOP.execute(task);
        });
        rig.openPolling(server).readRequest();
        rig.write(io.curlew.engineio.protocol.EnginePacket.message("a"));
        server.accept();
        assertThat(lookups).hasValue(2);
    }

    @Test
    void nobodyListeningIsAFailureToConnect() throws Exception {
        try (DeafPort nobody = DeafPort.anyFree()) {
            URI endpoint = URI.create("http://127.0.0.1:" + nobody.number() + "/");
            for (TransportType type : TransportType.values()) {
                TransportException failure =
                        new Rig(type, endpoint).open().signals.failure();
                assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
                assertThat(failure.transport()).isEqualTo(type);
            }
        }
    }

    @Test
    void anIpv6LiteralWorks() throws Exception {
        ScriptedServer six;
        try {
            six = ScriptedServer.at("::1");
        } catch (java.io.IOException noIpv6Here) {
            assumeThat(false).as("IPv6 is there").isTrue();
            return;
        }
        try (six) {
            new Rig(TransportType.WEBSOCKET, six.uri("[::1]")).open();
            assertThat(six.accept().readRequest().header("host"))
                    .isEqualTo("[::1]:" + six.uri().getPort());
        }
    }

    @Test
    @SuppressWarnings("deprecation") // the class that Netty 4.1 and 4.2 both have
    void anEpollLoopWorks() throws Exception {
        assumeThat(Epoll.isAvailable()).isTrue();
        EventLoopGroup group = new EpollEventLoopGroup(1);
        try {
            Rig rig = new Rig(TransportType.WEBSOCKET, server.uri(), group.next()).open();
            server.accept().switchProtocols(Peer.text("4hi"));
            assertThat(rig.signals.until("batchEnd")).contains("opened", "received 4hi");
            Rig polling = new Rig(TransportType.POLLING, server.uri(), group.next());
            polling.openPolling(server);
        } finally {
            var unused = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void aLoopOfAnotherKindIsRefusedAtOnce() {
        DefaultEventLoop loop = new DefaultEventLoop();
        try {
            assertThatThrownBy(() -> Transports.create(
                            TransportType.POLLING,
                            Optional.empty(),
                            config(server.uri(), Duration.ofSeconds(1), DialConfig.defaults()),
                            Cookies.of(config(server.uri(), Duration.ofSeconds(1), DialConfig.defaults())),
                            new KeepAliveMemory(),
                            loop,
                            Runnable::run,
                            new Recorder(loop)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The event loop must be one of NIO, epoll or kqueue, not io.netty.channel.DefaultEventLoop");
        } finally {
            var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
