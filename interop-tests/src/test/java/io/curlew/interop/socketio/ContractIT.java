package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Contract;
import io.curlew.interop.Mailbox;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.DroppedEvent;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.TypeRef;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table in {@code docs/delivery.md} on sockets: as a program sees it, with the reference server and with ours. */
@Tag("F21")
@Tag("F22")
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass(name = "{0}")
@MethodSource("io.curlew.interop.socketio.ServerKind#all")
class ContractIT {
    /** What a test can't bring about from outside within a moment; {@code ContractTest} does on virtual time. */
    private static final Set<String> NOT_ON_SOCKETS = Set.of(
            "connected, while nothing can be written",
            "connected, with the server's ping overdue",
            "connected, after the machine has slept");

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration LIFE = Duration.ofMillis(20);
    private static final int NUMBER = 7;

    private static final List<State> STATES = List.of(
            new State("never connected", stage -> {}, Stage::connect),
            new State("waiting for the connection to open", Stage::openSlowly, Stage::letOpen),
            new State("waiting for the answer to CONNECT", Stage::askSlowly, Stage::letJoin),
            new State("connected", Stage::connect, stage -> {}),
            new State(
                    "connected, on a connection that is lost before the answer",
                    Stage::connectForLoss,
                    Stage::awaitReturn),
            new State("reconnecting", Stage::loseServer, Stage::findServer),
            new State("left by the program", Stage::leave, Stage::connect),
            new State("taken away by the server", Stage::beSentOut, Stage::connect),
            new State("refused by the server", Stage::beRefused, Stage::connect),
            new State("given up after the last attempt", Stage::giveUp, Stage::findServerAndConnect),
            new State("closing or closed", Stage::close, stage -> {}));

    @Parameter
    ServerKind kind;

    private Stage stage;

    private record State(String row, Consumer<Stage> enter, Consumer<Stage> goOn) {}

