package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
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
