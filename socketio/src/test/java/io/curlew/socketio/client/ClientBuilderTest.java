package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.curlew.engineio.client.ProxySettings;
import io.curlew.engineio.protocol.TransportType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientBuilderTest {
    private final SocketIoClientBuilder builder = FakeServer.client();

    @Test
    void whatIsSetOnTheConnectionIsSetOnceHoweverManyClientsAreBuilt() {
        AtomicInteger calls = new AtomicInteger();
        builder.engine(engine -> calls.incrementAndGet());
        builder.build().close();
        builder.build().close();
        assertThat(calls).hasValue(1);
    }

    @Test
    void eachSwitchHasAFormForProgramsDrivenByConfiguration() {
        Set<String> values = Set.of("noMaxStall", "noProxy", "noRetries"); // their opposite is a value
        List<String> named = Arrays.stream(SocketIoClientBuilder.class.getMethods())
                .filter(method ->
                        method.getReturnType() == SocketIoClientBuilder.class && method.getParameterCount() == 0)
                .map(Method::getName)
                .filter(name -> !values.contains(name))
                .toList();
        assertThat(named).hasSizeGreaterThan(8).allSatisfy(name -> {
            String positive =
                    name.startsWith("no") ? name.substring(2, 3).toLowerCase(Locale.ROOT) + name.substring(3) : name;
            assertThat(SocketIoClientBuilder.class.getMethod(positive, boolean.class))
                    .isNotNull();
        });
    }

    @Test
    void everydaySettingsOfTheConnectionAreThereToo() {
        assertThat(Arrays.stream(SocketIoClientBuilder.class.getMethods()).map(Method::getName))
                .contains(
                        "tls",
                        "proxy",
                        "noProxy",
                        "systemProxies",
                        "localAddress",
                        "cookieHandler",
                        "upgrade",
                        "rememberUpgrade",
                        "header");
        SocketIoClient client = SocketIoClient.builder("http://user:secret@host:3000/?token=secret")
                .parser(FakeServer.PARSER)
                .header(TransportType.WEBSOCKET, "X-One", "1")
                .upgrade(true)
                .rememberUpgrade(true)
                .cookies(true)
                .systemProxies(false)
                .proxy(ProxySettings.http("proxy.example", 3128))
                .tls(tls -> {})
                .build();
        assertThat(client).hasToString("client of http://host:3000, IDLE");
        assertThat(client.socket("/").blocking()).hasToString("blocking view of the socket of /");
        assertThat(builder).hasToString("builder of clients of http://localhost");
        client.close();
    }

    @Test
    void optionsShowWhatDiffersFromTheDefaults() {
        assertThat(EmitOptions.defaults()).hasToString("EmitOptions[]");
        assertThat(EmitOptions.timeout(Duration.ofSeconds(2))
                        .withCompression(false)
                        .withIdempotencyKey(true))
                .hasToString("EmitOptions[timeout 2 s, uncompressed, idempotency key]");
        assertThat(EmitOptions.volatileEvent().withVolatile(false).withRetries(3))
                .hasToString("EmitOptions[3 retries]");
        assertThat(EmitOptions.noTimeout()).hasToString("EmitOptions[timeout none]");
    }

    @SuppressWarnings({"NullAway", "FutureReturnValueIgnored"}) // what programs do that have no such checks
    static List<Consumer<Socket>> nulls() {
        String none = null;
        return List.of(
                socket -> socket.emit(none),
                socket -> socket.emit((EmitOptions) null, "x"),
                socket -> socket.emitWithAck(none),
                socket -> socket.on(none, event -> {}),
                socket -> socket.on("x", (Consumer<Event>) null),
                socket -> socket.on("x", String.class, null),
                socket -> socket.on("x", (Class<String>) null, text -> {}),
                socket -> socket.once("x", String.class, null),
                socket -> socket.onAnyOutgoing(null),
                socket -> socket.client().onOpen(null),
                socket -> socket.client().onDrain(null),
                socket -> socket.once(none, event -> {}),
                socket -> socket.onAny(null),
                socket -> socket.onConnect(null),
                socket -> socket.onDisconnect(null),
                socket -> socket.connect(null),
                socket -> socket.client().socket(null),
                socket -> SocketIoClient.builder(none),
                socket -> FakeServer.client().path(none),
                socket -> FakeServer.client().query("x", null),
                socket -> FakeServer.client().header(none, "x"),
                socket -> FakeServer.client().header("x", null),
                socket -> FakeServer.client().connectTimeout(null),
                socket -> FakeServer.client().parser(null),
                socket -> FakeServer.client().jsonCodec(null),
                socket -> FakeServer.client().engine(null),
                socket -> FakeServer.client().auth((Supplier<?>) null),
                socket -> FakeServer.client().auth((Object) null),
                socket -> FakeServer.client().auth("/", null),
                socket -> FakeServer.client().urlFrom(null),
                socket -> FakeServer.client().urlFromAsync(null),
                socket -> FakeServer.client().proxy(null),
                socket -> FakeServer.client().sslContext(null),
                socket -> FakeServer.client().onError(null),
                socket -> FakeServer.client().reconnection((Backoff) null),
                socket -> FakeServer.client().retryWhenRefused(null),
                socket -> FakeServer.client().beforeAttempt(null),
                socket -> FakeServer.client().sendBudget(null),
                socket -> FakeServer.client().callbackExecutor(null),
                socket -> FakeServer.client().eventLoops(null),
                socket -> FakeServer.client().metrics(null),
                socket -> EmitOptions.timeout(null));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    @Tag("N26")
    void aNullIsNamedByItsParameter(Consumer<Socket> call) {
        try (SocketIoClient client = builder.build(new FakeServer())) {
            assertThatNullPointerException()
                    .isThrownBy(() -> call.accept(client.socket("/")))
                    .satisfies(thrown -> assertThat(thrown.getMessage()).matches("[a-z ]+"));
        }
    }

    @Test
    void aSettingThatIsRefusedChangesNothing() throws Exception {
        FakeServer server = new FakeServer();
        server.silent = true;
        builder.connectTimeout(Duration.ofMillis(10)).noReconnection();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.connectTimeout(Duration.ofHours(25)))
                .withMessage("The connect timeout must be at most 24 hours");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.incomingBound(1, 0));
        try (SocketIoClient client = builder.build(server)) {
            assertThat(client.socket("/")
                            .connect()
                            .handle((socket, late) -> late)
                            .get())
                    .isInstanceOf(ConnectFailedException.class);
        }
    }
}
