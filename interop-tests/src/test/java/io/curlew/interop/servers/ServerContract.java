package io.curlew.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Transports;
import io.curlew.interop.Values;
import io.curlew.interop.limits.KnownLimits;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.testserver.fault.Cut;
import io.curlew.testserver.fault.FaultProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What works with any server, over each transport. The exceptions stand in {@code docs/servers.md}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerContract {
    /** One more than some servers take at once, and many more. */
    private static final int[] BURSTS = {17, 500};
    /** Three packets each. */
    private static final int[] BURSTS_OF_BINARY = {17, 100};

    @RegisterExtension
    final KnownLimits limits = new KnownLimits("servers.md", ServerContract.class, server());

    private final Clients clients = new Clients();
    private OtherServer running;

    /** Returns how the server's column in the page begins. */
    abstract String server();

    abstract OtherServer start() throws IOException;

    @BeforeAll
    void startServer() throws IOException {
        running = start();
    }

    @AfterAll
    void stopServer() {
        running.close();
    }

    @AfterEach
    void closeClients() {
        clients.close();
    }

    SocketIoClientBuilder builder(Transports transports) {
        return Clients.builder(running.uri(), transports);
    }

    /** Opens a client for this test. */
    SocketIoClient open(SocketIoClientBuilder builder) {
        return clients.open(builder);
    }

    /** Connects, without waiting for an upgrade. */
    private Conversation connect(Transports transports) {
        return clients.connect(builder(transports));
    }

    private Conversation connectAndUpgrade(Transports transports) {
        return clients.connect(builder(transports), transports.last());
    }

    @ParameterizedTest
    @EnumSource
    void authDataArrives(Transports transports) {
        assertAuthDataArrives(transports, Map.of("token", "abc", "more", Map.of("ü", 1)));
    }

    @ParameterizedTest
    @EnumSource
    void authDataMayHoldArrays(Transports transports) {
        assertAuthDataArrives(transports, Map.of("token", "abc", "more", List.of(1, "ü")));
    }

    private void assertAuthDataArrives(Transports transports, Map<String, Object> auth) {
        Conversation main = clients.connect(builder(transports).auth(auth));
        assertThat(main.ask("auth", List.of())).containsExactly(auth);
    }

    @ParameterizedTest
    @EnumSource
    void namespacesShareAConnection(Transports transports) {
        Conversation main = connect(transports);
        Conversation admin = new Conversation(
                main.socket().client().socket("/admin").connect().join());
        assertThat(main.ask("ask", List.of("main"))).containsExactly("main");
        assertThat(admin.ask("ask", List.of("admin"))).containsExactly("admin");
        admin.socket().disconnect();
        assertThat(main.ask("ask", List.of("still here"))).containsExactly("still here");
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsTold(Transports transports) {
        Socket guarded =
                open(builder(transports).auth(Map.of("token", "wrong"))).socket("/guarded");
        CompletionException failed = catchThrowableOfType(
                CompletionException.class, () -> guarded.connect().join());
        assertThat(failed).cause().isInstanceOfSatisfying(ConnectFailedException.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(ConnectFailedException.Reason.REFUSED);
            assertThat(refusal).hasMessageContaining("not allowed");
            assertThat(Values.of(refusal.data().orElseThrow()))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("code", 401);
        });
    }

    @ParameterizedTest
    @EnumSource
    void eventsCarryJson(Transports transports) {
        Conversation main = connect(transports);
        assertThat(Conversation.json())
                .allSatisfy(args -> assertThat(main.echo("echo", args)).isEqualTo(args));
    }

    @ParameterizedTest
    @EnumSource
    void binaryArrives(Transports transports) {
        assertArrives(transports, 98, 52, 0, 30, 255);
    }

    @ParameterizedTest
    @EnumSource
    void binaryMayStartWithZero(Transports transports) {
        assertArrives(transports, 0, 1, 2, 3);
    }

    private void assertArrives(Transports transports, Integer... bytes) {
        byte[] data = new byte[bytes.length];
        IntStream.range(0, bytes.length).forEach(i -> data[i] = bytes[i].byteValue());
        Conversation main = connectAndUpgrade(transports);
        assertThat(main.ask("list", List.of(data))).containsExactly(List.of(bytes));
    }

    @ParameterizedTest
    @EnumSource
    void eventsCarryBinary(Transports transports) {
        Conversation main = connectAndUpgrade(transports);
        assertThat(Conversation.binary())
                .allSatisfy(args -> assertThat(main.echo("echo bytes", args)).isEqualTo(args));
    }

    @ParameterizedTest
    @EnumSource
    void theServerAnswers(Transports transports) {
        Conversation main = connect(transports);
        assertThat(Conversation.json())
                .allSatisfy(args -> assertThat(main.ask("ask", args)).isEqualTo(args));
    }

    @ParameterizedTest
    @EnumSource
    void theServerAnswersWithBinary(Transports transports) {
        Conversation main = connectAndUpgrade(transports);
        assertThat(Conversation.binary())
                .allSatisfy(args -> assertThat(main.ask("ask bytes", args)).isEqualTo(args));
    }

    @ParameterizedTest
    @EnumSource
    void theClientAnswers(Transports transports) {
        Conversation main = connect(transports);
        assertThat(Conversation.json())
                .allSatisfy(args -> assertThat(main.beAsked("ask me", args)).isEqualTo(args));
    }

    @ParameterizedTest
    @EnumSource
    void theClientAnswersWithBinary(Transports transports) {
        Conversation main = connectAndUpgrade(transports);
        assertThat(Conversation.binary())
                .allSatisfy(
                        args -> assertThat(main.beAsked("ask me bytes", args)).isEqualTo(args));
    }

    /** Also while the connection is being upgraded. */
    @ParameterizedTest
    @EnumSource
    void burstsArrive(Transports transports) {
        for (int count : BURSTS) {
            assertThat(connect(transports).send(count)).containsExactlyInAnyOrderElementsOf(numbers(count));
        }
    }

    @ParameterizedTest
    @EnumSource
    void burstsOfBinaryArrive(Transports transports) {
        for (int count : BURSTS_OF_BINARY) {
            assertThat(connectAndUpgrade(transports).send(count, new byte[] {1, 2}, new byte[] {3}))
                    .containsExactlyInAnyOrderElementsOf(numbers(count));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventsKeepTheirOrder(Transports transports) {
        assertThat(connectAndUpgrade(transports).send(200)).isEqualTo(numbers(200));
    }

    @ParameterizedTest
    @EnumSource
    void burstsComeBack(Transports transports) {
        for (int count : BURSTS) {
            assertThat(connectAndUpgrade(transports).receive(count)).isEqualTo(numbers(count));
        }
    }

    @ParameterizedTest
    @EnumSource
    void burstsOfBinaryComeBack(Transports transports) {
        for (int count : BURSTS_OF_BINARY) {
            assertThat(connectAndUpgrade(transports).receive(count, new byte[] {1, 2}, new byte[] {3}))
                    .isEqualTo(numbers(count));
        }
    }

    private static List<Object> numbers(int count) {
        return IntStream.range(0, count).<Object>mapToObj(i -> i).toList();
    }

    @ParameterizedTest
    @EnumSource
    void theServerMayEndIt(Transports transports) {
        Socket main = connect(transports).socket();
        Mailbox<Disconnection> disconnections = new Mailbox<>("disconnect");
        main.onDisconnect(disconnections::put);
        main.emit("leave me");
        assertThat(disconnections.take().reason()).isEqualTo(DisconnectReason.IO_SERVER_DISCONNECT);
    }

    /** All transports at once, since each takes two intervals. */
    @Test
    void theHeartbeatGoesOn() {
        List<Mailbox<EnginePacket>> pings =
                Stream.of(Transports.values()).map(this::pingsOver).toList();
        for (int i = 0; i < 2; i++) {
            pings.forEach(Mailbox::take);
        }
    }

    private Mailbox<EnginePacket> pingsOver(Transports transports) {
        Mailbox<EnginePacket> pings = new Mailbox<>("ping over " + transports);
        clients.connect(builder(transports)
                .engine(engine -> engine.onPacket((direction, packet) -> {
                    if (packet.equals(EnginePacket.Ping.HEARTBEAT)) {
                        pings.put(packet);
                    }
                })));
        return pings;
    }

    @Test
    void roundTripTimesAreMeasured() {
        Mailbox<Duration> times = new Mailbox<>("round-trip time");
        connect(Transports.WEBSOCKET).socket().client().onPing(times::put);
        assertThat(times.take()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsCutIsReplaced(Transports transports) {
        AtomicBoolean lost = new AtomicBoolean();
        Mailbox<Boolean> returns = new Mailbox<>("return");
        try (FaultProxy proxy = FaultProxy.to(running.uri()).start()) {
            Conversation main = clients.connect(Clients.builder(proxy.uri(), transports), transports.last());
            main.socket().onDisconnect(why -> lost.set(true));
            main.socket().onConnect(() -> returns.put(true));
            // Once may not be enough: a poll is sent again when its connection had been used before.
            Clients.soon().until(() -> {
                proxy.cut(Cut.RST);
                return lost.get();
            });
            returns.take();
            assertThat(main.ask("ask", List.of("back"))).containsExactly("back");
        }
    }

    /** All transports at once, since it takes long to start. */
    @Test
    void clientsComeBackWhenTheServerDoes() {
        Mailbox<Disconnection> disconnections = new Mailbox<>("disconnect");
        Mailbox<Conversation> returns = new Mailbox<>("return");
        for (Transports transports : Transports.values()) {
            Conversation main = connect(transports);
            main.socket().onDisconnect(disconnections::put);
            main.socket().onConnect(() -> returns.put(main));
        }
        running.kill();
        for (Transports unused : Transports.values()) {
            assertThat(disconnections.take().reason()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
        }
        running.restart();
        for (Transports unused : Transports.values()) {
            assertThat(returns.take().ask("ask", List.of("back"))).containsExactly("back");
        }
    }
}
