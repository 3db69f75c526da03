package io.curlew.socketio.session;

import static io.curlew.socketio.session.VirtualClient.asking;
import static io.curlew.socketio.session.VirtualClient.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.SocketAction.ConnectFailed;
import io.curlew.socketio.session.SocketAction.Connected;
import io.curlew.socketio.session.SocketAction.EventArrived;
import io.curlew.socketio.session.SocketAction.Joined;
import io.curlew.socketio.session.SocketAction.SendConnect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("F23")
class RecoveryTest {
    private final VirtualClient client = new VirtualClient();

    @BeforeEach
    void connect() {
        client.connect("/");
        client.opened();
        client.answer("/", "s1", "p1");
        client.take();
    }

    @Test
    void theOffsetOfTheLastEventGoesIntoTheNextConnect() {
        client.receive(event("/", "a", "1", "\"o1\""));
        client.receive(event("/", "b", "\"o\\u0032\""));
        assertThat(client.take(EventArrived.class))
                .extracting(EventArrived::offset)
                .containsExactly(Optional.of("o1"), Optional.of("o2"));
        assertThat(fieldsOfTheNextConnect()).containsExactly(Map.entry("pid", "p1"), Map.entry("offset", "o2"));
    }

    @Test
    void withoutAnEventThereIsNoOffset() {
        assertThat(fieldsOfTheNextConnect()).containsExactly(Map.entry("pid", "p1"));
    }

    @Test
    void onlyAStringAtTheEndOfAnEventThatAsksForNoAnswerIsAnOffset() {
        client.receive(event("/", "a", "\"o1\""));
        client.receive(event("/", "b", "\"o2\"", "1"));
        client.receive(event("/", "c"));
        client.receive(event("/", "d", TestArgs.BINARY));
        client.receive(asking("/", "e", 1, "\"o3\""));
        assertThat(fieldsOfTheNextConnect()).containsEntry("offset", "o1");
    }

    @Test
    void aServerThatKnowsThePrivateIdHasRecovered() {
        client.receive(event("/", "a", "\"o1\""));
        reconnect();
        client.receive(event("/", "missed", "\"o2\""));
        client.answer("/", "s1", "p1");
        assertThat(client.take())
                .containsSubsequence(
                        new Joined("/", "s1", true, Optional.of("p1")),
                        new EventArrived(event("/", "missed", "\"o2\""), 100, 100, 2, Optional.of("o2")),
                        new Connected("/"));
        assertThat(fieldsOfTheNextConnect()).containsEntry("offset", "o2");
    }

    @Test
    void aServerThatGivesANewPrivateIdHasNot() {
        client.receive(event("/", "a", "\"o1\""));
        reconnect();
        client.answer("/", "s2", "p2");
        assertThat(client.take()).contains(new Joined("/", "s2", false, Optional.of("p2")));
        assertThat(fieldsOfTheNextConnect()).containsExactly(Map.entry("pid", "p2"), Map.entry("offset", "o1"));
    }

    @Test
    void aServerWithoutRecoveryGetsNoFields() {
        reconnect();
        client.answer("/", "s2");
        client.receive(event("/", "a", "\"o1\""));
        assertThat(fieldsOfTheNextConnect()).isEmpty();
    }

    @Test
    @Tag("A61")
    void moreThanFitsBeforeTheAnswerIsHandedOnWhenItWasAskedFor() {
        client.receive(event("/", "a", "\"0\""));
        reconnect();
        missed(1, 2_500);
        client.answer("/", "s1", "p1");
        List<SocketAction> all = client.take();
        assertThat(all)
                .filteredOn(EventArrived.class::isInstance)
                .extracting(action -> ((EventArrived) action).offset().orElseThrow())
                .containsExactlyElementsOf(numbers(1, 2_500));
        assertThat(all).last().isEqualTo(new Connected("/"));
    }

    @Test
    void aConnectionThatIsLostWhileItCatchesUpGoesOnWhereItWas() {
        client.receive(event("/", "a", "\"0\""));
        reconnect();
        missed(1, 1_500);
        client.lost();
        assertThat(client.take(EventArrived.class))
                .extracting(each -> each.offset().orElseThrow())
                .containsExactlyElementsOf(numbers(1, 1_500));
        assertThat(fieldsOfTheConnectThatComes()).containsEntry("offset", "1500");
    }

    private void missed(int from, int to) {
        numbers(from, to).forEach(number -> client.receive(event("/", "missed", '"' + number + '"')));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
    }

