package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.curlew.interop.Transports;
import io.curlew.interop.limits.KnownLimits;
import io.curlew.testserver.Rule;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What any client does with our test server, over each transport. The exceptions stand in {@code docs/test-server.md}.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class ClientContract {
    private static final Duration LONG = SocketIoInterop.LONG;
    private static final int BURST = 100;

    @RegisterExtension
    final KnownLimits limits = new KnownLimits("test-server.md", ClientContract.class, name());

    private CurlewSocketIoServer server = serverWithPings(pingInterval());
    private ClientUnderTest client;

    /** Returns how the client's column in the page begins. */
    abstract String name();

    /** Returns how often a server pings the client, but for the test of heartbeats. */
    Duration pingInterval() {
        return SocketIoServer.PING_INTERVAL;
    }

    private static CurlewSocketIoServer serverWithPings(Duration interval) {
        return new CurlewSocketIoServer(
                settings -> settings.maxPayload(SocketIoServer.MAX_MESSAGE).pingInterval(interval));
    }

    /** @param namespaces all that it will join, for those clients that have to know before */
    abstract ClientUnderTest start(URI uri, Transports transports, List<String> namespaces);

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
        }
        server.close();
    }

    private Joined join(Transports transports) {
        return join(transports, "/", Map.of());
    }

    private Joined join(Transports transports, String namespace, Map<String, ?> auth) {
        client = start(server.uri(), transports, List.of(namespace));
        return client.join(namespace, auth);
    }

    @ParameterizedTest
    @EnumSource
    void authDataArrives(Transports transports) {
        Joined guarded = join(transports, "/guarded", Map.of("token", "secret", "clé", "ü"));
        assertThat(guarded.call(LONG, "auth")).containsExactly(Map.of("token", "secret", "clé", "ü"));
    }

    @ParameterizedTest
    @EnumSource
    void authDataMayBeAnyJson(Transports transports) {
        Map<String, ?> auth = Map.of("token", "secret", "more", List.of(1, Map.of("ü", true)));
        assertThat(join(transports, "/guarded", auth).call(LONG, "auth")).containsExactly(auth);
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsTold(Transports transports) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> join(transports, "/guarded", Map.of("token", "wrong")))
                .withMessage("not allowed")
                .satisfies(
                        refused -> assertThat(refused.data()).isEqualTo(Map.of("code", 401, "why", List.of("token"))));
    }

    @ParameterizedTest
    @EnumSource
    void namespacesShareAConnection(Transports transports) {
        client = start(server.uri(), transports, List.of("/", "/admin"));
        Joined main = client.join("/", Map.of());
        Joined admin = client.join("/admin", Map.of());
        assertThat(main.call(LONG, "ask", "main")).containsExactly("main");
        assertThat(admin.call(LONG, "ask", "admin")).containsExactly("admin");
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aNamedNamespaceIsJoined(Transports transports) {
        assertThat(join(transports, "/admin", Map.of()).call(LONG, "ask", "admin"))
                .containsExactly("admin");
    }

    @ParameterizedTest
    @EnumSource
    void itEndsUpOnTheTransportAskedFor(Transports transports) {
        Joined main = join(transports);
        await().until(() -> main.call(LONG, "transport").equals(List.of(transports.last())));
    }

    @ParameterizedTest
    @EnumSource
    void eventsCarryJson(Transports transports) {
        assertEchoed(join(transports), Arguments.json().filter(args -> !args.isEmpty()));
    }

    @ParameterizedTest
    @EnumSource
    void eventsMayCarryNothing(Transports transports) {
        assertEchoed(join(transports), Stream.of(List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void eventsCarryBytes(Transports transports) {
        assertEchoed(join(transports), Stream.of(List.of(bytes(0, 'b', 4, 255))));
    }

    /** Over polling, the official Java client sends base64 in lines of 76 characters with a line break behind each. */
    @ParameterizedTest
    @EnumSource
    @Tag("N16")
    void eventsCarryBytesAnywhere(Transports transports) {
        assertEchoed(join(transports), Arguments.binary());
    }

    @ParameterizedTest
    @EnumSource
    void eventsCarryAMegabyte(Transports transports) {
        assertEchoed(join(transports), Arguments.large().limit(1));
    }

    @ParameterizedTest
    @EnumSource
    void eventsCarryAMegabyteOfBytes(Transports transports) {
        assertEchoed(join(transports), Arguments.large().skip(1));
    }

    private static void assertEchoed(Joined main, Stream<List<Object>> events) {
        events.forEach(args -> {
            main.emit("echo", args.toArray());
            assertThat(main.next("echo")).isEqualTo(args);
        });
    }

    @ParameterizedTest
    @EnumSource
    void theServerAnswers(Transports transports) {
        assertAnswered(join(transports), Arguments.json());
    }

    @ParameterizedTest
    @EnumSource
    void theServerAnswersWithBytes(Transports transports) {
        assertAnswered(join(transports), Arguments.binary());
    }

    private static void assertAnswered(Joined main, Stream<List<Object>> questions) {
        questions.forEach(
                args -> assertThat(main.call(LONG, "ask", args.toArray())).isEqualTo(args));
    }

    @ParameterizedTest
    @EnumSource
    void theClientAnswers(Transports transports) {
        assertAnswers(join(transports), Arguments.json());
    }

    @ParameterizedTest
    @EnumSource
    void theClientAnswersWithBytes(Transports transports) {
        assertAnswers(join(transports), Arguments.binary());
    }

    private static void assertAnswers(Joined main, Stream<List<Object>> questions) {
        main.answerQuestions();
        questions.forEach(args -> {
            main.emit("ask me", args.toArray());
            assertThat(main.next("answered")).isEqualTo(args);
        });
    }

    @ParameterizedTest
    @EnumSource
    void eventsKeepTheirOrder(Transports transports) {
        Joined main = join(transports);
        IntStream.range(0, BURST).forEach(number -> main.emit("echo", number));
        assertThat(IntStream.range(0, BURST))
                .allSatisfy(number -> assertThat(main.next("echo")).containsExactly(number));
    }

    @ParameterizedTest
    @EnumSource
    void theHeartbeatIsAnswered(Transports transports) {
        server.close();
        server = serverWithPings(SocketIoServer.PING_INTERVAL);
        server.testServer().rule(Rule.pongs().delayed(Duration.ofMillis(1))); // so that the journal has them
        Joined main = join(transports);
        await().until(() -> Pattern.compile("pong: delay")
                        .matcher(server.testServer().journal().transcript())
                        .results()
                        .count()
                >= 2);
        assertThat(main.call(LONG, "ask", "still there")).containsExactly("still there");
    }

    @ParameterizedTest
    @EnumSource
    void theServerMayEndIt(Transports transports) {
        Joined main = join(transports);
        main.emit("leave me", "now");
        assertThat(main.disconnected()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsCutIsReplaced(Transports transports) {
        Joined main = join(transports);
        main.connected();
        itIsOn(transports, main);
        server.testServer().awaitConnection().dropConnection();
        main.connected();
        assertThat(main.call(LONG, "ask", "back")).containsExactly("back");
    }

    @ParameterizedTest
    @EnumSource
    void itComesBackWhenTheServerDoes(Transports transports) {
        Joined main = join(transports);
        main.connected();
        itIsOn(transports, main);
        server.testServer().crash();
        server.reopen();
        main.connected();
        assertThat(main.call(LONG, "ask", "back")).containsExactly("back");
    }

    private static void itIsOn(Transports transports, Joined main) {
        await().until(() -> main.call(LONG, "transport").equals(List.of(transports.last())));
    }

    @ParameterizedTest
    @EnumSource
    void aClosedClientLeavesNoConnection(Transports transports) {
        join(transports);
        client.close();
        await().until(() -> server.connections() == 0);
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        IntStream.of(values).forEach(value -> bytes.put((byte) value));
        return bytes.flip();
    }
}
