package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Transports;
import io.curlew.testserver.RecordedRequest;
import io.curlew.testserver.TestServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What npm's socket.io-client makes of the test server's compression and cookies. */
@Execution(ExecutionMode.CONCURRENT)
class TestServerFeaturesIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestServer server = TestServer.builder()
            .perMessageDeflate()
            .cookie("io")
            .header("x-served-by", "tests")
            .corsWithCredentials("http://a.example")
            .build();

    @AfterEach
    void close() {
        server.close();
    }

    private URI start() {
        server.onConnection(socket -> socket.on("echo", event -> event.ack(event.args())));
        return server.start().uri();
    }

    private boolean wasRequested(Predicate<RecordedRequest> request) {
        return server.journal().requests().stream().anyMatch(request);
    }

    @Test
    void messagesAreCompressedBothWays() {
        try (ClientUnderTest client = ScriptedClient.node(start(), Transports.WEBSOCKET)) {
            Joined joined = client.join("/", Map.of());
            String large = "compressible ".repeat(10_000);
            for (int i = 0; i < 20; i++) {
                String text = large.substring(i);
                assertThat(joined.call(LONG, "echo", text)).isEqualTo(List.of(text));
                assertThat(joined.call(LONG, "echo", "small")).isEqualTo(List.of("small"));
            }
            assertThat(wasRequested(request -> request.header("sec-websocket-extensions")
                            .orElse("")
                            .contains("permessage-deflate")))
                    .isTrue();
        }
    }

    @Test
    void cookiesComeBackAfterAnUpgradeToo() {
        try (ClientUnderTest client = ScriptedClient.nodeWithCookies(start(), Transports.UPGRADE)) {
            Joined joined = client.join("/", Map.of());
            assertThat(joined.call(LONG, "echo", 1)).isEqualTo(List.of(1));
            assertThat(wasRequested(
                            request -> request.header("cookie").orElse("").startsWith("io=")))
                    .isTrue();
        }
    }

    @Test
    void largePollsAreNotCompressedForWhoDoesNotAsk() {
        try (ClientUnderTest client = ScriptedClient.node(start(), Transports.POLLING)) {
            Joined joined = client.join("/", Map.of());
            String large = "x".repeat(100_000);
            assertThat(joined.call(LONG, "echo", large)).isEqualTo(List.of(large));
        }
    }
}