    @Test
    void whatWasMissedAndCameWithoutAnAnswerIsHandedOnAndNotAskedForAgain() {
        client.receive(event("/", "a", "\"o1\""));
        reconnect();
        client.receive(event("/", "missed", "\"o2\""));
        client.lost();
        assertThat(client.take())
                .containsSubsequence(
                        new EventArrived(event("/", "missed", "\"o2\""), 100, 100, 1, Optional.of("o2")),
                        new ConnectFailed(
                                "/",
                                new ConnectFailure.Lost(DisconnectReason.TRANSPORT_CLOSE, Optional.empty()),
                                true));
        assertThat(fieldsOfTheConnectThatComes()).containsEntry("offset", "o2");
    }

    @Test
    @Tag("N02")
    void whatWasMissedAndCannotBeReadIsNotAskedForAgain() {
        client.receive(event("/", "a", "\"o1\""));
        reconnect();
        client.receive(event("/", "missed", "\"o2\""));
        client.bring(EngineData.ofUtf8("2[\"unreadable\"".getBytes(UTF_8)));
        assertThat(client.take(EventArrived.class))
                .extracting(EventArrived::offset)
                .containsExactly(Optional.of("o2"));
        client.advanceToDeadline();
        client.opened();
        assertThat(client.take(SendConnect.class)).containsExactly(new SendConnect("/", Map.of()));
        client.answer("/", "s2", "p2");
        assertThat(client.take()).contains(new Joined("/", "s2", false, Optional.of("p2")));
    }

    @Test
    @Tag("N02")
    void whatCannotBeReadLaterSaysNothingAboutTheFields() {
        client.receive(event("/", "a", "\"o1\""));
        client.bring(EngineData.ofUtf8("2[\"unreadable\"".getBytes(UTF_8)));
        assertThat(fieldsOfTheConnectThatComes()).containsEntry("offset", "o1");
    }

    @Test
    @Tag("A28")
    void aPrivateIdThatIsNoStringIsNone() {
        reconnect();
        client.receive(new SocketPacket.Connect("/", Optional.of(Json.of("{\"sid\":\"s\",\"pid\":5}"))));
        assertThat(fieldsOfTheNextConnect()).isEmpty();
    }