    static Stream<Contract.Cell> cells() {
        return Contract.cells().filter(cell -> !NOT_ON_SOCKETS.contains(cell.state()));
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.end();
        }
    }

    @Test
    void everyStateIsTriedButThoseThatNeedVirtualTime() {
        Set<String> tried = STATES.stream().map(State::row).collect(Collectors.toSet());
        tried.addAll(NOT_ON_SOCKETS);
        assertThat(Contract.cells().map(Contract.Cell::state).collect(Collectors.toSet()))
                .isEqualTo(tried);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void whatTheTableSaysIsTrue(Contract.Cell cell) {
        State state = STATES.stream()
                .filter(each -> each.row.equals(cell.state()))
                .findFirst()
                .orElseThrow();
        stage = new Stage(kind.start(), cell.kind());
        state.enter.accept(stage);
        if (cell.outcome().equals("refused")) {
            assertThatIllegalStateException().isThrownBy(stage::emit);
            return;
        }
        stage.emit();
        if (cell.outcome().equals("expires")) {
            assertThat(stage.dropped.take().reason()).isEqualTo(DroppedEvent.Reason.EXPIRED);
        }
        state.goOn.accept(stage);
        switch (cell.outcome()) {
            case "sent", "waits" -> stage.arrives(1, true);
            case "again" -> stage.arrives(2, true);
            case "not again", "fails" -> stage.arrives(1, false);
            case "expires" -> stage.arrives(0, false);
            case "discarded" -> {
                stage.arrives(0, false);
                assertThat(stage.dropped.take().reason()).isEqualTo(DroppedEvent.Reason.VOLATILE);
                assertThat(stage.client.discardedEvents()).isEqualTo(1);
            }
            default -> throw new AssertionError("No test knows the outcome " + cell.outcome());
        }
    }

    /** A server, a client, and the one event that this is about. */
    private static final class Stage {
        private final SocketIoServer server;
        private final String emitKind;
        private final CountDownLatch opens = new CountDownLatch(1);
        private final CompletableFuture<Map<String, String>> auth = new CompletableFuture<>();
        private final AtomicBoolean slow = new AtomicBoolean();
        private final Mailbox<DroppedEvent> dropped = new Mailbox<>("dropped event");
        private final Mailbox<Disconnection> disconnections = new Mailbox<>("disconnect");
        private SocketIoClient client;
        private Socket socket;
        private String event = "note";
        private @Nullable CompletableFuture<Args> answer;
        private Map<String, String> token = Map.of("token", "secret");

        Stage(SocketIoServer server, String emitKind) {
            this.server = server;
            this.emitKind = emitKind;
            make(builder());
        }

        private SocketIoClientBuilder builder() {
            return SocketIoClient.builder(server.uri())
                    .transports(TransportType.WEBSOCKET)
                    .auth(() -> slow.get() ? auth : token)
                    .reconnection(Backoff.fixed(Duration.ofMillis(20)));
        }

        private void make(SocketIoClientBuilder settings) {
            client = settings.build();
            use("/");
        }

        private void use(String namespace) {
            socket = client.socket(namespace);
            socket.onDropped(dropped::put);
            socket.onDisconnect(disconnections::put);
        }

        void connect() {
            socket.connect(LONG).join();
        }

        void openSlowly() {
            client.close();
            make(builder().beforeAttempt(attempt -> await().atMost(LONG).until(() -> opens.getCount() == 0)));
            var unused = socket.connect();
            await().until(() -> client.state() == SocketIoClient.State.OPENING);
        }

        void letOpen() {
            opens.countDown();
            connect();
        }

        void askSlowly() {
            slow.set(true);
            var unused = socket.connect();
            await().until(() -> client.state() == SocketIoClient.State.OPEN);
        }

        void letJoin() {
            auth.complete(token);
            connect();
        }

        void connectForLoss() {
            event = "note and cut";
            connect();
        }

        void awaitReturn() {
            assertThat(disconnections.take().willReconnect()).isTrue();
            connect();
        }

        void loseServer() {
            connect();
            server.stop();
            disconnections.take();
        }

        void findServer() {
            server.reopen();
            connect();
        }

        void leave() {
            connect();
            socket.disconnect();
            disconnections.take();
        }

        void beSentOut() {
            connect();
            socket.emit("leave me");
            assertThat(disconnections.take().willReconnect()).isFalse();
        }

        void beRefused() {
            use("/guarded");
            token = Map.of();
            assertThat(socket.connect()).failsWithin(LONG);
            token = Map.of("token", "secret");
        }

        void giveUp() {
            client.close();
            make(builder().reconnectionAttempts(1));
            server.stop();
            assertThat(socket.connect()).failsWithin(LONG);
        }

        void findServerAndConnect() {
            server.reopen();
            connect();
        }

        void close() {
            connect();
            var unused = client.closeAsync();
        }

        void emit() {
            switch (emitKind) {
                case "plain" -> socket.emit(event, NUMBER);
                case "with ack" -> answer = socket.emitWithAck(event, NUMBER);
                case "volatile" -> socket.emit(EmitOptions.volatileEvent(), event, NUMBER);
                case "with retries" -> answer = socket.emitWithAck(EmitOptions.retries(3), event, NUMBER);
                case "with time to live" -> socket.emit(EmitOptions.timeToLive(LIFE), event, NUMBER);
                default -> throw new AssertionError("No test knows the kind " + emitKind);
            }
        }

        /** @param answered what becomes of the acknowledgement, if one is wanted */
        void arrives(int times, boolean answered) {
            if (answer != null && answered) {
                assertThat(answer).succeedsWithin(LONG);
            } else if (answer != null) {
                assertThat(answer)
                        .failsWithin(LONG)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOfSatisfying(
                                AckException.class,
                                why -> assertThat(why.reason()).isEqualTo(AckException.Reason.DISCONNECTED));
            }
            // Asked over the same connection, behind whatever waited.
            Args noted = socket.emitWithAck("noted")
                    .orTimeout(LONG.toSeconds(), TimeUnit.SECONDS)
                    .join();
            assertThat(noted.get(0, new TypeRef<List<Integer>>() {})).isEqualTo(Collections.nCopies(times, NUMBER));
            assertThat(socket.bufferedEvents()).isZero();
        }

        void end() {
            client.close();
            server.close();
        }
    }
}
