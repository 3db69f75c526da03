package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A path of a URL would be a namespace to some and an endpoint to others: it is refused wherever the URL comes from.
 */
class SuppliedUrlTest {
    private static final String REFUSAL =
            "The URL has a path: use socket(\"/name\") for a namespace, or path() for the endpoint of the server";

    @Test
    void theUrlOfTheBuilderHasNoPath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SocketIoClient.builder("http://server.test/chat?a=b"))
                .withMessage(REFUSAL);
        assertThat(SocketIoClient.builder("http://server.test/?a=/b")).isNotNull();
        assertThat(SocketIoClient.builder("http://server.test?a=/b")).isNotNull();
    }

    @Test
    void norHasOneThatIsAskedFor() {
        SocketIoClientBuilder builder = SocketIoClient.builder("http://server.test")
                .parser(FakeServer.PARSER)
                .noReconnection();
        refuses(builder.urlFrom(() -> "http://other.test/chat"));
        refuses(builder.urlFromAsync(() -> CompletableFuture.completedFuture("http://other.test/chat")));
    }

    /** Each attempt ends in the connect timeout; all of them wait for the one answer that is out. */
    @Test
    @Tag("N17")
    void withAHookBeforeEachAttemptNobodyAsksAgainEitherWhileAnAnswerIsOut() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        try (SocketIoClient client = SocketIoClient.builder("http://server.test")
                .parser(FakeServer.PARSER)
                .connectTimeout(Duration.ofMillis(20))
                .reconnection(Backoff.fixed(Duration.ofMillis(1)))
                .urlFrom(() -> {
                    asked.incrementAndGet();
                    await().until(() -> end.await(30, TimeUnit.SECONDS));
                    return "http://other.test/chat";
                })
                .beforeAttempt(attempt -> attempts.incrementAndGet())
                .build()) {
            var unused = client.socket("/").connect();
            await().until(() -> attempts.get() >= 5);
            await().untilAsserted(() -> assertThat(asked).hasValue(1)); // its thread may get its turn late
            end.countDown();
        }
    }

    private static void refuses(SocketIoClientBuilder builder) {
        try (SocketIoClient client = builder.build()) {
            assertThatThrownBy(() -> client.socket("/").connect().join()).hasRootCauseMessage(REFUSAL);
        }
    }
}