    @Test
    @Tag("N02")
    void aTextThatIsTooLongToBeAnOffsetIsNone() {
        client.receive(event("/", "a", "\"o1\""));
        client.receive(event("/", "long", quoted("x".repeat(257))));
        client.receive(event("/", "long in bytes", quoted("\u20ac".repeat(86))));
        client.receive(event("/", "very long", quoted("x".repeat(2_000_000))));
        assertThat(client.take(EventArrived.class))
                .extracting(EventArrived::offset)
                .containsExactly(Optional.of("o1"), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(fieldsOfTheNextConnect()).containsEntry("offset", "o1");
    }

    @Test
    @Tag("N02")
    void anOffsetMayBeAsLongAsTheLimitHoweverItIsWritten() {
        client.receive(event("/", "a", quoted("x".repeat(256))));
        assertThat(fieldsOfTheNextConnect()).containsEntry("offset", "x".repeat(256));
        client.answer("/", "s1", "p1");
        client.receive(event("/", "a", quoted("\\u0001".repeat(256))));
        assertThat(fieldsOfTheNextConnect()).containsEntry("offset", "\u0001".repeat(256));
    }

    @Test
    @Tag("N02")
    void aPrivateIdThatIsTooLongIsNone() {
        reconnect();
        client.answer("/", "s2", "p".repeat(257));
        assertThat(client.take()).contains(new Joined("/", "s2", false, Optional.empty()));
        assertThat(fieldsOfTheNextConnect()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSPORT_CLOSE", "TRANSPORT_ERROR"})
    @Tag("N02")
    void aServerThatEndsTheConnectionInsteadOfAnsweringIsAskedWithoutTheFields(DisconnectReason reason) {
        client.receive(event("/", "a", "\"somebody's text\""));
        assertThat(fieldsOfTheNextConnect()).containsKeys("pid", "offset");
        assertThat(fieldsAfter(reason)).isEmpty();
        client.answer("/", "s2", "p2");
        client.receive(event("/", "b", "\"o2\""));
        assertThat(fieldsOfTheNextConnect()).containsExactly(Map.entry("pid", "p2"), Map.entry("offset", "o2"));
    }

    @Test
    @Tag("N02")
    void aServerThatDoesNotAnswerWithoutTheFieldsEitherHasThemAgain() {
        client.receive(event("/", "a", "\"o1\""));
        assertThat(fieldsOfTheNextConnect()).isNotEmpty();
        assertThat(fieldsOfTheNextConnect()).isEmpty();
        assertThat(fieldsOfTheNextConnect()).containsExactly(Map.entry("pid", "p1"), Map.entry("offset", "o1"));
    }

    @Test
    @Tag("N02")
    void aConnectThatTheServerDoesNotAnswerMayBeLeftMeanwhile() {
        client.receive(event("/", "a", "\"o1\""));
        client.connect("/other");
        reconnect();
        client.disconnect("/");
        client.lost();
        client.connect("/");
        client.advanceToDeadline();
        client.opened();
        assertThat(client.take(SendConnect.class)).contains(new SendConnect("/", Map.of()));
    }

    @Test
    @Tag("N02")
    void whatEndsTheConnectionOtherwiseSaysNothingAboutTheFields() {
        client.receive(event("/", "a", "\"o1\""));
        assertThat(fieldsOfTheNextConnect()).containsEntry("offset", "o1");
        assertThat(fieldsAfter(DisconnectReason.PING_TIMEOUT)).containsEntry("offset", "o1");
        client.session.reconnectNow(client.now);
        assertThat(fieldsOfTheConnectThatComes()).containsEntry("offset", "o1");
    }

    @Test
    @Tag("N02")
    void aServerThatHasBegunToRecoverHasTakenTheFields() {
        client.receive(event("/", "a", "\"o1\""));
        reconnect();
        client.receive(event("/", "missed", "\"o2\""));
        assertThat(fieldsAfter(DisconnectReason.TRANSPORT_CLOSE)).containsEntry("offset", "o2");
    }

    @Test
    @Tag("N02")
    void aConnectThatIsNotSentYetIsNotToBlame() {
        client.receive(event("/", "a", "\"o1\""));
        client.authComesLater = true;
        assertThat(fieldsOfTheNextConnect()).containsEntry("offset", "o1");
        assertThat(fieldsOfTheNextConnect()).containsEntry("offset", "o1");
    }

    @Test
    @Tag("N02")
    void aConnectThatIsTooLargeForTheConnectionIsMadeAgainAtOnceWithoutTheFields() {
        client.receive(event("/", "a", "\"o1\""));
        reconnect();
        client.session.connectRefused("/", new IllegalArgumentException("too large"), client.now);
        assertThat(client.take()).containsExactly(new SendConnect("/", Map.of()));
        client.answer("/", "s2", "p2");
        assertThat(client.take()).startsWith(new Joined("/", "s2", false, Optional.of("p2")));
    }

    @Test
    @Tag("N02")
    void aConnectThatIsTooLargeWithoutTheFieldsTooHasTooMuchAuthData() {
        client.receive(event("/", "a", "\"o1\""));
        reconnect();
        IllegalArgumentException tooLarge = new IllegalArgumentException("too large");
        client.session.connectRefused("/", tooLarge, client.now);
        client.take();
        client.session.connectRefused("/", tooLarge, client.now);
        assertThat(client.take()).containsExactly(new ConnectFailed("/", new ConnectFailure.NoAuth(tooLarge), true));
    }

    @Test
    @Tag("N02")
    void aRefusalIsAnAnswerAndNotRepeatedWithoutTheFields() {
        client.receive(event("/", "a", "\"o1\""));
        reconnect();
        client.receive(new SocketPacket.ConnectError("/", Json.of("{\"message\":\"no\"}")));
        client.advance(Duration.ofMinutes(10));
        assertThat(client.take(SendConnect.class)).isEmpty();
        client.connect("/");
        client.opened();
        assertThat(client.take(SendConnect.class).get(0).recovery()).containsEntry("offset", "o1");
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private Map<String, String> fieldsAfter(DisconnectReason reason) {
        client.session.connectionClosed(reason, Optional.empty(), client.now);
        return fieldsOfTheConnectThatComes();
    }

    private void reconnect() {
        client.lost();
        client.advanceToDeadline();
        client.opened();
        client.take();
    }

    private Map<String, String> fieldsOfTheNextConnect() {
        client.lost();
        return fieldsOfTheConnectThatComes();
    }

    private Map<String, String> fieldsOfTheConnectThatComes() {
        client.advanceToDeadline();
        client.opened();
        return client.take(SendConnect.class).get(0).recovery();
    }
}
