package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.ConnectFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a peer says in messages and {@code toString}s. */
@Tag("N06")
class PeerTextTest {

    static Stream<String> texts() {
        return Stream.of(
                "\u001b]0;x\u0007",
                "\u001b[2J",
                "\u009b2J",
                "\u007f",
                "\u202egnp.exe",
                "\u2066a",
                "one\ntwo",
                "one\r\ntwo",
                "one\u2028two",
                "\ud800",
                "x".repeat(16_000)); // longer names are refused
    }

    @Test
    void bothModulesHaveTheSameRule() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .mapToObj(Character::toString)
                        .filter(text -> !new SocketPacket.Disconnect(text)
                                .toString()
                                .equals("Disconnect[" + PeerText.name(text) + "]")))
                .isEmpty();
        for (String text : new String[] {"x".repeat(64), "x".repeat(65), "x".repeat(63) + "🚀"}) {
            assertThat(new SocketPacket.Disconnect(text)).hasToString("Disconnect[" + PeerText.name(text) + "]");
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aPacketsNamesAreEscapedAndCut(String text) {
        String shown = PeerText.name(text);
        assertThat(new SocketPacket.Connect(text, Optional.empty())).hasToString("Connect[" + shown + "]");
        assertThat(new SocketPacket.Event(text, OptionalLong.of(1), text, Args.none()))
                .hasToString("Event[" + shown + ", id 1, \"" + shown + "\", " + Args.none() + "]");
        assertThat(new SocketPacket.Event("/", OptionalLong.empty(), text, Args.none()))
                .hasToString("Event[/, \"" + shown + "\", " + Args.none() + "]");
        assertThat(new SocketPacket.Ack(text, 7, Args.none()))
                .hasToString("Ack[" + shown + ", id 7, " + Args.none() + "]");
        assertThat(new SocketPacket.ConnectError(text, Json.of("1")))
                .hasToString("ConnectError[" + shown + ", JSON of 1 bytes]");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aRefusalsMessageIsEscapedAndCutAndWholeInAnAccessor(String text) {
        for (String payload : new String[] {"{\"message\":" + quoted(text) + "}", quoted(text)}) {
            ConnectFailedException refusal =
                    ConnectFailedException.of("/prices", new ConnectFailure.Refused(Json.of(payload)), false);
            assertThat(refusal).hasMessage("The server refuses the namespace /prices: " + PeerText.opening(text));
            assertThat(refusal.serverMessage()).contains(text);
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(c == 'x' ? "x" : String.format("\\u%04x", c)));
        return quoted.append('"').toString();
    }

    @Test
    void whatIsNoRefusalHasNoMessageOfTheServers() {
        assertThat(ConnectFailedException.of("/prices", new ConnectFailure.NoAnswer(Duration.ofSeconds(20)), true)
                        .serverMessage())
                .isEmpty();
        ConnectFailedException silent =
                ConnectFailedException.of("/prices", new ConnectFailure.Refused(Json.of("{}")), false);
        assertThat(silent).hasMessage("The server refuses the namespace /prices");
        assertThat(silent.serverMessage()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aConversionsMessageIsEscapedAndCut(String text) {
        assertThat(new ConversionException(text).getMessage())
                .isEqualTo(PeerText.escaped(text.substring(0, Math.min(text.length(), 1024)))
                        + (text.length() > 1024 ? "... (16000 characters)" : ""));
        assertThat(ConversionException.withoutValues(text, new IllegalStateException(text)))
                .hasMessage(new ConversionException(text).getMessage());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void anEventsNameIsEscapedAndCut(String text) throws Exception {
        FakeServer server = new FakeServer();
        try (SocketIoClient client = FakeServer.client().build(server)) {
            Socket socket = client.socket("/");
            CompletableFuture<Event> arrived = new CompletableFuture<>();
            socket.onAny(arrived::complete);
            socket.connect().join();
            server.emit("/", text, "no number");
            Event event = arrived.get();
            assertThat(event.name()).isEqualTo(text);
            assertThat(event).hasToString("event \"" + PeerText.name(text) + "\" with 1 arguments");
        }
        assertThat(AckException.late(text, Duration.ofSeconds(2)))
                .hasMessage("No answer to event \"" + PeerText.name(text) + "\": none came within 2 s");
        assertThat(new DroppedEvent(text, List.of(), DroppedEvent.Reason.CLOSED))
                .hasToString("event \"" + PeerText.name(text) + "\", dropped: CLOSED");
    }
}
