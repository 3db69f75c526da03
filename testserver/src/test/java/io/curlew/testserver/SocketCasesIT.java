package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the public test suite of Socket.IO 5 checks: 32 cases. */
class SocketCasesIT extends EngineCases {
    private final PlainClient client = client();
    private TestServer latest;

    @Override
    URI start(TestServer.Builder settings) {
        TestServer server = settings.build();
        List.of("/", "/custom").forEach(name -> server.namespace(name).onConnection(SocketCasesIT::serve));
        closeAfterwards(server);
        latest = server;
        return server.start().uri();
    }

    private static void serve(ServerSocket socket) {
        socket.emit("auth", socket.auth().<Object>map(auth -> auth).orElse(Map.of()));
        socket.on("message", event -> socket.emit("message-back", event.args()));
        socket.on("message-with-ack", event -> event.ack(event.args()));
    }

    @Override
    String path() {
        return "/socket.io/";
    }

    @Override
    void goesOn(PlainWebSocket socket) {
        socket.send("40/other,");
        assertThat(socket.next()).isEqualTo("44/other,{\"message\":\"Invalid namespace\"}");
    }

    @Override
    void awaitEnd() {
        await().until(() -> latest.connections().isEmpty());
    }

    private PlainWebSocket open() {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        return socket;
    }

    private PlainWebSocket joined() {
        PlainWebSocket socket = open();
        joins(socket, "", "");
        return socket;
    }

    private static void joins(PlainWebSocket socket, String namespace, String auth) {
        socket.send("40" + namespace + auth);
        assertThat(socket.next()).matches("40" + namespace + "\\{\"sid\":\"[\\w-]+\"}");
        assertThat(socket.next()).isEqualTo("42" + namespace + "[\"auth\"," + (auth.isEmpty() ? "{}" : auth) + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"'';''", "'';{\"token\":\"123\"}", "/custom,;''", "/custom,;{\"token\":\"abc\"}"})
    void aClientJoinsWithAndWithoutAuthData(String namespace, String auth) {
        joins(open(), namespace, auth);
    }

    @Test
    void aClientCanNotJoinAnUnknownNamespace() {
        PlainWebSocket socket = open();
        socket.send("40/random");
        assertThat(socket.next()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void whoBeginsWithNoPacketIsSentAway() {
        PlainWebSocket socket = open();
        socket.send("4abc");
        isEnded(socket);
    }

    @Test
    void whoJoinsNothingIsSentAway() {
        PlainWebSocket socket = client(TestServer.builder().connectTimeout(Duration.ofMillis(50)))
                .webSocket("");
        isEnded(socket);
    }

    @Test
    void whoLeavesTheMainNamespaceKeepsTheConnection() {
        PlainWebSocket socket = pingedClient().webSocket("");
        socket.next();
        socket.send("40");
        socket.send("41");
        String next = socket.next();
        while (next.startsWith("4")) {
            next = socket.next();
        }
        assertThat(next).isEqualTo("2");
    }

    @Test
    void whoLeavesANamespaceStaysInTheOther() {
        PlainWebSocket socket = joined();
        socket.send("40/custom");
        assertThat(socket.next()).startsWith("40/custom,{\"sid\":");
        assertThat(socket.next()).isEqualTo("42/custom,[\"auth\",{}]");
        socket.send("41/custom");
        socket.send("42[\"message\",\"message to main namespace\"]");
        assertThat(socket.next()).isEqualTo("42[\"message-back\",\"message to main namespace\"]");
    }

    @Test
    void anEventOfTextComesBack() {
        PlainWebSocket socket = joined();
        socket.send("42[\"message\",1,\"2\",{\"3\":[true]}]");
        assertThat(socket.next()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
    }

    private static void attachmentsGo(PlainWebSocket socket, String packet, String answer) {
        String placeholders = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
        socket.send(packet + placeholders);
        socket.send(new byte[] {1, 2, 3});
        socket.send(new byte[] {4, 5, 6});
        assertThat(socket.next()).isEqualTo(answer + placeholders);
        assertThat(socket.nextBinary()).containsExactly(1, 2, 3);
        assertThat(socket.nextBinary()).containsExactly(4, 5, 6);
    }

    @Test
    void anEventOfBinaryComesBack() {
        attachmentsGo(joined(), "452-[\"message\",", "452-[\"message-back\",");
    }

    @Test
    void anEventOfTextIsAnswered() {
        PlainWebSocket socket = joined();
        socket.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
        assertThat(socket.next()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
    }

    @Test
    void anEventOfBinaryIsAnswered() {
        attachmentsGo(joined(), "452-789[\"message-with-ack\",", "462-789[");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"4abc", "42{}", "42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]"})
    void whatIsNoPacketEndsTheConnection(String packet) {
        PlainWebSocket socket = joined();
        socket.send(packet);
        isEnded(socket);
    }
}
