package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curlew.engineio.client.ProxySettings;
import io.curlew.engineio.protocol.TransportType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

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
        Set<String> values = Set.of("noMaxStall", "noRetries"); // their opposite is a value
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
                .contains("tls", "proxy", "systemProxies", "cookieHandler", "upgrade", "rememberUpgrade", "header");
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
