package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A path of a URL would be a namespace to some and an endpoint to others: it is refused wherever the URL comes from. */
class SuppliedUrlTest {
    private static final String REFUSAL =
            "The URL has a path: name a namespace with socket(), the server's endpoint with path()";

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

    private static void refuses(SocketIoClientBuilder builder) {
        try (SocketIoClient client = builder.build()) {
            assertThatThrownBy(() -> client.socket("/").connect().join()).hasRootCauseMessage(REFUSAL);
        }
    }
}
