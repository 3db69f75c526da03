package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.ProxyServer.Credentials;
import io.curlew.engineio.transport.ProxyServer.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that go through a proxy. */
class ProxyIT {
    private static final String CANARY = "canary-5e1f";
    private static final Credentials KNOWN = new Credentials("user", CANARY);

    private static TestCertificates certificates;

    private ScriptedServer server;
    private TestProxy proxy;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        certificates = TestCertificates.forNames(directory, "dns:some.example");
    }

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        if (proxy != null) {
            proxy.close();
        }
    }

    static Stream<Arguments> everyKindForEveryTransport() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(TransportType.values()).map(type -> Arguments.of(kind, type)));
    }

    /** Nothing but the proxy's own name can be looked up on this side. */
    private static List<InetAddress> onlyTheProxy(String host) throws UnknownHostException {
        if (!host.equals("proxy.example")) {
            throw new UnknownHostException("looked up here: " + host);
        }
        return List.of(InetAddress.getLoopbackAddress());
    }

    private static DialConfig through(ProxyChoice choice) {
        return DialConfig.defaults().withNames(ProxyIT::onlyTheProxy).withProxies(choice);
    }

    private DialConfig through(Kind kind, int port, Optional<Credentials> credentials) {
        return through(ProxyChoice.always(new ProxyServer(kind, "proxy.example", port, credentials)));
    }

    private Rig rig(TransportType type, Kind kind, Optional<Credentials> credentials) throws IOException {
        return rig(type, kind, credentials, "some.example");
    }

    private Rig rig(TransportType type, Kind kind, Optional<Credentials> credentials, String host) throws IOException {
        Optional<String> wanted =
                credentials.map(known -> kind == Kind.SOCKS4 ? known.user() : known.user() + ":" + known.password());
        proxy = new TestProxy(kind, server.uri().getPort(), wanted);
        return new Rig(type, server.uri(host)).dial(through(kind, proxy.port(), credentials));
    }

    private void assertThatAMessageComesAndGoes(Rig rig, TransportType type) throws Exception {
        if (type == TransportType.POLLING) {
            rig.openPolling(server).answer("4hi");
            assertThat(rig.signals.next()).isEqualTo("received 4hi");
            rig.write(EnginePacket.message("there"));
            assertThat(server.accept().readRequest().body()).isEqualTo("4there");
        } else {
            rig.open();
            Peer peer = server.accept();
            assertThat(peer.switchProtocols(Peer.text("4hi")).header("host")).startsWith("some.example:");
            assertThat(rig.signals.until("batchEnd")).contains("opened", "received 4hi");
            rig.write(EnginePacket.message("there"));
            assertThat(peer.readFrame().text()).isEqualTo("4there");
        }
        assertThat(proxy.asked)
                .isNotEmpty()
                .containsOnly("some.example:" + server.uri().getPort());
    }

    @ParameterizedTest
    @MethodSource("everyKindForEveryTransport")
    void theProxyLooksTheNameUp(Kind kind, TransportType type) throws Exception {
        assertThatAMessageComesAndGoes(rig(type, kind, Optional.empty()), type);
    }

    @ParameterizedTest
    @MethodSource("everyKindForEveryTransport")
    void tlsGoesThroughAProxyThatKnowsItsUsers(Kind kind, TransportType type) throws Exception {
        server.close();
        server = ScriptedServer.secure(certificates.server().getServerSocketFactory());
        Rig rig = rig(type, kind, Optional.of(KNOWN)).sslContext(certificates.trustingClient());
        assertThatAMessageComesAndGoes(rig, type);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void throughAProxyTooTheHostIsChecked(TransportType type) throws Exception {
        server.close();
        server = ScriptedServer.secure(certificates.server().getServerSocketFactory());
        Rig rig = rig(type, Kind.HTTP, Optional.empty(), "other.example");
        rig.sslContext(certificates.trustingClient()).open();
        server.accept().drainAside();
        assertThat(rig.signals.failure())
                .hasMessageContaining("no TLS connection to other.example")
                .hasMessageEndingWith("through the proxy proxy.example:" + proxy.port()
                        + ": the certificate is for another host: No subject alternative DNS name matching"
                        + " other.example found");
    }

    private static String refusal(Kind kind) {
        return switch (kind) {
            case HTTP -> "it answered 407 Proxy Authentication Required";
            case SOCKS4 -> "it answered IDENTD_AUTH_FAILURE(93)";
            case SOCKS5 -> "it refused the user or the password";
        };
    }

    @ParameterizedTest
    @Tag("N19")
    @EnumSource(Kind.class)
    void aProxyThatRefusesIsNamedAndTheCredentialsAreNot(Kind kind) throws Exception {
        proxy = new TestProxy(kind, server.uri().getPort(), Optional.of("somebody else"));
        Credentials credentials = new Credentials(CANARY, CANARY);
        for (TransportType type : TransportType.values()) {
            Rig rig = new Rig(type, server.uri("some.example"))
                    .dial(through(kind, proxy.port(), Optional.of(credentials)));
            TransportException failure = rig.open().signals.failure();
            assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
            assertThat(failure)
                    .hasMessage(type + ", connect: the proxy proxy.example:" + proxy.port()
                            + " made no connection to some.example port "
                            + server.uri().getPort() + ": " + refusal(kind));
            assertThat(Secrets.said(failure)).doesNotContain(CANARY);
        }
        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @Tag("N06")
    @MethodSource("io.curlew.engineio.transport.Unprintable#texts")
    void whatAProxySaysBesideItsStatusIsNotInTheMessageAndPrintedEscapedAndCut(String text) throws Exception {
        String reason = text.substring(0, Math.min(text.length(), 4000)).replaceAll("\\s", " ");
        Rig rig = new Rig(TransportType.POLLING, URI.create("http://some.example/"))
                .dial(through(Kind.HTTP, server.uri().getPort(), Optional.empty()))
                .open();
        Peer peer = server.accept();
        peer.readRequest();
        peer.write(("HTTP/1.1 403 " + reason + "\r\nContent-Length: 0\r\n\r\n").getBytes(UTF_8));
        TransportException failure = rig.signals.failure();
        assertThat(failure)
                .hasMessageMatching("polling, connect: the proxy .* made no connection to some.example port 80: "
                        + "(?:it answered 403 Forbidden|its answer is not valid HTTP)");
        Unprintable.assertPrints(failure);
    }

    @Test
    void nothingShowsTheCredentials() {
        ProxyServer known = new ProxyServer(Kind.HTTP, "::1", 8080, Optional.of(KNOWN));
        assertThat(known).hasToString("[::1]:8080");
        assertThat(through(ProxyChoice.always(known)).toString() + KNOWN).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @Tag("N19")
    @EnumSource(Kind.class)
    void aProxyThatHangsUpIsAFailureToConnect(Kind kind) throws Exception {
        Rig rig = new Rig(TransportType.WEBSOCKET, URI.create("http://some.example/"))
                .dial(through(kind, server.uri().getPort(), Optional.empty()))
                .open();
        server.accept().closeOutput(); // not with a reset, as a socket with something unread would be closed
        assertThat(rig.signals.failure())
                .hasMessage("websocket, connect: the proxy proxy.example:"
                        + server.uri().getPort() + " made no connection to some.example port 80: it hung up");
    }

    @Test
    @Tag("N19")
    void aProxyThatResetsTheConnectionSaysSoInPlainWords() throws Exception {
        Rig rig = new Rig(TransportType.WEBSOCKET, URI.create("http://some.example/"))
                .dial(through(Kind.HTTP, server.uri().getPort(), Optional.empty()))
                .open();
        Peer peer = server.accept();
        peer.readRequest();
        peer.reset();
        assertThat(rig.signals.failure())
                .hasMessageMatching("websocket, connect: the proxy proxy.example:"
                        + server.uri().getPort()
                        + " made no connection to some.example port 80: Connection reset(?: by peer)?");
    }

    @Test
    void aProxyThatNeverAnswersMeetsTheTimeout() throws Exception {
        Rig rig = new Rig(TransportType.POLLING, URI.create("http://some.example/"))
                .dial(through(Kind.HTTP, server.uri().getPort(), Optional.empty()))
                .connectTimeout(Duration.ofSeconds(2))
                .open();
        Peer peer = server.accept();
        assertThat(rig.signals.failure())
                .hasMessage("polling, connect: timed out: no connection within 2 s through the proxy proxy.example:"
                        + server.uri().getPort());
        assertThat(peer.drain()).isPositive();
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        Rig rig = new Rig(TransportType.POLLING, URI.create("http://some.example/"));
        try (DeafPort nobody = DeafPort.anyFree()) {
            assertThat(rig.dial(through(Kind.SOCKS5, nobody.number(), Optional.empty()))
                            .open()
                            .signals
                            .failure())
                    .hasMessage("polling, connect: could not connect to the proxy proxy.example:" + nobody.number()
                            + ": Connection refused");
        }
    }

    @Test
    void aProxyWithoutAnAddressIsNamed() throws Exception {
        ProxyServer unknown = new ProxyServer(Kind.HTTP, "nowhere.example", 3128, Optional.empty());
        Rig rig = new Rig(TransportType.POLLING, URI.create("http://some.example/"));
        assertThat(rig.dial(through(ProxyChoice.always(unknown))).open().signals.failure())
                .hasMessage(
                        "polling, connect: the name of the proxy nowhere.example:3128 was not found: looked up here:"
                                + " nowhere.example");
    }

    @Test
    void aLiteralTargetIsAnAddressForSocks() throws Exception {
        rig(TransportType.POLLING, Kind.SOCKS5, Optional.empty(), "192.0.2.7").openPolling(server);
        assertThat(proxy.asked)
                .containsExactly("the address 192.0.2.7:" + server.uri().getPort());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aLiteralOfIpv6ReachesEveryProxy(Kind kind) throws Exception {
        rig(TransportType.POLLING, kind, Optional.empty(), "[2001:db8::7]").openPolling(server);
        assertThat(proxy.asked)
                .singleElement()
                .asString()
                .contains("2001:")
                .endsWith(":" + server.uri().getPort());
    }

    // ---- what the JVM says ----

    /** Says one thing, and writes down what it was asked. */
    private static final class Selector extends ProxySelector {
        final List<URI> asked = new ArrayList<>();
        private final List<Proxy> answer;

        Selector(Proxy... answer) {
            this.answer = List.of(answer);
        }

        @Override
        public List<Proxy> select(URI uri) {
            assertThat(Rig.LOOP.inEventLoop()).isFalse();
            asked.add(uri);
            return answer;
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            throw new AssertionError("never told");
        }
    }

    private static Proxy jvms(Proxy.Type type, int port) {
        return new Proxy(type, InetSocketAddress.createUnresolved("proxy.example", port));
    }

    @Test
    void theJvmsProxyIsAskedForAtEachConnection() throws Exception {
        proxy = new TestProxy(Kind.HTTP, server.uri().getPort(), Optional.empty());
        Selector selector = new Selector(jvms(Proxy.Type.HTTP, proxy.port()));
        URI endpoint = URI.create(server.uri("some.example") + "?secret=" + CANARY);
        Rig rig = new Rig(TransportType.POLLING, endpoint).dial(through(new SystemProxies(() -> selector)));
        assertThatAMessageComesAndGoes(rig, TransportType.POLLING);
        URI bare = server.uri("some.example").resolve("/");
        assertThat(selector.asked).containsExactly(bare, bare);
    }

    @Test
    void aJvmWithoutAProxyMeansDirect() {
        URI target = URI.create("https://some.example/");
        assertThat(new SystemProxies(() -> null).proxyFor(target)).isEmpty();
        assertThat(new SystemProxies(() -> new Selector(Proxy.NO_PROXY)).proxyFor(target))
                .isEmpty();
        assertThat(new SystemProxies(Selector::new).proxyFor(target)).isEmpty();
        assertThat(ProxyChoice.system().proxyFor(URI.create("http://localhost/")))
                .isEmpty();
    }

    @Test
    void theJvmsSocksIsVersion5() {
        Selector selector = new Selector(jvms(Proxy.Type.SOCKS, 1080), Proxy.NO_PROXY);
        assertThat(new SystemProxies(() -> selector).proxyFor(URI.create("https://some.example/")))
                .contains(new ProxyServer(Kind.SOCKS5, "proxy.example", 1080, Optional.empty()));
    }

    @Test
    void aSelectorThatBreaksIsAFailureToConnect() throws Exception {
        ProxyChoice broken = target -> {
            throw new IllegalStateException("broken");
        };
        Rig rig = new Rig(TransportType.POLLING, URI.create("http://some.example/"));
        assertThat(rig.dial(through(broken)).open().signals.failure())
                .hasMessage("polling, connect: could not prepare the connection: broken")
                .hasRootCauseMessage("broken");
    }
}
