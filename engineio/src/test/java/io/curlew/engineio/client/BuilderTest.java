package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.RequestConfig;
import io.curlew.engineio.transport.TlsConfig;
import io.curlew.engineio.transport.TransportConfig;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.CookieManager;
import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {
    private static final Set<Class<?>> COPIED_DEEPLY = Set.of(RequestSettings.class, CallbackLists.class);
    private static final SSLContext ANY_CONTEXT = anyContext();

    private final FakeNetwork network = new FakeNetwork();
    private final EngineSocketBuilder builder = network.builder("http://user:pw@host:1/own/?a=b");

    private static SSLContext anyContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void theUrlSaysWhereTo() {
        EngineSocket unused = builder.build();
        assertThat(network.config().endpoint()).isEqualTo(URI.create("http://host:1/own/"));
        assertThat(network.config().query()).isEqualTo(Map.of("a", "b"));
        assertThat(network.config().headers()).isEqualTo(Map.of("authorization", List.of("Basic dXNlcjpwdw==")));
    }

    @Test
    void aSwitchOfTlsCanBeTakenBack() {
        Path pem = Path.of("ca.pem");
        assertThat(new TlsSettings().insecureTrustAll(true).config().trust())
                .isInstanceOf(TlsConfig.Trust.Anybody.class);
        assertThat(new TlsSettings().insecureTrustAll().insecureTrustAll(false).config())
                .isEqualTo(new TlsSettings().config());
        assertThat(new TlsSettings().trust(pem).insecureTrustAll(false).config())
                .isEqualTo(new TlsSettings().trust(pem).config());
        assertThat(new TlsSettings().insecureTrustAll().trust(pem).config())
                .isEqualTo(new TlsSettings().trust(pem).config());
    }

    @Test
    void aSwitchOfTheCompressionCanBeTakenBack() {
        assertThat(new CompressionSettings().noContextTakeover().config())
                .isEqualTo(new CompressionSettings().contextTakeover(false).config())
                .isNotEqualTo(new CompressionSettings().config());
        assertThat(new CompressionSettings()
                        .noContextTakeover()
                        .contextTakeover(true)
                        .config())
                .isEqualTo(new CompressionSettings().config());
    }

    @Test
    void withoutAPathItIsTheReferenceServers() {
        EngineSocket unused = network.builder("https://host").build();
        assertThat(network.config().endpoint()).isEqualTo(URI.create("https://host/engine.io/"));
    }

    @Test
    void eachSwitchHasAFormForProgramsDrivenByConfiguration() {
        // These have no opposite but a value, or are the opposite of another.
        Set<String> values = Set.of("noProxy", "noSendBudget", "noMaxStall", "noMaxPacketsPerPost", "copy");
        List<String> named = Arrays.stream(EngineSocketBuilder.class.getMethods())
                .filter(method ->
                        method.getReturnType() == EngineSocketBuilder.class && method.getParameterCount() == 0)
                .map(Method::getName)
                .filter(name -> !values.contains(name))
                .toList();
        assertThat(named).hasSizeGreaterThan(8).allSatisfy(name -> {
            String positive =
                    name.startsWith("no") ? name.substring(2, 3).toLowerCase(Locale.ROOT) + name.substring(3) : name;
            assertThat(EngineSocketBuilder.class.getMethod(positive, boolean.class))
                    .isNotNull();
        });
    }

    @Test
    void aDefaultThatIsSaidAgainTakesNothingElseBack() {
        CookieManager jar = new CookieManager();
        EngineSocket unused = builder.timestamp(false)
                .timestampOnWebSocket(false)
                .cookieHandler(jar)
                .cookies(true)
                .proxy(ProxySettings.http("proxy.example", 3128))
                .systemProxies(false)
                .build();
        assertThat(network.config().requests().timestamped()).isEmpty();
        assertThat(network.config().requests().cookies()).isEqualTo(new RequestConfig.CookieSource.Handler(jar));
        assertThat(network.config().dial().proxies().proxyFor(URI.create("http://host")))
                .isPresent();
        EngineSocket other = builder.timestampOnWebSocket(true)
                .timestamp(true)
                .systemProxies(true)
                .systemProxies(false)
                .build();
        assertThat(other).hasToString("socket, NEW");
        assertThat(network.config().requests().timestamped()).hasSize(2);
        assertThat(network.config().dial().proxies().proxyFor(URI.create("http://host")))
                .isEmpty();
    }

    @Test
    void aSwitchGoesBothWays() {
        EngineSocket unused = builder.trailingSlash(false)
                .cookies(false)
                .timestamp(false)
                .forceBase64(true)
                .path("/x/")
                .build();
        assertThat(network.config().endpoint().getPath()).isEqualTo("/x");
        assertThat(network.config().requests().cookies()).isInstanceOf(RequestConfig.CookieSource.None.class);
        assertThat(network.config().requests().timestamped()).isEmpty();
        assertThat(network.config().requests().base64()).isTrue();
        EngineSocket back = builder.trailingSlash(true)
                .cookies(true)
                .timestampOnWebSocket(true)
                .forceBase64(false)
                .build();
        assertThat(back).hasToString("socket, NEW");
        assertThat(network.config().endpoint().getPath()).isEqualTo("/x/");
        assertThat(network.config().requests().cookies()).isInstanceOf(RequestConfig.CookieSource.Jar.class);
        assertThat(network.config().requests().timestamped()).hasSize(2);
        assertThat(network.config().requests().base64()).isFalse();
    }

    @Test
    void whatIsSetIsPassedOn() {
        EngineSocket socket = builder.path("/other")
                .query("c", "d&\r\n")
                .header("X-One", "1")
                .header("X-One", "2\t3")
                .connectTimeout(Duration.ofSeconds(1))
                .requestTimeout(Duration.ofSeconds(2))
                .maxMessageSize(3)
                .build();
        assertThat(network.config().endpoint().getPath()).isEqualTo("/other/");
        assertThat(network.config().query()).containsEntry("c", "d&\r\n");
        assertThat(network.config().headers()).containsEntry("X-One", List.of("1", "2\t3"));
        assertThat(network.config().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(network.config().requestTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(network.config().maxMessageSize()).isEqualTo(3);
        assertThat(socket.maxMessageSize()).isEqualTo(3);
    }

    @Test
    @Tag("A55")
    void whatIsSetIsNotPrinted() {
        EngineSocket unused =
                builder.query("token", "canary").header("x", "canary").build();
        assertThat(network.config().toString()).doesNotContain("canary", "pw", "dXNlcjpwdw==");
    }

    @Tag("A51")
    @ParameterizedTest
    @ValueSource(strings = {"canary\r\nx: y", "canary\n", "canary\u0000", "canaryé", "canary\u007f", "canary\u001b"})
    void aHeadersValueIsPrintableAsciiAndNeverRepeated(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.header("x", value))
                .withMessage("The value of header \"x\" must be printable ASCII");
    }

    @Tag("A51")
    @ParameterizedTest
    @ValueSource(
            strings = {"", "canary:", "canary x", "canary\r\n", "canaryé", "canary\u0000", "\"canary\"", "(canary)"})
    void aHeadersNameIsATokenAndNotRepeated(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.header(name, "canary"))
                .withMessage("A header's name must be an HTTP token: letters, digits and !#$%&'*+-.^_`|~");
    }

    @Test
    @Tag("A51")
    void aTokenMayHoldMoreThanLetters() {
        EngineSocket unused = builder.header("Az09!#$%&'*+-.^_`|~", "x").build();
        assertThat(network.config().headers()).containsKey("Az09!#$%&'*+-.^_`|~");
    }

    @Test
    @Tag("A52")
    void theSidIsTheProtocols() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.query("sid", "canary"))
                .withMessage("The query parameter \"sid\" belongs to the protocol");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.builder("http://host?sid=canary"))
                .withMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary", "/canary?x", "/canary#x", "/canary x", "/canary%zz", "/canary\r\n"})
    void aPathIsAPathAndNeverRepeated(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.path(path))
                .withMessageContaining("path")
                .withMessageNotContaining("canary");
    }

    static Stream<Consumer<EngineSocketBuilder>> nonsense() {
        Duration tooLong = Duration.ofHours(24).plusNanos(1);
        return Stream.of(
                it -> it.connectTimeout(Duration.ZERO),
                it -> it.connectTimeout(tooLong),
                it -> it.requestTimeout(Duration.ofNanos(-1)),
                it -> it.requestTimeout(tooLong),
                it -> it.upgradeTimeout(Duration.ZERO),
                it -> it.upgradeTimeout(Duration.ofSeconds(Long.MAX_VALUE)),
                it -> it.closeTimeout(Duration.ZERO),
                it -> it.closeTimeout(tooLong),
                it -> it.maxMessageSize(0),
                it -> it.incomingBound(0, 1),
                it -> it.incomingBound(1, 0),
                EngineSocketBuilder::transports);
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void whatCantBeRightIsRefused(Consumer<EngineSocketBuilder> setting) {
        assertThatIllegalArgumentException().isThrownBy(() -> setting.accept(builder));
    }

    @Test
    void loopsAreAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> EventLoops.create(0));
    }

    @Test
    void theWaysToConnectDifferInTheirFirstTransport() {
        assertThat(firstTransport(builder.build())).isEqualTo(TransportType.POLLING);
        assertThat(firstTransport(builder.buildPolling())).isEqualTo(TransportType.POLLING);
        assertThat(firstTransport(builder.buildWebSocket())).isEqualTo(TransportType.WEBSOCKET);
        assertThat(firstTransport(builder.buildWebSocketWithUpgrade())).isEqualTo(TransportType.POLLING);
        builder.transports(TransportType.WEBSOCKET, TransportType.POLLING);
        assertThat(firstTransport(builder.build())).isEqualTo(TransportType.WEBSOCKET);
    }

    @Test
    void aLoopThatIsNotOneOfEventLoopsIsRefused() {
        EventLoop foreign = new EventLoop() {
            @Override
            public void execute(Runnable task) {
                task.run();
            }

            @Override
            public Subscription schedule(Runnable task, Duration delay) {
                return () -> {};
            }

            @Override
            public boolean isCurrentThread() {
                return true;
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.eventLoop(foreign))
                .withMessage("The event loop must come from EventLoops");
    }

    private TransportType firstTransport(EngineSocket socket) {
        var unused = socket.connect();
        TransportType first = network.next().type;
        socket.close();
        return first;
    }

    @Test
    void whoWantsNoUpgradeGetsNone() {
        network.server(transport -> transport.welcome(FakeTransport.handshake("websocket")));
        EngineSocket socket = builder.noUpgrade().build();
        Wait.forResult(socket.connect());
        socket.close();
        assertThat(network.next().calls()).containsExactly("open", "write", "close");
    }

    @Test
    void aCallbackAddedToTheBuilderLaterIsNotTheEarlierSockets() {
        Recorder recorder = new Recorder();
        EngineSocket earlier = builder.build();
        EngineSocket later = builder.onClose(close -> recorder.add("closed")).build();
        earlier.close();
        later.close();
        recorder.expect("closed");
    }

    @Test
    void aUriWillDoAsWell() {
        EngineSocket socket = EngineSocket.builder(URI.create("ws://host")).build();
        assertThat(socket.state()).isEqualTo(EngineSocket.State.NEW);
        assertThat(socket.transport()).isEmpty();
        assertThat(socket.sid()).isEmpty();
    }

    @ParameterizedTest
    @Tag("N18")
    @CsvSource({
        "http://h.test, /socket.io, /socket.io/, /socket.io",
        "http://h.test, /socket.io/, /socket.io/, /socket.io",
        "http://h.test, /a%20b//, /a%20b//, /a%20b/",
        "http://h.test, /, /, /",
        "http://h.test, , /engine.io/, /engine.io",
        "http://h.test/own, , /own/, /own",
        "http://h.test/own/, , /own/, /own"
    })
    void aSlashIsAddedToThePathUnlessToldOtherwise(String url, String path, String with, String without) {
        EngineSocketBuilder told = network.builder(url);
        if (path != null) {
            told.path(path);
        }
        EngineSocket unused = told.build();
        assertThat(network.config().endpoint().getRawPath()).isEqualTo(with);
        unused = told.noTrailingSlash().build();
        assertThat(network.config().endpoint().getRawPath()).isEqualTo(without);
    }

    @Test
    void aCopyHasTheSameDescriptionAndThenItsOwn() {
        EngineSocketBuilder copy = builder.header("a", "1")
                .header(TransportType.POLLING, "b", "2")
                .query("c", "3")
                .copy();
        copy.header("a", "x")
                .header(TransportType.POLLING, "b", "x")
                .query("c", "x")
                .path("/x/");
        EngineSocket unused = builder.build();
        TransportConfig original = network.config();
        unused = copy.build();
        assertThat(original.headers()).containsEntry("a", List.of("1"));
        assertThat(network.config().headers()).containsEntry("a", List.of("1", "x"));
        assertThat(original.requests().headers().get(TransportType.POLLING)).containsEntry("b", List.of("2"));
        assertThat(original.query()).containsEntry("c", "3");
        assertThat(original.endpoint()).isEqualTo(URI.create("http://host:1/own/"));
        assertThat(network.config().endpoint()).isEqualTo(URI.create("http://host:1/x/"));
    }

    /** A field that is forgotten in the copy would have its default there. */
    @Test
    void aCopyForgetsNothing() throws IllegalAccessException {
        EngineSocketBuilder plain = EngineSocket.builder("http://plain.test");
        EngineSocketBuilder full = everythingSet();
        EngineSocketBuilder copy = full.copy();
        for (Field field : EngineSocketBuilder.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !COPIED_DEEPLY.contains(field.getType())) {
                field.setAccessible(true);
                assertThat(field.get(full)).as("set: " + field.getName()).isNotEqualTo(field.get(plain));
                assertThat(field.get(copy)).as("copied: " + field.getName()).isEqualTo(field.get(full));
            }
        }
    }

    @Test
    void aCopyDoesNotKeepTheOriginalInMemory() {
        EngineSocketBuilder[] original = {EngineSocket.builder("http://host.test")};
        EngineSocketBuilder copy = original[0].copy();
        WeakReference<EngineSocketBuilder> gone = new WeakReference<>(original[0]);
        original[0] = copy;
        Wait.until(() -> {
            System.gc();
            assertThat(gone.get()).isNull();
        });
        assertThat(copy.build().state()).isEqualTo(EngineSocket.State.NEW);
    }

    private EngineSocketBuilder everythingSet() {
        EventLoops loops = EventLoops.create(1);
        loops.close();
        return builder.path("/told/")
                .urlFrom(() -> "http://later.test")
                .transports(TransportType.WEBSOCKET)
                .noUpgrade()
                .rememberUpgrade()
                .sslContext(ANY_CONTEXT)
                .systemProxies()
                .connectTimeout(Duration.ofSeconds(1))
                .requestTimeout(Duration.ofSeconds(2))
                .upgradeTimeout(Duration.ofSeconds(3))
                .closeTimeout(Duration.ofSeconds(4))
                .maxMessageSize(5)
                .sendOversized()
                .maxPacketsPerPost(6)
                .noSendBudget()
                .incomingBound(7, 8)
                .maxStall(Duration.ofSeconds(9))
                .eventLoop(loops.next())
                .eventLoops(loops)
                .callbackExecutor(Runnable::run)
                .direct();
    }

    @Test
    void whoRemembersBeginsWithTheWebSocketThatWorkedUntilOneFails() {
        EngineSocketBuilder remembering = network.builder("http://host.test").rememberUpgrade();
        assertThat(firstTransport(remembering, true)).isEqualTo(TransportType.POLLING);
        assertThat(firstTransport(remembering, true)).isEqualTo(TransportType.WEBSOCKET);
        assertThat(firstTransport(remembering, false)).isEqualTo(TransportType.WEBSOCKET);
        assertThat(firstTransport(remembering, false)).isEqualTo(TransportType.POLLING);
        EngineSocketBuilder forgetful = network.builder("http://host.test");
        assertThat(firstTransport(forgetful, true)).isEqualTo(TransportType.POLLING);
        assertThat(firstTransport(forgetful, true)).isEqualTo(TransportType.POLLING);
    }

    private TransportType firstTransport(EngineSocketBuilder from, boolean works) {
        EngineSocket socket = from.direct().build();
        CompletableFuture<Object> moved = new CompletableFuture<>();
        CompletableFuture<Object> closed = new CompletableFuture<>();
        socket.onUpgrade(moved::complete);
        socket.onClose(closed::complete);
        network.server(transport -> {
            if (works) {
                transport.welcome(FakeTransport.handshake("websocket"));
            } else {
                transport.refuse();
            }
        });
        var connecting = socket.connect();
        FakeTransport first = network.next();
        if (works) {
            Wait.forResult(connecting);
            if (first.type == TransportType.POLLING) {
                FakeTransport unused = network.next();
                Wait.forResult(moved);
            }
            socket.close();
        }
        Wait.forResult(closed);
        return first.type;
    }

    @SuppressWarnings("NullAway") // what programs do that have no such checks
    static List<Consumer<EngineSocketBuilder>> nulls() {
        return List.of(
                builder -> builder.sslContext(null),
                builder -> builder.tls(null),
                builder -> builder.compression(null),
                builder -> builder.addressResolver(null),
                builder -> builder.proxy(null),
                builder -> builder.localAddress(null),
                builder -> builder.cookieHandler(null),
                builder -> builder.sendBudget(null),
                builder -> builder.eventLoops(null),
                builder -> builder.eventLoop(null),
                builder -> builder.callbackExecutor(null),
                builder -> builder.urlFrom(null),
                builder -> builder.urlFromAsync(null),
                builder -> builder.queryFrom(null),
                builder -> builder.queryFromAsync(null),
                builder -> builder.headersFrom(null),
                builder -> builder.headersFromAsync(null));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    @Tag("N26")
    void aNullIsNamedByItsParameter(Consumer<EngineSocketBuilder> setting) {
        assertThatNullPointerException()
                .isThrownBy(() -> setting.accept(EngineSocket.builder("http://server.test")))
                .withMessageMatching("[a-z]+");
    }
}
